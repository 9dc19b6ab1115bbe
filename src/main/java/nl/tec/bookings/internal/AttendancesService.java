package nl.tec.bookings.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.AttendanceRecorded;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.RunSheet;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.RunSheet.Part;
import nl.tec.bookings.RunSheet.Visit;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records who came. What results make of it follows from {@link AttendanceRecorded}, stored in the same transaction. */
@Service
@Transactional
class AttendancesService implements Attendances {

    /** More than this at once is a slip of the finger. */
    private static final int MAX = 500;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final DayReader reader;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    AttendancesService(
            JdbcClient jdbc, Clock clock, DayReader reader, Audit audit, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.reader = reader;
        this.audit = audit;
        this.events = events;
    }

    @Override
    public RunSheet runSheet(LocalDate day, Actor actor) {
        List<Item> items = reader.day(day, actor);
        items.stream()
                .filter(Item::personal)
                .forEach(item -> audit.add(actor, "RUN_SHEET_READ", "SESSION", item.sessionId()));
        return new RunSheet(day, items);
    }

    @Override
    public Optional<Item> item(long sessionId, Actor actor) {
        return reader.session(sessionId, actor).stream().findFirst();
    }

    @Override
    public Outcome recordClass(long bookingId, Map<Long, Integer> counts, boolean others, boolean sure, Actor actor) {
        Optional<Item> found = sessionOfBooking(bookingId).flatMap(id -> item(id, actor));
        Optional<Visit> visit = found.stream()
                .flatMap(item -> item.visits().stream())
                .filter(one -> one.bookingId() == bookingId)
                .findFirst();
        if (found.isEmpty() || visit.isEmpty()) {
            return new Outcome.Unknown();
        }
        Item item = found.get();
        Problems problems = notYet(item);
        for (Part part : visit.get().parts()) {
            int count = counts.getOrDefault(part.id(), -1);
            boolean outOfRange = count < 0 || count > MAX;
            problems.addIf(outOfRange, "part-" + part.id(), "day.count.range", MAX)
                    .addIf(
                            !outOfRange && !sure && count > part.size(),
                            "sure-" + bookingId,
                            "day.count.sure",
                            count,
                            part.size());
        }
        if (problems.any()) {
            return new Outcome.Refused(item, problems);
        }
        for (Part part : visit.get().parts()) {
            Sector sector = part.grade().sector();
            jdbc.sql("""
                    insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count,
                                            other_pupils, recorded_at, account_id)
                    values (:session, :day, :booking, :part, :audience, :sector, :grade, :count, :others, :now, :account)
                    on conflict (booking_id, class_part_id) do update
                    set head_count = excluded.head_count, other_pupils = excluded.other_pupils,
                        recorded_at = excluded.recorded_at, account_id = excluded.account_id,
                        part_size = case when attendance.held_on = :today then excluded.part_size else attendance.part_size end,
                        group_size = case when attendance.held_on = :today then excluded.group_size else attendance.group_size end
                    """)
                    .param("today", Dates.dayOf(clock.instant()))
                    .param("session", item.sessionId())
                    .param("day", Dates.dayOf(item.start()))
                    .param("booking", bookingId)
                    .param("part", part.id())
                    .param("audience", sector == Sector.SO ? Audience.PO.name() : sector.name())
                    .param("sector", sector.name())
                    .param("grade", part.grade().number())
                    .param("count", counts.get(part.id()))
                    .param("others", others)
                    .param("now", now())
                    .param("account", actor.accountId())
                    .update();
        }
        audit.add(actor, "ATTENDANCE_RECORDED", "BOOKING", bookingId);
        return recorded(item, actor);
    }

    @Override
    public Outcome forgetClass(long bookingId, Actor actor) {
        Optional<Item> found = sessionOfBooking(bookingId)
                .flatMap(id -> item(id, actor))
                .filter(item -> item.visits().stream().anyMatch(visit -> visit.bookingId() == bookingId));
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        jdbc.sql("delete from attendance where booking_id = ?").param(bookingId).update();
        audit.add(actor, "ATTENDANCE_TAKEN_BACK", "BOOKING", bookingId);
        return recorded(found.get(), actor);
    }

    @Override
    public Outcome recordPerson(long sessionId, long personId, boolean present, Actor actor) {
        Optional<Item> found = item(sessionId, actor);
        Optional<Guest> guest = found.stream()
                .flatMap(item -> item.guests().stream())
                .filter(one -> one.personId() == personId)
                .findFirst();
        if (found.isEmpty() || guest.isEmpty()) {
            return new Outcome.Unknown();
        }
        Problems problems = notYet(found.get());
        if (problems.any()) {
            return new Outcome.Refused(found.get(), problems);
        }
        mark(found.get(), List.of(guest.get()), present, actor);
        return recorded(found.get(), actor);
    }

    @Override
    public Outcome recordWalkIns(long sessionId, Audience audience, int headCount, Actor actor) {
        Optional<Item> found = item(sessionId, actor);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Problems problems =
                notYet(found.get()).addIf(headCount < 0 || headCount > MAX, "count", "day.count.range", MAX);
        if (problems.any()) {
            return new Outcome.Refused(found.get(), problems);
        }
        if (headCount == 0) {
            jdbc.sql("delete from attendance where session_id = ? and audience = ? and booking_id is null")
                    .param(sessionId)
                    .param(audience.name())
                    .update();
        } else {
            jdbc.sql("""
                    insert into attendance (session_id, held_on, audience, head_count, recorded_at, account_id)
                    values (?, ?, ?, ?, ?, ?)
                    on conflict (session_id, audience) where booking_id is null do update
                    set head_count = excluded.head_count, recorded_at = excluded.recorded_at, account_id = excluded.account_id
                    """)
                    .param(sessionId)
                    .param(Dates.dayOf(found.get().start()))
                    .param(audience.name())
                    .param(headCount)
                    .param(now())
                    .param(actor.accountId())
                    .update();
        }
        audit.add(actor, "WALK_INS_RECORDED", "SESSION", sessionId);
        return recorded(found.get(), actor);
    }

    @Override
    public Optional<CheckIn> findByCode(String code, Actor actor) {
        Optional<CheckIn> found = lookUp(code, actor);
        found.filter(checkIn -> !checkIn.guests().isEmpty())
                .ifPresent(checkIn -> audit.add(
                        actor, "RUN_SHEET_READ", "SESSION", checkIn.session().sessionId()));
        return found;
    }

    /** Of a course the meeting of today, or the nearest that is not called off. */
    private Optional<CheckIn> lookUp(String code, Actor actor) {
        record SignedUp(long bookingId, long sessionId, BookingState state) {}
        return jdbc.sql("""
                select b.id, b.session_id, b.state
                from sign_up_link l join booking b on b.id = l.booking_id or b.sign_up_id = l.booking_id
                join session_capacity p on p.session_id = b.session_id
                cross join lateral (select (p.bookable_until at time zone 'Europe/Amsterdam')::date - :today::date as days) away
                where l.check_in_hash = :code
                order by b.state = 'CANCELLED', abs(away.days), p.ends_at <= :now, p.bookable_until limit 1
                """)
                .param("code", Secrets.hash(code))
                .param("today", Dates.dayOf(clock.instant()))
                .param("now", now())
                .query((row, n) -> new SignedUp(row.getLong(1), row.getLong(2), BookingState.valueOf(row.getString(3))))
                .optional()
                .flatMap(signUp -> item(signUp.sessionId(), actor)
                        .map(item -> new CheckIn(
                                item,
                                signUp.state(),
                                item.guests().stream()
                                        .filter(guest -> guest.bookingId() == signUp.bookingId())
                                        .toList())));
    }

    @Override
    public Outcome checkIn(String code, Actor actor) {
        Optional<CheckIn> found =
                lookUp(code, actor).filter(checkIn -> !checkIn.guests().isEmpty());
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Item item = found.get().session();
        Problems problems = notYet(item);
        if (problems.any()) {
            return new Outcome.Refused(item, problems);
        }
        mark(item, found.get().guests(), true, actor);
        return recorded(item, actor);
    }

    private void mark(Item item, List<Guest> guests, boolean present, Actor actor) {
        for (Guest guest : guests) {
            if (present) {
                jdbc.sql("""
                        insert into attendance (session_id, held_on, booking_id, person_id, audience, sector, grade, head_count,
                                                email_hash, recorded_at, account_id)
                        select :session, :day, :booking, p.id, p.audience, p.sector, p.grade, 1, u.email_hash, :now, :account
                        from sign_up_person p join sign_up u on u.booking_id = p.booking_id where p.id = :person
                        on conflict (person_id, session_id) do nothing
                        """)
                        .param("session", item.sessionId())
                        .param("booking", guest.bookingId())
                        .param("day", Dates.dayOf(item.start()))
                        .param("now", now())
                        .param("account", actor.accountId())
                        .param("person", guest.personId())
                        .update();
            } else {
                jdbc.sql("delete from attendance where person_id = ? and session_id = ?")
                        .param(guest.personId())
                        .param(item.sessionId())
                        .update();
            }
            // of a course the last time it came
            jdbc.sql("""
                    update sign_up_person p
                    set checked_in_at = (select max(a.recorded_at) from attendance a where a.person_id = p.id) where p.id = ?
                    """).param(guest.personId()).update();
            audit.add(actor, present ? "CHECKED_IN" : "CHECK_IN_TAKEN_BACK", "PERSON", guest.personId());
        }
    }

    private Outcome recorded(Item item, Actor actor) {
        events.publishEvent(new AttendanceRecorded(item.sessionId()));
        return new Outcome.Done(item(item.sessionId(), actor).orElseThrow());
    }

    /** Who came is known on the day, not before. */
    private Problems notYet(Item item) {
        return new Problems().addIf(Dates.dayOf(item.start()).isAfter(Dates.dayOf(clock.instant())), "", "day.notYet");
    }

    private Optional<Long> sessionOfBooking(long bookingId) {
        return jdbc.sql("select session_id from booking where id = ?")
                .param(bookingId)
                .query(Long.class)
                .optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
