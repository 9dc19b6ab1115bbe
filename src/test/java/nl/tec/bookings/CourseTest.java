package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.Role;
import nl.tec.bookings.Attendances.CheckIn;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpSession.Openness;
import nl.tec.bookings.internal.BookingJobs;
import nl.tec.bookings.internal.SignUpJobs;
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox.Message;
import nl.tec.privacy.Retention;
import nl.tec.programme.Session;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A course is one sign-up, for all meetings or none (rules 3, decision 0013). The races are in SignUpRaceTest. */
@TecTest
class CourseTest {

    static final Instant START = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);
    static final Duration WEEK = Duration.ofDays(7);

    @Autowired
    Retention retention;

    @Autowired
    SignUps signUps;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    SignUpJobs jobs;

    @Autowired
    BookingJobs bookingJobs;

    @Autowired
    Attendances day;

    @Autowired
    Sessions sessions;

    @Autowired
    List<PersonalRecords> personal;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    Actor maker;
    long activity;
    List<Long> course;
    String email;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        activity = visitorsFixture.activity("Robots", "CHILD");
        course = visitorsFixture.course(activity, START, 4, 3, 4);
        email = visitorsFixture.address();
    }

    @Test
    void oneSignUpHoldsAPlaceInEachMeeting_andOneConfirmationIsForAll() {
        String secret = visitorsFixture.signUp(course.get(1), email, "Noor", "Sem");
        assertTaken(2);
        SignUp held = byLink.find(secret).orElseThrow();
        assertThat(held.state()).isEqualTo(BookingState.HELD);
        assertThat(held.course()).isTrue();
        assertThat(held.sessions()).extracting(Session::id).isEqualTo(course);
        assertThat(held.session().id()).as("the first, whichever was asked for").isEqualTo(course.get(0));
        assertThat(visitorsFixture.mail(email)).hasSize(1);

        assertThat(byLink.confirm(secret)).isInstanceOf(SignUpChange.Done.class);
        assertThat(states(secret)).containsOnly(BookingState.CONFIRMED);
        assertThat(visitorsFixture.mail(email)).hasSize(2);
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("Je doet mee: Robots");
        assertThat(letter.text()).contains("Keer 1", "Keer 2", "Keer 3", "Je aanmelding is voor alle keren");
        assertThat(letter.calendar()).contains("METHOD:PUBLISH").doesNotContain("Noor");
        assertThat(uids(letter)).hasSize(3).doesNotHaveDuplicates();
        assertThat(letter.html()).contains("data:image/png;base64,");
        assertThat(jdbc.sql("select count(*) from audit_log where action = 'BOOKING_CONFIRMED' and subject_id = ?")
                        .param(held.bookingId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aHoldIsNeverLongerThanUntilTheFirstMeeting_andFreesAllOfThem() {
        List<Long> soon = visitorsFixture.course(activity, Instant.now().plus(5, ChronoUnit.HOURS), 2, 2);
        SignUp held =
                byLink.find(visitorsFixture.signUp(soon.get(1), email, "Noor")).orElseThrow();
        assertThat(held.deadline()).isEqualTo(held.session().session().slot().start());

        String late = visitorsFixture.signUp(course.get(0), email, "Noor");
        jdbc.sql(
                        "update booking set deadline = now() - interval '1 minute' where session_id = ? and deadline is not null")
                .param(course.get(2))
                .update();
        assertThat(byLink.confirm(late)).isInstanceOf(SignUpChange.TooLate.class);
        assertThat(states(late)).containsOnly(BookingState.EXPIRED);
        assertTaken(0);
        assertThat(visitorsFixture.mail(email).stream()
                        .filter(one -> one.subject().startsWith("Niet bevestigd")))
                .as("told once")
                .hasSize(1);
    }

    @Test
    void oneFullMeetingPutsTheWholeCourseOnTheWaitingList_andItIsPromotedWhole() {
        String first = visitorsFixture.takesPart(course.get(0), email, "Noor", "Sem");
        String other = visitorsFixture.address();
        SignUpEntry two = VisitorsFixture.parent(other, "Daan", "Lina");
        assertThat(visitorsFixture.ask(course.get(0), two, UUID.randomUUID(), false, null))
                .as("one place in the second meeting")
                .isEqualTo(new Full(1));
        assertTaken(2);
        String waiting = visitorsFixture.takesPart(course.get(2), other, "Daan", "Lina");
        assertThat(states(waiting)).containsOnly(BookingState.WAITING);
        assertThat(byLink.find(waiting).orElseThrow().turn()).isEqualTo(1);
        assertTaken(2);
        bookingJobs.expireAndPromote();
        assertThat(states(waiting)).containsOnly(BookingState.WAITING);

        byLink.cancel(first);
        assertThat(states(waiting)).containsOnly(BookingState.CONFIRMED);
        assertTaken(2);
        assertThat(visitorsFixture.mail(other)).as("wait, promoted").hasSize(2);
        Message promoted = visitorsFixture.post(other);
        assertThat(promoted.subject()).isEqualTo("Er is plek, je doet mee: Robots");
        assertThat(uids(promoted)).hasSize(3);
    }

    @Test
    void whoWaitsForACourseWaitsUntilItBegins() {
        visitorsFixture.takesPart(course.get(0), email, "Noor", "Sem", "Yara");
        String other = visitorsFixture.address();
        String waiting = visitorsFixture.takesPart(course.get(0), other, "Daan");
        moveAll(Duration.between(Instant.now(), START).plusHours(1));
        bookingJobs.expireAndPromote();
        assertThat(states(waiting)).containsOnly(BookingState.EXPIRED);
        assertThat(visitorsFixture.mail(other).stream()
                        .filter(one -> one.subject().startsWith("Geen plek")))
                .hasSize(1);
        assertThat(signUps.session(course.get(1)).orElseThrow().openness()).isEqualTo(Openness.BEGUN);
        assertThat(visitorsFixture.ask(
                        course.get(1), VisitorsFixture.parent(other, "Daan"), UUID.randomUUID(), true, null))
                .isEqualTo(new SignUpResult.Closed(Openness.BEGUN));
    }

    @Test
    void anUnconfirmedHoldExpiresForAllMeetings() {
        visitorsFixture.takesPart(course.get(0), email, "Noor", "Sem", "Yara");
        String waiting = visitorsFixture.signUp(course.get(0), visitorsFixture.address(), "Daan");
        jobs.expireUnconfirmed(clock(Instant.now().plus(25, ChronoUnit.HOURS)));
        assertThat(states(waiting)).containsOnly(BookingState.EXPIRED);
    }

    @Test
    void moreOrFewerChildrenIsForAllMeetings() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor");
        assertThat(visitorsFixture.change(secret, VisitorsFixture.parent(email, "Noor", "Sem", "Yara")))
                .isInstanceOf(SignUpChange.Done.class);
        assertTaken(3);
        assertThat(visitorsFixture.change(secret, VisitorsFixture.parent(email, "Noor", "Sem", "Yara", "Job")))
                .as("the second meeting has three places")
                .isInstanceOf(SignUpChange.Refused.class);
        assertTaken(3);
        visitorsFixture.change(secret, VisitorsFixture.parent(email, "Sem"));
        assertTaken(1);
        assertThat(visitorsFixture.post(email).calendar()).contains("SEQUENCE:2");
    }

    @Test
    void aCancelledCourseIsOutOfTheCalendar_onceItRunsOnlyWhatIsToCome() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor");
        String other = visitorsFixture.takesPart(course.get(0), visitorsFixture.address(), "Sem");
        byLink.cancel(secret);
        assertThat(states(secret)).containsOnly(BookingState.CANCELLED);
        assertTaken(1);
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Afgemeld: Robots");
        assertThat(visitorsFixture.post(email).calendar()).contains("METHOD:CANCEL");
        assertThat(uids(visitorsFixture.post(email))).hasSize(3);

        moveAll(Duration.between(Instant.now(), START).plusHours(1));
        assertThat(byLink.find(other).orElseThrow().changeable()).isFalse();
        assertThat(byLink.find(other).orElseThrow().cancellable()).isTrue();
        assertThat(byLink.cancel(other)).isInstanceOf(SignUpChange.Done.class);
        assertThat(states(other))
                .containsExactly(BookingState.CONFIRMED, BookingState.CANCELLED, BookingState.CANCELLED);
        assertThat(byLink.find(other).orElseThrow().state()).isEqualTo(BookingState.CANCELLED);
        assertThat(bookingsFixture.taken(course.get(0))).isEqualTo(new BookedSeats(1, 0));
        assertThat(bookingsFixture.taken(course.get(2))).isEqualTo(new BookedSeats(0, 0));
        assertThat(byLink.cancel(other)).isInstanceOf(SignUpChange.TooLate.class);
    }

    @Test
    void aCancelledMeetingIsMailedAndLeavesTheOthers_alsoWhenItIsTheFirst() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor");
        String other = visitorsFixture.address();
        String waiting = visitorsFixture.takesPart(course.get(0), other, "Daan", "Lina", "Job");
        sessions.cancel(List.of(course.get(0)), "De begeleider is ziek", maker);
        SignUp left = byLink.find(secret).orElseThrow();
        assertThat(left.state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(left.session().id()).isEqualTo(course.get(1));
        assertThat(left.meetings()).extracting(SignUp.Meeting::calledOff).containsExactly(true, false, false);
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("Niet alle keren gaan door: Robots");
        assertThat(letter.text()).contains("De reden: De begeleider is ziek", ": gaat niet door");
        assertThat(letter.calendar()).contains("METHOD:PUBLISH", "STATUS:CANCELLED", "STATUS:CONFIRMED", "SEQUENCE:1");

        // the second meeting had no room for three more; without it they fit
        sessions.cancel(List.of(course.get(1)), "Geen ruimte", maker);
        assertThat(byLink.find(waiting).orElseThrow().state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(bookingsFixture.taken(course.get(2))).isEqualTo(new BookedSeats(4, 0));
        assertThat(visitorsFixture.post(other).subject()).isEqualTo("Er is plek, je doet mee: Robots");

        sessions.cancel(List.of(course.get(2)), "Geen ruimte", maker);
        assertThat(byLink.find(secret).orElseThrow().state()).isEqualTo(BookingState.CANCELLED);
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Gaat niet door: Robots");
        assertThat(visitorsFixture.post(email).calendar()).contains("METHOD:CANCEL");
    }

    @Test
    void aCourseCancelledAsAWholeIsOneMail() {
        visitorsFixture.takesPart(course.get(0), email, "Noor");
        sessions.cancel(course, "Te weinig kinderen", maker);
        assertThat(visitorsFixture.mail(email)).as("confirm, confirmed, off").hasSize(3);
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Gaat niet door: Robots");
        assertThat(uids(visitorsFixture.post(email))).hasSize(3);
    }

    @Test
    void aMovedMeetingIsMailedOnce_withTheUnchangedOthers() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor");
        Session second = sessions.find(course.get(1)).orElseThrow();
        TimeSlot later = new TimeSlot(
                second.slot().start().plus(1, ChronoUnit.DAYS),
                second.slot().end().plus(1, ChronoUnit.DAYS));
        Sessions.Result moved = sessions.change(
                second.id(),
                second.version(),
                new SessionDetails(activity, later, second.where().venueId(), null, null, 3, null, ""),
                maker);
        assertThat(moved).isInstanceOf(Sessions.Saved.class);
        assertThat(visitorsFixture.mail(email)).hasSize(3);
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("Eén keer is anders: Robots");
        assertThat(letter.text())
                .contains(Dates.longSlot(later.start(), later.end(), Texts.DUTCH) + " (nieuw)")
                .containsOnlyOnce("(nieuw)");
        assertThat(byLink.find(secret).orElseThrow().meetings())
                .extracting(SignUp.Meeting::sequence)
                .containsExactly(0, 1, 0);
    }

    @Test
    void aReminderBeforeEachMeeting_butOneForAHolidayWeek() {
        visitorsFixture.takesPart(course.get(0), email, "Noor");
        requestedLongAgo();
        for (int meeting = 0; meeting < 3; meeting++) {
            Clock twoDaysBefore = clock(START.plus(WEEK.multipliedBy(meeting)).minus(2, ChronoUnit.DAYS));
            jobs.remind(twoDaysBefore);
            jobs.remind(twoDaysBefore);
            assertThat(reminders()).isEqualTo(meeting + 1);
        }
        Message last = visitorsFixture.post(email);
        Instant third = START.plus(WEEK.multipliedBy(2));
        assertThat(last.text()).contains(Dates.longSlot(third, third.plusSeconds(7200), Texts.DUTCH));
        assertThat(last.html()).contains("data:image/png;base64,");

        move(course.get(1), START.plus(1, ChronoUnit.DAYS));
        move(course.get(2), START.plus(2, ChronoUnit.DAYS));
        String other = visitorsFixture.address();
        visitorsFixture.takesPart(course.get(0), other, "Sem");
        requestedLongAgo();
        for (int before = 3; before >= 0; before--) {
            jobs.remind(clock(START.minus(before, ChronoUnit.DAYS)));
        }
        assertThat(visitorsFixture.mail(other).stream()
                        .filter(one -> one.subject().startsWith("Tot ")))
                .hasSize(1);
    }

    @Test
    void oneCodeChecksInAtTheMeetingOfToday_eachCountedApart() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor", "Sem");
        String address = byLink.checkInAddress(secret);
        String code = address.substring(address.lastIndexOf('/') + 1);
        assertThat(day.findByCode(code, maker).orElseThrow().session().sessionId())
                .as("the first to come")
                .isEqualTo(course.get(0));
        moveAll(Duration.between(Instant.now(), START));
        assertThat(day.checkIn(code, maker)).isInstanceOf(Outcome.Done.class);
        moveAll(WEEK);
        CheckIn second = day.findByCode(code, maker).orElseThrow();
        assertThat(second.session().sessionId()).isEqualTo(course.get(1));
        assertThat(second.guests()).hasSize(2).noneMatch(RunSheet.Guest::present);
        assertThat(day.checkIn(code, maker)).isInstanceOf(Outcome.Done.class);
        assertThat(attendance(course.get(0))).isEqualTo(2);
        assertThat(attendance(course.get(1))).isEqualTo(2);
        long person = second.guests().get(0).personId();
        assertThat(day.recordPerson(course.get(1), person, false, BookingsFixture.tap(), maker))
                .isInstanceOf(Outcome.Done.class);
        assertThat(attendance(course.get(0))).as("that one stays").isEqualTo(2);
        assertThat(attendance(course.get(1))).isEqualTo(1);
        assertThat(byLink.find(secret).orElseThrow().changeable())
                .as("who came before stays who comes")
                .isFalse();
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(distinct who) from reach_individual_visit_v where session_id = any(?::bigint[])",
                        "{" + course.get(0) + "," + course.get(1) + "}"))
                .as("one address is one who came (rules 2.9)")
                .isEqualTo(1);
    }

    @Test
    void personalDataStayUntilTwoWeeksAfterTheLastMeeting() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor");
        Instant lastEnds = START.plus(WEEK.multipliedBy(2)).plusSeconds(7200);
        retention.erase("sign-ups", lastEnds.plus(13, ChronoUnit.DAYS));
        assertThat(byLink.find(secret)).isPresent();
        retention.erase("sign-ups", lastEnds.plus(15, ChronoUnit.DAYS));
        assertThat(byLink.find(secret)).isEmpty();
        assertThat(jdbc.sql("select count(*) from booking where session_id = any(?::bigint[])")
                        .param("{" + course.get(0) + "," + course.get(1) + "," + course.get(2) + "}")
                        .query(Integer.class)
                        .single())
                .as("the counts stay")
                .isEqualTo(3);
    }

    @Test
    void erasureRemovesTheVisitorFromAllMeetings() {
        String secret = visitorsFixture.takesPart(course.get(0), email, "Noor");
        assertThat(byLink.export(secret).orElseThrow().get("keren")).asList().hasSize(3);
        transaction.executeWithoutResult(status -> personal.forEach(one -> one.forget(new Person(0, email))));
        assertTaken(0);
        assertThat(byLink.find(secret)).isEmpty();
    }

    @Test
    void theSameRequestTwiceIsOneSignUp() {
        UUID form = UUID.randomUUID();
        SignUpEntry entry = VisitorsFixture.parent(email, "Noor");
        SignUpResult first = visitorsFixture.ask(course.get(0), entry, form, true, null);
        assertThat(visitorsFixture.ask(course.get(1), entry, form, true, null))
                .as("from the page of another meeting too")
                .isEqualTo(first);
        assertTaken(1);
        assertThat(signUps.find(course.get(2), ((Received) first).key())).isPresent();
    }

    @Test
    void aMakerSaysWhatIsACourse_untilSomebodySignedUp() {
        long series = Objects.requireNonNull(
                sessions.find(course.get(0)).orElseThrow().seriesId());
        assertThat(sessions.course(series, false, maker)).isInstanceOf(Sessions.Saved.class);
        String loose = visitorsFixture.takesPart(course.get(1), email, "Noor");
        assertThat(bookingsFixture.taken(course.get(0))).isEqualTo(new BookedSeats(0, 0));
        assertThat(sessions.course(series, true, maker)).isInstanceOf(Sessions.Refused.class);
        byLink.cancel(loose);
        assertThat(sessions.course(series, true, maker)).isInstanceOf(Sessions.Saved.class);
        visitorsFixture.takesPart(course.get(1), email, "Noor");
        assertTaken(1);
        assertThat(sessions.course(series, false, maker)).isInstanceOf(Sessions.Refused.class);
    }

    private void assertTaken(int people) {
        assertThat(course)
                .allSatisfy(session -> assertThat(bookingsFixture.taken(session))
                        .isEqualTo(bookingsFixture.held(session))
                        .isEqualTo(new BookedSeats(people, 0)));
    }

    private List<BookingState> states(String secret) {
        return byLink.find(secret).orElseThrow().meetings().stream()
                .map(SignUp.Meeting::state)
                .toList();
    }

    private static List<String> uids(Message letter) {
        return Pattern.compile("UID:(.*)")
                .matcher(String.valueOf(letter.calendar()))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private int attendance(long session) {
        return TestSql.integer(jdbc, "select count(*) from attendance where session_id = ?", session);
    }

    private long reminders() {
        return visitorsFixture.mail(email).stream()
                .filter(one -> one.subject().startsWith("Tot "))
                .count();
    }

    private void requestedLongAgo() {
        course.forEach(session -> jdbc.sql(
                        "update booking set requested_at = requested_at - interval '100 days' where session_id = ?")
                .param(session)
                .update());
    }

    /** Moves all meetings earlier, to simulate the passage of time. */
    private void moveAll(Duration earlier) {
        course.forEach(session -> move(
                session, sessions.find(session).orElseThrow().slot().start().minus(earlier)));
    }

    private void move(long session, Instant start) {
        for (String sql : Set.of(
                "update session set starts_at = ?, ends_at = ? where id = ?",
                "update session_capacity set bookable_until = ?, ends_at = ? where session_id = ?")) {
            jdbc.sql(sql)
                    .param(java.sql.Timestamp.from(start))
                    .param(java.sql.Timestamp.from(start.plusSeconds(7200)))
                    .param(session)
                    .update();
        }
    }

    private static Clock clock(Instant now) {
        return Clock.fixed(now, Dates.ZONE);
    }
}
