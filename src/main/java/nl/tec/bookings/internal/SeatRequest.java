package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.Contact;
import nl.tec.bookings.SignUpVisitors;
import nl.tec.bookings.Travel;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.internal.SignUpCheck.Party;
import org.jspecify.annotations.Nullable;

/** A command that asks for seats, and what was decided about it without the database. */
public sealed interface SeatRequest {

    /** Of a course: its first meeting; of several parts of an event: the first part. */
    long sessionId();

    /** The sessions in which seats are given together: the parts of an event; of a course only the first meeting. */
    default List<Long> sessionIds() {
        return List.of(sessionId());
    }

    /** 1 or more. */
    int participants();

    /** The same request sent twice has the same. */
    UUID key();

    /** Whether it goes on the waiting list when there are not enough seats. */
    boolean mayWait();

    /**
     * A class.
     *
     * @param oneOfMany booked together with others: its school gets one mail about all of them
     */
    record OfClass(BookClass command, VisitContext visit, Travel travel, Actor by, boolean oneOfMany, boolean mayWait)
            implements SeatRequest {

        public OfClass(BookClass command, VisitContext visit, Travel travel, Actor by) {
            this(command, visit, travel, by, false, true);
        }

        @Override
        public long sessionId() {
            return command.sessionId();
        }

        @Override
        public int participants() {
            return command.details().participants();
        }

        @Override
        public UUID key() {
            return command.key();
        }

        /** Photos are for the school itself to allow (rules 8). */
        boolean photos() {
            return command.details().photos() && bySchool();
        }

        boolean bySchool() {
            return by.worksAt(visit.group().siteId());
        }

        /** Returns whom it is booked for; null: nobody in particular, or the school itself books. */
        @Nullable Contact contact() {
            return bySchool() ? null : command.contact();
        }
    }

    /**
     * Visitors.
     *
     * @param party who comes, checked
     * @param heldUntil until when the seats are held while the mail address is not confirmed
     */
    record OfVisitors(SignUpVisitors command, Party party, UUID key, Instant heldUntil) implements SeatRequest {

        @Override
        public long sessionId() {
            return command.session().id();
        }

        @Override
        public List<Long> sessionIds() {
            return command.session().sessionIds();
        }

        @Override
        public int participants() {
            return party.people().size();
        }

        @Override
        public boolean mayWait() {
            return command.orWait();
        }
    }
}
