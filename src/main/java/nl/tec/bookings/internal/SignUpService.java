package nl.tec.bookings.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpResult;
import nl.tec.bookings.SignUpResult.AlreadySignedUp;
import nl.tec.bookings.SignUpResult.Closed;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.SignUpResult.Unknown;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.bookings.SignUps;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of a sign-up: what was filled in is checked, the places are given by {@link SeatAllocation}, and the personal side is written
 * in the same transaction, with the mail.
 */
@Service
class SignUpService implements SignUps {

    private final SignUpSessions sessions;
    private final SignUpStore store;
    private final SeatAllocation seatAllocation;
    private final CapacityStore capacities;
    private final WaitingList waitingList;
    private final SignUpNotifier news;
    private final SignUpPrivacy privacy;
    private final Holds holds;
    private final SignUpLinksMail linksMail;
    private final TransactionTemplate transaction;

    SignUpService(
            SignUpSessions sessions,
            SignUpStore store,
            SeatAllocation seatAllocation,
            CapacityStore capacities,
            WaitingList waitingList,
            SignUpNotifier news,
            SignUpPrivacy privacy,
            Holds holds,
            SignUpLinksMail linksMail,
            TransactionTemplate transaction) {
        this.sessions = sessions;
        this.store = store;
        this.seatAllocation = seatAllocation;
        this.capacities = capacities;
        this.waitingList = waitingList;
        this.news = news;
        this.privacy = privacy;
        this.holds = holds;
        this.linksMail = linksMail;
        this.transaction = transaction;
    }

    @Override
    public Optional<SignUpSession> session(long sessionId) {
        waitingList.expireAndPromote(sessionId);
        return sessions.find(sessionId);
    }

    @Override
    public SignUpResult signUp(
            long sessionId,
            SignUpEntry entry,
            UUID formKey,
            boolean orWait,
            Locale language,
            @Nullable String network) {
        Optional<SignUpSession> session = session(sessionId);
        if (session.isEmpty()) {
            return new Unknown();
        }
        if (session.get().openness() != Openness.OPEN) {
            return new Closed(session.get().openness());
        }
        Problems problems = new Problems();
        Party party = SignUpCheck.check(entry, session.get().questions(), problems);
        if (problems.any()) {
            return new Refused(problems);
        }
        UUID key = key(session.get().id(), entry, formKey);
        try {
            return Objects.requireNonNull(
                    transaction.execute(status -> ask(session.get(), party, key, orWait, language, network, status)));
        } catch (DuplicateKeyException e) {
            return new Received(key); // the same request, at the same moment
        }
    }

    /** The same form with something else in it is another request: 'back', and the other child. */
    private static UUID key(long sessionId, SignUpEntry entry, UUID formKey) {
        String request = formKey + "/" + sessionId + "/" + entry;
        return UUID.nameUUIDFromBytes(request.getBytes(StandardCharsets.UTF_8));
    }

    private SignUpResult ask(
            SignUpSession session,
            Party party,
            UUID key,
            boolean orWait,
            Locale language,
            @Nullable String network,
            TransactionStatus status) {
        Optional<SignUpResult> stop = holds.stop(session, party, key, network);
        if (stop.isPresent()) {
            if (stop.get() instanceof AlreadySignedUp) {
                linksMail.put(party.email(), language);
            }
            return stop.get();
        }
        SeatAnswer answer = seatAllocation.ask(new SeatRequest(
                session.id(),
                session.session().course() == null ? null : session.session().seriesId(),
                holds.until(session.session().slot().start()),
                party.people().size(),
                0,
                null,
                null,
                key,
                letter(SignUpMail.CONFIRM, party, language),
                () -> letter(SignUpMail.CONFIRM_WAITING, party, language)));
        if (answer instanceof SeatAnswer.Given given) {
            store.insert(given.bookingId(), party, language, network);
            return new Received(key);
        }
        if (answer instanceof SeatAnswer.Waiting waiting) {
            if (!orWait) {
                int free = capacities.lockAll(List.of(session.id())).stream()
                        .mapToInt(Capacity::free)
                        .min()
                        .orElse(0);
                status.setRollbackOnly();
                return new Full(free);
            }
            store.insert(waiting.bookingId(), party, language, network);
            return new Received(key);
        }
        if (answer instanceof SeatAnswer.Repeated) {
            return new Received(key);
        }
        if (answer instanceof SeatAnswer.TooMany tooMany) {
            return new Refused(new Problems().add("", "signup.check.tooMany", tooMany.capacity()));
        }
        return new Closed(answer instanceof SeatAnswer.Begun ? Openness.BEGUN : Openness.CANCELLED);
    }

    /** Which sign-up it is about is added by the statement that makes the booking. */
    private static OutboxMessage letter(SignUpMail mail, Party party, Locale language) {
        return new OutboxMessage(mail.template(), party.email(), language.getLanguage());
    }

    @Override
    public Optional<SignUp> find(long sessionId, UUID key) {
        waitingList.expireAndPromote(sessionId);
        return store.find(sessionId, key).map(store::get);
    }

    @Override
    public Readdressed mailAgain(long sessionId, UUID key, String email) {
        return Objects.requireNonNull(transaction.execute(status -> {
            capacities.lock(sessionId);
            Optional<SignUp> signUp = store.find(sessionId, key)
                    .map(store::get)
                    .filter(one -> one.state().active() && !one.addressConfirmed());
            if (signUp.isEmpty()) {
                return Readdressed.NOTHING;
            }
            if (!email.equals(signUp.get().email()) && !holds.mayReaddress(signUp.get(), email)) {
                return Readdressed.REFUSED;
            }
            readdress(signUp.get(), email);
            return Readdressed.DONE;
        }));
    }

    private void readdress(SignUp signUp, String email) {
        if (!email.equals(signUp.email())) {
            privacy.forgetMails(List.of(signUp.bookingId()));
            store.changeEmail(signUp.bookingId(), email);
        }
        boolean waits = signUp.state() == BookingState.WAITING;
        news.put(waits ? SignUpMail.CONFIRM_WAITING : SignUpMail.CONFIRM, signUp.bookingId(), null);
    }
}
