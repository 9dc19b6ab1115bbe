package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitPlan;
import nl.tec.bookings.Visits;
import nl.tec.employers.EmployersFixture.Company;
import nl.tec.employers.EmployersFixture.Plan;
import nl.tec.employers.OfferAnswers.Answer;
import nl.tec.employers.OfferAnswers.ById;
import nl.tec.employers.OfferAnswers.ByLink;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.State;
import nl.tec.mail.Mailbox.Message;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The answers of companies: accepting a request creates exactly one session with the booking of the class (rules 6). */
@TecTest
class OfferAnswersTest {

    static final LocalTime HALF_PAST_NINE = LocalTime.of(9, 30);
    static final LocalDate FIRST = EmployersFixture.day(30);
    static final LocalDate SECOND = EmployersFixture.day(40);

    @Autowired
    EmployersFixture employersFixture;

    @Autowired
    OfferAnswers answers;

    @Autowired
    OfferRequests requests;

    @Autowired
    Offers offers;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Visits visits;

    @Autowired
    Sessions sessions;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Venues venues;

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
        group = employersFixture.group7(school, FIRST);
    }

    @Test
    void acceptingByMailCreatesASessionWithTheClassBooked_andNotifiesBoth() {
        long id = employersFixture.ask(offer, school, group, FIRST, SECOND);
        Answer answer = answers.accept(new ByLink(link()), 2, HALF_PAST_NINE);
        OfferRequest request = ((Answer.Done) answer).request();
        assertThat(request.state()).isEqualTo(State.ACCEPTED);

        assertThat(EmployersFixture.end(request).how()).isEqualTo(OfferRequest.How.LINK);
        Session session = sessions.find(EmployersFixture.sessionId(request)).orElseThrow();
        assertThat(session.visible()).isTrue();
        assertThat(Dates.dayOf(session.slot().start())).isEqualTo(SECOND);
        assertThat(session.slot().duration()).hasMinutes(90);
        assertThat(session.capacity()).isEqualTo(30);
        assertThat(session.classCapacity()).isEqualTo(1);
        assertThat(session.where().venueName().dutch()).isEqualTo(company.name());
        assertThat(catalogue
                        .find(session.activity().id())
                        .orElseThrow()
                        .details()
                        .organiserId())
                .isEqualTo(company.id());
        assertThat(employersFixture.bookingsFixture().state(EmployersFixture.bookingId(request)))
                .isEqualTo(BookingState.CONFIRMED);
        assertThat(employersFixture.bookingsFixture().held(session.id()).participants())
                .isEqualTo(25);

        Message toCompany = employersFixture.post(company.email());
        assertThat(toCompany.subject()).startsWith("Afgesproken: Kijk bij");
        assertThat(toCompany.calendar()).contains("UID:offer-request-" + id, "STATUS:CONFIRMED");
        assertThat(toCompany.text()).contains(school.teacher().email());
        assertThat(toCompany.html()).contains("Afgesproken");
        Message toSchool = employersFixture.post(school.teacher().email());
        assertThat(toSchool.subject()).startsWith("Geboekt: Kijk bij");
        assertThat(toSchool.calendar()).contains("STATUS:CONFIRMED");
        assertThat(employersFixture.mails("offer-accepted", id)).isOne();
    }

    @Test
    void aGuestLessonIsAtTheSchool_andASecondYesUsesTheSameActivity() {
        Offer lesson = employersFixture.offer(company, Plan.tour().atSchool(20));
        long first = employersFixture.ask(lesson, school, group, FIRST);
        TestClass other = employersFixture.group7(school, FIRST);
        long second = employersFixture.ask(lesson, school, other, FIRST);
        Session one = session(answers.accept(new ById(first, company.partner()), 1, HALF_PAST_NINE));
        Session two = session(answers.accept(new ById(second, company.partner()), 1, LocalTime.of(11, 15)));
        assertThat(one.where().siteId()).isEqualTo(school.siteId());
        assertThat(two.activity().id()).isEqualTo(one.activity().id());
    }

    @Test
    void anOfferThatChangedBringsItsActivityUpToDate() {
        long first = employersFixture.ask(offer, school, group, FIRST);
        Session one = session(answers.accept(new ById(first, company.partner()), 1, HALF_PAST_NINE));
        offers.change(
                offer.id(), 0, Plan.tour().size(10, 28).details("Nieuwe titel", company.email()), company.partner());
        TestClass other = employersFixture.group7(school, FIRST);
        long second = employersFixture.ask(offer, school, other, SECOND);
        Session two = session(answers.accept(new ById(second, company.partner()), 1, HALF_PAST_NINE));
        assertThat(two.activity().id()).isEqualTo(one.activity().id());
        assertThat(two.activity().title().dutch()).isEqualTo("Nieuwe titel");
        assertThat(two.capacity()).isEqualTo(28);
    }

    @Test
    void aVenueOfTheTimeOfPostcodesAsTypedIsFoundAgain() {
        long first = employersFixture.ask(offer, school, group, FIRST);
        Session one = session(answers.accept(new ById(first, company.partner()), 1, HALF_PAST_NINE));
        assertThat(jdbc.sql(
                                "update venue set key = replace(key, '-7418-ab-', '-7418ab-'), ended_on = current_date where id = ? and key like '%-7418-ab-%'")
                        .param(one.where().venueId())
                        .update())
                .isOne();
        TestSql.update(jdbc, "update offer set activity_of = null where id = ?", offer.id());
        long second = employersFixture.ask(offer, school, employersFixture.group7(school, FIRST), SECOND);
        Session two = session(answers.accept(new ById(second, company.partner()), 1, HALF_PAST_NINE));
        assertThat(two.where().venueId()).isEqualTo(one.where().venueId());
    }

    @Test
    void aLinkUsedTwiceAnswersPolitely() {
        employersFixture.ask(offer, school, group, FIRST);
        String link = link();
        assertThat(answers.accept(new ByLink(link), 1, HALF_PAST_NINE)).isInstanceOf(Answer.Done.class);
        assertThat(answers.accept(new ByLink(link), 1, HALF_PAST_NINE)).isInstanceOf(Answer.Over.class);
        assertThat(answers.decline(new ByLink(link), "Toch niet.")).isInstanceOf(Answer.Over.class);
        assertThat(sessionsOf(offer)).isOne();
    }

    @Test
    void twoYesesAtTheSameInstant_fromTheMailAndThePortal_areOne() throws Exception {
        long id = employersFixture.ask(offer, school, group, FIRST, SECOND);
        String link = link();
        List<Answer> clicks = Together.run(
                16,
                i -> answers.accept(
                        i % 3 == 0 ? new ById(id, company.partner()) : new ByLink(link), 1 + i % 2, HALF_PAST_NINE));
        assertThat(clicks).hasOnlyElementsOfTypes(Answer.Done.class, Answer.Over.class);
        assertThat(clicks).filteredOn(Answer.Done.class::isInstance).hasSize(1);
        assertThat(sessionsOf(offer)).isOne();
        assertThat(count("select count(*) from booking where class_id = ?", group.id()))
                .isOne();
        assertThat(employersFixture.mails("offer-accepted", id)).isOne();
    }

    @Test
    void aClassThatIsElsewhere_isReportedToBoth_andAnotherDateCanBeChosen() {
        long id = employersFixture.ask(offer, school, group, FIRST, SECOND);
        long elsewhere = employersFixture
                .bookingsFixture()
                .session(
                        employersFixture.bookingsFixture().activity(),
                        FIRST.atTime(9, 0).atZone(Dates.ZONE).toInstant(),
                        30,
                        1);
        assertThat(bookings.book(
                        new BookClass(elsewhere, group.id(), Map.of(group.partId(), 25), 4, UUID.randomUUID()),
                        school.teacher()))
                .isInstanceOf(BookingResult.Done.class);

        for (int twice = 0; twice < 2; twice++) {
            Answer answer = answers.accept(new ById(id, company.partner()), 1, HALF_PAST_NINE);
            if (twice == 0) {
                assertThat(((Answer.Impossible) answer).obstacle()).isEqualTo(Obstacle.CLASS_ELSEWHERE);
            } else {
                assertThat(answer).as("known to be impossible").isInstanceOf(Answer.Refused.class);
            }
        }
        assertThat(sessionsOf(offer)).as("nothing of the yes is left").isZero();
        assertThat(offers.get(offer.id(), company.partner()).activityId()).isNull();
        OfferRequest open = employersFixture.get(id, company);
        assertThat(open.open()).isTrue();
        assertThat(open.possible(Dates.dayOf(java.time.Instant.now())))
                .extracting(OfferRequest.Wish::position)
                .containsExactly(2);
        assertThat(employersFixture.mails("offer-impossible", id)).isOne();
        assertThat(employersFixture.post(school.teacher().email()).text()).contains("al ergens anders");
        assertThat(answers.accept(new ById(id, company.partner()), 2, HALF_PAST_NINE))
                .isInstanceOf(Answer.Done.class);
    }

    @Test
    void aClosedSchoolIsNotVisited_andWithNoDateLeftTheRequestEnds() {
        Offer other = employersFixture.offer(employersFixture.company(), Plan.tour());
        long id = employersFixture.ask(offer, school, group, FIRST);
        jdbc.sql("insert into closed_day (site_id, day, reason) values (?, ?, 'Studiedag')")
                .params(school.siteId(), FIRST)
                .update();
        Answer.Impossible answer =
                (Answer.Impossible) answers.accept(new ById(id, company.partner()), 1, HALF_PAST_NINE);
        assertThat(answer.obstacle()).isEqualTo(Obstacle.SCHOOL_CLOSED);
        assertThat(answer.request().impossible()).isTrue();
        assertThat(employersFixture.post(school.teacher().email()).text())
                .contains("is op die dag dicht", "Vraag het opnieuw met andere data", "Dit past ook bij de klas");
        assertThat(other.id()).isPositive();
        assertThat(employersFixture.mails("offer-closed", id)).isZero();
        assertThat(offers.ofPartner(company.id()).get(0).no())
                .as("the company did not say no")
                .isZero();
        employersFixture.ask(offer, school, group, SECOND);
    }

    @Test
    void aClassForWhichNoAdultWasAskedComesWithOne_andItsSchoolIsAskedForTheOthers() {
        long id = employersFixture.ask(offer, school, group, FIRST);
        jdbc.sql("update offer_request set adults = 0 where id = ?").param(id).update();
        OfferRequest request =
                ((Answer.Done) answers.accept(new ById(id, company.partner()), 1, HALF_PAST_NINE)).request();
        assertThat(request.adults()).isOne();
        VisitPlan.Supervision supervision = visits.find(
                        jdbc.sql("select booking_id from offer_request where id = ?")
                                .param(id)
                                .query(Long.class)
                                .single(),
                        school.teacher())
                .orElseThrow()
                .plan()
                .supervision();
        assertThat(supervision.adults()).isOne();
        assertThat(supervision.state()).isEqualTo(VisitPlan.State.OPEN);
    }

    @Test
    void aRoomOfTheHubIsReserved_andATakenRoomIsReported() {
        long venue = ProgrammeFixture.venue(venues, "aanbod-" + offer.id());
        long room = ProgrammeFixture.room(venues, venue, "aanbodzaal-" + offer.id());
        Offer inRoom = employersFixture.offer(company, Plan.tour().inRoom(room));
        TestClass other = employersFixture.group7(school, FIRST);
        long first = employersFixture.ask(inRoom, school, group, FIRST);
        long second = employersFixture.ask(inRoom, school, other, FIRST);
        assertThat(session(answers.accept(new ById(first, company.partner()), 1, HALF_PAST_NINE))
                        .where()
                        .roomId())
                .isEqualTo(room);
        assertThat(((Answer.Impossible) answers.accept(new ById(second, company.partner()), 1, HALF_PAST_NINE))
                        .obstacle())
                .isEqualTo(Obstacle.OCCUPIED);
    }

    @Test
    void aRoomOfTheHubIsAssignedByTheProgrammeManager_andKeptOnChangesOfTheOffer() {
        long venue = ProgrammeFixture.venue(venues, "gegeven-" + offer.id());
        long room = ProgrammeFixture.room(venues, venue, "gegevenzaal-" + offer.id());
        OfferDetails inRoom = Plan.tour().inRoom(room).details("In de zaal", company.email());
        assertThat(offers.create(company.id(), inRoom, true, company.partner())).isInstanceOf(Outcome.Refused.class);
        Offer given = employersFixture.offer(company, Plan.tour().inRoom(room));
        assertThat(offers.change(given.id(), given.version(), inRoom, company.partner()))
                .isInstanceOf(Outcome.Done.class);
        offers.become(given.id(), Offer.State.PAUSED, company.partner());
        assertThat(offers.become(given.id(), Offer.State.PUBLISHED, company.partner()))
                .isInstanceOf(Outcome.Done.class);
        long another = ProgrammeFixture.room(venues, venue, "andere-zaal-" + offer.id());
        assertThat(offers.change(
                        given.id(),
                        given.version() + 1,
                        Plan.tour().inRoom(another).details("In de andere zaal", company.email()),
                        company.partner()))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void acceptingOutsideThePartOfTheDayOrForAnotherDate_isRefusedAtItsField() {
        long id = employersFixture.ask(offer, school, group, FIRST);
        ById access = new ById(id, company.partner());
        assertThat(refused(answers.accept(access, 1, LocalTime.of(14, 0))).at(OfferFields.TIME))
                .isPresent();
        assertThat(refused(answers.accept(access, 3, HALF_PAST_NINE)).at(OfferFields.DATE))
                .isPresent();
    }

    @Test
    void aRejectionHasAReason_andTheSchoolGetsItWithAlternatives() {
        Company neighbour = employersFixture.company();
        Offer other = employersFixture.offer(neighbour, Plan.tour());
        long id = employersFixture.ask(offer, school, group, FIRST);
        assertThat(refused(answers.decline(new ByLink(link()), " ")).at(OfferFields.REASON))
                .isPresent();
        assertThat(answers.decline(new ByLink(link()), "De hal wordt verbouwd."))
                .isInstanceOf(Answer.Done.class);
        Message letter = employersFixture.post(school.teacher().email());
        assertThat(letter.text()).contains("De hal wordt verbouwd.", "Dit past ook bij de klas");
        assertThat(other.id()).isPositive();
        assertThat(employersFixture.mails("offer-declined", id)).isOne();
    }

    @Test
    void answeringARequestWithdrawnMeanwhile_isHandledPolitely() {
        long id = employersFixture.ask(offer, school, group, FIRST);
        String link = link();
        assertThat(requests.withdraw(id, school.teacher())).isTrue();
        assertThat(requests.withdraw(id, school.teacher())).isFalse();
        assertThat(answers.accept(new ByLink(link), 1, HALF_PAST_NINE)).isInstanceOf(Answer.Over.class);
        assertThat(sessionsOf(offer)).isZero();
        assertThat(employersFixture.post(company.email()).subject()).startsWith("Niet meer nodig");
        assertThat(answers.accept(new ById(id, company.partner()), 1, HALF_PAST_NINE))
                .isInstanceOf(Answer.Over.class);
    }

    @Test
    void requestsOfOtherCompaniesAreNotFound() {
        long id = employersFixture.ask(offer, school, group, FIRST);
        Actor stranger = employersFixture.company().partner();
        assertThat(answers.accept(new ById(id, stranger), 1, HALF_PAST_NINE)).isInstanceOf(Answer.Unknown.class);
        assertThat(answers.decline(new ById(id, stranger), "Nee.")).isInstanceOf(Answer.Unknown.class);
        assertThat(answers.find(new ByLink("x".repeat(43)))).isEmpty();
        assertThat(requests.find(id, stranger)).isEmpty();
        assertThat(requests.find(id, employersFixture.bookingsFixture().school().teacher()))
                .isEmpty();
        assertThatThrownBy(() -> answers.close(id, "Nee.", company.partner())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> answers.extend(id, 3, company.partner())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> requests.withdraw(
                        id, employersFixture.bookingsFixture().school().teacher()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> offers.get(offer.id(), stranger)).isInstanceOf(NotFound.class);
    }

    @Test
    void theProgrammeManagerAnswersOnBehalf_orClosesWithAReason() {
        Actor maker = employersFixture.bookingsFixture().account(Role.PROGRAMME_MANAGER, null);
        long id = employersFixture.ask(offer, school, group, FIRST);
        OfferRequest accepted = ((Answer.Done) answers.accept(new ById(id, maker), 1, HALF_PAST_NINE)).request();
        assertThat(EmployersFixture.end(accepted).how()).isEqualTo(OfferRequest.How.MAKER);
        TestClass other = employersFixture.group7(school, FIRST);
        long second = employersFixture.ask(offer, school, other, SECOND);
        assertThat(refused(answers.close(second, "", maker)).at(OfferFields.REASON))
                .isPresent();
        assertThat(answers.close(second, "Het bedrijf is verhuisd.", maker)).isInstanceOf(Answer.Done.class);
        assertThat(employersFixture.post(school.teacher().email()).text()).contains("Het bedrijf is verhuisd.");
    }

    @Test
    void theFiguresOfACompany_countRequestsAndVisitors() {
        long id = employersFixture.ask(offer, school, group, FIRST);
        employersFixture.ask(offer, school, employersFixture.group7(school, FIRST), FIRST);
        Session session = session(answers.accept(new ById(id, company.partner()), 1, HALF_PAST_NINE));
        jdbc.sql("""
                insert into attendance (session_id, held_on, audience, head_count, recorded_at) values (?, ?, 'PO', 24, now())
                """).params(session.id(), FIRST).update();
        Offers.Numbers numbers = offers.ofPartner(company.id()).get(0);
        assertThat(List.of(numbers.asked(), numbers.yes(), numbers.no(), numbers.open(), numbers.reached()))
                .containsExactly(2, 1, 0, 1, 24);
        assertThat(offers.visits(List.of(company.id()), 10)).singleElement().satisfies(visit -> {
            assertThat(visit.school()).isEqualTo(school.name());
            assertThat(visit.reached()).isEqualTo(24);
        });
        assertThat(requests.openOf(company.id(), 10)).hasSize(1);
    }

    private String link() {
        return employersFixture.mail(company.email()).stream()
                .filter(letter -> letter.subject().startsWith("Kan "))
                .findFirst()
                .map(EmployersFixture::secret)
                .orElseThrow();
    }

    private Session session(Answer answer) {
        return sessions.find(EmployersFixture.sessionId(((Answer.Done) answer).request()))
                .orElseThrow();
    }

    private static nl.tec.shared.Problems refused(Answer answer) {
        return ((Answer.Refused) answer).problems();
    }

    private int sessionsOf(Offer one) {
        return count(
                "select count(*) from session s join offer o on o.activity_id = s.activity_id where o.id = ?",
                one.id());
    }

    private int count(String sql, long id) {
        return jdbc.sql(sql).param(id).query(Integer.class).single();
    }
}
