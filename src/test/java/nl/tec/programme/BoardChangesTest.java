package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.programme.Sessions.Change;
import nl.tec.programme.Sessions.Occupied;
import nl.tec.programme.Sessions.Saved;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.AssignmentAnswer;
import nl.tec.staff.Assignments;
import nl.tec.staff.Roster;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes on the planning board apply immediately, are mailed after ten minutes, and can be undone until then (rules 3.11). */
@TecTest
class BoardChangesTest {

    @Autowired
    BoardChanges changes;

    @Autowired
    Boards boards;

    @Autowired
    NearestFree nearest;

    @Autowired
    Sessions sessions;

    @Autowired
    Catalogue catalogue;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Assignments assignments;

    @Autowired
    Roster roster;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture fixture;
    Actor maker;
    School school;
    TestClass group;
    Instant start;
    long activity;
    long venue;
    long room;

    @BeforeEach
    void make() {
        fixture = new BookingsFixture(jdbc);
        maker = fixture.account(Role.PROGRAMME_MANAGER, null);
        school = fixture.school();
        start = fixture.schoolDay(70);
        group = fixture.schoolClass(school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        activity = fixture.activity();
        venue = fixture.venue();
        room = ProgrammeFixture.room(venues, venue, "bord-" + UUID.randomUUID());
    }

    @Test
    void aMoveIsThereAtOnce_itsMailsWaitTenMinutes_andUndoneNobodyHearsOfIt() {
        long session = session(start, room);
        long booking = book(session);
        Instant leaves = occupied(booking);
        long guide = new StaffFixture(jdbc).member();
        Outcomes.done(assignments.assign(session, guide, maker));
        Outcomes.done(assignments.answer(
                session, guide, roster.find(session).orElseThrow().shown(), AssignmentAnswer.ACCEPTED, "", maker));
        long change = Outcomes.done(changes.move(List.of(moved(session, Duration.ofHours(3))), maker));
        assertThat(at(session)).isEqualTo(start.plus(Duration.ofHours(3)));
        assertThat(waits("booking-moved", booking)).as("mails that go out now").isZero();
        assertThat(fixture.mails("booking-moved", booking)).isOne();
        assertThat(answer(session)).isEqualTo("OPEN");
        assertThat(changes.open()).extracting(BoardChange::id).contains(change);

        Outcomes.done(changes.undo(change, maker));
        assertThat(at(session)).isEqualTo(start);
        assertThat(fixture.mails("booking-moved", booking)).isZero();
        assertThat(mailsToTeam(session)).as("only that it was asked").isOne();
        assertThat(answer(session)).isEqualTo("ACCEPTED");
        assertThat(occupied(booking)).isEqualTo(leaves);
        assertThat(changes.open()).extracting(BoardChange::id).doesNotContain(change);
        assertThat(Outcomes.done(changes.undo(change, maker)))
                .as("that a colleague undid it is no reason to say that the mails are sent")
                .isEqualTo(change);
    }

    @Test
    void aMoveThatReleasesAGuideIsUndone_answerIncluded() {
        long session = session(start, room);
        StaffFixture staff = new StaffFixture(jdbc);
        long guide = staff.member();
        staff.vog(guide, Dates.dayOf(start).minusYears(3).plusDays(1));
        Outcomes.done(assignments.assign(session, guide, maker));
        Outcomes.done(assignments.answer(
                session, guide, roster.find(session).orElseThrow().shown(), AssignmentAnswer.ACCEPTED, "", maker));
        long change = Outcomes.done(changes.move(List.of(moved(session, Duration.ofDays(3))), maker));
        assertThat(answer(session)).isEqualTo("DECLINED");
        Outcomes.done(changes.undo(change, maker));
        assertThat(answer(session)).isEqualTo("ACCEPTED");
        assertThat(mailsToTeam(session)).as("only that it was asked").isOne();
    }

    @Test
    void sendingTheMailsNowMakesTheChangeFinal() {
        long session = session(start, room);
        long booking = book(session);
        long change = Outcomes.done(changes.move(List.of(moved(session, Duration.ofHours(3))), maker));
        changes.finish(change);
        assertThat(waits("booking-moved", booking)).isOne();
        assertThat(Outcomes.reasons(changes.undo(change, maker))).containsExactly("board.undo.late");
        assertThat(at(session)).isEqualTo(start.plus(Duration.ofHours(3)));
    }

    @Test
    void afterTenMinutesItIsFinal() {
        long session = session(start, room);
        long booking = book(session);
        long change = Outcomes.done(changes.cancel(List.of(session), "De laser is stuk.", maker));
        long other = session(start.plus(Duration.ofDays(1)), room);
        long moved = Outcomes.done(changes.move(List.of(moved(other, Duration.ofHours(1))), maker));
        jdbc.sql(
                        "update session_change set made_at = made_at - interval '11 minutes', final_at = final_at - interval '11 minutes' where id in (?, ?)")
                .params(change, moved)
                .update();
        assertThat(Outcomes.reasons(changes.undo(change, maker))).containsExactly("board.undo.late");
        changes.finishDue();
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CANCELLED);
        assertThat(fixture.mails("booking-cancelled-by-tec", booking)).isOne();
        assertThat(sessions.find(session).orElseThrow().cancelReason()).isEqualTo("De laser is stuk.");
        assertThat(jdbc.sql(
                                "select count(*) from session_change where id in (?, ?) and done_at is not null and remembered is null")
                        .params(change, moved)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aSessionThatTookPlaceAfterAllKeepsNoOtherFromBeingCancelled() {
        long over = session(start, room);
        long later = session(start.plus(Duration.ofDays(1)), room);
        long booking = book(later);
        long change = Outcomes.done(changes.cancel(List.of(over, later), "De laser is stuk.", maker));
        jdbc.sql(
                        "update session set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 minute' where id = ?")
                .param(over)
                .update();
        changes.finish(change);
        assertThat(sessions.find(over).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(cancelsLater(over)).isFalse();
        assertThat(sessions.find(later).orElseThrow().state()).isEqualTo(Session.State.CANCELLED);
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CANCELLED);
        assertThat(fixture.mails("booking-cancelled-by-tec", booking)).isOne();
    }

    @Test
    void whatIsOverBeforeAnybodyIsToldIsNotCancelled() {
        long session = session(start, room);
        jdbc.sql(
                        "update session set starts_at = now() - interval '2 hours', ends_at = now() + interval '5 minutes' where id = ?")
                .param(session)
                .update();
        assertThat(Outcomes.reasons(changes.cancel(List.of(session), "De laser is stuk.", maker)))
                .containsExactly("board.cancel.overSoon");
    }

    @Test
    void aPendingCancellationLeavesTheSessionUnchanged_butNotBookable() {
        long session = session(start, room);
        long booking = book(session);
        long change = Outcomes.done(changes.cancel(List.of(session), "Toch niet.", maker));
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
        assertThat(open(session)).isFalse();
        assertThat(fixture.mails("booking-cancelled-by-tec", booking)).isZero();
        Outcomes.done(changes.undo(change, maker));
        assertThat(open(session)).isTrue();
        assertThat(sessions.find(session).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void twoWhoCancelTheSameSessionsMakeOneCancellation_andUndoneNothingOfItIsLeft() {
        long session = session(start, room);
        long other = session(start.plus(Duration.ofDays(1)), room);
        long booking = book(session);
        Actor colleague = fixture.account(Role.PROGRAMME_MANAGER, null);
        long change = Outcomes.done(changes.cancel(List.of(session), "De laser is stuk.", maker));
        assertThat(Outcomes.reasons(changes.cancel(List.of(session), "Begeleider ziek.", colleague)))
                .containsExactly("board.nothingHeld");
        long rest = Outcomes.done(changes.cancel(List.of(session, other), "Begeleider ziek.", colleague));

        Outcomes.done(changes.undo(change, maker));
        changes.finish(rest);
        assertThat(sessions.find(session).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
        assertThat(fixture.mails("booking-cancelled-by-tec", booking)).isZero();
        assertThat(sessions.find(other).orElseThrow().state()).isEqualTo(Session.State.CANCELLED);
    }

    /** As the version before this one could leave it during an upgrade. */
    @Test
    void aSessionThatIsInTwoCancellationsStaysWhenOneIsUndone() {
        long session = session(start, room);
        long change = Outcomes.done(changes.cancel(List.of(session), "De laser is stuk.", maker));
        long twin = Outcomes.done(
                changes.cancel(List.of(session(start.plus(Duration.ofDays(1)), room)), "Begeleider ziek.", maker));
        TestSql.update(jdbc, "update session_change_item set session_id = ? where change_id = ?", session, twin);
        Outcomes.done(changes.undo(change, maker));
        changes.finish(twin);
        assertThat(sessions.find(session).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(changes.open(List.of(session))).isEmpty();
    }

    @Test
    void anActivityIsCancelledWithItsDatesAfterTenMinutes_andStaysWhenUndone() {
        long session = session(start, room);
        long booking = book(session);
        long guide = new StaffFixture(jdbc).member();
        Outcomes.done(assignments.assign(session, guide, maker));
        SessionBookings.Recipients told = sessions.told(List.of(session));
        assertThat(told.visits()).hasSize(1);
        assertThat(told.team()).as("guides are told, so they are counted").isOne();

        long change = cancelActivity();
        assertThat(open(session)).as("nobody books it meanwhile").isFalse();
        assertThat(fixture.mails("booking-cancelled-by-tec", booking)).isZero();
        assertThat(mailsToTeam(session)).as("only that it was asked").isOne();
        assertThat(changes.cancelActivity(activity, version(), "Nog eens.", maker))
                .isInstanceOf(Catalogue.Refused.class);
        Outcomes.done(changes.undo(change, maker));
        assertThat(open(session)).isTrue();
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CONFIRMED);
        assertThat(state()).isEqualTo(Activity.State.PUBLISHED);

        changes.finish(cancelActivity());
        assertThat(state()).isEqualTo(Activity.State.CANCELLED);
        assertThat(fixture.state(booking)).isEqualTo(BookingState.CANCELLED);
        assertThat(fixture.mails("booking-cancelled-by-tec", booking)).isOne();
        assertThat(mailsToTeam(session))
                .as("who was not told yet of being asked is not told of the cancellation")
                .isZero();
    }

    @Test
    void anActivityThatGotAnotherDateMeanwhileStays_andOneWithoutDatesIsCancelledAtOnce() {
        long session = session(start, room);
        long change = cancelActivity();
        long added = session(start.plus(Duration.ofDays(1)), room);
        changes.finish(change);
        assertThat(sessions.find(session).orElseThrow().state()).isEqualTo(Session.State.CANCELLED);
        assertThat(sessions.find(added).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(state()).isEqualTo(Activity.State.PUBLISHED);

        assertThat(sessions.cancel(List.of(added), "Toch niet.", maker)).isInstanceOf(Saved.class);
        assertThat(changes.cancelActivity(activity, version(), "", maker)).isInstanceOf(Catalogue.Saved.class);
        assertThat(state()).isEqualTo(Activity.State.CANCELLED);
    }

    private long cancelActivity() {
        assertThat(changes.cancelActivity(activity, version(), "De laser is stuk.", maker))
                .isInstanceOf(Catalogue.Saved.class);
        return changes.openOfActivity(activity).get(0).id();
    }

    private int version() {
        return catalogue.find(activity).orElseThrow().version();
    }

    private Activity.State state() {
        return catalogue.find(activity).orElseThrow().state();
    }

    @Test
    void severalMoveTogether_oneTakesThePlaceTheOtherLeaves() {
        long first = session(start, room);
        long second = session(start.plus(Duration.ofHours(2)), room);
        long third = session(start.plus(Duration.ofHours(4)), room);
        List<Change> later = List.of(
                moved(first, Duration.ofHours(2)),
                moved(second, Duration.ofHours(2)),
                moved(third, Duration.ofHours(2)));
        long change = Outcomes.done(changes.move(later, maker));
        assertThat(at(first)).isEqualTo(start.plus(Duration.ofHours(2)));
        assertThat(at(third)).isEqualTo(start.plus(Duration.ofHours(6)));
        Outcomes.done(changes.undo(change, maker));
        assertThat(List.of(at(first), at(second))).containsExactly(start, start.plus(Duration.ofHours(2)));
    }

    @Test
    void oneThatCannotMoveLeavesAllWhereTheyAre() {
        long first = session(start, room);
        long second = session(start.plus(Duration.ofHours(4)), room);
        session(start.plus(Duration.ofHours(6)), room);
        List<Change> later = List.of(moved(first, Duration.ofHours(2)), moved(second, Duration.ofHours(2)));
        assertThat(Outcomes.reasons(changes.move(later, maker))).containsExactly(BoardChanges.CHANGED);
        assertThat(at(first)).isEqualTo(start);
        Map<Long, Sessions.Result> tried = sessions.tryChangeAll(later, maker);
        assertThat(tried.get(first)).isInstanceOf(Saved.class);
        assertThat(tried.get(second)).isInstanceOf(Occupied.class);
        assertThat(at(first)).isEqualTo(start);
    }

    @Test
    void offeredAlternativesAreAvailable() {
        long taken = session(start, room);
        long session = session(start.plus(Duration.ofDays(1)), room);
        long other = ProgrammeFixture.room(venues, venue, "bord-" + UUID.randomUUID());
        Session current = sessions.find(session).orElseThrow();
        SessionDetails wanted = SessionDetails.of(current).at(slot(start));
        assertThat(sessions.tryChange(session, current.version(), wanted, maker))
                .isInstanceOf(Occupied.class);
        List<SessionDetails> instead = nearest.instead(current, wanted, maker);
        assertThat(instead.get(0)).isEqualTo(wanted.in(venue, null, other));
        assertThat(instead.get(1).slot())
                .as("the nearest time that day")
                .isEqualTo(slot(start.plus(Duration.ofHours(2))));
        assertThat(instead)
                .hasSizeGreaterThan(2)
                .allSatisfy(free -> assertThat(sessions.tryChange(session, current.version(), free, maker))
                        .isInstanceOf(Saved.class));
        assertThat(at(taken)).isEqualTo(start);
    }

    @Test
    void copiesLeaveOutHolidays_andAreGoneWhenUndoneUnlessSomebodyBooked() {
        Session original = sessions.find(session(start, room)).orElseThrow();
        Series series = BoardChanges.weekly(original, Dates.dayOf(start).plusWeeks(1), 1, 3);
        Sessions.Planned planned = (Sessions.Planned) sessions.preview(series, true, maker);
        assertThat(planned.slots()).hasSize(3);
        assertThat(Outcomes.reasons(changes.copy(List.of(new BoardChanges.Copies(series, true)), 2, maker)))
                .containsExactly(BoardChanges.CHANGED);
        long change = Outcomes.done(changes.copy(List.of(new BoardChanges.Copies(series, true)), 3, maker));
        List<Session> copies = copies(original);
        assertThat(copies).extracting(Session::slot).isEqualTo(planned.slots());
        Outcomes.done(changes.undo(change, maker));
        assertThat(copies(original)).isEmpty();
        long again = Outcomes.done(changes.copy(List.of(new BoardChanges.Copies(series, true)), 3, maker));
        book(copies(original).get(0).id());
        assertThat(Outcomes.reasons(changes.undo(again, maker))).containsExactly("board.undo.booked");
    }

    @Test
    void undoingIsRefusedWhenTheOldTimeIsTaken() {
        long session = session(start, room);
        long change = Outcomes.done(changes.move(List.of(moved(session, Duration.ofHours(3))), maker));
        session(start, room);
        assertThat(Outcomes.reasons(changes.undo(change, maker))).containsExactly("board.undo.taken");
        assertThat(at(session)).isEqualTo(start.plus(Duration.ofHours(3)));
    }

    @Test
    void theBoardShowsEachSessionInItsLanes_withWhatBelongsToIt() {
        TestSql.update(jdbc, "update activity set setup_minutes = 30, cleanup_minutes = 15 where id = ?", activity);
        long session = session(start, room);
        long guide = new StaffFixture(jdbc).member();
        Outcomes.done(assignments.assign(session, guide, maker));
        Board.Block inRoom = only(Board.By.ROOM, "r" + room);
        assertThat(inRoom.session()).isNotNull();
        assertThat(inRoom.occupied()).isEqualTo(new TimeSlot(start.minusSeconds(1800), start.plusSeconds(7200 + 900)));
        assertThat(only(Board.By.PERSON, "m" + guide).occupied()).isEqualTo(inRoom.occupied());
        long without = session(start.plus(Duration.ofHours(4)), room);
        assertThat(board(Board.By.PERSON).lanes().get(0).blocks())
                .extracting(
                        block -> block.session() == null ? 0 : block.session().id())
                .contains(without)
                .doesNotContain(session);
    }

    private Board.Block only(Board.By by, String lane) {
        return board(by).lanes().stream()
                .filter(each -> each.key().equals(lane))
                .findFirst()
                .orElseThrow()
                .blocks()
                .get(0);
    }

    private Board board(Board.By by) {
        return boards.read(new Days(Dates.dayOf(start), Dates.dayOf(start)), by, venue);
    }

    private List<Session> copies(Session original) {
        return sessions
                .list(
                        new TimeSlot(
                                original.slot().end(), original.slot().end().plus(Duration.ofDays(300))),
                        original.activity().id())
                .stream()
                .filter(session -> session.state() != Session.State.CANCELLED)
                .toList();
    }

    private long session(Instant at, long inRoom) {
        SessionDetails details = new SessionDetails(activity, slot(at), venue, null, inRoom, 30, 1, "");
        return ((Saved) sessions.create(details, true, maker)).ids().get(0);
    }

    private static TimeSlot slot(Instant at) {
        return new TimeSlot(at, at.plus(Duration.ofHours(2)));
    }

    private Change moved(long session, Duration later) {
        Session current = sessions.find(session).orElseThrow();
        Instant at = current.slot().start().plus(later);
        return new Change(session, current.version(), SessionDetails.of(current).at(slot(at)));
    }

    private long book(long session) {
        return ((Done) bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
    }

    private Instant at(long session) {
        return sessions.find(session).orElseThrow().slot().start();
    }

    private Instant occupied(long booking) {
        return jdbc.sql("select lower(during) from class_occupation where booking_id = ?")
                .param(booking)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .single();
    }

    private boolean open(long session) {
        return jdbc.sql("select open from session_capacity where session_id = ?")
                .param(session)
                .query(Boolean.class)
                .single();
    }

    private boolean cancelsLater(long session) {
        return jdbc.sql("select cancels_at is not null from session where id = ?")
                .param(session)
                .query(Boolean.class)
                .single();
    }

    private String answer(long session) {
        return TestSql.text(jdbc, "select answer from assignment where session_id = ?", session);
    }

    /** Counts the mails about a booking that are due now. */
    private int waits(String template, long booking) {
        return jdbc.sql("""
                select count(*) from outbox
                 where template = ? and payload -> 'booking' = to_jsonb(?::bigint) and next_attempt_at <= now() + interval '1 minute'
                """).params(template, booking).query(Integer.class).single();
    }

    private int mailsToTeam(long session) {
        return TestSql.integer(
                jdbc,
                "select count(*) from outbox where template = 'team' and payload -> 'session' = to_jsonb(?::bigint)",
                session);
    }
}
