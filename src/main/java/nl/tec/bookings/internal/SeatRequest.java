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

/** A validated request for seats. */
public sealed interface SeatRequest {

    /** Returns the session; of a course its first meeting, of several parts of an event the first part. */
    long sessionId();

    /** Returns the sessions whose seats are allocated together: the parts of an event; of a course only the first meeting. */
    default List<Long> sessionIds() {
        return List.of(sessionId());
    }

    /** Returns the number of seats, at least 1. */
    int participants();

    /** Returns the idempotency key. */
    UUID key();

    /** Whether it goes on the waiting list when there are not enough seats. */
    boolean mayWait();

    /**
     * A request for a class.
     *
     * @param bulk whether it is part of a bulk booking, about which the school gets one mail
     */
    record OfClass(BookClass command, VisitContext visit, Travel travel, Actor by, boolean bulk, boolean mayWait)
            implements SeatRequest {

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

        /** Whether photos are allowed, which only the school itself can decide (rules 8). */
        boolean photos() {
            return command.details().photos() && bySchool();
        }

        boolean bySchool() {
            return by.worksAt(visit.schoolClass().siteId());
        }

        /** Returns the contact at the school; null: none, or the school itself books. */
        @Nullable Contact contact() {
            return bySchool() ? null : command.contact();
        }
    }

    /**
     * A request for visitors.
     *
     * @param party the validated participants
     * @param heldUntil the end of the hold while the mail address is not confirmed
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
            return command.acceptsWaitingList();
        }
    }
}
