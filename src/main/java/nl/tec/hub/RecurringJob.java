package nl.tec.hub;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;

/**
 * Something that has to happen again and again, on one node at a time. A bean of this type is enough.
 *
 * @param name stable, kebab case: it is the key in the database
 * @param schedule for instance {@code FixedDelay.ofSeconds(2)} or {@code Schedules.daily(Dates.ZONE, LocalTime.of(3, 0))}
 * @param work must bear being done twice, and being stopped half way
 */
public record RecurringJob(String name, Schedule schedule, Runnable work) {}
