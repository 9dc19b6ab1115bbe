package nl.tec.bookings;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import nl.tec.bookings.SignUpResult.AlreadySignedUp;
import nl.tec.bookings.SignUpResult.Closed;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.bookings.internal.BookingQueue;
import nl.tec.bookings.internal.CapacityStore;
import nl.tec.bookings.internal.Holds;
import nl.tec.bookings.internal.Meetings;
import nl.tec.bookings.internal.SeatAllocation;
import nl.tec.bookings.internal.SeatAnswer;
import nl.tec.bookings.internal.SeatRequest;
import nl.tec.bookings.internal.SeatRequest.OfVisitors;
import nl.tec.bookings.internal.SignUpCheck;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.bookings.internal.SignUpLinksMail;
import nl.tec.bookings.internal.SignUpMail;
import nl.tec.bookings.internal.SignUpNotifier;
import nl.tec.bookings.internal.SignUpPrivacy;
import nl.tec.bookings.internal.SignUpQueries;
import nl.tec.bookings.internal.SignUpSessions;
import nl.tec.bookings.internal.SignUpStore;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.programme.Session;
import nl.tec.shared.Problems;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-ups of visitors without an account (rules 3, 8): parents with children, teachers, adults. {@link SignUpsByLink} handles what they
 * do afterwards, by the link in the mail.
 *
 * <p>A sign-up is validated, {@link Holds} applies the limits on unconfirmed seats, and one statement writes it with its seats, so that
 * competing requests for the session wait for little more than the commit.
 */
@Service
public class SignUps {

    /** The outcome of {@link #mailAgain}. */
    public enum Readdressed {
        DONE,
        /** There is no unconfirmed sign-up (any more). */
        NOTHING,
        /** The address has too many unconfirmed seats, or is already signed up for this session. */
        REFUSED
    }

    private final SignUpSessions sessions;
    private final SignUpQueries signUps;
    private final SignUpStore store;
    private final Meetings meetings;
    private final SeatAllocation seatAllocation;
    private final CapacityStore capacities;
    private final WaitingList waitingList;
    private final SignUpNotifier news;
    private final SignUpPrivacy privacy;
    private final Holds holds;
    private final SignUpLinksMail linksMail;
    private final BookingQueue queue;
    private final TransactionTemplate transaction;

    SignUps(
            SignUpSessions sessions,
            SignUpQueries signUps,
            SignUpStore store,
            Meetings meetings,
            SeatAllocation seatAllocation,
            CapacityStore capacities,
            WaitingList waitingList,
            SignUpNotifier news,
            SignUpPrivacy privacy,
            Holds holds,
            SignUpLinksMail linksMail,
            BookingQueue queue,
            TransactionTemplate transaction) {
        this.sessions = sessions;
        this.signUps = signUps;
        this.store = store;
        this.meetings = meetings;
        this.seatAllocation = seatAllocation;
        this.capacities = capacities;
        this.waitingList = waitingList;
        this.news = news;
        this.privacy = privacy;
        this.holds = holds;
        this.linksMail = linksMail;
        this.queue = queue;
        this.transaction = transaction;
    }

    /** Finds a session that is not a draft, after expiring and promoting what is due in it. Call once per request. */
    public Optional<SignUpSession> session(long sessionId) {
        waitingList.expireAndPromote(sessionId);
        return sessions.find(sessionId);
    }

    /**
     * Signs people up: their seats are held until the mail address is confirmed (24 hours, never past the session), or they go on
     * the waiting list.
     */
    public SignUpResult signUp(SignUpVisitors command) {
        SignUpSession session = command.session();
        if (session.openness() != Openness.OPEN) {
            return new Closed(session.openness());
        }
        Problems problems = new Problems();
        Party party = SignUpCheck.check(command.entry(), session, problems);
        if (problems.any()) {
            return new Refused(problems);
        }
        OfVisitors request = new OfVisitors(
                command,
                party,
                key(command),
                holds.until(session.session().slot().start()));
        try {
            return queue.inTurn(request.sessionId(), () -> ask(request));
        } catch (DuplicateKeyException e) {
            return new Received(request.key()); // the same request, at the same moment
        }
    }

    /** Derives the idempotency key from the form and its content: the same form with other content (browser back) is another request. */
    private static UUID key(SignUpVisitors command) {
        String request = command.formKey() + "/" + command.session().sessionIds() + "/" + command.entry();
        return UUID.nameUUIDFromBytes(request.getBytes(StandardCharsets.UTF_8));
    }

    private SignUpResult ask(OfVisitors request) {
        try {
            return ask(request, seatAllocation::allocateOptimistically);
        } catch (DataAccessException e) {
            if (SeatAllocation.lostRace(e)) {
                return ask(request, seatAllocation::allocateUnderLock);
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

    /** Finds a sign-up by the key of {@link SignUpResult.Received}, for the page after the form. */
    public Optional<SignUp> find(long sessionId, UUID key) {
        waitingList.expireAndPromote(sessionId);
        return signUps.find(sessionId, key).map(signUps::get);
    }

    /** Mails a new confirmation link, changing the address if it is another one; earlier links stop working. */
    public Readdressed mailAgain(long sessionId, UUID key, String email) {
        return Objects.requireNonNull(transaction.execute(status -> {
            holds.lock(email);
            capacities.lock(sessionId);
            Optional<SignUp> signUp = signUps.find(sessionId, key)
                    .map(signUps::get)
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

    /**
     * Returns the dates of a recurring activity with separate sign-ups, by time. Empty if the session belongs to a course or stands by
     * itself.
     */
    public List<Session> dates(SignUpSession session) {
        return meetings.of(session);
    }

    /** Returns the upcoming {@link #dates} that this visitor is not signed up for yet. */
    public List<Session> remainingDates(SignUp signUp) {
        return meetings.left(signUp);
    }
}
