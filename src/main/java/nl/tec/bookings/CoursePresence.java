package nl.tec.bookings;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The presence of people at the meetings of a course, such as a re-integration course (rules 2.15).
 *
 * @param seriesId of its sessions
 * @param meetings in order of time, without those that were called off
 * @param people everybody with a confirmed seat in one of the meetings, by name
 */
public record CoursePresence(long seriesId, Bilingual title, World world, List<Meeting> meetings, List<Person> people) {

    /** The number of consecutive missed meetings from which somebody is reported. */
    public static final int MIN_MISSES_TO_REPORT = 2;

    /** The known presence of one person at one meeting. */
    public enum Mark {
        THERE,
        /** Not checked in, while others were. */
        MISSED,
        /** The meeting is upcoming, or nobody was checked in yet. */
        UNKNOWN,
        /** Without a seat in this meeting. */
        NOT_BOOKED
    }

    /**
     * @param counted whether anybody was checked in
     * @param recordable whether the viewer can check people in: the meeting is today or earlier, and in the viewer's roster
     */
    public record Meeting(long sessionId, Instant start, Instant end, boolean counted, boolean recordable) {}

    /**
     * @param name null once it is erased
     * @param marks one for each meeting, in their order
     */
    public record Person(long personId, @Nullable String name, Audience audience, List<Mark> marks) {

        /** How many meetings this person attended. */
        public int times() {
            return count(Mark.THERE);
        }

        /** How many of the counted meetings this person had a seat in. */
        public int expected() {
            return count(Mark.THERE) + count(Mark.MISSED);
        }

        private int count(Mark mark) {
            return (int) marks.stream().filter(one -> one == mark).count();
        }

        /** How many of the last counted meetings this person missed in a row. */
        public int consecutiveMisses() {
            int missed = 0;
            for (Mark mark : marks) {
                if (mark == Mark.THERE) {
                    missed = 0;
                } else if (mark == Mark.MISSED) {
                    missed++;
                }
            }
            return missed;
        }
    }

    /** Finds the people who missed {@link #MIN_MISSES_TO_REPORT} or more in a row until now, most first. */
    public List<Person> missing() {
        return people.stream()
                .filter(person -> person.consecutiveMisses() >= MIN_MISSES_TO_REPORT)
                .sorted((one, other) -> other.consecutiveMisses() - one.consecutiveMisses())
                .toList();
    }

    /** How many people came to the meeting at this index. */
    public int there(int meeting) {
        return (int) people.stream()
                .filter(person -> person.marks().get(meeting) == Mark.THERE)
                .count();
    }

    /** How many people have a seat in the meeting at this index. */
    public int booked(int meeting) {
        return (int) people.stream()
                .filter(person -> person.marks().get(meeting) != Mark.NOT_BOOKED)
                .count();
    }

    public int counted() {
        return (int) meetings.stream().filter(Meeting::counted).count();
    }

    /** Whether the last meeting has begun. */
    public boolean over(Instant now) {
        return !meetings.get(meetings.size() - 1).start().isAfter(now);
    }

    /** Whether there is something to do this week: a meeting, or people who missed too many in a row. */
    public boolean concerns(LocalDate today) {
        LocalDate monday = Dates.monday(today);
        return meetings.stream()
                        .map(meeting -> Dates.monday(Dates.dayOf(meeting.start())))
                        .anyMatch(monday::equals)
                || !missing().isEmpty()
                        && !Dates.dayOf(meetings.get(meetings.size() - 1).end()).isBefore(today);
    }

    boolean has(long sessionId) {
        return meetings.stream().anyMatch(meeting -> meeting.sessionId() == sessionId);
    }
}
