package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.TecTest;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.OfferAnswers.ById;
import nl.tec.employers.OfferSuggestions.Criteria;
import nl.tec.employers.OfferSuggestions.Fit;
import nl.tec.employers.OfferSuggestions.Reason;
import nl.tec.employers.OfferSuggestions.Suggestion;
import nl.tec.organisations.Classes;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import nl.tec.shared.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Suggestions of offers that fit a class, with reasons: unseen worlds first, then by distance. */
@TecTest
class OfferSuggestionsTest {

    static final LocalDate FROM = EmployersFixture.day(20);
    static final LocalDate TO = FROM.plusWeeks(3);

    @Autowired
    EmployersFixture employersFixture;

    @Autowired
    OfferSuggestions suggestions;

    @Autowired
    OfferAnswers answers;

    @Autowired
    Classes classes;

    @Autowired
    Schools schools;

    @Autowired
    ClassBookings bookings;

    @Autowired
    JdbcClient jdbc;

    Company company;
    School school;
    TestClass group;

    /** Uses a separate area of the map, so that offers of other tests are far away. */
    @BeforeEach
    void make() {
        company = employersFixture.company();
        move(company.id(), 10, 20);
        school = employersFixture.bookingsFixture().school();
        move(school.siteId(), 10.001, 20);
        group = employersFixture.group7(school, FROM);
    }

    @Test
    void aWorldTheClassHasNotSeenComesFirst_withItsReason() {
        Offer seen = employersFixture.offer(company, Plan.tour().of(World.HITECH_SCIENCE));
        move(company.id(), 10.02, 20);
        Offer fresh = employersFixture.offer(company, Plan.tour().of(World.VOEDING_NATUUR));
        long visit = employersFixture
                .bookingsFixture()
                .session(
                        employersFixture.bookingsFixture().activity(),
                        FROM.atTime(9, 0).atZone(Dates.ZONE).toInstant(),
                        30,
                        1);
        bookings.book(
                new BookClass(visit, group.id(), Map.of(group.partId(), 25), 4, UUID.randomUUID()), school.teacher());
        List<Suggestion> found = mine(all());
        assertThat(found).extracting(one -> one.offer().id()).containsExactly(fresh.id(), seen.id());
        assertThat(fits(found.get(0))).containsExactly(Fit.NEW_WORLD, Fit.CYCLING);
        assertThat(fits(found.get(1))).doesNotContain(Fit.NEW_WORLD).contains(Fit.WALKING);
    }

    @Test
    void weeksInWhichTheCompanyIsClosedAreLeftOut_andAllClosedIsNoSuggestion() {
        int week = Dates.week(FROM);
        Offer some = employersFixture.offer(company, Plan.tour().closedIn(week));
        List<Integer> all = new ArrayList<>();
        for (LocalDate day = FROM; !day.isAfter(TO); day = day.plusDays(1)) {
            all.add(Dates.week(day));
        }
        employersFixture.offer(company, Plan.tour().closedIn(all.toArray(Integer[]::new)));
        List<Suggestion> found = mine(all());
        assertThat(found).extracting(one -> one.offer().id()).containsExactly(some.id());
        Reason weeks = found.get(0).reasons().stream()
                .filter(reason -> reason.fit() == Fit.WEEKS)
                .findFirst()
                .orElseThrow();
        assertThat(weeks.weeks()).doesNotContain(week).isNotEmpty();
    }

    @Test
    void tooYoung_tooLarge_tooFar_pausedAndAlreadyRequested_areNotSuggested() {
        employersFixture.offer(company, Plan.tour().fromAge(14));
        employersFixture.offer(company, Plan.tour().size(5, 20));
        Offer asked = employersFixture.offer(company, Plan.tour());
        employersFixture.ask(asked, school, group, FROM);
        move(company.id(), 12, 20);
        employersFixture.offer(company, Plan.tour().atSchool(50));
        assertThat(mine(all())).isEmpty();
        Offer comes = employersFixture.offer(company, Plan.tour().atSchool(280).fromAge(10));
        assertThat(mine(all())).singleElement().satisfies(one -> {
            assertThat(one.offer().id()).isEqualTo(comes.id());
            assertThat(fits(one)).contains(Fit.COMES_TO_YOU);
        });
    }

    /** An agreed visit counts on its current day; a cancelled one does not. */
    @Test
    void aDayWithAVisitIsTaken_andAnOfferWithoutFreeDaysComesLastWithAReason() {
        Offer busy = employersFixture.offer(company, Plan.tour());
        Offer other = employersFixture.offer(company, Plan.tour());
        LocalDate day = FROM.plusDays(1).getDayOfWeek().getValue() > 5 ? FROM.plusDays(3) : FROM.plusDays(1);
        TestClass first = employersFixture.group7(school, FROM);
        long request = employersFixture.ask(busy, school, first, day);
        assertThat(mine(all()))
                .extracting(Suggestion::full)
                .as("asked is not agreed")
                .containsExactly(false, false);
        accept(request);

        Suggestion some = of(busy, all());
        assertThat(some.full()).isFalse();
        assertThat(some.reasons())
                .filteredOn(one -> one.fit() == Fit.TAKEN)
                .singleElement()
                .satisfies(one -> assertThat(one.days()).containsExactly(day));
        List<Suggestion> thatDay =
                mine(suggestions.list(question(day, day), null, 200).rows());
        assertThat(thatDay).extracting(one -> one.offer().id()).containsExactly(other.id(), busy.id());
        assertThat(fits(thatDay.get(1))).contains(Fit.FULL).doesNotContain(Fit.WEEKS);
        List<Long> paged = new ArrayList<>();
        String after = null;
        do {
            OfferPage<Suggestion> page = suggestions.list(question(day, day), after, 3);
            mine(page.rows()).forEach(one -> paged.add(one.offer().id()));
            after = page.next();
        } while (after != null && paged.size() < 4);
        assertThat(paged).as("from page to page").containsExactly(other.id(), busy.id());

        jdbc.sql(
                        "update booking set state = 'CANCELLED' where id = (select booking_id from offer_request where id = ?)")
                .param(request)
                .update();
        assertThat(of(busy, suggestions.list(question(day, day), null, 200).rows())
                        .full())
                .isFalse();
    }

    private void accept(long request) {
        assertThat(answers.accept(new ById(request, company.partner()), 1, LocalTime.of(9, 30)))
                .isInstanceOf(OfferAnswers.Answer.Done.class);
    }

    private static Suggestion of(Offer offer, List<Suggestion> found) {
        return found.stream()
                .filter(one -> one.offer().id() == offer.id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyTheSuitableGroupsOfACombinationClassCount() {
        jdbc.sql("""
                insert into class_part (class_id, cohort_id, grade, head_count, low, high)
                select class_id, cohort_id, 4, 12, 12, 12 from class_part where id = ?
                """).param(group.partId()).update();
        Offer fits = employersFixture.offer(company, Plan.tour().size(20, 26).fromAge(10));
        employersFixture.offer(company, Plan.tour().size(30, 40));
        assertThat(mine(all()))
                .as("25 in group 7, and 12 in group 4 that it is not for")
                .extracting(one -> one.offer().id())
                .containsExactly(fits.id());
    }

    @Test
    void aPageContinuesAfterThePreviousOne() {
        for (int i = 0; i < 5; i++) {
            employersFixture.offer(company, Plan.tour());
        }
        List<Long> paged = new ArrayList<>();
        String after = null;
        do {
            OfferPage<Suggestion> page = suggestions.list(question(), after, 2);
            mine(page.rows()).forEach(one -> paged.add(one.offer().id()));
            after = page.next();
        } while (after != null && paged.size() < 5);
        assertThat(paged).hasSize(5).doesNotHaveDuplicates();
    }

    private List<Suggestion> all() {
        return suggestions.list(question(), null, 200).rows();
    }

    private List<Suggestion> mine(List<Suggestion> found) {
        return found.stream()
                .filter(one -> one.offer().organisationId() == company.id())
                .toList();
    }

    private static List<Fit> fits(Suggestion suggestion) {
        return suggestion.reasons().stream().map(Reason::fit).toList();
    }

    private Criteria question() {
        return question(FROM, TO);
    }

    private Criteria question(LocalDate from, LocalDate to) {
        return new Criteria(classes.find(group.id()).orElseThrow(), schools.get(school.siteId()), from, to, null, null);
    }

    private void move(long organisation, double latitude, double longitude) {
        jdbc.sql("update organisation set latitude = ?, longitude = ? where id = ?")
                .params(latitude, longitude, organisation)
                .update();
    }
}
