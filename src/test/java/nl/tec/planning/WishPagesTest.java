package nl.tec.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The wishes of a school (rules 5): authorisation, storage, and preservation of input. */
@TecTest
class WishPagesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    RoundsFixture rounds;

    @Autowired
    Wishes wishes;

    @Autowired
    JdbcClient jdbc;

    private BookingsFixture bookings;
    private School school;
    private SignedIn manager;
    private SignedIn coordinator;
    private long robots;
    private long drones;
    private long round;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        school = bookings.school();
        // this year's groups 6 and 7 are next year's 7 and 8
        bookings.schoolClass(school, rounds.year().start() - 1, 6, 24);
        bookings.schoolClass(school, rounds.year().start() - 1, 7, 27);
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        coordinator = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()));
        robots = bookings.activity();
        drones = bookings.activity();
        round = rounds.open(manager.actor(), Set.of(school.siteId()), robots, drones);
    }

    private String page() {
        return "/school/wensen/" + round + "/" + school.siteId();
    }

    private List<WishClass> classes() {
        return wishes.of(round, school.siteId(), manager.actor()).classes();
    }

    /** Returns the position in the form of the class in this group. */
    private int place(int group) {
        List<WishClass> classes = classes();
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).grades().get(0).number() == group) {
                return i;
            }
        }
        throw new AssertionError("no group " + group);
    }

    private HttpResponse<String> post(TestBrowser browser, String address, int group, String... fields) {
        int place = place(group);
        String[] all = new String[fields.length + 2];
        all[0] = "klas0";
        all[1] = classes().get(place).label();
        System.arraycopy(fields, 0, all, 2, fields.length);
        return browser.post(address, all);
    }

    @Test
    void aCoordinatorSeesTheClassesOfNextYearAndKeepsAWish() {
        TestBrowser browser = coordinator.browser();
        assertThat(browser.get("/school/wensen").headers().firstValue("location"))
                .hasValue(page());
        assertThat(browser.get(page()).body())
                .contains("groep 7", "groep 8", "ongeveer 24 leerlingen", "Nog geen wens");
        HttpResponse<String> saved = post(
                browser,
                page(),
                7,
                "w0-1-1",
                "" + robots,
                "w0-1-2",
                "" + drones,
                "w0-1-liever",
                "38-40",
                "w0-1-niet",
                "50",
                "w0-1-data",
                "3-12",
                "w0-1-dagdeel",
                "MORNING",
                "w0-1-opmerking",
                "Rolstoel",
                "w0-1-was",
                "");
        assertThat(saved.statusCode()).isEqualTo(303);
        SchoolWish wish = classes().get(place(7)).wish(1);
        assertThat(wish.choices()).containsExactly(robots, drones);
        assertThat(wish.preferred()).hasSize(3).first().isEqualTo(Wishes.monday(rounds.year(), 38));
        assertThat(wish.dayparts()).containsExactly(PlanInstance.Daypart.MORNING);
        assertThat(wish.notDates()).hasSize(1);
        assertThat(wish.note()).isEqualTo("Rolstoel");
        assertThat(browser.get(page()).body()).contains("38-40", "Rolstoel");
        // emptied again
        post(browser, page(), 7, "w0-1-1", "", "w0-1-was", wish.digest());
        assertThat(classes().get(place(7)).wishes()).isEmpty();
    }

    @Test
    void aSchoolWithoutClassesIsSentToAPageThatItsReaderMaySee() {
        School empty = bookings.school();
        long ofEmpty = rounds.open(manager.actor(), Set.of(empty.siteId()), robots);
        String forStaff = "/beheer/scholen/" + empty.siteId() + "?deel=klassen";
        TestBrowser staff = manager.browser();
        assertThat(staff.get("/beheer/jaarplan/" + ofEmpty + "/scholen/" + empty.siteId())
                        .body())
                .contains("Er zijn nog geen klassen", "href=\"" + forStaff + "\"");
        assertThat(staff.get(forStaff).statusCode()).isEqualTo(200);
        String forSchool = "/school/klassen?school=" + empty.siteId();
        TestBrowser itself = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, empty.siteId()))
                .browser();
        assertThat(itself.get("/school/wensen/" + ofEmpty + "/" + empty.siteId())
                        .body())
                .contains("href=\"" + forSchool + "\"");
        assertThat(itself.get(forSchool).statusCode()).isEqualTo(200);
    }

    @Test
    void wishesOfClassesThatAreGoneDoNotCount() {
        post(coordinator.browser(), page(), 7, "w0-1-1", "" + robots, "w0-1-was", "");
        assertThat(coordinator.browser().get(page()).body()).contains("<span class=\"big-number\">1</span>");
        TestSql.update(jdbc, "update school_class set ended_at = now() where site_id = ?", school.siteId());
        assertThat(coordinator.browser().get(page()).body())
                .contains("Klas bestaat niet meer", "Er zijn nog geen klassen")
                .doesNotContain("Elke klas heeft een wens", "van de ene klas", "big-number");
    }

    @Test
    void invalidInputIsReportedAtItsField_theRestIsSaved_nothingIsLost() {
        List<WishClass> classes = classes();
        HttpResponse<String> refused = coordinator
                .browser()
                .post(
                        page(),
                        "klas0",
                        classes.get(0).label(),
                        "w0-1-1",
                        "" + robots,
                        "w0-1-liever",
                        "straks",
                        "w0-1-was",
                        "",
                        "klas1",
                        classes.get(1).label(),
                        "w1-1-1",
                        "" + drones,
                        "w1-1-was",
                        "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("straks' is geen week", "value=\"straks\"");
        assertThat(classes().get(0).hasWish()).isFalse();
        assertThat(classes().get(1).hasWish()).isTrue();
        assertThat(post(coordinator.browser(), page(), 7, "w0-1-1", "" + robots, "w0-1-data", "31-2", "w0-1-was", "")
                        .body())
                .contains("is geen dag in dit schooljaar");
        assertThat(post(
                                coordinator.browser(),
                                page(),
                                7,
                                "w0-1-1",
                                "" + robots,
                                "w0-1-liever",
                                "38",
                                "w0-1-niet",
                                "37-39",
                                "w0-1-was",
                                "")
                        .body())
                .contains("kan niet bij");
    }

    @Test
    void aWishThatSomebodyElseChangedIsNotOverwritten_untilItWasSeen() {
        post(coordinator.browser(), page(), 7, "w0-1-1", "" + robots, "w0-1-was", "");
        // the manager opened the form before that
        String ofManager = "/beheer/jaarplan/" + round + "/scholen/" + school.siteId();
        HttpResponse<String> overtaken = post(manager.browser(), ofManager, 7, "w0-1-1", "" + drones, "w0-1-was", "");
        assertThat(overtaken.statusCode()).isEqualTo(422);
        assertThat(overtaken.body()).contains("intussen veranderd");
        SchoolWish there = classes().get(place(7)).wish(1);
        assertThat(there.choices()).containsExactly(robots);
        // unchanged fields of a form overwrite nothing, whatever happened since
        assertThat(post(manager.browser(), ofManager, 7, "w0-1-1", "", "w0-1-was", "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(classes().get(place(7)).hasWish()).isTrue();
        assertThat(post(manager.browser(), ofManager, 7, "w0-1-1", "" + drones, "w0-1-was", there.digest())
                        .statusCode())
                .isEqualTo(303);
        assertThat(classes().get(place(7)).wish(1).choices()).containsExactly(drones);
    }

    @Test
    void severalClassesGetTheSameWish_whereItSuits() {
        List<WishClass> classes = classes();
        String[] form = {
            "klassen",
            classes.get(0).label(),
            "klassen",
            classes.get(1).label(),
            "meer-1",
            "" + robots,
            "meer-liever",
            "40"
        };
        assertThat(coordinator.browser().post(page() + "/meer-klassen", form).statusCode())
                .isEqualTo(303);
        // both groups 7 and 8; a new first group would be too young
        assertThat(classes().stream().filter(WishClass::hasWish)).hasSizeGreaterThanOrEqualTo(1);
        assertThat(coordinator.browser().post(page() + "/meer-klassen", form).statusCode())
                .isEqualTo(303);
        assertThat(classes())
                .as("sent again, it uses no second wish")
                .allMatch(one -> one.wish(2).isBlank());
        HttpResponse<String> nothing =
                coordinator.browser().post(page() + "/meer-klassen", "meer-1", "" + robots, "meer-liever", "ooit");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(nothing.body()).contains("value=\"ooit\"", "Kies minstens één klas");
    }

    @Test
    void classesWithoutAWishGetThatOfLastYear_orWhatTheirGroupDid() {
        long session = bookings.session(drones, bookings.schoolDay(3), 30, 1);
        var now = bookings.schoolClass(school, rounds.year().start() - 1, 8, 20);
        jdbc.sql("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, requested_at, idempotency_key)
                values (?, 'CLASS', 'CONFIRMED', 20, 3, ?, ?, now(), gen_random_uuid())
                """).params(session, school.siteId(), now.id()).update();
        assertThat(coordinator.browser().get(page()).body()).contains("Neem over van vorig jaar");
        assertThat(coordinator.browser().post(page() + "/vorig-jaar").statusCode())
                .isEqualTo(303);
        assertThat(classes().get(place(8)).wish(1).choices()).containsExactly(drones);
        assertThat(classes().get(place(7)).hasWish()).isFalse();
    }

    @Test
    void onlyTheCoordinatorFillsIn_andTeachersWhenTheyMay() {
        TestBrowser teacher = accounts.teacherOf(school.siteId()).browser();
        assertThat(teacher.get(page()).body())
                .contains("Je kunt hier meekijken")
                .doesNotContain("Bewaar en klaar");
        assertThat(post(teacher, page(), 7, "w0-1-1", "" + robots, "w0-1-was", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(teacher.post(page() + "/leerkrachten", "mogen", "true").statusCode())
                .isEqualTo(404);
        assertThat(coordinator
                        .browser()
                        .post(page() + "/leerkrachten", "mogen", "true")
                        .statusCode())
                .isEqualTo(303);
        assertThat(post(teacher, page(), 7, "w0-1-1", "" + robots, "w0-1-was", "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(teacher.post(page() + "/leerkrachten", "mogen", "false").statusCode())
                .isEqualTo(404);
        assertThat(classes().get(place(7)).hasWish()).isTrue();
    }

    @Test
    void pagesOfOtherSchoolsAndClosedRoundsAreNotFound() {
        School other = bookings.school();
        TestBrowser stranger = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, other.siteId()))
                .browser();
        assertThat(stranger.get(page()).statusCode()).isEqualTo(404);
        for (String deed : List.of("", "/vorig-jaar", "/meer-klassen", "/klaar", "/leerkrachten")) {
            assertThat(stranger.post(page() + deed).statusCode()).as(deed).isEqualTo(404);
        }
        // its own school does not take part
        assertThat(stranger.get("/school/wensen/" + round + "/" + other.siteId())
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/school/wensen").body()).contains("Er is nu geen wensronde");
        long draft = rounds.draft(manager.actor(), Set.of(school.siteId()), robots);
        assertThat(coordinator
                        .browser()
                        .get("/school/wensen/" + draft + "/" + school.siteId())
                        .statusCode())
                .isEqualTo(404);
        assertThat(coordinator.browser().get("/beheer/jaarplan").statusCode()).isEqualTo(403);
    }

    @Test
    void afterTheLastDayOnlyTheManagerEntersWishes() {
        rounds.close(round);
        assertThat(coordinator.browser().get(page()).body()).contains("gesloten");
        assertThat(post(coordinator.browser(), page(), 7, "w0-1-1", "" + robots, "w0-1-was", "")
                        .statusCode())
                .isEqualTo(404);
        String ofManager = "/beheer/jaarplan/" + round + "/scholen/" + school.siteId();
        assertThat(post(manager.browser(), ofManager, 7, "w0-1-1", "" + robots, "w0-1-was", "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(classes().get(place(7)).hasWish()).isTrue();
    }
}
