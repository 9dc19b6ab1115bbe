package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.shared.Dates;
import nl.tec.submissions.SubmissionsFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keys for the API on the pages of a partner, of a school and of an administrator. */
@TecTest
class KeyPagesTest {

    private static final Pattern KEY = Pattern.compile("tec_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aKeyIsMadeShownOnceUsedAndWithdrawn() {
        long partner = new SubmissionsFixture(jdbc).partner().id();
        TestBrowser browser =
                people.signedIn(Membership.of(Role.PARTNER, partner)).browser();
        assertThat(browser.get("/partner?van=" + partner).body()).contains("/partner/koppelingen?van=" + partner);
        assertThat(browser.get("/partner/koppelingen").body())
                .contains("Er is nog geen sleutel.", "Eigen activiteiten lezen")
                .doesNotContain("Boekingen van de school");
        LocalDate until = LocalDate.now(Dates.ZONE).plusMonths(3);
        HttpResponse<String> made = browser.post(
                "/partner/koppelingen",
                "van",
                String.valueOf(partner),
                "naam",
                "Onze website",
                "rechten",
                "ACTIVITIES_READ",
                "tot",
                until.toString());
        assertThat(made.statusCode()).isEqualTo(200);
        Matcher shown = KEY.matcher(made.body());
        assertThat(shown.find()).isTrue();
        String key = shown.group();
        assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");

        String list = browser.get("/partner/koppelingen").body();
        assertThat(list)
                .contains("Onze website", key.substring(0, 12), "Nog niet")
                .doesNotContain(key);
        assertThat(people.visitor()
                        .with("Authorization", "Bearer " + key)
                        .get("/api/v1/eigen-activiteiten")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/partner/koppelingen").body()).doesNotContain("Nog niet");

        long id = id(key);
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        assertThat(administrator.browser().get("/admin/koppelingen").body())
                .contains("Onze website", key.substring(0, 12));
        assertThat(browser.post("/partner/koppelingen/" + id + "/intrekken", "van", String.valueOf(partner))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/partner/koppelingen").body()).contains("Ingetrokken");
        assertThat(people.visitor()
                        .with("Authorization", "Bearer " + key)
                        .get("/api/v1/eigen-activiteiten")
                        .statusCode())
                .isEqualTo(401);
        assertThat(TestSql.list(
                        jdbc,
                        String.class,
                        "select action from audit_log where subject_type = 'api_key' and subject_id = ? order by id",
                        id))
                .containsExactly("API_KEY_MADE", "API_KEY_WITHDRAWN");
    }

    @Test
    void aFormThatIsSentTwiceLeavesOneKey_theOneThatIsShown() {
        long partner = new SubmissionsFixture(jdbc).partner().id();
        TestBrowser browser =
                people.signedIn(Membership.of(Role.PARTNER, partner)).browser();
        String[] form = {
            "naam",
            "Onze website",
            "rechten",
            "ACTIVITIES_READ",
            "tot",
            LocalDate.now(Dates.ZONE).plusMonths(3).toString(),
            "eenmaal",
            UUID.randomUUID().toString()
        };
        String dropped = shown(browser.post("/partner/koppelingen", form));
        String shown = shown(browser.post("/partner/koppelingen", form));
        assertThat(works(dropped)).isFalse();
        assertThat(works(shown)).isTrue();
        assertThat(works(shown(browser.post("/partner/koppelingen", form)))).isTrue();
        assertThat(works(shown)).as("what a program uses stays").isTrue();
    }

    private static String shown(HttpResponse<String> page) {
        Matcher key = KEY.matcher(page.body());
        assertThat(key.find()).isTrue();
        return key.group();
    }

    private boolean works(String key) {
        return people.visitor()
                        .with("Authorization", "Bearer " + key)
                        .get("/api/v1/eigen-activiteiten")
                        .statusCode()
                == 200;
    }

    @Test
    void problemsAreAtTheirFieldAndInputIsKept() {
        long partner = new SubmissionsFixture(jdbc).partner().id();
        TestBrowser browser =
                people.signedIn(Membership.of(Role.PARTNER, partner)).browser();
        HttpResponse<String> refused = browser.post(
                "/partner/koppelingen",
                "naam",
                "",
                "rechten",
                "BOOKINGS_READ",
                "tot",
                LocalDate.now(Dates.ZONE).plusYears(2).toString());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Schrijf waar de sleutel voor is.",
                        "Kies wat de sleutel mag.",
                        "Kies een dag vanaf vandaag",
                        LocalDate.now(Dates.ZONE).plusYears(2).toString());
    }

    @Test
    void aKeyOfAnotherOrganisationIsNotThere_andATeacherMakesNone() {
        long school = people.school("Eerste school");
        SignedIn coordinator = people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school));
        Matcher made = KEY.matcher(coordinator
                .browser()
                .post(
                        "/school/koppelingen",
                        "naam",
                        "Ons rooster",
                        "rechten",
                        "BOOKINGS_READ",
                        "tot",
                        LocalDate.now(Dates.ZONE).toString())
                .body());
        assertThat(made.find()).isTrue();
        String path = "/school/koppelingen/" + id(made.group()) + "/intrekken";
        SignedIn other = people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, people.school("Andere school")));
        assertThat(other.browser().post(path).statusCode()).isEqualTo(404);
        assertThat(other.browser().get("/school/koppelingen?van=" + school).statusCode())
                .isEqualTo(404);
        assertThat(people.teacherOf(school).browser().get("/school/koppelingen").statusCode())
                .isEqualTo(403);
        assertThat(people.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .post("/admin/koppelingen/" + id(made.group()) + "/intrekken")
                        .statusCode())
                .isEqualTo(303);
        assertThat(coordinator.browser().get("/school/koppelingen").body()).contains("Ingetrokken");
    }

    private long id(String key) {
        return TestSql.bigint(jdbc, "select id from api_key where prefix = ?", key.substring(4, 12));
    }
}
