package nl.tec.bookings;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nl.tec.programme.Session;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a visitor's sign-up: one for all meetings of a course (decision 0013), or for the chosen parts of an event
 * (decision 0067).
 *
 * @param state of a course: of all its meetings that the TEC did not call off
 * @param email null, like name and phone, once the data are removed (rules 8)
 * @param phone only of a parent whose child comes alone
 * @param confirmedAt when the mail address was confirmed; null: not yet
 * @param wasConfirmed whether it was ever confirmed, and so is in the visitor's calendar
 * @param deadline the end of the hold while the address is not confirmed
 * @param turn position on the waiting list, from 1; 0 if it does not wait
 * @param cancelledBy null while it is not cancelled
 * @param cancelReason as written by the hub; empty if there is none
 * @param session of a course: the first meeting that is not called off
 * @param meetings the meetings of a course or parts of an event, in order of time, including those called off; otherwise one
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
     * One session of the sign-up.
     *
     * @param bookingId the booking of this meeting
     * @param sequence grows with each change (iCalendar)
     * @param calledOff whether the TEC called it off
     * @param leftOut whether this part of an event was cancelled on its own
     * @param begun whether it has started or is over
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

    /** Returns the sessions of all meetings that were not left out, in order of time. */
    public List<Session> sessions() {
        return meetings.stream()
                .filter(meeting -> !meeting.leftOut())
                .map(Meeting::session)
                .toList();
    }

    /** Returns the meeting of this booking, or the first meeting if there is none. */
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

    /** Whether it can be cancelled; the upcoming meetings of a course can, even after somebody was checked in. */
    public boolean cancellable() {
        return changeable() || course() && meetings.stream().anyMatch(Meeting::toCome);
    }

    /** Whether its last meeting has begun. */
    public boolean over() {
        return meetings.stream().allMatch(meeting -> meeting.begun() || meeting.calledOff() || meeting.leftOut())
                && meetings.stream().anyMatch(meeting -> meeting.begun() && !meeting.leftOut());
    }

    /** Differs after each change of what the visitor filled in: to find out whether a page shows what is stored. */
    public String stamp() {
        StringBuilder all = new StringBuilder()
                .append(name)
                .append('\n')
                .append(phone)
                .append('\n')
                .append(photos);
        for (SignUpPerson person : people) {
            all.append('\n').append(person.audience()).append('\t').append(person.firstName());
            all.append('\t').append(person.grade()).append('\t').append(person.age());
            person.answers()
                    .forEach(answer -> all.append('\t')
                            .append(answer.question().id())
                            .append('=')
                            .append(answer.answer()));
        }
        return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the participants can still be changed. */
    public boolean changeable() {
        return state.active()
                && session.openness() == SignUpSession.Openness.OPEN
                && people.stream().noneMatch(person -> person.checkedInAt() != null);
    }
}
