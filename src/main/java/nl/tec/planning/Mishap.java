package nl.tec.planning;

import java.time.LocalDate;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.shared.NotFound;

/**
 * A resource that drops out, with the first and last day.
 *
 * @param subject an activity or a place, as in {@link PlannedVisit.Subject}, a guide {@code p9}, a bus {@code b3}, a school
 *     {@code s5} or a class {@code w8}
 * @param until the last day
 */
public record Mishap(String subject, LocalDate from, LocalDate until) {

    /** The kinds of things that can drop out, by the first letter of their identifier. */
    public enum Kind {
        ACTIVITY('a'),
        ROOM('r'),
        VENUE('v'),
        GUIDE('p'),
        BUS('b'),
        SCHOOL('s'),
        /** Identified by one of its wishes. */
        CLASS('w');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        public String id(long number) {
            return letter + String.valueOf(number);
        }

        /** @throws NotFound if the letter is unknown */
        public static Kind of(String subject) {
            for (Kind kind : values()) {
                if (kind.letter == subject.charAt(0)) {
                    return kind;
                }
            }
            throw new NotFound("subject " + subject);
        }
    }

    public Kind kind() {
        return Kind.of(subject);
    }

    public long number() {
        return Long.parseLong(subject.substring(1));
    }

    /** Whether a candidate is no alternative either, for a visit that is hit. */
    public boolean hits(Candidate one) {
        return isIn(one.date())
                && switch (kind()) {
                    case ACTIVITY -> one.activity().equals(subject);
                    case ROOM, VENUE -> one.room().equals(subject) || one.room().startsWith(subject + "-");
                    case SCHOOL, CLASS -> true;
                    case GUIDE, BUS -> false; // whether another is free is looked up
                };
    }

    public boolean isIn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
