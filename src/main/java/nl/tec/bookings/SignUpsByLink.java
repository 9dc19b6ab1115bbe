package nl.tec.bookings;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.accounts.PersonalRecords.RecordId;
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
 * The actions of visitors on their sign-up, by the link in the mail (rules 3, 8). The secret in that link gives access to show, confirm,
 * change and cancel the sign-up; only its SHA-256 is stored. Every change holds the lock on the capacity of the session, so that its
 * checks stay valid until it commits.
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

    /** Finds a sign-up by the secret of a link. Empty: wrong secret, or the data are removed. */
    public Optional<SignUp> find(String secret) {
        Optional<Long> booking = links.find(secret);
        booking.ifPresent(id -> waitingList.expireAndPromote(signUps.sessionsOf(id)));
        return booking.map(signUps::get);
    }

    /** Confirms the mail address, and with it any held seats; idempotent. */
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

    /**
     * Changes the participants: more only if seats are free, fewer frees seats immediately. Ignores the address in the entry.
     *
     * @param stamp of what the visitor saw; refused if somebody changed the sign-up since
     */
    public SignUpChange change(String secret, SignUpEntry entry, String stamp) {
        return locked(secret, signUp -> {
            if (!signUp.changeable()) {
                return new TooLate();
            }
            if (!signUp.stamp().equals(stamp)) {
                return new Refused(new Problems().add("", "signup.check.changed"));
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

    /** Cancels the sign-up; its seats go to the waiting list. */
    public SignUpChange cancel(String secret) {
        return locked(secret, signUp -> answer(changes.cancel(signUp.bookingId(), CancelledBy.VISITOR, "", null)));
    }

    /** Cancels one part of an event and keeps the others. @param bookingId of the part */
    public SignUpChange leaveOut(String secret, long bookingId) {
        return locked(
                secret,
                signUp -> signUp.parts() ? answer(changes.leaveOut(signUp.bookingId(), bookingId)) : new TooLate());
    }

    /** Returns all personal data of a sign-up, for a JSON export (rules 8). */
    public Optional<Map<String, Object>> export(String secret) {
        return find(secret).map(privacy::export);
    }

    /**
     * Erases the personal data and the mails immediately (rules 8), after cancelling an active sign-up. Attendance counts are kept.
     *
     * @return false if there is no such link
     */
    public boolean erase(String secret) {
        SignUpChange change = locked(secret, signUp -> {
            if (signUp.state().active()) {
                changes.cancel(signUp.bookingId(), CancelledBy.VISITOR, "", null);
            }
            privacy.erase(signUp.bookingId());
            erasures.requested(new RecordId(SignUpPrivacy.HOLDING, signUp.bookingId()));
            return new Done();
        });
        return change instanceof Done;
    }

    /** Mails links to all sign-ups of this address, if any; the caller does not learn whether there are. */
    public void mailLinks(String email, Locale language) {
        linksMail.put(email, language);
    }

    /** Returns the URL in the QR code of this link. It has its own secret, which only allows check-in. */
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
