package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.Together;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ById;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.employers.OfferSuggestions.Criteria;
import nl.tec.employers.OfferSuggestions.Fit;
import nl.tec.employers.OfferSuggestions.Suggestion;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The maximum number of visits per week of a company; agreed visits count in the week to which they were moved. */
@TecTest
class OffersPerWeekTest {

    /** A Monday, the Friday of that week, and the Tuesday after. */
    static final LocalDate DAY = monday();

    static final LocalDate SAME_WEEK = DAY.plusDays(4);
    static final LocalDate NEXT_WEEK = DAY.plusDays(8);
    static final LocalTime START = LocalTime.of(9, 30);

    /** Returns the first Monday of two weeks in the same school year. */
    private static LocalDate monday() {
        LocalDate day = Dates.monday(EmployersFixture.day(20));
        return SchoolYear.of(day).contains(day.plusDays(8)) ? day : day.plusWeeks(2);
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
    OfferSuggestions suggestions;

    @Autowired
    Classes classes;

    @Autowired
    Schools schools;

    @Autowired
    JdbcClient jdbc;

    Company company;
    Offer offer;
    School school;

    @BeforeEach
    void make() {
        company = employersFixture.company();
        OfferDetails plan = Plan.tour().details("Kijk bij " + company.name(), company.email());
        OfferDetails.Times times = plan.times();
        offer = Outcomes.done(offers.create(
                company.id(),
                new OfferDetails(
                        plan.kind(),
                        plan.words(),
                        plan.worlds(),
                        plan.disciplines(),
                        plan.guests(),
                        plan.where(),
                        new OfferDetails.Times(times.minutes(), times.morning(), times.afternoon(), List.of(), 1, 1),
                        plan.answering(),
                        List.of()),
                true,
                company.partner()));
        school = employersFixture.bookingsFixture().school();
    }

    private long ask(LocalDate... days) {
        return employersFixture.ask(offer, school, employersFixture.group7(school, days[0]), days);
    }

    private Answer yes(long request) {
        return answers.accept(new ById(request, company.partner()), 1, START);
    }

    private void callOff(long request) {
        jdbc.sql(
                        "update booking set state = 'CANCELLED' where id = (select booking_id from offer_request where id = ?)")
                .param(request)
                .update();
    }

    @Test
    void theLastVisitOfTheWeekIsForOneSchool_alsoConcurrently() throws Exception {
        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asked.add(ask(i % 2 == 0 ? DAY : SAME_WEEK));
        }
        int agreed = 0;
        for (Answer answer : Together.<Answer>run(asked.size(), i -> yes(asked.get(i)))) {
            agreed += answer instanceof Answer.Done ? 1 : 0;
            assertThat(answer).isInstanceOfAny(Answer.Done.class, Answer.Impossible.class, Answer.Refused.class);
            if (answer instanceof Answer.Impossible impossible) {
                assertThat(impossible.obstacle()).isEqualTo(Obstacle.WEEK_FULL);
            }
        }
        assertThat(agreed).isOne();
        assertThat(asked)
                .filteredOn(id -> employersFixture.get(id, company).open())
                .hasSize(5);
    }

    @Test
    void aFullWeekCannotBeAccepted_untilAVisitIsCancelled() {
        long first = ask(DAY);
        long second = ask(SAME_WEEK, NEXT_WEEK);
        assertThat(yes(first)).isInstanceOf(Answer.Done.class);
        assertThat(employersFixture.get(second, company).dates())
                .extracting(Wish::obstacle)
                .containsExactly(Obstacle.WEEK_FULL, null);
        assertThat(yes(second)).isInstanceOf(Answer.Refused.class);
        assertThat(employersFixture.mails("offer-impossible", second))
                .as("nothing is final")
                .isZero();
        callOff(first);
        assertThat(yes(second)).isInstanceOf(Answer.Done.class);
    }

    @Test
    void aSchoolCannotRequestAFullWeek() {
        assertThat(yes(ask(DAY))).isInstanceOf(Answer.Done.class);
        TestClass group = employersFixture.group7(school, DAY);
        OfferRequests.Result refused =
                requests.ask(EmployersFixture.asking(offer, group, SAME_WEEK, NEXT_WEEK), school.teacher());
        assertThat(((OfferRequests.Refused) refused).problems().all())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("dag-1");
                    assertThat(problem.key()).isEqualTo("offers.check.weekFull");
                });
        assertThat(requests.ask(EmployersFixture.asking(offer, group, NEXT_WEEK), school.teacher()))
                .isInstanceOf(OfferRequests.Created.class);
    }

    @Test
    void suggestionsReflectTheWeeksWithRoom() {
        long agreed = ask(DAY);
        assertThat(yes(agreed)).isInstanceOf(Answer.Done.class);
        assertThat(suggested(DAY.plusDays(1), SAME_WEEK).full()).isTrue();
        Suggestion both = suggested(DAY, NEXT_WEEK);
        assertThat(both.full()).isFalse();
        assertThat(both.reasons())
                .filteredOn(reason -> reason.fit() == Fit.WEEKS)
                .singleElement()
                .satisfies(reason -> assertThat(reason.weeks()).containsExactly(Dates.week(NEXT_WEEK)));
        assertThat(both.reasons()).extracting(OfferSuggestions.Reason::fit).doesNotContain(Fit.TAKEN);
        callOff(agreed);
        assertThat(suggested(DAY.plusDays(1), SAME_WEEK).full()).isFalse();
    }

    private Suggestion suggested(LocalDate from, LocalDate to) {
        TestClass group = employersFixture.group7(school, from);
        return suggestions
                .list(
                        new Criteria(
                                classes.find(group.id()).orElseThrow(),
                                schools.get(school.siteId()),
                                from,
                                to,
                                null,
                                null),
                        null,
                        200)
                .rows()
                .stream()
                .filter(one -> one.offer().id() == offer.id())
                .findFirst()
                .orElseThrow();
    }
}
