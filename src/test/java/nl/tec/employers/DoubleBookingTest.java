package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ById;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.internal.OfferJobs;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company hosts one group at a time and has one guest teacher at a school at a time, unless it set other numbers (rules 3). */
@TecTest
class DoubleBookingTest {

    /** A Monday and a Wednesday in the same school year. */
    static final LocalDate DAY = day();

    static final LocalDate OTHER_DAY = DAY.plusDays(2);

    /** The default start in the morning of a tour of {@link Plan}, which takes 90 minutes. */
    static final LocalTime USUAL = LocalTime.of(9, 30);

    private static LocalDate day() {
        LocalDate day = Dates.monday(EmployersFixture.day(20));
        return SchoolYear.of(day).contains(day.plusDays(14)) ? day : day.plusWeeks(3);
    }

    @Autowired
    EmployersFixture employersFixture;

    @Autowired
    Offers offers;

    @Autowired
    OfferRequests requests;

    @Autowired
    OfferAnswers answers;

    @Autowired
    OfferJobs jobs;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    Company company;
    School school;

    @BeforeEach
    void make() {
        company = employersFixture.company();
        school = employersFixture.bookingsFixture().school();
    }

    private long ask(Offer offer, LocalDate... days) {
        return employersFixture.ask(offer, school, employersFixture.group7(school, days[0]), days);
    }

    private Answer yes(long request, LocalTime start) {
        return answers.accept(new ById(request, company.partner()), 1, start);
    }

    private Offer offer(Plan plan, int atOnce, @Nullable Integer perWeek) {
        OfferDetails details = plan.details("Kijk bij " + company.name(), company.email());
        OfferDetails.Times times = details.times();
        return Outcomes.done(offers.create(
                company.id(),
                new OfferDetails(
                        details.kind(),
                        details.words(),
                        details.worlds(),
                        details.disciplines(),
                        details.guests(),
                        details.where(),
                        new OfferDetails.Times(
                                times.minutes(),
                                times.morning(),
                                times.afternoon(),
                                times.closedWeeks(),
                                perWeek,
                                atOnce),
                        details.answering(),
                        details.goals()),
                true,
                company.partner()));
    }

    private static Obstacle obstacle(Answer answer) {
        return ((Answer.Impossible) answer).obstacle();
    }

    /** Accepts all requests concurrently. */
    private List<Answer> race(List<Long> asked) throws Exception {
        return Together.run(asked.size(), i -> yes(asked.get(i), USUAL));
    }

    @Test
    void onlyOneOfManyConcurrentAcceptancesSucceeds_alsoForDifferentOffers_rules3() throws Exception {
        Offer first = employersFixture.offer(company, Plan.tour());
        Offer second = employersFixture.offer(company, Plan.tour());
        // the venue is created before the race, so only the offers differ
        assertThat(yes(ask(first, OTHER_DAY), USUAL)).isInstanceOf(Answer.Done.class);
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(ask(i % 2 == 0 ? first : second, DAY));
        }
        List<Answer> came = race(asked);
        assertThat(came).filteredOn(Answer.Done.class::isInstance).hasSize(1);
        assertThat(came)
                .filteredOn(answer -> !(answer instanceof Answer.Done))
                .allSatisfy(answer -> assertThat(obstacle(answer)).isEqualTo(Obstacle.OCCUPIED));
        assertThat(asked)
                .filteredOn(id -> employersFixture.get(id, company).open())
                .hasSize(7);
    }

    @Test
    void theConstraintPreventsIt_rules3() {
        Offer tour = employersFixture.offer(company, Plan.tour());
        long session = EmployersFixture.sessionId(done(yes(ask(tour, DAY), USUAL)));
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into reservation (resource_id, during, subject, subject_id)
                        select resource_id, during, 'SESSION', -subject_id from reservation where subject = 'SESSION' and subject_id = ?
                        """).param(session).update()).hasMessageContaining("reservation_conflict");
        assertThatThrownBy(() -> jdbc.sql("""
                        update venue set groups_at_once = 0 where id = (select venue_id from session where id = ?)
                        """).param(session).update()).hasMessageContaining("groups_at_once");
    }

    @Test
    void sessionsOfTheProgrammeManagerOccupyTheVenueToo_andViceVersa_rules3() {
        Offer tour = employersFixture.offer(company, Plan.tour());
        Session visit = sessions.find(EmployersFixture.sessionId(done(yes(ask(tour, DAY), USUAL))))
                .orElseThrow();
        assertThat(sessions.create(at(visit, later(visit, 30)), true, ProgrammeFixture.MANAGER))
                .isInstanceOfSatisfying(
                        Sessions.Occupied.class,
                        occupied -> assertThat(occupied.obstacles())
                                .singleElement()
                                .satisfies(obstacle -> {
                                    assertThat(obstacle.what().dutch()).isEqualTo(company.name());
                                    assertThat(obstacle.sessionId()).isEqualTo(visit.id());
                                }));
        assertThat(sessions.create(at(visit, later(visit, 90)), false, ProgrammeFixture.MANAGER))
                .as("right after it")
                .isInstanceOf(Sessions.Saved.class);
        long asked = ask(tour, OTHER_DAY);
        assertThat(sessions.create(at(visit, later(visit, 2 * 24 * 60)), false, ProgrammeFixture.MANAGER))
                .isInstanceOf(Sessions.Saved.class);
        assertThat(obstacle(yes(asked, USUAL))).as("a draft").isEqualTo(Obstacle.OCCUPIED);
    }

    private static TimeSlot later(Session session, int minutes) {
        return new TimeSlot(
                session.slot().start().plusSeconds(minutes * 60L),
                session.slot().end().plusSeconds(minutes * 60L));
    }

    private static OfferRequest done(Answer answer) {
        return ((Answer.Done) answer).request();
    }

    @Test
    void aSchoolCannotRequestATakenDate_andSeesFreeDates() {
        Offer tour = employersFixture.offer(company, Plan.tour());
        long other = ask(tour, DAY, OTHER_DAY);
        assertThat(yes(ask(tour, DAY), USUAL)).isInstanceOf(Answer.Done.class);
        assertThat(requests.ask(
                        EmployersFixture.asking(tour, employersFixture.group7(school, DAY), DAY, OTHER_DAY),
                        school.teacher()))
                .isInstanceOfSatisfying(OfferRequests.Refused.class, refused -> {
                    assertThat(refused.problems().all()).singleElement().satisfies(problem -> {
                        assertThat(problem.field()).isEqualTo("dag-1");
                        assertThat(problem.key()).isEqualTo("offers.check.taken");
                    });
                    assertThat(refused.free())
                            .startsWith(new AskOffer.Date(0, DAY, DayPart.AFTERNOON))
                            .hasSize(4);
                });
        // earlier requests get a warning, and can still get another time that morning
        OfferRequest open = employersFixture.get(other, company);
        assertThat(open.dates()).extracting(Wish::taken).containsExactly(true, false);
        assertThat(obstacle(yes(other, LocalTime.of(10, 0)))).isEqualTo(Obstacle.OCCUPIED);
        assertThat(employersFixture.mails("offer-impossible", other)).isZero();
        assertThat(yes(other, LocalTime.of(11, 0))).isInstanceOf(Answer.Done.class);
    }

    @Test
    void aCompanyCanHostSeveralGroupsAtATime() {
        Offer tour = offer(Plan.tour(), 2, null);
        long third = ask(tour, DAY);
        assertThat(yes(ask(tour, DAY), USUAL)).isInstanceOf(Answer.Done.class);
        assertThat(yes(ask(tour, DAY), USUAL)).isInstanceOf(Answer.Done.class);
        assertThat(obstacle(yes(third, USUAL))).isEqualTo(Obstacle.OCCUPIED);
    }

    @Test
    void aGuestTeacherIsAtOneSchoolAtATime_alsoForAnotherOfferOfTheCompany_rules3() throws Exception {
        Offer lesson = employersFixture.offer(company, Plan.tour().atSchool(50));
        Offer another = employersFixture.offer(company, Plan.tour().atSchool(50));
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asked.add(ask(i % 2 == 0 ? lesson : another, DAY));
        }
        List<Answer> came = race(asked);
        assertThat(came).filteredOn(Answer.Done.class::isInstance).hasSize(1);
        assertThat(came)
                .filteredOn(answer -> !(answer instanceof Answer.Done))
                .allSatisfy(answer -> assertThat(obstacle(answer)).isEqualTo(Obstacle.OCCUPIED));
        assertThat(requests.ask(
                        EmployersFixture.asking(lesson, employersFixture.group7(school, DAY), DAY), school.teacher()))
                .isInstanceOf(OfferRequests.Refused.class);
    }

    @Test
    void travelTimeOfAGuestTeacherCounts_andTwoTeachersCanBeAtTwoSchools_rules3() {
        Offer lesson = employersFixture.offer(company, Plan.tour().atSchool(50));
        School elsewhere = employersFixture.bookingsFixture().school();
        long there = employersFixture.ask(lesson, elsewhere, employersFixture.group7(elsewhere, DAY), DAY);
        long again = ask(lesson, DAY);
        assertThat(yes(ask(lesson, DAY), LocalTime.of(8, 0))).isInstanceOf(Answer.Done.class);
        // the first ends at 9.30; nobody can be at another school that minute, but can be in the next classroom
        assertThat(obstacle(yes(there, LocalTime.of(9, 30)))).isEqualTo(Obstacle.OCCUPIED);
        assertThat(yes(again, LocalTime.of(9, 30))).isInstanceOf(Answer.Done.class);
        assertThat(obstacle(yes(there, LocalTime.of(11, 0)))).isEqualTo(Obstacle.OCCUPIED);
        assertThat(yes(there, LocalTime.of(11, 45))).isInstanceOf(Answer.Done.class);

        Offer byTwo = offer(Plan.tour().atSchool(50), 2, null);
        assertThat(yes(ask(byTwo, OTHER_DAY), USUAL)).isInstanceOf(Answer.Done.class);
        assertThat(yes(ask(byTwo, OTHER_DAY), USUAL)).isInstanceOf(Answer.Done.class);
    }

    @Test
    void aVisitCannotMoveOutOfReachOfItsGuestTeacher_orIntoAFullWeek_rules3() {
        Offer lesson = offer(Plan.tour().atSchool(50), 1, 1);
        LocalDate nextWeek = DAY.plusWeeks(1);
        Session first = sessions.find(EmployersFixture.sessionId(done(yes(ask(lesson, DAY), USUAL))))
                .orElseThrow();
        long second = EmployersFixture.sessionId(done(yes(ask(lesson, nextWeek), USUAL)));
        assertThat(move(first, 7 * 24 * 60 + 4 * 60))
                .isInstanceOfSatisfying(
                        Sessions.Refused.class,
                        refused -> assertThat(refused.problems().all())
                                .extracting(problem -> problem.key())
                                .containsExactly("programme.check.weekFull"));
        assertThat(move(first, 24 * 60)).as("in its own week").isInstanceOf(Sessions.Saved.class);

        Offer sameTeacher = employersFixture.offer(company, Plan.tour().atSchool(50));
        Session other = sessions.find(EmployersFixture.sessionId(done(yes(ask(sameTeacher, OTHER_DAY), USUAL))))
                .orElseThrow();
        Session there = sessions.find(second).orElseThrow();
        assertThat(sessions.change(other.id(), other.version(), at(other, there.slot()), ProgrammeFixture.MANAGER))
                .isInstanceOf(Sessions.Occupied.class);
    }

    private Sessions.Result move(Session session, int minutes) {
        return sessions.change(
                session.id(), session.version(), at(session, later(session, minutes)), ProgrammeFixture.MANAGER);
    }

    private static SessionDetails at(Session session, TimeSlot slot) {
        return new SessionDetails(
                session.activity().id(),
                slot,
                session.where().siteId() == null ? session.where().venueId() : null,
                session.where().siteId(),
                session.where().roomId(),
                session.capacity(),
                session.classCapacity(),
                session.note());
    }

    @Test
    void theReminderOfARequestWarnsThatItsDateIsTaken() {
        Offer tour = employersFixture.offer(company, Plan.tour());
        long waiting = ask(tour, DAY, OTHER_DAY);
        assertThat(yes(ask(tour, DAY), USUAL)).isInstanceOf(Answer.Done.class);
        TestSql.update(jdbc, "update offer_request set remind_at = now() - interval '1 hour' where id = ?", waiting);
        jobs.run(java.time.Clock.systemUTC());
        assertThat(employersFixture.mail(company.email()))
                .filteredOn(letter -> letter.text().contains("er is al een andere groep"))
                .hasSize(1);
    }
}
