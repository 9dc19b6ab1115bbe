package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpResult;
import nl.tec.bookings.SignUpResult.AlreadySignedUp;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.hub.EmailHash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The limits on seats held or waited for with an unconfirmed mail address (rules 3), so that nobody can block a session with made-up
 * addresses. They are checked in the transaction of the sign-up, under a lock on the mail address and one on the network address for
 * this session, so that concurrent requests count each other. To avoid deadlocks, these locks are always taken before a lock on the
 * capacity of a session.
 */
@Component
public class Holds {

    /** The minimum limit per network, so that a family fits even in a small session. */
    private static final int MIN_PER_NETWORK = 6;

    private final JdbcClient jdbc;
    private final EmailHash hash;
    private final HubSettings hub;
    private final Clock clock;

    Holds(JdbcClient jdbc, EmailHash hash, HubSettings hub, Clock clock) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.hub = hub;
        this.clock = clock;
    }

    /**
     * @param ofAddress the unconfirmed seats held or waited for by the mail address, in all sessions
     * @param ofNetwork the unconfirmed seats held or waited for by the network address, in this session
     * @param earlier whether the address of an earlier active sign-up for this session is confirmed; null: there is none
     * @param repeated whether this is a repeated request
     * @param capacity of this session
     */
    private record HeldSeats(
            int ofAddress, int ofNetwork, @Nullable Boolean earlier, boolean repeated, int capacity) {}

    /** Returns the reason to refuse a sign-up; empty if there is none. All chosen parts of an event are checked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<SignUpResult> stop(SeatRequest.OfVisitors request) {
        lock(request.party().email(), request.command().network(), request.sessionIds());
        return request.sessionIds().stream()
                .flatMap(session -> stop(request, session).stream())
                .findFirst();
    }

    private Optional<SignUpResult> stop(SeatRequest.OfVisitors request, long session) {
        Party party = request.party();
        String network = request.command().network();
        HeldSeats standing = standing(session, party.email(), request.key(), network, 0);
        if (standing.repeated()) {
            return Optional.empty();
        }
        if (standing.earlier() != null) {
            return Optional.of(new AlreadySignedUp(standing.earlier()));
        }
        int people = party.people().size();
        int perAddress = hub.number(Setting.HOLD_PLACES);
        if (standing.ofAddress() + people > perAddress) {
            return refused("signup.check.holdAddress", perAddress);
        }
        int perNetwork =
                Math.max(MIN_PER_NETWORK, standing.capacity() * hub.number(Setting.HOLD_NETWORK_PERCENT) / 100);
        return network != null && standing.ofNetwork() + people > perNetwork
                ? refused("signup.check.holdNetwork", perNetwork)
                : Optional.empty();
    }

    /** Locks a mail address until the transaction ends. */
    public void lock(String email) {
        lock(email, null, List.of());
    }

    /** Locks the address first, then the sessions in id order, to avoid deadlocks. */
    private void lock(String email, @Nullable String network, List<Long> sessions) {
        List<String> keys = new ArrayList<>(List.of(hex(email)));
        if (network != null) {
            sessions.stream().sorted().forEach(session -> keys.add(hex(network) + "/" + session));
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(?::text[]) key")
                .param(Rows.array(keys))
                .query((row, n) -> 0)
                .list();
    }

    private String hex(String address) {
        return HexFormat.of().formatHex(hash.of(address));
    }

    /** Whether an unconfirmed sign-up may change to an address, which is {@link #lock locked}, under the limits for a new sign-up. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean mayReaddress(SignUp signUp, String email) {
        HeldSeats standing = standing(signUp.session().id(), email, null, null, signUp.bookingId());
        return standing.earlier() == null
                && standing.ofAddress() + signUp.people().size() <= hub.number(Setting.HOLD_PLACES);
    }

    /** Returns how long seats are held for a visitor who has not confirmed the mail address. */
    Duration term() {
        return Duration.ofHours(hub.number(Setting.HOLD_HOURS));
    }

    /** Returns the end of a hold that starts now: {@link #term} from now, never past the start of the session. */
    public Instant until(Instant start) {
        Instant until = clock.instant().plus(term());
        return until.isBefore(start) ? until : start;
    }

    private static Optional<SignUpResult> refused(String key, int most) {
        return Optional.of(new Refused(new Problems().add("", key, most)));
    }

    /** @param except a sign-up to leave out of the count; 0: none */
    private HeldSeats standing(
            long sessionId, String email, @Nullable UUID key, @Nullable String network, long except) {
        return jdbc.sql("""
                with active as (
                  select u.booking_id, b.session_id, b.participants, u.email_hash = :address as same, u.network_hash, u.confirmed_at
                  from sign_up u join booking b on b.id = u.booking_id or b.sign_up_id = u.booking_id
                  where (u.email_hash = :address or u.network_hash = :network::bytea) and u.booking_id <> :except
                    and booking_active(b.state) and (b.deadline is null or b.deadline > :now))
                select (select coalesce(sum(n), 0) from (
                          select max(participants) as n from active where same and confirmed_at is null group by booking_id) a) as of_address,
                       (select coalesce(sum(participants), 0) from active
                        where network_hash = :network::bytea and session_id = :session and confirmed_at is null) as of_network,
                       (select bool_or(confirmed_at is not null) from active where same and session_id = :session) as earlier,
                       exists (select from booking where idempotency_key = :key::uuid) as repeated,
                       (select coalesce(min(capacity), 0) from session_capacity where session_id = :session) as capacity
                """)
                .param("address", hash.of(email))
                .param("network", network == null ? null : hash.of(network))
                .param("except", except)
                .param("session", sessionId)
                .param("key", key)
                .param("now", Rows.now(clock))
                .query(Rows.of(HeldSeats.class))
                .single();
    }
}
