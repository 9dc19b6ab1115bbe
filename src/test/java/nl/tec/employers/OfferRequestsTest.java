package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ById;
import nl.tec.employers.OfferRequest.State;
import nl.tec.employers.internal.OfferJobs;
import nl.tec.mail.Mailbox.Message;
import nl.tec.privacy.Retention;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Requests for offers, and what happens if nobody answers (rules 6). */
@TecTest
class OfferRequestsTest {

    static final LocalDate DAY = EmployersFixture.day(45);

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
    Retention retention;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    Company company;
    Offer offer;
    School school;
    TestClass group;

    @BeforeEach
    void make() {
        company = employersFixture.company();
        offer = employersFixture.offer(company, Plan.tour());
        school = employersFixture.bookingsFixture().school();
        group = employersFixture.group7(school, DAY);
    }

    @Test
    void askingMailsTheCompanyOnce_withALinkPerDateAndOneForNo() {
        long id = employersFixture.ask(offer, school, group, DAY, DAY.plusDays(7));
        List<Message> mail = employersFixture.mail(company.email());
        assertThat(mail).hasSize(1);
        String secret = EmployersFixture.secret(mail.get(0));
        assertThat(mail.get(0).text())
                .contains("/aanbod/antwoord/" + secret + "?datum=1", "?datum=2", "?antwoord=nee")
                .contains("Mogen we iets aanraken?")
                .doesNotContain(school.teacher().email());
        assertThat(mail.get(0).html()).contains("datum=1");
        assertThat(count("select count(*) from offer_link where request_id = ?", id))
                .isOne();
    }

    @Test
    void aClassHasOneOpenRequestPerOffer_andAFormSentTwiceSendsOne() throws Exception {
        AskOffer form = EmployersFixture.asking(offer, group, DAY);
        assertThat(Together.<OfferRequests.Result>run(8, i -> requests.ask(form, school.teacher())))
                .hasOnlyElementsOfType(OfferRequests.Created.class);
        assertThat(count("select count(*) from offer_request where class_id = ?", group.id()))
                .isOne();
        Problems problems = problems(EmployersFixture.asking(offer, group, DAY.plusDays(7)));
        assertThat(problems.at(OfferFields.CLASS).orElseThrow().key()).isEqualTo("offers.check.alreadyAsked");
        assertThat(employersFixture.mail(company.email())).hasSize(1);
    }

    @Test
    void unsuitableRequestsAreRefusedAtTheirField() {
        assertThat(key(Plan.tour().fromAge(12), DAY)).isEqualTo("offers.check.tooYoung");
        assertThat(key(Plan.tour().closedIn(Dates.week(DAY)), DAY)).isEqualTo("offers.check.companyClosed");
        assertThat(key(Plan.tour().size(26, 30), DAY)).isEqualTo("offers.check.tooFew");
        assertThat(key(Plan.tour().size(5, 24), DAY)).isEqualTo("offers.check.tooMany");
        assertThat(key(Plan.tour(), EmployersFixture.day(0))).isEqualTo("offers.check.tooSoon");
        assertThat(key(Plan.tour(), DAY.plusYears(2))).isEqualTo("offers.check.otherYear");
        LocalDate saturday = DAY.plusDays(6 - DAY.getDayOfWeek().getValue());
        assertThat(key(Plan.tour(), saturday)).isEqualTo("offers.check.weekend");
        jdbc.sql("insert into closed_day (site_id, day, reason) values (?, ?, 'Studiedag')")
                .params(school.siteId(), DAY)
                .update();
        assertThat(key(Plan.tour(), DAY)).isEqualTo("offers.check.schoolClosed");
        jdbc.sql("update organisation set ended_on = ? where id = ?")
                .params(DAY, school.siteId())
                .update();
        assertThat(key(Plan.tour(), DAY)).isEqualTo("offers.check.schoolEnded");
    }

    @Test
    void aClassThatGoesToACompanyHasAnAdult() {
        AskOffer asked = EmployersFixture.asking(offer, group, DAY);
        AskOffer alone = new AskOffer(
                asked.offerId(), asked.classId(), asked.dates(), asked.headCounts(), 0, asked.question(), asked.key());
        assertThat(problems(alone).at(OfferFields.ADULTS).orElseThrow().key()).isEqualTo("form.between");
    }

    @Test
    void aGuestLessonIsLimitedToItsDistance() {
        TestSql.update(jdbc, "update organisation set latitude = 53.2, longitude = 6.56 where id = ?", company.id());
        Offer far = employersFixture.offer(company, Plan.tour().atSchool(30));
        Problems problems = problems(EmployersFixture.asking(far, group, DAY));
        assertThat(problems.at(OfferFields.CLASS).orElseThrow().key()).isEqualTo("offers.check.tooFar");
    }

    @Test
    void unsuitableGroupsAndInvalidDatesAreRefused() {
        TestClass small = employersFixture
                .bookingsFixture()
                .schoolClass(school, SchoolYear.of(DAY).start(), 3, 25);
        assertThat(problems(EmployersFixture.asking(offer, small, DAY))
                        .at(OfferFields.CLASS)
                        .orElseThrow()
                        .key())
                .isEqualTo("offers.check.notForGroup");
        assertThat(problems(EmployersFixture.asking(offer, group)).at("dag-1")).isPresent();
        assertThat(problems(EmployersFixture.asking(offer, group, DAY, DAY)).at("dag-2"))
                .isPresent();
    }

    @Test
    void classesOfOthersAndPausedOffersAreNotFound() {
        AskOffer command = EmployersFixture.asking(offer, group, DAY);
        assertThatThrownBy(() -> requests.ask(
                        command, employersFixture.bookingsFixture().school().teacher()))
                .isInstanceOf(NotFound.class);
        offers.become(offer.id(), Offer.State.PAUSED, company.partner());
        assertThatThrownBy(() -> requests.ask(command, school.teacher())).isInstanceOf(NotFound.class);
    }

    @Test
    void unanswered_isRemindedHalfwayAndEscalatesAtTheEndOfTheTerm_eachOnce() throws Exception {
        long id = employersFixture.ask(offer, school, group, DAY);
        OfferRequest.Term term = employersFixture.get(id, company).term();
        assertThat(term.remind()).isAfter(term.asked()).isBefore(term.due());

        onManyNodes(term.remind().minusSeconds(1));
        assertThat(employersFixture.mails("offer-reminder", id)).isZero();
        onManyNodes(term.remind());
        assertThat(employersFixture.mails("offer-reminder", id)).isOne();
        assertThat(employersFixture.post(company.email()).subject()).startsWith("Herinnering");
        assertThat(employersFixture.get(id, company).escalated()).isFalse();

        int before = requests.escalated();
        onManyNodes(term.due());
        assertThat(employersFixture.mails("offer-escalated", id)).isOne();
        assertThat(employersFixture.get(id, company).escalated()).isTrue();
        assertThat(requests.escalated()).isGreaterThan(before);
        assertThat(requests.list(OfferRequests.Filter.all(OfferRequests.View.ESCALATED), null, 200)
                        .rows())
                .extracting(OfferRequest::id)
                .contains(id);
        assertThat(employersFixture.mails("offer-reminder", id)).isOne();
    }

    @Test
    void anExtensionStartsANewTerm() {
        Actor maker = employersFixture.bookingsFixture().account(Role.PROGRAMME_MANAGER, null);
        long id = employersFixture.ask(offer, school, group, DAY);
        jobs.run(at(employersFixture.get(id, company).term().due()));
        assertThat(((Answer.Refused) answers.extend(id, 50, maker)).problems().at(OfferFields.DAYS))
                .isPresent();
        OfferRequest extended = ((Answer.Done) answers.extend(id, 4, maker)).request();
        assertThat(extended.escalated()).isFalse();
        jobs.run(at(extended.term().due()));
        assertThat(employersFixture.mails("offer-escalated", id)).isEqualTo(2);
    }

    @Test
    void afterItsLastDateARequestExpires_andItsLinkShowsThat() {
        long id = employersFixture.ask(offer, school, group, DAY);
        String secret = EmployersFixture.secret(employersFixture.post(company.email()));
        TestSql.update(
                jdbc, "update offer_request_date set day = ? where request_id = ?", Dates.dayOf(Instant.now()), id);
        assertThat(answers.accept(new OfferAnswers.ByLink(secret), 1, LocalTime.of(9, 30)))
                .as("today is too late")
                .isInstanceOf(Answer.Refused.class);
        jobs.run(Clock.systemUTC());
        jobs.run(Clock.systemUTC());
        assertThat(employersFixture.get(id, company).state()).isEqualTo(State.EXPIRED);
        assertThat(employersFixture.mails("offer-expired", id)).isOne();
        assertThat(employersFixture.mails("offer-escalated", id)).isZero();
        assertThat(answers.accept(new OfferAnswers.ByLink(secret), 1, LocalTime.of(9, 30)))
                .isInstanceOf(Answer.Over.class);
    }

    @Test
    void aCancelledVisitLeavesTheProgramme_andTheCompanyIsNotifiedOnce() {
        long id = employersFixture.ask(offer, school, group, DAY);
        answers.accept(new ById(id, company.partner()), 1, LocalTime.of(9, 30));
        OfferRequest accepted = employersFixture.get(id, company);
        bookings.cancel(EmployersFixture.bookingId(accepted), "", school.teacher());
        jobs.run(Clock.systemUTC());
        jobs.run(Clock.systemUTC());
        assertThat(employersFixture.mails("offer-called-off", id)).isOne();
        assertThat(employersFixture.post(company.email()).calendar()).contains("METHOD:CANCEL");
        assertThat(TestSql.text(jdbc, "select state from session where id = ?", EmployersFixture.sessionId(accepted)))
                .isEqualTo("CANCELLED");
        assertThat(EmployersFixture.visit(employersFixture.get(id, company)).calledOff())
                .isTrue();
    }

    @Test
    void aMovedVisitIsReportedToTheCompanyOnce_withTheNewAppointment() throws Exception {
        long id = employersFixture.ask(offer, school, group, DAY);
        answers.accept(new ById(id, company.partner()), 1, LocalTime.of(9, 30));
        OfferRequest accepted = employersFixture.get(id, company);
        Session session = sessions.find(EmployersFixture.sessionId(accepted)).orElseThrow();
        onManyNodes(Instant.now());
        assertThat(employersFixture.mails("offer-moved", id)).isZero();
        move(session);
        onManyNodes(Instant.now());
        assertThat(employersFixture.mails("offer-moved", id)).isOne();
        Message letter = employersFixture.post(company.email());
        assertThat(letter.subject()).startsWith("Andere tijd");
        assertThat(letter.calendar()).contains("UID:offer-request-" + id, "SEQUENCE:1", "STATUS:CONFIRMED");
    }

    private void move(Session session) {
        TimeSlot later = new TimeSlot(
                session.slot().start().plus(Duration.ofMinutes(30)),
                session.slot().end().plus(Duration.ofMinutes(30)));
        sessions.change(
                session.id(),
                session.version(),
                new SessionDetails(
                        session.activity().id(),
                        later,
                        session.where().venueId(),
                        null,
                        session.where().roomId(),
                        session.capacity(),
                        session.classCapacity(),
                        session.note()),
                employersFixture.bookingsFixture().account(Role.PROGRAMME_MANAGER, null));
    }

    @Test
    void aRequestThatCannotBeFollowedUpLeavesTheOthersAlone() {
        List<Long> ids = new ArrayList<>();
        for (LocalDate day : List.of(DAY, DAY.plusDays(7))) {
            long id = employersFixture.ask(offer, school, group, day);
            answers.accept(new ById(id, company.partner()), 1, LocalTime.of(9, 30));
            move(sessions.find(EmployersFixture.sessionId(employersFixture.get(id, company)))
                    .orElseThrow());
            ids.add(id);
        }
        moves(ids.get(0), Integer.MAX_VALUE); // one more does not fit
        jobs.run(Clock.systemUTC());
        assertThat(employersFixture.mails("offer-moved", ids.get(0))).isZero();
        assertThat(employersFixture.mails("offer-moved", ids.get(1))).isOne();
        moves(ids.get(0), 0);
        jobs.run(Clock.systemUTC());
        assertThat(employersFixture.mails("offer-moved", ids.get(0))).isOne();
    }

    private void moves(long id, int many) {
        TestSql.update(jdbc, "update offer_request set moves = ? where id = ?", many, id);
    }

    @Test
    void afterTheVisitFreeTextAndLinksAreRemoved() {
        long id = employersFixture.ask(offer, school, group, DAY);
        employersFixture.mail(company.email());
        answers.decline(new ById(id, company.partner()), "Nee.");
        jobs.run(Clock.systemUTC());
        assertThat(employersFixture.get(id, company).question()).isNotEmpty();
        retention.erase("offer-questions", Instant.now().plus(Duration.ofDays(16)));
        assertThat(employersFixture.get(id, company).question()).isEmpty();
        assertThat(count("select count(*) from offer_link where request_id = ?", id))
                .isZero();
    }

    /** Runs the job on several nodes concurrently, and once more. */
    private void onManyNodes(Instant moment) throws Exception {
        Together.run(4, () -> jobs.run(at(moment)));
        jobs.run(at(moment));
    }

    private static Clock at(Instant moment) {
        return Clock.fixed(moment, Dates.ZONE);
    }

    private String key(Plan plan, LocalDate day) {
        Offer one = employersFixture.offer(company, plan);
        return problems(EmployersFixture.asking(one, group, day)).all().get(0).key();
    }

    private Problems problems(AskOffer command) {
        OfferRequests.Result result = requests.ask(command, school.teacher());
        assertThat(result).isInstanceOf(OfferRequests.Refused.class);
        return ((OfferRequests.Refused) result).problems();
    }

    private int count(String sql, long id) {
        return jdbc.sql(sql).param(id).query(Integer.class).single();
    }
}
