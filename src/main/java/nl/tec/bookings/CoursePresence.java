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
 * @param meetings in order of time, those that were called off left out
 * @param people everybody with a confirmed place in one of the meetings, by name
 */
public record CoursePresence(long seriesId, Bilingual title, World world, List<Meeting> meetings, List<Person> people) {

    /** From here on it is told that somebody missed meetings in a row. */
    public static final int MISSED_TOO_OFTEN = 2;

    /** The presence of one person at one meeting, as far as it is known. */
    public enum Mark {
        THERE,
        /** Others were checked in, this one was not. */
        MISSED,
        /** It is still to come, or nobody was checked in yet. */
        UNKNOWN,
        /** This one had no place in it. */
        NOT_BOOKED
    }

    /**
     * @param counted whether anybody was checked in
     * @param recordable whether the one who looks can check people in: it is this day or before, and in the own roster
     */
    public record Meeting(long sessionId, Instant start, Instant end, boolean counted, boolean recordable) {}

    /**
     * @param name null once it is erased
     * @param marks one for each meeting, in their order
     */
    public record Person(long personId, @Nullable String name, Audience audience, List<Mark> marks) {

        /** How many meetings this one came to. */
        public int times() {
            return count(Mark.THERE);
        }

        /** Of how many that are counted. */
        public int expected() {
            return count(Mark.THERE) + count(Mark.MISSED);
        }

        private int count(Mark mark) {
            return (int) marks.stream().filter(one -> one == mark).count();
        }

        /** How many of the last counted meetings this one missed in a row. */
        public int missedInARow() {
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

    /** Finds the people who missed {@link #MISSED_TOO_OFTEN} or more in a row until now, most first. */
    public List<Person> missing() {
        return people.stream()
                .filter(person -> person.missedInARow() >= MISSED_TOO_OFTEN)
                .sorted((one, other) -> other.missedInARow() - one.missedInARow())
                .toList();
    }

    /** How many people came to the meeting at this place in the list. */
    public int there(int meeting) {
        return (int) people.stream()
                .filter(person -> person.marks().get(meeting) == Mark.THERE)
                .count();
    }

    /** How many people have a place in the meeting at this place in the list. */
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
