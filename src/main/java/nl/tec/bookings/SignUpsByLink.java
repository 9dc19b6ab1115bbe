package nl.tec.bookings;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.SignUpChange.Done;
import nl.tec.bookings.SignUpChange.Refused;
import nl.tec.bookings.SignUpChange.TooLate;
import nl.tec.bookings.SignUpChange.Unknown;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.bookings.internal.SignUpCheck;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.bookings.internal.SignUpLinks;
import nl.tec.bookings.internal.SignUpLinksMail;
import nl.tec.bookings.internal.SignUpPrivacy;
import nl.tec.bookings.internal.SignUpQueries;
import nl.tec.bookings.internal.SignUpStore;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.privacy.Erasures;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The actions of visitors on their sign-up, by the link in the mail (rules 3, 8). Every mail to them has one whose secret shows,
 * confirms, changes and cancels the sign-up; only its SHA-256 is stored. Every change is made under the lock on the capacity of the
 * session, so that what it was decided on still holds.
 */
@Service
public class SignUpsByLink {

    private final SignUpLinks links;
    private final SignUpQueries signUps;
    private final SignUpStore store;
    private final WaitingList waitingList;
    private final BookingChanges changes;
    private final SignUpPrivacy privacy;
    private final Erasures erasures;
    private final SignUpLinksMail linksMail;
    private final TransactionTemplate transaction;

    SignUpsByLink(
            SignUpLinks links,
            SignUpQueries signUps,
            SignUpStore store,
            WaitingList waitingList,
            BookingChanges changes,
            SignUpPrivacy privacy,
            Erasures erasures,
            SignUpLinksMail linksMail,
            TransactionTemplate transaction) {
        this.links = links;
        this.signUps = signUps;
        this.store = store;
        this.waitingList = waitingList;
        this.changes = changes;
        this.privacy = privacy;
        this.erasures = erasures;
        this.linksMail = linksMail;
        this.transaction = transaction;
    }

    /** By the secret of a link. Empty: wrong, or the data are removed. */
    public Optional<SignUp> find(String secret) {
        Optional<Long> booking = links.find(secret);
        booking.ifPresent(id -> waitingList.expireAndPromote(signUps.sessionsOf(id)));
        return booking.map(signUps::get);
    }

    /** Confirms the mail address; who had places kept takes part from now on. Twice does no harm. */
    public SignUpChange confirm(String secret) {
        return locked(secret, signUp -> {
            if (signUp.state() == BookingState.HELD) {
                store.confirmed(signUp.bookingId());
                return answer(changes.confirm(signUp.bookingId(), null));
            }
            if (signUp.state() == BookingState.WAITING && !signUp.addressConfirmed()) {
                store.confirmed(signUp.bookingId());
                changes.note(signUp.bookingId(), "ADDRESS_CONFIRMED", null);
            }
            return signUp.state().active() ? new Done() : new TooLate();
        });
    }

    /** Changes who comes; more only where there is room, fewer frees places at once. The address in the entry is not looked at. */
    public SignUpChange change(String secret, SignUpEntry entry) {
        return locked(secret, signUp -> {
            if (!signUp.changeable()) {
                return new TooLate();
            }
            Problems problems = new Problems();
            Party party = SignUpCheck.checkChange(entry, signUp.session(), problems);
            if (problems.any()) {
                return new Refused(problems);
            }
            if (party.people().size() != signUp.people().size()) {
                Optional<Refusal> refusal =
                        changes.resize(signUp.bookingId(), party.people().size(), 0, Map.of(), null);
                if (refusal.isPresent()) {
                    return refusal.get().reason() == Reason.NO_ROOM
                            ? new Refused(new Problems()
                                    .add(
                                            "",
                                            "signup.check.noRoom",
                                            signUp.session().free()))
                            : new TooLate();
                }
            }
            store.replace(signUp.bookingId(), party);
            changes.note(signUp.bookingId(), "CHANGED", null);
            return new Done();
        });
    }

    /** The places go to who waits. */
    public SignUpChange cancel(String secret) {
        return locked(secret, signUp -> answer(changes.cancel(signUp.bookingId(), CancelledBy.VISITOR, "", null)));
    }

    /** One part of an event is cancelled; the others stand. @param bookingId of the part */
    public SignUpChange leaveOut(String secret, long bookingId) {
        return locked(
                secret,
                signUp -> signUp.parts() ? answer(changes.leaveOut(signUp.bookingId(), bookingId)) : new TooLate());
    }

    /** Everything that is held about the people of a sign-up, to be written as JSON (rules 8). */
    public Optional<Map<String, Object>> export(String secret) {
        return find(secret).map(privacy::export);
    }

    /**
     * Removes the personal data at once, with the mails (rules 8); what still could be attended is cancelled first. The counts
     * stay.
     *
     * @return false when there is no such link
     */
    public boolean erase(String secret) {
        SignUpChange change = locked(secret, signUp -> {
            if (signUp.state().active()) {
                changes.cancel(signUp.bookingId(), CancelledBy.VISITOR, "", null);
            }
            privacy.erase(signUp.bookingId());
            erasures.requested(SignUpPrivacy.HOLDING, 1);
            return new Done();
        });
        return change instanceof Done;
    }

    /** Mails links to all that was signed up with this address; nothing when there is nothing, and nobody is told which. */
    public void mailLinks(String email, Locale language) {
        linksMail.put(email, language);
    }

    /** Returns the address in the QR code of this link. It checks in, and does nothing else: its secret is another one. */
    public String checkInAddress(String secret) {
        return links.checkInAddress(secret);
    }

    private SignUpChange locked(String secret, Function<SignUp, SignUpChange> work) {
        return Objects.requireNonNull(transaction.execute(status -> links.find(secret)
                .map(booking -> {
                    waitingList.expireAndPromoteLocked(signUps.sessionsOf(booking));
                    return work.apply(signUps.get(booking));
                })
                .orElse(new Unknown())));
    }

    private static SignUpChange answer(Optional<Refusal> refusal) {
        return refusal.isEmpty() ? new Done() : new TooLate();
    }
}
