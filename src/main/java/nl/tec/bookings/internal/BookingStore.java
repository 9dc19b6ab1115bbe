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
import nl.tec.programme.ProgrammeEvent;
import nl.tec.shared.Grade;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a new booking in one call: the booking, its participants, its history, the audit row, the mail, and finally the seat count. The
 * functions are in {@code R__bookings_functions.sql}.
 */
@Component
public class BookingStore {

    private static final NamedSql BOOK_CLASS = new NamedSql("""
            select book_class(:session, :waits, :people, :adults, :site, :class, :account, :madeBy::bigint, nullif(:contactName, ''),
                     nullif(:contactEmail, ''), :travelMinutes, :leaves::timestamptz, :returns::timestamptz, :photos, nullif(:phone, ''),
                     :parts::bigint[], :headCounts::int[], :key::uuid, :now::timestamptz, :mail)
            """);

    private static final NamedSql BOOK_VISITORS = new NamedSql("""
            select book_visitors(:sessions::bigint[], :course::bigint, :event::bigint, :waits, :heldUntil::timestamptz, :email, :emailHash,
                     :name, :phone, :language, :photos, :networkHash::bytea, :people::jsonb, :key::uuid, :now::timestamptz, :mail)
            """);

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
        values.put("key", request.key());
        values.put("now", Rows.now(clock));
        NamedSql function;
        if (request instanceof SeatRequest.OfClass ofClass) {
            function = BOOK_CLASS;
            put(values, ofClass);
            values.put("mail", ofClass.bulk() ? null : (waits ? ClassMail.WAITING : ClassMail.CONFIRMED).template());
        } else {
            function = BOOK_VISITORS;
            put(values, (SeatRequest.OfVisitors) request);
            values.put("mail", (waits ? SignUpMail.CONFIRM_WAITING : SignUpMail.CONFIRM).template());
        }
        Optional<Long> id = function.with(jdbc, values).query(Long.class).optional();
        return id.isPresent() ? OptionalLong.of(id.get()) : OptionalLong.empty();
    }

    private static void put(Map<String, @Nullable Object> values, SeatRequest.OfClass request) {
        BookClass command = request.command();
        VisitDetails details = command.details();
        TimeSlot away = request.travel().away(request.visit().session().time());
        Contact contact = request.contact();
        values.put("session", request.sessionId());
        values.put("people", request.participants());
        values.put("adults", details.adults());
        values.put("site", request.visit().schoolClass().siteId());
        values.put("class", command.classId());
        values.put(
                "account",
                contact == null || contact.accountId() == null ? request.by().accountId() : contact.accountId());
        values.put("madeBy", request.bySchool() ? null : request.by().accountId());
        values.put("contactName", contact == null ? "" : contact.name());
        values.put("contactEmail", contact == null ? "" : contact.email().toLowerCase(Locale.ROOT));
        values.put("travelMinutes", request.travel().minutes());
        values.put("photos", request.photos());
        values.put("phone", details.phone());
        values.put("leaves", Rows.timestamp(away.start()));
        values.put("returns", Rows.timestamp(away.end()));
        values.put("parts", Rows.array(details.headCounts().keySet()));
        values.put("headCounts", Rows.array(details.headCounts().values()));
    }

    private void put(Map<String, @Nullable Object> values, SeatRequest.OfVisitors request) {
        Party party = request.party();
        SignUpSession session = request.command().session();
        ProgrammeEvent event = session.event();
        String network = request.command().network();
        values.put("sessions", Rows.array(request.sessionIds()));
        values.put("course", event == null ? session.courseId() : null);
        values.put("event", event == null ? null : event.id());
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

    /** Parameter {@code people} of {@code add_people}. */
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
