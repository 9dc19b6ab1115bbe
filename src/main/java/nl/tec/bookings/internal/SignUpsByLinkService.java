package nl.tec.bookings.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpChange;
import nl.tec.bookings.SignUpChange.Done;
import nl.tec.bookings.SignUpChange.Refused;
import nl.tec.bookings.SignUpChange.TooLate;
import nl.tec.bookings.SignUpChange.Unknown;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpsByLink;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Every change is made under the lock on the places of the session, so that what it was decided on still holds. */
@Service
class SignUpsByLinkService implements SignUpsByLink {

    private final SignUpLinks links;
    private final SignUpStore store;
    private final WaitingList waitingList;
    private final BookingChanges changes;
    private final SignUpPrivacy privacy;
    private final SignUpLinksMail linksMail;
    private final TransactionTemplate transaction;

    SignUpsByLinkService(
            SignUpLinks links,
            SignUpStore store,
            WaitingList waitingList,
            BookingChanges changes,
            SignUpPrivacy privacy,
            SignUpLinksMail linksMail,
            TransactionTemplate transaction) {
        this.links = links;
        this.store = store;
        this.waitingList = waitingList;
        this.changes = changes;
        this.privacy = privacy;
        this.linksMail = linksMail;
        this.transaction = transaction;
    }

    @Override
    public Optional<SignUp> find(String secret) {
        Optional<Long> booking = links.find(secret);
        booking.ifPresent(id -> waitingList.expireAndPromote(store.sessionsOf(id)));
        return booking.map(store::get);
    }

    @Override
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

    @Override
    public SignUpChange change(String secret, SignUpEntry entry) {
        return locked(secret, signUp -> {
            if (!signUp.changeable()) {
                return new TooLate();
            }
            Problems problems = new Problems();
            Party party = SignUpCheck.checkChange(entry, signUp.session().questions(), problems);
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

    @Override
    public SignUpChange cancel(String secret) {
        return locked(secret, signUp -> answer(changes.cancel(signUp.bookingId(), CancelledBy.VISITOR, "", null)));
    }

    @Override
    public Optional<Map<String, Object>> export(String secret) {
        return find(secret).map(privacy::export);
    }

    @Override
    public boolean erase(String secret) {
        SignUpChange change = locked(secret, signUp -> {
            if (signUp.state().active()) {
                changes.cancel(signUp.bookingId(), CancelledBy.VISITOR, "", null);
            }
            privacy.erase(signUp.bookingId());
            return new Done();
        });
        return change instanceof Done;
    }

    @Override
    public void mailLinks(String email, Locale language) {
        linksMail.put(email, language);
    }

    @Override
    public String checkInAddress(String secret) {
        return links.checkInAddress(secret);
    }

    private SignUpChange locked(String secret, Function<SignUp, SignUpChange> work) {
        return Objects.requireNonNull(transaction.execute(status -> links.find(secret)
                .map(booking -> {
                    waitingList.expireAndPromoteLocked(store.sessionsOf(booking));
                    return work.apply(store.get(booking));
                })
                .orElse(new Unknown())));
    }

    private static SignUpChange answer(Optional<Refusal> refusal) {
        return refusal.isEmpty() ? new Done() : new TooLate();
    }
}
