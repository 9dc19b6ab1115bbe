package nl.tec.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 8 and 9 on the pages: one's own account, the administrator's accounts and audit log, a school's colleagues. */
@TecTest
class AccountPagesTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    HubSettings hub;

    @Autowired
    JdbcClient jdbc;

    @Test
    void ownNameLanguageAndPassword() {
        SignedIn somebody = people.signedIn();
        SignedIn elsewhere = people.signedIn(somebody.account());
        TestBrowser browser = somebody.browser();
        assertThat(browser.post("/account", "naam", " ", "taal", "en").body()).contains("Vul een naam in");
        assertThat(browser.post("/account", "naam", "Nieuwe Naam", "taal", "en").statusCode())
                .isEqualTo(303);
        assertThat(browser.cookie("flash")).isEqualTo("accounts.saved");
        assertThat(browser.get("/account").body()).contains("Saved.").contains("Nieuwe Naam");
        assertThat(browser.get("/account").body()).doesNotContain("Saved.");
        assertThat(browser.post("/account/wachtwoord", "wachtwoord-nieuw", "kort")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post("/account/wachtwoord", "wachtwoord-nieuw", "een goed lang woord")
                        .statusCode())
                .isEqualTo(303);
        // other devices are signed out, this one is not; the next change requires the password
        assertThat(elsewhere.browser().get("/account").statusCode()).isEqualTo(302);
        assertThat(browser.post("/account/wachtwoord", "wachtwoord-nieuw", "nog een goed woord")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post(
                                "/account/wachtwoord",
                                "wachtwoord-nu",
                                "een goed lang woord",
                                "wachtwoord-nieuw",
                                "nog een goed woord")
                        .statusCode())
                .isEqualTo(303);
        assertThat(mails(somebody.account(), "account-password-changed")).isEqualTo(2);
    }

    @Test
    void heldDataAreViewedExportedAndDeleted() {
        long school = people.school("Rule 8 school");
        SignedIn teacher = people.teacherOf(school);
        TestBrowser browser = teacher.browser();
        assertThat(browser.get("/account/gegevens").body())
                .contains(teacher.account().email())
                .contains("Rule 8 school");
        HttpResponse<String> file = browser.get("/account/gegevens.json");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        assertThat(file.body()).contains(teacher.account().email()).contains("Leerkracht");
        assertThat(browser.post("/account/verwijderen").statusCode()).isEqualTo(422);
        assertThat(browser.post("/account/verwijderen", "zeker", "ja").statusCode())
                .isEqualTo(303);
        assertThat(browser.cookie("tec")).isNull();
        assertThat(teacher.browser().get("/account").statusCode()).isEqualTo(302);
        Account left = accounts.find(teacher.account().id()).orElseThrow();
        assertThat(left.name()).isEqualTo("-");
        assertThat(left.email()).doesNotContain("example.org");
        assertThat(left.memberships()).isEmpty();
        assertThat(accounts.findByEmail(teacher.account().email())).isEmpty();
    }

    @Test
    void theAdministratorMakesAnAccountAndGivesARoleAtASchool() {
        long school = people.school("Basisschool Zonnebloemveld");
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        TestBrowser browser = administrator.browser();
        String email = "nieuw" + System.nanoTime() + "@example.org";
        HttpResponse<String> made =
                browser.post("/admin/accounts", "email", email, "naam", "Nieuw Iemand", "rol", "TEACHER", "mail", "ja");
        assertThat(made.statusCode()).isEqualTo(303);
        Account account = accounts.findByEmail(email).orElseThrow();
        assertThat(mails(account, "account-invitation")).isEqualTo(1);
        String page = "/admin/accounts/" + account.id();
        assertThat(browser.get(page).body()).contains("<option value=\"nl\" selected");
        assertThat(browser.post(page, "naam", " ", "taal", "en").body())
                .as("the language that was chosen stays when the name is refused")
                .contains("Vul een naam in", "<option value=\"en\" selected");
        // the address is taken, case-insensitively
        assertThat(browser.post("/admin/accounts", "email", email.toUpperCase(Locale.ROOT), "naam", "X")
                        .body())
                .contains("Er is al een account");
        // the role requires a school; the search tolerates a typing error
        HttpResponse<String> which =
                browser.post(page + "/rollen", "rol", "TEACHER", "organisatie-zoek", "zonebloemveld");
        assertThat(which.statusCode()).isEqualTo(422);
        assertThat(which.body()).contains("value=\"" + school + "\"");
        browser.post(page + "/rollen", "rol", "TEACHER", "organisatie", Long.toString(school));
        assertThat(accounts.find(account.id()).orElseThrow().has(Role.TEACHER, school))
                .isTrue();
        assertThat(browser.get(page).body()).contains("Basisschool Zonnebloemveld");
        assertThat(browser.post("/admin/accounts/zoeken", "zoek", email).body())
                .contains("Nieuw Iemand")
                .contains("Basisschool Zonnebloemveld");
        browser.post(page + "/rollen/weg", "rol", "TEACHER", "organisatie", Long.toString(school));
        assertThat(accounts.find(account.id()).orElseThrow().memberships()).isEmpty();
        String demo = hub.get(Setting.DEMO);
        hub.set(Setting.DEMO, "true"); // a hub that can deliver mail
        browser.post(page + "/link");
        hub.set(Setting.DEMO, demo);
        assertThat(mails(account, "account-sign-in-link")).isEqualTo(1);
        browser.post(page + "/uitzetten");
        assertThat(accounts.find(account.id()).orElseThrow().disabled()).isTrue();
        browser.post(page + "/link");
        assertThat(mails(account, "account-sign-in-link")).isEqualTo(1);
        assertThat(browser.get(page).body()).contains("class=\"notice warn\"", "De link is niet verstuurd");
        assertThat(browser.get("/admin/audit?account=" + account.id()).statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/admin/audit?onderwerp=account&nummer=" + account.id())
                        .body())
                .contains("Account gemaakt")
                .contains("Rol gegeven: leerkracht")
                .contains("Rol afgenomen: leerkracht")
                .contains("Account uitgezet");
        HttpResponse<String> csv = browser.get("/admin/audit/audit.csv?onderwerp=account&nummer=" + account.id());
        assertThat(csv.body()).contains("ACCOUNT_DISABLED").startsWith("\uFEFFnr;wanneer");
        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    }

    @Test
    void theAuditLogIsFilteredByReadableChoices_fromTheUrl() {
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        TestBrowser browser = administrator.browser();
        String mark = "Spoor" + System.nanoTime();
        long one = made(browser, mark + " Een");
        long other = made(browser, mark + " Twee");
        browser.post("/admin/accounts/" + one + "/uitzetten");
        jdbc.sql(
                        "insert into audit_log (at, account_id, action, subject_type) values (now(), ?, 'KPI_CHANGED', 'kpi.proef')")
                .param(one)
                .update();
        String page = browser.get("/admin/audit").body();
        assertThat(page)
                .contains(">Account uitgezet</option>", ">Doel</option>")
                .doesNotContain(">ACCOUNT_DISABLED<", "value=\"kpi.proef\"");
        assertThat(browser.get("/admin/audit?actie=ACCOUNT_DISABLED&onderwerp=account&nummer=" + one)
                        .body())
                .contains("<td data-label=\"Wat er gebeurde\">Account uitgezet</td>")
                .doesNotContain("<td data-label=\"Wat er gebeurde\">Account gemaakt</td>");
        // subjects with a suffix after the dot are of the same kind
        assertThat(browser.get("/admin/audit?onderwerp=kpi&account=" + one).body())
                .contains("data-label=\"Waarover\">doel proef");
        String found = TestBrowser.location(browser.post(
                "/admin/audit/zoeken", "account", mark.toLowerCase(Locale.ROOT) + " een", "onderwerp", "kpi"));
        assertThat(found)
                .as("a name is not in an address")
                .contains("account=" + one + "&", "onderwerp=kpi")
                .doesNotContainIgnoringCase(mark);
        assertThat(browser.get(found).body()).contains("data-label=\"Waarover\">doel proef");
        String which = browser.post("/admin/audit/zoeken", "onderwerp", "kpi", "account", mark)
                .body();
        assertThat(which)
                .contains("Kies hieronder wie je bedoelt", "account=" + one + "&amp;", "account=" + other + "&amp;")
                .contains("value=\"" + mark + "\"");
        jdbc.sql(
                        "insert into audit_log (at, account_id, action, subject_type) values (now(), null, 'KPI_CHANGED', 'kpi:oud')")
                .update();
        assertThat(browser.get("/admin/audit?account=Systeem&onderwerp=kpi").body())
                .as("what no account did, and an entry of before the dot")
                .contains("data-label=\"Waarover\">doel oud", "value=\"Systeem\"")
                .doesNotContain("doel proef", "id=\"account-error\"");
        assertThat(browser.get("/admin/audit/audit.csv?account=systeem&onderwerp=kpi")
                        .body())
                .contains("kpi:oud")
                .doesNotContain("kpi.proef");
        LocalDate today = LocalDate.now(Dates.ZONE);
        String ofOne = "/admin/audit?onderwerp=kpi&account=" + one;
        assertThat(browser.get(ofOne + "&van=" + today + "&tot=" + today).body())
                .contains("doel proef");
        assertThat(browser.get(ofOne + "&tot=" + today.minusDays(1)).body()).doesNotContain("doel proef");
        assertThat(browser.get(ofOne + "&van=" + today.plusDays(1)).body()).doesNotContain("doel proef");
        assertThat(browser.get(ofOne + "&nummer=x&van=gisteren").body())
                .contains("id=\"nummer-error\"", "id=\"van-error\"", "value=\"gisteren\"");
        assertThat(browser.get(ofOne + "&van=" + today + "&tot=" + today.minusDays(1))
                        .body())
                .contains("id=\"tot-error\"");
    }

    private long made(TestBrowser browser, String name) {
        String email = "spoor" + System.nanoTime() + "@example.org";
        browser.post("/admin/accounts", "email", email, "naam", name, "rol", "PROFESSIONAL");
        return accounts.findByEmail(email).orElseThrow().id();
    }

    @Test
    void accountsAreListedInPagesByName() {
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        String mark = "Blader" + System.nanoTime();
        for (int i = 0; i < 53; i++) {
            accounts.create(
                    null,
                    new NewAccount(
                            mark.toLowerCase(Locale.ROOT) + i + "@example.org",
                            mark + " " + (char) ('A' + i % 26),
                            Locale.ENGLISH,
                            null,
                            Set.of()));
        }
        String first = administrator
                .browser()
                .post("/admin/accounts/zoeken", "zoek", mark)
                .body();
        assertThat(first.split("data-label=\"Naam\"", -1)).hasSize(51);
        assertThat(first)
                .as("a name is not in an address")
                .doesNotContainPattern("(href|action)=\"[^\"]*" + mark)
                .contains("method=\"post\" action=\"/admin/accounts/zoeken\"");
        String after = first.replaceAll("(?s).*name=\"na\" value=\"([0-9]+)\".*", "$1");
        assertThat(administrator
                        .browser()
                        .post("/admin/accounts/zoeken", "zoek", mark, "na", after)
                        .body()
                        .split("data-label=\"Naam\"", -1))
                .hasSize(4);
        assertThat(administrator.browser().get("/admin/accounts").body())
                .as("all, in pages with an address")
                .containsPattern("rel=\"next\" href=\"/admin/accounts[?]rol=&amp;na=[0-9]+\"");
    }

    @Test
    void theLastAdministratorStays() {
        // leave one of the administrators created by the tests
        SignedIn last = people.signedIn(Role.ADMINISTRATOR);
        jdbc.sql("delete from account_role where role = 'ADMINISTRATOR' and account_id <> ?")
                .param(last.account().id())
                .update();
        TestBrowser browser = last.browser();
        String page = "/admin/accounts/" + last.account().id();
        assertThat(browser.post(page + "/uitzetten").body()).contains("laatste beheerder");
        assertThat(browser.post(page + "/rollen/weg", "rol", "ADMINISTRATOR").statusCode())
                .isEqualTo(422);
        assertThat(browser.post("/account/verwijderen", "zeker", "ja").statusCode())
                .isEqualTo(422);
        assertThat(browser.get("/admin/accounts").statusCode()).isEqualTo(200);
    }

    @Test
    void aCoordinatorManagesTheTeachersOfTheOwnSchoolOnly() {
        long own = people.school("Eigen school");
        long other = people.school("Andere school");
        SignedIn coordinator = people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, own));
        TestBrowser browser = coordinator.browser();
        String email = "collega" + System.nanoTime() + "@example.org";
        assertThat(browser.post("/school/collegas", "email", email, "naam", "Collega Een")
                        .statusCode())
                .isEqualTo(303);
        Account colleague = accounts.findByEmail(email).orElseThrow();
        assertThat(colleague.has(Role.TEACHER, own)).isTrue();
        assertThat(browser.get("/school/collegas").body()).contains("Collega Een");
        // another school is not found
        SignedIn stranger = people.teacherOf(other);
        assertThat(browser.get("/school/collegas?school=" + other).statusCode()).isEqualTo(404);
        assertThat(browser.post("/school/collegas", "school", "" + other, "email", email, "naam", "X")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.post("/school/collegas/" + stranger.account().id() + "/weg")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.post("/school/collegas/" + stranger.account().id() + "/weg", "school", "" + other)
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/school/collegas").body())
                .contains(colleague.name() + " kan dan niet meer boeken voor jullie school.", "Ja, haal weg");
        browser.post("/school/collegas/" + colleague.id() + "/weg");
        assertThat(accounts.find(colleague.id()).orElseThrow().memberships()).isEmpty();
        // a teacher has no access
        assertThat(people.teacherOf(own).browser().get("/school/collegas").statusCode())
                .isEqualTo(403);
    }

    @Test
    void anAccountHolderBecomesTeacherOnlyAfterConsent_andTheirNameStaysHidden() {
        long own = people.school("Eigen school");
        TestBrowser coordinator =
                people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, own)).browser();
        SignedIn known = people.signedIn(Role.BOARD);
        long id = known.account().id();
        ask(coordinator, known);
        assertThat(accounts.find(id).orElseThrow().has(Role.TEACHER, own)).isFalse();
        assertThat(mails(known.account(), "account-role-invitation")).isOne();
        assertThat(coordinator.get("/school/collegas").body())
                .contains("Naam Van Mij", "nog geen antwoord")
                .doesNotContain(known.account().name());
        assertThat(known.browser().get("/account").body()).contains("Uitnodiging van Eigen school");
        answer(known, own, "false");
        assertThat(accounts.find(id).orElseThrow().has(Role.TEACHER, own)).isFalse();
        answer(known, own, "true");
        assertThat(accounts.find(id).orElseThrow().has(Role.TEACHER, own))
                .as("an answer counts once")
                .isFalse();
        ask(coordinator, known);
        coordinator.post("/school/collegas/" + id + "/trek-in");
        answer(known, own, "true");
        assertThat(accounts.find(id).orElseThrow().has(Role.TEACHER, own))
                .as("taken back")
                .isFalse();
        ask(coordinator, known);
        answer(known, own, "true");
        assertThat(accounts.find(id).orElseThrow().has(Role.TEACHER, own)).isTrue();
        assertThat(known.browser().get("/school/collegas").statusCode()).isEqualTo(403);
        SignedIn stranger = people.signedIn(Role.BOARD);
        answer(stranger, own, "true");
        assertThat(accounts.find(stranger.account().id()).orElseThrow().has(Role.TEACHER, own))
                .as("nobody asked")
                .isFalse();
    }

    /** A careless or stolen session of a coordinator does not fill the mailbox of somebody. */
    @Test
    void invitingTheSamePersonAgainAndAgainIsRefused_withWhatWasTyped() {
        long own = people.school("Eigen school");
        TestBrowser coordinator =
                people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, own)).browser();
        SignedIn known = people.signedIn(Role.BOARD);
        for (int i = 0; i < 4; i++) {
            ask(coordinator, known);
        }
        HttpResponse<String> refused =
                coordinator.post("/school/collegas", "email", known.account().email(), "naam", "Naam Van Mij");
        assertThat(refused)
                .returns(429, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body())
                        .contains(
                                "email-error",
                                "te vaak",
                                "value=\"" + known.account().email() + "\""));
        assertThat(mails(known.account(), "account-role-invitation")).isEqualTo(4);
        ask(coordinator, people.signedIn(Role.BOARD));
    }

    private static void ask(TestBrowser coordinator, SignedIn known) {
        assertThat(coordinator
                        .post("/school/collegas", "email", known.account().email(), "naam", "Naam Van Mij")
                        .statusCode())
                .isEqualTo(303);
    }

    private static void answer(SignedIn who, long school, String yes) {
        assertThat(who.browser()
                        .post("/account/uitnodiging", "rol", "TEACHER", "organisatie", "" + school, "ja", yes)
                        .statusCode())
                .isEqualTo(303);
    }

    private int mails(Account account, String template) {
        return TestSql.integer(
                jdbc, "select count(*) from outbox where recipient = ? and template = ?", account.email(), template);
    }
}
