package nl.tec.participation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A sign-up of a visitor, as it stands.
 *
 * @param email null, as name and phone, once the data are removed (rules 8)
 * @param phone only of a parent whose child comes alone
 * @param confirmedAt when the mail address was confirmed; null: not yet
 * @param wasConfirmed whether it ever had its places for sure, so that it is in the calendar of who signed up
 * @param deadline until when the places are kept while the address is not confirmed
 * @param turn place on the waiting list, from 1; 0 when it does not wait
 * @param sequence grows with each change (iCalendar)
 * @param cancelledBy null while it is not cancelled
 * @param cancelReason in the words of the hub; empty when there are none
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
        int sequence,
        @Nullable CancelledBy cancelledBy,
        String cancelReason,
        SignUpSession session) {

    public boolean addressConfirmed() {
        return confirmedAt != null;
    }

    public List<SignUpPerson> children() {
        return people.stream().filter(SignUpPerson::child).toList();
    }

    public List<SignUpPerson> adults() {
        return people.stream().filter(person -> !person.child()).toList();
    }

    /** Whether there is still something to change or to cancel. */
    public boolean changeable() {
        return state.active()
                && session.openness() == SignUpSession.Openness.OPEN
                && people.stream().noneMatch(person -> person.checkedInAt() != null);
    }
}
