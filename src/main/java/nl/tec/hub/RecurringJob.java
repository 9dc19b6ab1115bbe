package nl.tec.hub;

import com.github.kagkarlsson.scheduler.task.schedule.Schedule;

/**
 * A recurring job. Declaring a bean of this type suffices. It runs on one node at a time, unless it works on what only its own node has.
 *
 * @param name a stable name in kebab case: the key in the database
 * @param schedule for example {@code FixedDelay.ofSeconds(2)} or {@code Schedules.daily(Dates.ZONE, LocalTime.of(3, 0))}
 * @param work must be idempotent and safe to interrupt
 * @param everyNode whether each node runs it, at its start too, as it may have been off at the time; these are not in {@link Jobs}
 */
public record RecurringJob(String name, Schedule schedule, Runnable work, boolean everyNode) {

    public RecurringJob(String name, Schedule schedule, Runnable work) {
        this(name, schedule, work, false);
    }
}
