package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUp.Meeting;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.bookings.SignUpPerson;
import nl.tec.bookings.SignUpSession;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Rows;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads sign-ups with their people, and the sessions they are for. */
@Component
public class SignUpQueries {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final EmailHash hash;
    private final SignUpSessions sessions;
    private final ProgrammeEvents events;
    private final SignUpAnswers answers;

    SignUpQueries(
            JdbcClient jdbc,
            Clock clock,
            EmailHash hash,
            SignUpSessions sessions,
            ProgrammeEvents events,
            SignUpAnswers answers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hash = hash;
        this.sessions = sessions;
        this.events = events;
        this.answers = answers;
    }

    /** Returns the sign-ups of this address whose personal data are not erased; latest session first. */
    public List<Long> list(String email, int limit) {
        return jdbc.sql("""
                select u.booking_id
                from sign_up u join booking b on b.id = u.booking_id join session_capacity p on p.session_id = b.session_id
                where u.email_hash = ? and u.email = ? and u.erased_at is null
                order by p.bookable_until desc, b.id desc limit ?
                """)
                .param(hash.of(email))
                .param(email)
                .param(limit)
                .query(Long.class)
                .list();
    }

    /** Returns the sessions that this address is signed up for, including waiting lists. */
    public List<Long> activeSessions(String email) {
        return jdbc.sql("""
                select b.session_id from sign_up u join booking b on u.booking_id = booking_sign_up(b.sign_up_id, b.id)
                where u.email_hash = ? and u.email = ? and booking_active(b.state)
                """)
                .param(hash.of(email))
                .param(email)
                .query(Long.class)
                .list();
    }

    public Optional<Long> find(long sessionId, UUID key) {
        return jdbc.sql("""
                select b.id from booking b join sign_up u on u.booking_id = b.id
                where b.idempotency_key = :key and u.erased_at is null
                  and exists (select from booking m where (m.id = b.id or m.sign_up_id = b.id) and m.session_id = :session)
                """)
                .param("key", key)
                .param("session", sessionId)
                .query(Long.class)
                .optional();
    }

    /** Returns the sessions of a sign-up; a course has more than one. */
    public List<Long> sessionsOf(long bookingId) {
        return jdbc.sql(
                        "select session_id from booking where id = :booking or sign_up_id = :booking order by session_id")
                .param("booking", bookingId)
                .query(Long.class)
                .list();
    }

    private record Row(
            BookingState state,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone,
            Locale language,
            boolean photos,
            Instant requestedAt,
            @Nullable Instant confirmedAt,
            boolean wasConfirmed,
            @Nullable Instant deadline,
            int turn,
            @Nullable CancelledBy cancelledBy,
            String cancelReason,
            @Nullable Long eventId) {}

    public SignUp get(long bookingId) {
        Row row = jdbc.sql("""
                select b.state, u.email, u.name, u.phone, u.language, u.photo_permission as photos, b.requested_at,
                       u.confirmed_at, u.event_id, b.deadline, b.cancelled_by, coalesce(b.cancel_reason, '') as cancel_reason,
                       b.state = 'CONFIRMED' or exists
                         (select from booking_event e join booking m on m.id = e.booking_id
                          where (m.id = u.booking_id or m.sign_up_id = u.booking_id) and e.event = 'CONFIRMED') as was_confirmed,
                       case when b.state <> 'WAITING' then 0 else
                         (select count(*) from booking o
                          where o.session_id = b.session_id and o.state = 'WAITING' and o.turn <= b.turn) end as turn
                from sign_up u join
                """ + Sql.REPRESENTATIVE_BOOKING + " where u.booking_id = ?")
                .param(bookingId)
                .query(Rows.of(Row.class))
                .single();
        List<Meeting> meetings = meetings(bookingId);
        return new SignUp(
                bookingId,
                row.state(),
                row.email(),
                row.name(),
                row.phone(),
                row.language(),
                people(bookingId),
                row.photos(),
                row.requestedAt(),
                row.confirmedAt(),
                row.wasConfirmed(),
                row.deadline(),
                row.turn(),
                row.cancelledBy(),
                row.cancelReason(),
                session(meetings, row.eventId()),
                meetings);
    }

    private SignUpSession session(List<Meeting> meetings, @Nullable Long eventId) {
        List<Session> held = meetings.stream()
                .filter(meeting -> !meeting.calledOff() && !meeting.leftOut())
                .map(Meeting::session)
                .toList();
        Session first = held.isEmpty() ? meetings.get(0).session() : held.get(0);
        return sessions.whole(
                first, meetings.size() > 1 ? held : List.of(), eventId == null ? null : events.get(eventId));
    }

    private record Booked(long id, BookingState state, int sequence, boolean calledOff, boolean leftOut) {}

    private List<Meeting> meetings(long bookingId) {
        Map<Long, Booked> booked =
                jdbc.sql("""
                select id, session_id, state, sequence, cancelled_by is not distinct from 'TEC' as called_off, left_out from booking
                where id = :booking or sign_up_id = :booking
                """).param("booking", bookingId).query(Rows.byId("session_id", Rows.of(Booked.class)));
        return sessions.list(List.copyOf(booked.keySet())).stream()
                .map(session -> meeting(session, Objects.requireNonNull(booked.get(session.id()))))
                .toList();
    }

    private Meeting meeting(Session session, Booked booked) {
        return new Meeting(
                booked.id(),
                session,
                booked.state(),
                booked.sequence(),
                booked.calledOff(),
                booked.leftOut(),
                !clock.instant().isBefore(session.slot().start()));
    }

    private List<SignUpPerson> people(long bookingId) {
        List<SignUpPerson> people = jdbc.sql("""
                select id, audience, first_name, sector, grade as number, age, checked_in_at from sign_up_person
                where booking_id = ? order by id
                """)
                .param(bookingId)
                .query(Rows.of(SignUpPerson.class))
                .list();
        Map<Long, List<SignUpAnswer>> answered =
                answers.ofPeople(people.stream().map(SignUpPerson::id).toList());
        return people.stream()
                .map(person -> person.with(answered.getOrDefault(person.id(), List.of())))
                .toList();
    }
}
