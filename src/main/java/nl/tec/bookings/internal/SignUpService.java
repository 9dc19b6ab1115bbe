package nl.tec.bookings.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpResult;
import nl.tec.bookings.SignUpResult.AlreadySignedUp;
import nl.tec.bookings.SignUpResult.Closed;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.bookings.SignUpVisitors;
import nl.tec.bookings.SignUps;
import nl.tec.bookings.internal.SeatRequest.OfVisitors;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.shared.Problems;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The path of a sign-up: the form is checked, {@link Holds} says whether more can be held, and {@link SeatAllocation} writes it with its
 * seats. Others who want the same session wait for the commit only.
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
    public SignUpResult signUp(SignUpVisitors command) {
        SignUpSession session = command.session();
        if (session.openness() != Openness.OPEN) {
            return new Closed(session.openness());
        }
        Problems problems = new Problems();
        Party party = SignUpCheck.check(command.entry(), session.questions(), problems);
        if (problems.any()) {
            return new Refused(problems);
        }
        OfVisitors request = new OfVisitors(
                command,
                party,
                key(command),
                holds.until(session.session().slot().start()));
        try {
            return ask(request);
        } catch (DuplicateKeyException e) {
            return new Received(request.key()); // the same request, at the same moment
        }
    }

    /** The same form with something else in it is another request: 'back', and the other child. */
    private static UUID key(SignUpVisitors command) {
        String request = command.formKey() + "/" + command.session().id() + "/" + command.entry();
        return UUID.nameUUIDFromBytes(request.getBytes(StandardCharsets.UTF_8));
    }

    private SignUpResult ask(OfVisitors request) {
        try {
            return ask(request, seatAllocation::askAtOnce);
        } catch (DataAccessException e) {
            if (SeatAllocation.beaten(e)) {
                return ask(request, seatAllocation::askInTurn);
            }
            throw e;
        }
    }

    private SignUpResult ask(OfVisitors request, Function<SeatRequest, SeatAnswer> seats) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Optional<SignUpResult> stop = holds.stop(request);
            if (stop.isPresent() && stop.get() instanceof AlreadySignedUp) {
                linksMail.put(request.party().email(), request.command().language());
            }
            return stop.orElseGet(() -> result(seats.apply(request), request));
        }));
    }

    private static SignUpResult result(SeatAnswer answer, OfVisitors request) {
        if (answer instanceof SeatAnswer.Full full) {
            return new Full(full.free());
        }
        if (answer instanceof SeatAnswer.TooMany tooMany) {
            return new Refused(new Problems().add("", "signup.check.tooMany", tooMany.capacity()));
        }
        if (answer instanceof SeatAnswer.Begun) {
            return new Closed(Openness.BEGUN);
        }
        return answer instanceof SeatAnswer.Closed ? new Closed(Openness.CANCELLED) : new Received(request.key());
    }

    @Override
    public Optional<SignUp> find(long sessionId, UUID key) {
        waitingList.expireAndPromote(sessionId);
        return store.find(sessionId, key).map(store::get);
    }

    @Override
    public Readdressed mailAgain(long sessionId, UUID key, String email) {
        return Objects.requireNonNull(transaction.execute(status -> {
            holds.lock(email);
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
