package nl.tec.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ForWhom;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Span;
import nl.tec.shared.WeekdayHours;
import nl.tec.staff.Availability.DifferentDays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The rules on assignments, and the obstacles (rules 3, 4): in the code, and in the database. */
@TecTest
class AssignmentsTest {

    private static final int AT_ONCE = 12;

    @Autowired
    Assignments assignments;

    @Autowired
    StaffRegister register;

    @Autowired
    ActivityRoles roles;

    @Autowired
    Roster roster;

    @Autowired
    Catalogue catalogue;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture fixture;
    private StaffFixture staff;
    private Actor maker;
    private Instant start;

    @BeforeEach
    void somebodyWhoPlans() {
        fixture = new BookingsFixture(jdbc);
        staff = new StaffFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        // ten o'clock on a Wednesday
        start = Dates.monday(Dates.dayOf(Instant.now()))
                .plusDays(16)
                .atTime(10, 0)
                .atZone(Dates.ZONE)
                .toInstant();
    }

    @Test
    void nobodyGuidesTwoSessionsAtTheSameTime() {
        long member = staff.member();
        long session = session(start);
        assertThat(assignments.assign(session, member, maker)).isInstanceOf(Outcome.Done.class);
        assertThat(assignments.assign(session, member, maker))
                .as("twice is once")
                .isInstanceOf(Outcome.Done.class);
        long sameTime = session(start.plus(Duration.ofMinutes(90)));
        assertThat(refused(sameTime, member)).containsExactly("staff.refused.ELSEWHERE");
        assertThat(refused(session(start.plus(Duration.ofHours(2))), member)).isEmpty();
        refusedByTheDatabase(sameTime, member, "assigned_in_one_place");
        assertThat(mails(member)).containsExactly("ASSIGNED", "ASSIGNED");
    }

    @Test
    void travelTimeIsAnObstacle() {
        long member = staff.member();
        long activity = fixture.activity();
        long here = at(session(activity, start), fixture.venue(52.25, 6.16));
        // half an hour between the two, and 30 km
        long there = at(session(activity, start.plus(Duration.ofMinutes(150))), fixture.venue(52.45, 6.45));
        long near = at(session(activity, start.plus(Duration.ofMinutes(150))), fixture.venue(52.255, 6.165));
        assertThat(refused(here, member)).isEmpty();
        assertThat(refused(there, member)).containsExactly("staff.refused.TRAVEL");
        refusedByTheDatabase(there, member, "assigned_in_one_place");
        assertThat(refused(near, member)).isEmpty();
    }

    @Test
    void unavailablePeopleAreNotPlanned() {
        long member = staff.member();
        long session = session(start);
        LocalDate day = Dates.dayOf(start);
        hours(member, day, "13:00", "17:00");
        assertThat(refused(session, member)).containsExactly("staff.refused.UNAVAILABLE");
        refusedByTheDatabase(session, member, "assignment_possible");
        // an extra morning, and then a day off after all
        register.addDays(member, days(day, day, LocalTime.of(9, 0), LocalTime.of(12, 0), true), maker);
        assertThat(assignments.candidates(List.of(session)).get(session))
                .filteredOn(one -> one.memberId() == member)
                .singleElement()
                .satisfies(one -> assertThat(one.possible()).isTrue());
        register.addDays(member, days(day.minusDays(3), day.plusDays(3), null, null, false), maker);
        assertThat(refused(session, member)).containsExactly("staff.refused.UNAVAILABLE");
    }

    @Test
    void timesThatAdjoinAreOne() {
        long member = staff.member();
        LocalDate day = Dates.dayOf(start);
        hours(member, day, "10:00", "11:00");
        register.addDays(member, days(day, day, LocalTime.of(11, 0), LocalTime.of(12, 0), true), maker);
        assertThat(refused(session(start), member)).isEmpty();
    }

    @Test
    void aSessionIsWithinTheUsualTimes_setUpIncluded() {
        long member = staff.member();
        long activity = fixture.activity();
        LocalDate day = Dates.dayOf(start);
        hours(member, day, "10:00", "12:00");
        long session = session(activity, start);
        TestSql.update(jdbc, "update activity set setup_minutes = 15 where id = ?", activity);
        assertThat(refused(session, member)).containsExactly("staff.refused.UNAVAILABLE");
        TestSql.update(jdbc, "update activity set setup_minutes = 0 where id = ?", activity);
        assertThat(refused(session, member)).isEmpty();
    }

    @Test
    void withoutAValidCertificateOfConductNobodyGuidesMinors() {
        long member = staff.member();
        LocalDate day = Dates.dayOf(start);
        staff.vog(member, day.minusYears(3));
        long session = session(start);
        assertThat(refused(session, member)).containsExactly("staff.refused.VOG");
        refusedByTheDatabase(session, member, "assignment_possible");
        long adults = fixture.activity("INDIVIDUALS");
        TestSql.update(jdbc, "update activity set audiences = array['EMPLOYER'] where id = ?", adults);
        assertThat(refused(fixture.session(adults, start, 20, null), member)).isEmpty();
        long other = staff.member();
        staff.vog(other, day.minusYears(3).plusDays(1));
        assertThat(refused(session, other)).as("valid until the day after").isEmpty();
    }

    @Test
    void aSessionThatMovesPastTheEndOfACertificateReleasesItsGuide() {
        long member = staff.member();
        LocalDate day = Dates.dayOf(start);
        staff.vog(member, day.minusYears(3).plusDays(1));
        long session = session(start);
        assertThat(refused(session, member)).isEmpty();
        Outcomes.done(assignments.answer(
                session, member, roster.find(session).orElseThrow().shown(), AssignmentAnswer.ACCEPTED, "", maker));
        move(session, Duration.ofDays(7));
        assertThat(roster.find(session).orElseThrow().missing()).isOne();
        assertThat(roster.find(session).orElseThrow().people())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("Geen geldige VOG, en er zijn kinderen bij"));
        assertThat(mails(member)).containsExactly("ASSIGNED", "NO_VOG");
        assertThat(Outcomes.reasons(assignments.answer(
                        session,
                        member,
                        roster.find(session).orElseThrow().shown(),
                        AssignmentAnswer.ACCEPTED,
                        "",
                        maker)))
                .containsExactly("staff.refused.VOG");
        move(session, Duration.ZERO);
        assertThat(roster.find(session).orElseThrow().missing()).isZero();
        assertThat(mails(member)).containsExactly("ASSIGNED", "NO_VOG", "MOVED");
    }

    @Test
    void whoseCertificateWasWithdrawnCannotSayYes_andTheRosterSaysSo() {
        long member = staff.member();
        long session = session(start);
        assertThat(refused(session, member)).isEmpty();
        register.recordVog(member, null, maker);
        assertThat(Outcomes.reasons(assignments.answer(
                        session,
                        member,
                        roster.find(session).orElseThrow().shown(),
                        AssignmentAnswer.ACCEPTED,
                        "",
                        maker)))
                .containsExactly("staff.refused.VOG");
        assertThat(roster.find(session).orElseThrow().people())
                .singleElement()
                .satisfies(one -> assertThat(one.barred()).containsExactly(StaffObstacle.VOG));
    }

    @Test
    void anActivityThatBecomesOneForChildrenReleasesWhoHasNoCertificate() {
        Activity activity = ProgrammeFixture.published(
                catalogue, open(new ForWhom(Set.of(Audience.EMPLOYER), null, null, null, null, Set.of())));
        long session = fixture.session(activity.id(), start, 20, null);
        long member = staff.member();
        register.recordVog(member, null, maker);
        assertThat(refused(session, member)).isEmpty();
        ActivityDetails children =
                open(new ForWhom(Set.of(Audience.CHILD), null, null, null, new Span(8, 12), Set.of()));
        assertThat(catalogue.change(activity.id(), activity.version(), children, maker))
                .isInstanceOf(Catalogue.Saved.class);
        assertThat(roster.find(session).orElseThrow().missing()).isOne();
        assertThat(mails(member)).containsExactly("ASSIGNED", "NO_VOG");
    }

    private static ActivityDetails open(ForWhom forWhom) {
        return ProgrammeFixture.activity("Open avond", "Open evening", ActivityDetails.Takes.INDIVIDUALS, forWhom);
    }

    /** Moves a session to so long after the start. */
    private void move(long session, Duration later) {
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(
                        Timestamp.from(start.plus(later)),
                        Timestamp.from(start.plus(later).plus(Duration.ofHours(2))),
                        session)
                .update();
        assignments.moved(session);
    }

    @Test
    void aRoleWithASkillRequiresIt() {
        long activity = fixture.activity();
        long session = session(activity, start);
        long skill = staff.skill();
        staff.needs(activity, skill, 1);
        staff.needs(activity, null, 1);
        long one = staff.member();
        long other = staff.member();
        long welder = staff.member();
        staff.has(welder, skill);
        assertThat(missing(session)).isEqualTo(2);
        assertThat(refused(session, one)).isEmpty();
        assertThat(missing(session)).isEqualTo(1);
        assertThat(refused(session, other)).containsExactly("staff.refused.SKILL");
        refusedByTheDatabase(session, other, "assignment_possible");
        assertThat(refused(session, welder)).isEmpty();
        assertThat(missing(session)).isZero();
        assertThat(refused(session, other)).as("one more than needed").isEmpty();
    }

    @Test
    void nobodyWorksMoreThanAgreedInAWeek() {
        long member = staff.member();
        TestSql.update(jdbc, "update staff_member set max_hours = 4 where id = ?", member);
        assertThat(refused(session(start), member)).isEmpty();
        assertThat(refused(session(start.plus(Duration.ofDays(1))), member)).isEmpty();
        long third = session(start.plus(Duration.ofDays(2)));
        assertThat(refused(third, member)).containsExactly("staff.refused.HOURS");
        refusedByTheDatabase(third, member, "assignment_possible");
        assertThat(refused(session(start.plus(Duration.ofDays(5))), member))
                .as("the next week")
                .isEmpty();
    }

    @Test
    void formerMembersAreNotPlanned() {
        long member = staff.member();
        long session = session(start);
        register.end(member, maker);
        assertThat(refused(session, member)).containsExactly("staff.refused.ENDED");
        assertThat(assignments.candidates(List.of(session)).get(session))
                .extracting(StaffCandidate::memberId)
                .doesNotContain(member);
    }

    @Test
    void ofTwoConcurrentAssignmentsOneIsRefused_withoutAnError() throws Exception {
        long member = staff.member();
        TestSql.update(jdbc, "update staff_member set max_hours = 4 where id = ?", member);
        List<Callable<Outcome<Long>>> work = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            // at six moments of one week, two of each
            long session = session(start.plus(Duration.ofHours(3L * (i / 2))));
            work.add(() -> assignments.assign(session, member, maker));
        }
        assertThat(Together.<Outcome<Long>>run(work))
                .as("four hours are two sessions")
                .filteredOn(Outcome.Done.class::isInstance)
                .hasSize(2);
        assertThat(TestSql.integer(jdbc, "select count(*) from assignment where member_id = ?", member))
                .isEqualTo(2);
    }

    @Test
    void theBestCandidateIsFirst_andOthersHaveObstacles() {
        long activity = fixture.activity();
        long skill = staff.skill();
        staff.needs(activity, skill, 1);
        staff.needs(activity, null, 1);
        long session = session(activity, start);
        long welder = staff.member();
        staff.has(welder, skill);
        long busy = staff.member();
        assignments.assign(session(start.plus(Duration.ofDays(1))), busy, maker);
        long free = staff.member();
        long elsewhere = staff.member();
        long other = session(start);
        assignments.assign(other, elsewhere, maker);
        List<StaffCandidate> all = assignments.candidates(List.of(session)).get(session);
        assertThat(all).extracting(StaffCandidate::memberId).containsSubsequence(welder, free, busy, elsewhere);
        assertThat(all)
                .filteredOn(one -> one.memberId() == elsewhere)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.obstacles()).containsExactly(StaffObstacle.ELSEWHERE);
                    assertThat(one.conflict())
                            .isNotNull()
                            .satisfies(conflict ->
                                    assertThat(conflict.slot().start()).isEqualTo(start));
                });
    }

    private long session(Instant at) {
        return session(fixture.activity(), at);
    }

    private long session(long activity, Instant at) {
        return fixture.session(activity, at, 32, 1);
    }

    private long at(long session, long venue) {
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", venue, session);
        return session;
    }

    private int missing(long session) {
        return TestSql.integer(jdbc, "select staff_missing(?)", session);
    }

    @Test
    void peopleOfOneNameAreToldApartByTheirAddress() {
        List<Long> alike = List.of(staff.member(), staff.member());
        List<String> addresses = new ArrayList<>();
        for (long member : alike) {
            addresses.add(TestSql.text(
                    jdbc, "update staff_member set name = 'Jan de Vries' where id = ? returning email", member));
        }
        long session = session(start);
        assertThat(assignments.candidates(List.of(session)).get(session))
                .filteredOn(one -> alike.contains(one.memberId()))
                .extracting(StaffCandidate::name)
                .containsExactlyInAnyOrderElementsOf(
                        addresses.stream().map(one -> "Jan de Vries, " + one).toList());
    }

    @Test
    void theTasksCountPeopleWhoDidNotAnswer_andSessionsWithoutWhoDeclined() {
        int unanswered = roster.countUnanswered();
        int declined = roster.countDeclined();
        long member = staff.member();
        for (int day = 0; day < 3; day++) {
            assertThat(refused(session(start.plus(Duration.ofDays(day))), member))
                    .isEmpty();
        }
        jdbc.sql("update assignment set assigned_at = assigned_at - interval '5 days' where member_id = ?")
                .param(member)
                .update();
        assertThat(roster.countUnanswered()).isEqualTo(unanswered + 1);
        long session = session(start);
        for (int one = 0; one < 3; one++) {
            long guide = staff.member();
            assertThat(refused(session, guide)).isEmpty();
            Outcomes.done(assignments.answer(
                    session,
                    guide,
                    roster.find(session).orElseThrow().shown(),
                    AssignmentAnswer.DECLINED,
                    "Ziek",
                    maker));
        }
        assertThat(roster.countDeclined()).isEqualTo(declined + 1);
    }

    @Test
    void aGuideWhoGetsAnAccountStaysOnePerson() {
        long member = staff.member();
        long session = session(start);
        assertThat(refused(session, member)).isEmpty();
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        String email = guide.account().email();
        TestSql.update(jdbc, "update staff_member set email = ? where id = ?", email, member);
        StaffMember own = register.own(guide.actor()).orElseThrow();
        assertThat(own.id()).isEqualTo(member);
        assertThat(own.vog()).isNotNull();
        assertThat(own.name()).isEqualTo(guide.account().name());
        assertThat(roster.toAnswer(guide.account().id())).isOne();
        assertThat(Outcomes.reasons(register.add(guest(email.toUpperCase(Locale.ROOT)), maker)))
                .containsExactly("staff.problem.emailTaken");
    }

    @Test
    void nobodyIsInTheRegisterTwice() {
        String email = "dubbel" + System.nanoTime() + "@example.org";
        long first = Outcomes.done(register.add(guest(email), maker));
        assertThat(Outcomes.reasons(register.add(guest(email), maker))).containsExactly("staff.problem.emailTaken");
        StaffMember member = register.find(first, maker).orElseThrow();
        Outcomes.done(register.change(member, member.version(), guest(email), maker));
        StaffMember other = register.find(staff.member(), maker).orElseThrow();
        assertThat(Outcomes.reasons(register.change(other, other.version(), guest(email), maker)))
                .containsExactly("staff.problem.emailTaken");
    }

    private static StaffFields guest(String email) {
        return new StaffFields(StaffKind.GUEST_TEACHER, "Gast", email, "", null, null, List.of());
    }

    @Test
    void aFormThatIsSentTwiceAtOnceIsSaved() {
        long member = staff.member();
        twiceAtOnce(() -> hours(member, Dates.dayOf(start), "09:00", "17:00"));
        long activity = fixture.activity();
        twiceAtOnce(() -> roles.save(activity, List.of(new ActivityRoles.Role(null, 2)), maker));
    }

    private void twiceAtOnce(Runnable save) {
        CompletableFuture<Void> second = Objects.requireNonNull(transaction.execute(status -> {
            save.run();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(save);
            assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return waiting;
        }));
        assertThat(second).succeedsWithin(Duration.ofSeconds(20));
    }

    private void hours(long member, LocalDate day, String from, String until) {
        register.saveHours(
                member,
                List.of(new WeekdayHours(day.getDayOfWeek(), LocalTime.parse(from), LocalTime.parse(until))),
                maker);
    }

    private static DifferentDays days(
            LocalDate from, LocalDate until, @Nullable LocalTime at, @Nullable LocalTime to, boolean available) {
        return new DifferentDays(0, from, until, at, to, available);
    }

    /** Assigns, and returns the obstacles; empty: assigned. */
    private List<String> refused(long session, long member) {
        return assignments
                .assign(session, member, maker)
                .either(
                        done -> List.of(),
                        problems -> problems.all().stream()
                                .map(Problems.Problem::key)
                                .toList());
    }

    /** Assigns by a direct SQL statement. */
    private void refusedByTheDatabase(long session, long member, String constraint) {
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into assignment (session_id, member_id, assigned_at, during, place, latitude, longitude)
                        select session_id, ?, ?, during, place, latitude, longitude from staff_session_v where session_id = ?
                        """)
                        .params(member, Timestamp.from(Instant.now()), session)
                        .update())
                .satisfies(error -> assertThat(error.getCause())
                        .isInstanceOfSatisfying(
                                PSQLException.class,
                                cause -> assertThat(cause.getServerErrorMessage())
                                        .extracting(ServerErrorMessage::getConstraint)
                                        .isEqualTo(constraint)));
    }

    private List<String> mails(long member) {
        return jdbc.sql("""
                select payload ->> 'kind' from outbox where template = 'team' and (payload ->> 'member')::bigint = ? order by id
                """).param(member).query(String.class).list();
    }
}
