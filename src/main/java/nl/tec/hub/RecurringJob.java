package nl.tec.hub;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;

/**
 * A recurring job that runs on one node at a time. Declaring a bean of this type suffices.
 *
 * @param name a stable name in kebab case: the key in the database
 * @param schedule for example {@code FixedDelay.ofSeconds(2)} or {@code Schedules.daily(Dates.ZONE, LocalTime.of(3, 0))}
 * @param work must be idempotent and safe to interrupt
 */
public record RecurringJob(String name, Schedule schedule, Runnable work) {}
