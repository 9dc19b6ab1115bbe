package nl.tec.bookings;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;

/**
 * A sign-up of a visitor, as it stands; for a course it is one for all meetings (decision 0013), for an event one for the parts that
 * were chosen (decision 0067).
 *
 * @param state of a course: of all its meetings that the TEC did not call off
 * @param email null, as name and phone, once the data are removed (rules 8)
 * @param phone only of a parent whose child comes alone
 * @param confirmedAt when the mail address was confirmed; null: not yet
 * @param wasConfirmed whether it ever had its places for sure, so that it is in the calendar of who signed up
 * @param deadline until when the places are kept while the address is not confirmed
 * @param turn place on the waiting list, from 1; 0 when it does not wait
 * @param cancelledBy null while it is not cancelled
 * @param cancelReason in the words of the hub; empty when there are none
 * @param session of a course: the first meeting that is not called off
 * @param meetings of a course, or the parts of an event, in order of time, those that were called off too; else one
 */
public record SignUp(
        long bookingId,
        BookingState state,
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone,
        Locale language,
        List<SignUpPerson> people,
        boolean photos,
        Instant requestedAt,
        @Nullable Instant confirmedAt,
        boolean wasConfirmed,
        @Nullable Instant deadline,
        int turn,
        @Nullable CancelledBy cancelledBy,
        String cancelReason,
        SignUpSession session,
        List<Meeting> meetings) {

    /**
     * A session that is signed up for.
     *
     * @param bookingId one for each meeting
     * @param sequence grows with each change (iCalendar)
     * @param calledOff by the TEC
     * @param leftOut a part of an event that was cancelled by itself
     * @param begun or over
     */
    public record Meeting(
            long bookingId,
            Session session,
            BookingState state,
            int sequence,
            boolean calledOff,
            boolean leftOut,
            boolean begun) {

        /** Whether it can still be cancelled. */
        public boolean toCome() {
            return state.active() && !begun;
        }
    }

    public boolean course() {
        return meetings.size() > 1;
    }

    /** Whether these are parts of an event that were chosen together. */
    public boolean parts() {
        return session.event() != null;
    }

    /** The sessions of all meetings that were not left out, in order of time. */
    public List<Session> sessions() {
        return meetings.stream()
                .filter(meeting -> !meeting.leftOut())
                .map(Meeting::session)
                .toList();
    }

    /** The meeting of this booking; the first when it is of none of them. */
    public Meeting meeting(long booking) {
        return meetings.stream()
                .filter(meeting -> meeting.bookingId() == booking)
                .findFirst()
                .orElse(meetings.get(0));
    }

    public boolean addressConfirmed() {
        return confirmedAt != null;
    }

    public List<SignUpPerson> children() {
        return people.stream().filter(SignUpPerson::child).toList();
    }

    public List<SignUpPerson> adults() {
        return people.stream().filter(person -> !person.child()).toList();
    }

    /** Whether it can be cancelled: of a course what is still to come, also when somebody has come in before. */
    public boolean cancellable() {
        return changeable() || course() && meetings.stream().anyMatch(Meeting::toCome);
    }

    /** Whether the last of it has begun. */
    public boolean over() {
        return meetings.stream().allMatch(meeting -> meeting.begun() || meeting.calledOff() || meeting.leftOut())
                && meetings.stream().anyMatch(meeting -> meeting.begun() && !meeting.leftOut());
    }

    /** Whether who comes can still be changed. */
    public boolean changeable() {
        return state.active()
                && session.openness() == SignUpSession.Openness.OPEN
                && people.stream().noneMatch(person -> person.checkedInAt() != null);
    }
}
