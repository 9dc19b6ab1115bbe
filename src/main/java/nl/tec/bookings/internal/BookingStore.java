package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import nl.tec.accounts.Audit;
import nl.tec.accounts.PersonalRecords.Match;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.Contact;
import nl.tec.bookings.SignUpAnswer;
import nl.tec.bookings.SignUpPerson;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.VisitDetails;
import nl.tec.bookings.internal.SignUpCheck.Party;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.shared.Grade;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a new booking in one statement: the booking, its participants, its history, the audit row, the mail, and finally the seat count.
 *
 * <p>Concurrent bookings of a session queue for the lock on its {@code session_capacity}, so that update comes last: the lock is held
 * for one update and the commit. PostgreSQL executes data-modifying CTEs that nothing reads from in reverse order, which is why
 * {@code counted} is the first of them. After waiting, the seats may be gone or the session closed: then the update violates
 * {@code never_oversold}, and the whole statement rolls back.
 */
@Component
public class BookingStore {

    private static final String SEATS = """
            with seats as (
              select session_id from session_capacity
              where session_id = :session and (:waits or open and bookable_until > :now::timestamptz
                and taken + :n <= capacity and classes_taken + :classes <= class_capacity)),
            """;

    /** Selects the seats of all meetings of a course, or none. */
    private static final String SEATS_OF_COURSE = """
            with seats as (
              select session_id from (
                select session_id, :waits or bool_and(open and bookable_until > :now::timestamptz and taken + :n <= capacity) over () as fits
                from session_capacity where course_id = :course) meetings
              where fits),
            """;

    /** Selects the seats of all chosen parts of an event, or none. Several parts have no waiting list. */
    private static final String SEATS_OF_PARTS = """
            with seats as (
              select session_id from (
                select session_id, count(*) over () = cardinality(:sessions::bigint[])
                         and bool_and(not :waits and open and course_id is null and bookable_until > :now::timestamptz
                                      and taken + :n <= capacity) over () as fits
                from session_capacity where session_id = any(:sessions::bigint[])) chosen
              where fits),
            """;

    private static final String CLASS = """
            booked as (
              insert into booking (session_id, kind, state, participants, adults, site_id, class_id, account_id,
                                   travel_minutes, photo_permission, teacher_phone, made_by, contact_name, contact_email,
                                   idempotency_key, requested_at, turn)
              select session_id, 'CLASS', case when :waits then 'WAITING' else 'CONFIRMED' end, :n, :adults, :site, :class, :account,
                     :travel, :photos, nullif(:phone, ''), :madeBy::bigint, nullif(:contactName, ''), nullif(:contactEmail, ''), :key::uuid, :now::timestamptz, case when :waits then nextval('waiting_turn') end
              from seats
              returning id, session_id, kind, state, participants, site_id, class_id, account_id, made_by, contact_email, requested_at, turn),
            """;

    private static final String VISITORS = """
            booked as (
              insert into booking (session_id, kind, state, participants, idempotency_key, requested_at, deadline, turn)
              select session_id, 'INDIVIDUAL', case when :waits then 'WAITING' else 'HELD' end, :n, :key::uuid, :now::timestamptz,
                     case when not :waits then :heldUntil::timestamptz end, case when :waits then nextval('waiting_turn') end
              from seats where session_id = :session
              returning id, session_id, kind, state, participants, account_id, made_by, requested_at, deadline, turn),
            """;

    private static final String COUNTED = """
            counted as (
              update session_capacity p
              set taken = case when p.open and p.bookable_until > b.requested_at then p.taken + b.participants else p.capacity + 1 end,
                  classes_taken = p.classes_taken + case b.kind when 'CLASS' then 1 else 0 end
              from booked b %s
              where p.session_id = %s and b.turn is null),
            """;

    private static final String COUNTED_ONCE = COUNTED.formatted("", "b.session_id");

    /** Locks the rows in id order, like every other statement that locks several, to avoid deadlocks. */
    private static final String COUNTED_EACH = COUNTED.formatted("""
              cross join (
                select session_id from session_capacity where session_id in (select session_id from seats)
                order by session_id for update) meeting""", "meeting.session_id");

    /**
     * Books the other meetings of a course, or parts of an event. The first is the primary booking of the sign-up, and the others share
     * its turn on the waiting list.
     */
    private static final String OTHER_MEETINGS = """
            others as (
              insert into booking (sign_up_id, session_id, kind, state, participants, idempotency_key, requested_at, deadline, turn)
              select b.id, s.session_id, b.kind, b.state, b.participants, gen_random_uuid(), b.requested_at, b.deadline, b.turn
              from booked b join seats s on s.session_id <> b.session_id
              returning id, requested_at, state, participants),
            history_of_others as (
              insert into booking_event (booking_id, at, event, participants)
              select id, requested_at, state, participants from others),
            """;

    private static final String PUPILS = """
            occupied as (
              insert into class_occupation (booking_id, class_id, during)
              select id, class_id, tstzrange(:leaves::timestamptz, :returns::timestamptz) from booked where turn is null),
            parts as (
              insert into booking_part (booking_id, class_part_id, head_count)
              select id, part, head_count from booked, unnest(:parts::bigint[], :counts::int[]) as p (part, head_count)),
            """;

    private static final String PEOPLE = """
            signed_up as (
              insert into sign_up (booking_id, email, email_hash, name, phone, language, photo_permission, network_hash, event_id)
              select id, :email, :emailHash, :name, :phone, :language, :photos, :networkHash::bytea, :event::bigint from booked),
            %s,
            """.formatted(Sql.PEOPLE.strip());

    private static final String RECORDED = """
            history as (
              insert into booking_event (booking_id, at, account_id, event, participants)
              select id, requested_at, coalesce(made_by, account_id), state, participants from booked),
            audited as (
            """ + Audit.INSERT + """
              select requested_at, coalesce(made_by, account_id), 'BOOKING_' || state, 'BOOKING', id from booked),
            mailed as (
            """ + Outbox.INSERT + """
              select :mail, r.email, r.language, jsonb_build_object('booking', b.id), null, b.requested_at, b.requested_at
              from booked b cross join lateral (%s) r)
            select id from booked
            """;

    private static final NamedSql INSERT_CLASS = new NamedSql(
            SEATS
                    + CLASS
                    + COUNTED_ONCE
                    + PUPILS
                    + RECORDED.formatted(
                            "select email, language from class_mail_recipients(b.site_id, b.account_id, b.contact_email) where :mail::text is not null"));

    private static final String TO_VISITOR = RECORDED.formatted("select :email as email, :language as language");

    private static final NamedSql INSERT_SIGN_UP = new NamedSql(SEATS + VISITORS + COUNTED_ONCE + PEOPLE + TO_VISITOR);

    private static final NamedSql INSERT_COURSE_SIGN_UP =
            new NamedSql(SEATS_OF_COURSE + VISITORS + COUNTED_EACH + OTHER_MEETINGS + PEOPLE + TO_VISITOR);

    private static final NamedSql INSERT_PARTS_SIGN_UP =
            new NamedSql(SEATS_OF_PARTS + VISITORS + COUNTED_EACH + OTHER_MEETINGS + PEOPLE + TO_VISITOR);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final EmailHash hash;
    private final JsonMapper json;

    BookingStore(JdbcClient jdbc, Clock clock, EmailHash hash, JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hash = hash;
        this.json = json;
    }

    /**
     * Writes the booking if there are seats; otherwise nothing.
     *
     * @param waits whether to put it on the waiting list, regardless of free seats; only under the lock
     * @return its id; empty if there are no seats
     * @throws org.springframework.dao.DataIntegrityViolationException if the seats were taken concurrently (constraint
     *     {@code never_oversold}; never under the lock), or the booking cannot be made (see {@link SeatAllocation#ask})
     */
    OptionalLong insert(SeatRequest request, boolean waits) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("waits", waits);
        values.put("session", request.sessionId());
        values.put("n", request.participants());
        values.put("key", request.key());
        values.put("now", Rows.timestamp(clock.instant()));
        NamedSql sql;
        if (request instanceof SeatRequest.OfClass ofClass) {
            sql = INSERT_CLASS;
            put(values, ofClass);
            values.put("mail", ofClass.bulk() ? null : (waits ? ClassMail.WAITING : ClassMail.CONFIRMED).template());
        } else {
            SeatRequest.OfVisitors ofVisitors = (SeatRequest.OfVisitors) request;
            SignUpSession session = ofVisitors.command().session();
            ProgrammeEvent event = session.event();
            sql = event != null
                    ? INSERT_PARTS_SIGN_UP
                    : session.courseId() == null ? INSERT_SIGN_UP : INSERT_COURSE_SIGN_UP;
            values.put("course", session.courseId());
            values.put("event", event == null ? null : event.id());
            values.put("sessions", Rows.array(request.sessionIds()));
            put(values, ofVisitors);
            values.put("mail", (waits ? SignUpMail.CONFIRM_WAITING : SignUpMail.CONFIRM).template());
        }
        Optional<Long> id = sql.with(jdbc, values).query(Long.class).optional();
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    private static void put(Map<String, @Nullable Object> values, SeatRequest.OfClass request) {
        BookClass command = request.command();
        VisitDetails details = command.details();
        TimeSlot away = request.travel().away(request.visit().session().time());
        values.put("classes", 1);
        values.put("adults", details.adults());
        values.put("site", request.visit().group().siteId());
        values.put("class", command.classId());
        Contact contact = request.contact();
        values.put(
                "account",
                contact == null || contact.accountId() == null ? request.by().accountId() : contact.accountId());
        values.put("madeBy", request.bySchool() ? null : request.by().accountId());
        values.put("contactName", contact == null ? "" : contact.name());
        values.put("contactEmail", contact == null ? "" : contact.email().toLowerCase(Locale.ROOT));
        values.put("travel", request.travel().minutes());
        values.put("photos", request.photos());
        values.put("phone", details.phone());
        values.put("leaves", Rows.timestamp(away.start()));
        values.put("returns", Rows.timestamp(away.end()));
        values.put("parts", Rows.array(details.headCounts().keySet()));
        values.put("counts", Rows.array(details.headCounts().values()));
    }

    private void put(Map<String, @Nullable Object> values, SeatRequest.OfVisitors request) {
        Party party = request.party();
        String network = request.command().network();
        values.put("classes", 0);
        values.put("heldUntil", Rows.timestamp(request.heldUntil()));
        values.put("email", party.email());
        values.put("emailHash", hash.of(party.email()));
        values.put("name", party.name());
        values.put("phone", party.phone());
        values.put("language", request.command().language().getLanguage());
        values.put("photos", party.photos());
        values.put("networkHash", network == null ? null : hash.of(network));
        values.put("people", people(party.people()));
    }

    /** Parameter {@code people} of {@link Sql#PEOPLE}. */
    String people(List<SignUpPerson> people) {
        return json.writeValueAsString(
                people.stream().map(BookingStore::columns).toList());
    }

    private static Map<String, @Nullable Object> columns(SignUpPerson person) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        Grade grade = person.grade();
        columns.put("audience", person.audience().name());
        columns.put("first_name", person.firstName());
        columns.put("sector", grade == null ? null : grade.sector().name());
        columns.put("grade", grade == null ? null : grade.number());
        columns.put("age", person.age());
        columns.put(
                "answers",
                person.answers().stream()
                        .collect(Collectors.toMap(
                                answer -> Long.toString(answer.question().id()), SignUpAnswer::answer)));
        return columns;
    }

    /** @return false if nothing changed */
    public boolean changePhotos(long bookingId, boolean allowed) {
        return jdbc.sql(
                                "update booking set photo_permission = :allowed where id = :id and photo_permission <> :allowed")
                        .param("allowed", allowed)
                        .param("id", bookingId)
                        .update()
                == 1;
    }

    /** @return false if nothing changed */
    public boolean changePhone(long bookingId, String phone) {
        return jdbc.sql("""
                        update booking set teacher_phone = nullif(:phone, '')
                        where id = :id and teacher_phone is distinct from nullif(:phone, '')
                        """).param("phone", phone).param("id", bookingId).update() == 1;
    }

    /** Erases a person's telephone numbers, and their name and address as a contact without an account. */
    void forgetPerson(long accountId, String email) {
        jdbc.sql("update booking set teacher_phone = null where account_id = ? and teacher_phone is not null")
                .param(accountId)
                .update();
        jdbc.sql("update booking set contact_name = null, contact_email = null where contact_email = lower(?)")
                .param(email)
                .update();
    }

    /** Erases what the school told about its pupils, and the teacher's telephone number (rules 8). */
    void forgetPersonal(long bookingId) {
        jdbc.sql("delete from visit_item where booking_id = ? and item = 'PRACTICAL'")
                .param(bookingId)
                .update();
        changePhone(bookingId, "");
    }

    /** Erases those data of all visits that ended before this moment or were cancelled. @return how many */
    int forgetPersonalBefore(Instant moment) {
        return jdbc.sql("""
                delete from visit_item v using booking b, programme_session_v s
                where v.item = 'PRACTICAL' and b.id = v.booking_id and s.id = b.session_id
                  and (s.ends_at < ? or not booking_active(b.state))
                """).param(Rows.timestamp(moment)).update()
                + jdbc.sql("""
                update booking b set teacher_phone = null from programme_session_v s
                where b.teacher_phone is not null and s.id = b.session_id
                  and (s.ends_at < ? or not booking_active(b.state))
                """).param(Rows.timestamp(moment)).update();
    }

    /** Erases contacts without an account and reasons for cancellation of sessions that ended before this moment. @return how many */
    int forgetContactsBefore(Instant moment) {
        return jdbc.sql("""
                update booking b set contact_name = null, contact_email = null, cancel_reason = null from programme_session_v s
                where (b.contact_name is not null or b.cancel_reason is not null) and s.id = b.session_id and s.ends_at < ?
                """).param(Rows.timestamp(moment)).update();
    }

    /** Returns the bookings with this address as the contact. */
    List<Long> bookedFor(String email, int limit) {
        return jdbc.sql("select id from booking where contact_email = ? order by id desc limit ?")
                .params(email, limit)
                .query(Long.class)
                .list();
    }

    /** Finds contacts without an account by words in the name or address. */
    List<Match> findContacts(String words, int limit) {
        return jdbc.sql("""
                select distinct contact_email, contact_name from booking
                 where contact_email is not null and names_person(?, contact_email, contact_name) order by 1, 2 limit ?
                """)
                .params(words, limit)
                .query((row, n) -> new Match("visit-contacts", new Person(0, row.getString(1)), row.getString(2)))
                .list();
    }
}
