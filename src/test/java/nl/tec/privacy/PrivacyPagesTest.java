package nl.tec.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.accounts.Role;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox.Message;
import nl.tec.operations.Passphrase;
import nl.tec.operations.internal.BackupSettings;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages to view, correct and erase held data, by the person or by an administrator on their behalf (rules 8.4). */
@TecTest
class PrivacyPagesTest {

    private static final Pattern LINK = Pattern.compile("(/privacy/gegevens/[A-Za-z0-9_-]{43})");

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    AccountsFixture people;

    @Autowired
    Retention retention;

    @Autowired
    RateLimit limits;

    @Autowired
    ProcessingRegister register;

    @Autowired
    HubSettings hub;

    @Autowired
    Texts texts;

    @Autowired
    BackupSettings backupSettings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @Autowired
    TransactionTemplate transaction;

    private TestBrowser visitor;
    private String email;

    @BeforeEach
    void somebodySignedUp() {
        visitor = people.visitor();
        email = visitors.address();
        visitors.takesPart(
                visitors.session(
                        visitors.activity("Drones", "CHILD"), Instant.now().plus(9, ChronoUnit.DAYS), 30),
                email,
                "Noortje");
    }

    @Test
    void theAnswerIsTheSameWhetherTheAddressIsKnownOrNot() {
        String stranger = visitors.address();
        HttpResponse<String> known = visitor.post("/privacy/gegevens", "email", email);
        HttpResponse<String> unknown = visitor.post("/privacy/gegevens", "email", stranger);
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(withoutTokens(known.body()).replace(email, "X"))
                .isEqualTo(withoutTokens(unknown.body()).replace(stranger, "X"));
        assertThat(visitors.mail(stranger)).isEmpty();
        assertThat(TestSql.integer(jdbc, "select count(*) from outbox where recipient = ?", stranger))
                .isZero();
        assertThat(visitor.post("/privacy/gegevens", "email", "geen adres"))
                .returns(422, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).contains("email-error", "value=\"geen adres\""));
    }

    /** Only for an address without an account all modules are asked, which takes longer. */
    @Test
    void theTimeToAnswerDoesNotTellWhetherSomebodyHasAnAccount() {
        String account = people.account(null).email();
        for (String address : List.of(account, email, visitors.address())) {
            assertThat(duration("/privacy/gegevens", address)).as(address).isGreaterThan(Duration.ofMillis(600));
            assertThat(duration("/mijn", address)).as(address).isGreaterThan(Duration.ofMillis(80));
        }
    }

    private Duration duration(String path, String address) {
        long start = System.nanoTime();
        assertThat(visitor.post(path, "email", address).statusCode()).isEqualTo(200);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A stranger who types an address again and again uses up nothing of its owner's, here or elsewhere. */
    @Test
    void aStrangerKeepsNobodyFromTheirOwnData() {
        TestBrowser stranger = people.visitor().with("X-Forwarded-For", "203.0.113.21");
        HttpResponse<String> refused = stranger.get("/privacy");
        for (int i = 0; i < 12; i++) {
            refused = stranger.post("/privacy/gegevens", "email", email);
            stranger.post("/mijn", "email", email);
        }
        assertThat(refused)
                .returns(429, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).contains("email-error", "value=\"" + email + "\""));
        assertThat(stranger.post("/mijn", "email", email).statusCode()).isEqualTo(429);
        for (String path : List.of("/privacy/gegevens", "/mijn")) {
            assertThat(visitor.post(path, "email", email).statusCode()).as(path).isEqualTo(200);
        }
    }

    /** Against bombing of a mailbox from many networks. */
    @Test
    void oneAddressGetsNoMoreThanTwentyLinksAnHour_fromAllNetworksTogether() {
        for (int i = 0; i < 20; i++) {
            assertThat(limits.tryConsume(Mailed.PRIVACY_LINK, "203.0.113." + (100 + i), email))
                    .isEmpty();
        }
        TestBrowser elsewhere = people.visitor().with("X-Forwarded-For", "203.0.113.120");
        assertThat(elsewhere.post("/privacy/gegevens", "email", email).statusCode())
                .isEqualTo(429);
    }

    @Test
    void theLinkAllowsViewingExportingCorrectingAndErasing_forADay() {
        String link = link();
        HttpResponse<String> page = visitor.get(link);
        assertThat(page.body()).contains("Noortje", "Sanne de Vries", "Drones", link + "/gegevens.json");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(visitor.get(link + "/gegevens.json").body()).contains("\"Noortje 10\"", "Sanne de Vries");

        assertThat(visitor.post(link + "/verbeteren", "wat", " ").statusCode()).isEqualTo(422);
        assertThat(visitor.post(link + "/verbeteren", "wat", "Ik heet Sanna").statusCode())
                .isEqualTo(303);
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        assertThat(administrator.browser().get("/werk").body()).contains("over persoonsgegevens");
        long request = TestSql.bigint(jdbc, "select max(id) from privacy_request where person_email = ?", email);
        assertThat(administrator
                        .browser()
                        .get("/admin/privacy/verzoek/" + request)
                        .body())
                .contains("Ik heet Sanna", "Noortje");
        administrator.browser().post("/admin/privacy/verzoek/" + request + "/klaar");
        assertThat(visitors.post(email).text()).contains("We hebben het aangepast");
        assertThat(TestSql.text(jdbc, "select r::text from privacy_request r where id = ?", request))
                .doesNotContain(email, "Sanna");

        assertThat(visitor.post(link + "/verwijderen").statusCode()).isEqualTo(422);
        assertThat(visitor.get(link).statusCode()).isEqualTo(200);
        assertThat(TestBrowser.location(visitor.post(link + "/verwijderen", "zeker", "ja")))
                .endsWith("/privacy/verwijderd");
        assertThat(TestBrowser.location(visitor.post(link + "/verwijderen", "zeker", "ja")))
                .as("the second of two clicks")
                .endsWith("/privacy/verwijderd");
        assertThat(TestSql.integer(jdbc, "select count(*) from privacy_link where email = ?", email))
                .isZero();
        assertThat(visitor.get(link).statusCode()).isEqualTo(404);
        assertThat(visitors.mail(email)).isEmpty();

        email = visitors.address();
        somebodyElse();
        String old = link();
        TestSql.update(jdbc, "update privacy_link set expires_at = now() where email = ?", email);
        assertThat(visitor.get(old))
                .returns(404, HttpResponse::statusCode)
                .satisfies(gone ->
                        assertThat(gone.body()).contains("werkt niet meer").doesNotContain("Noortje"));
        assertThat(visitor.post(old + "/verwijderen", "zeker", "ja").statusCode())
                .isEqualTo(404);
    }

    private void somebodyElse() {
        visitors.takesPart(
                visitors.session(
                        visitors.activity("Drones", "CHILD"), Instant.now().plus(9, ChronoUnit.DAYS), 30),
                email,
                "Noortje");
    }

    /** A link alone would bypass the password and the second factor. */
    @Test
    void whoHasAnAccountIsSentToIt() {
        SignedIn teacher = people.signedIn(Role.PROFESSIONAL);
        String address = teacher.account().email();
        visitor.post("/privacy/gegevens", "email", address);
        assertThat(visitors.post(address).text()).contains("/account/gegevens").doesNotContainPattern(LINK);
        assertThat(teacher.browser().get("/account/gegevens").body())
                .contains(address, "/account/gegevens/verbeteren", "href=\"/account\"");
        assertThat(teacher.browser()
                        .post("/account/gegevens/verbeteren", "wat", "x")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aCallerIsFoundShownAndErased_andNotNamedInTheLog() {
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        TestBrowser browser = administrator.browser();
        assertThat(browser.get("/admin/privacy").statusCode()).isEqualTo(200);
        assertThat(browser.post("/admin/privacy/zoeken", "zoek", "No").statusCode())
                .isEqualTo(422);
        for (String words : List.of(email.substring(2), "sanne de v", "noortje")) {
            assertThat(browser.post("/admin/privacy/zoeken", "zoek", words).body())
                    .as(words)
                    .contains("value=\"mail:" + email + "\"");
        }
        HttpResponse<String> unsure =
                browser.post("/admin/privacy/verzoek", "zoek", email, "wie", "mail:" + email, "kanaal", "PHONE");
        assertThat(unsure.statusCode()).isEqualTo(422);
        assertThat(unsure.body()).contains("controle-error", "value=\"PHONE\" selected", "checked");
        assertThat(browser.post("/admin/privacy/zoeken", "zoek", email).body()).contains("name=\"toon-in\"");
        assertThat(browser.post("/admin/privacy/zoeken", "zoek", "nobody@else.example")
                        .body())
                .contains("name=\"toon-in\"");
        HttpResponse<String> english = browser.post(
                "/admin/privacy/verzoek",
                "zoek",
                email,
                "wie",
                "mail:" + email,
                "kanaal",
                "PHONE",
                "controle",
                "",
                "toon-in",
                "en");
        assertThat(english.body())
                .as("in the other language nothing is opened, and nothing typed is lost")
                .contains("<html lang=\"en\"", "value=\"PHONE\" selected", "checked");
        browser.get("/admin/privacy?lang=nl");
        String request = TestBrowser.location(browser.post(
                "/admin/privacy/verzoek",
                "zoek",
                email,
                "wie",
                "mail:" + email,
                "kanaal",
                "PHONE",
                "controle",
                "CALLED_BACK"));
        assertThat(browser.get(request).body()).contains("Noortje", "Sanne de Vries", "Teruggebeld");
        assertThat(browser.get(request + "/gegevens.json").body()).contains("Noortje");
        assertThat(browser.post(request + "/verwijderen").statusCode()).isEqualTo(422);
        assertThat(browser.post(request + "/verwijderen", "zeker", "ja").statusCode())
                .isEqualTo(303);
        assertThat(browser.get(request).body())
                .contains("geregeld")
                .doesNotContain(email)
                .doesNotContain("Noortje");
        assertThat(browser.get(request + "/gegevens.json").statusCode()).isEqualTo(404);
        assertThat(browser.post("/admin/privacy/zoeken", "zoek", email).body()).contains("Niemand gevonden");

        long id = Long.parseLong(request.replaceAll(".*/", ""));
        assertThat(TestSql.list(
                        jdbc,
                        String.class,
                        "select action from privacy_request_event where request_id = ? order by id",
                        id))
                .containsSubsequence("OPENED", "SHOWN", "EXPORTED", "ERASED");
        assertThat(TestSql.bigint(jdbc, "select closed_by from privacy_request where id = ?", id))
                .isEqualTo(administrator.account().id());
        assertThat(jdbc.sql("select action from audit_log where account_id = ? and action like 'PRIVACY%'")
                        .param(administrator.account().id())
                        .query(String.class)
                        .list())
                .contains("PRIVACY_SEARCHED", "PRIVACY_REQUEST_SHOWN", "PRIVACY_REQUEST_ERASED");
        String log = browser.get("/admin/privacy").body();
        assertThat(log).contains("Gewist", "Gebeld").doesNotContain(email).doesNotContain("Noortje");
        assertThat(browser.get("/admin/privacy/verwijderd").body()).contains("iemand vroeg erom");
    }

    /** Two administrators, or two clicks. */
    @Test
    void aRequestIsAnsweredOnce() {
        visitor.post(link() + "/verbeteren", "wat", "Ik heet Sanna");
        long request = TestSql.bigint(jdbc, "select max(id) from privacy_request where person_email = ?", email);
        List<TestBrowser> administrators = Stream.generate(
                        () -> people.signedIn(Role.ADMINISTRATOR).browser())
                .limit(2)
                .toList();
        List<CompletableFuture<Integer>> answers = transaction.execute(status -> {
            TestSql.bigint(jdbc, "select id from privacy_request where id = ? for update", request);
            List<CompletableFuture<Integer>> both = administrators.stream()
                    .map(one ->
                            CompletableFuture.supplyAsync(() -> one.post("/admin/privacy/verzoek/" + request + "/klaar")
                                    .statusCode()))
                    .toList();
            await().until(() -> waiting() == 2);
            return both;
        });
        assertThat(answers).extracting(CompletableFuture::join).containsExactlyInAnyOrder(303, 404);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from outbox where template = 'privacy-answered' and recipient = ?",
                        email))
                .isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from privacy_request_event where request_id = ? and action = 'CLOSED'")
                        .param(request)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private int waiting() {
        return JdbcClient.create(database).sql("""
                        select count(*) from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock' and query like '%privacy_request%'
                        """).query(Integer.class).single();
    }

    @Test
    void somebodyWithoutAnAddressIsFoundToo() {
        String name = "Tante Onbereikbaar " + email.hashCode();
        long member = TestSql.bigint(
                jdbc,
                "insert into staff_member (kind, name, phone) values ('GUEST_TEACHER', ?, '+31 6 55 44 33 22') returning id",
                name);
        TestBrowser browser = people.signedIn(Role.ADMINISTRATOR).browser();
        String choice = "record:" + member + ":staff";
        assertThat(browser.post("/admin/privacy/zoeken", "zoek", "06-55443322").body())
                .contains(choice, name);
        String request = TestBrowser.location(
                browser.post("/admin/privacy/verzoek", "wie", choice, "kanaal", "LETTER", "controle", "DOCUMENT_SEEN"));
        assertThat(browser.get(request).body()).contains(name);
        browser.post(request + "/verwijderen", "zeker", "ja");
        assertThat(TestSql.text(jdbc, "select s::text from staff_member s where id = ?", member))
                .doesNotContain(name);
    }

    @Test
    void unhandledRequestsExpireAfterSixtyDays() {
        String link = link();
        visitor.post(link + "/verbeteren", "wat", "Ik heet Sanna");
        jdbc.sql("update privacy_request set opened_at = now() - interval '59 days' where person_email = ?")
                .param(email)
                .update();
        retention.erase("requests", Instant.now());
        assertThat(open()).isOne();
        retention.erase("requests", Instant.now().plus(2, ChronoUnit.DAYS));
        assertThat(open()).isZero();
    }

    private int open() {
        return TestSql.integer(jdbc, "select count(*) from privacy_request where person_email = ?", email);
    }

    @Test
    void theRegisterMatchesTheNightlyErasure() {
        assertThat(visitor.get("/privacy/register").body())
                .contains("14 dagen na het bezoek", "Tot de dag na het bezoek", "Tot het account is verwijderd");
        assertThat(visitor.get("/privacy/register").body())
                .as("also who is no colleague of the programme manager")
                .contains("Bestuur en gemeente", "De buurhub waar je naartoe gaat");
        assertThat(visitor.get("/privacy/register?lang=en").body()).contains("14 days after the visit");
        assertThat(visitor.get("/privacy/register.csv?lang=nl").body())
                .contains("sign_up_person.first_name", "Overeenkomst");
        assertThat(visitor.get("/privacy?lang=nl").body()).contains("/privacy/register", "/privacy/gegevens");
    }

    @Test
    void thePapersOfAMunicipalityAreMadeOfTheRegister() throws IOException {
        List<ProcessingRegister.Entry> entries = register.list(Texts.DUTCH);
        assertThat(visitor.get("/privacy/papieren").statusCode()).isEqualTo(302);
        assertThat(visitor.get("/privacy/register").body()).doesNotContain("/privacy/papieren");
        TestBrowser board = people.signedIn(Role.BOARD).browser();
        assertThat(board.get("/privacy/register").body()).contains("/privacy/papieren");
        for (PrivacyPaper paper : PrivacyPaper.values()) {
            String address = "/privacy/papieren/" + paper.address();
            assertThat(board.get("/privacy/papieren").body()).contains(address + "\"", address + ".pdf\"");
            HttpResponse<String> page = board.get(address + "?lang=en");
            assertThat(page.body()).as(address).contains("lang=\"nl\"", "in Dutch only", "Vul zelf in");
            String text = text(board.download(address + ".pdf"));
            assertThat(text).as(address).contains("Vul zelf in");
            if (paper != PrivacyPaper.BREACH) {
                for (ProcessingRegister.Entry entry : entries) {
                    assertThat(unescaped(page.body())).as(address).contains(entry.what(), entry.why(), entry.term());
                    assertThat(flat(text)).as(address).contains(flat(entry.what()), flat(entry.term()));
                }
                for (PrivacyRisk risk : PrivacyRisk.values()) {
                    assertThat(flat(text)).as(address).contains(flat(texts.label(Texts.DUTCH, risk)));
                }
            }
        }
        assertThat(board.get("/privacy/papieren/nergens").statusCode()).isEqualTo(404);
        assertThat(board.get("/privacy/papieren/nergens.pdf").statusCode()).isEqualTo(404);
    }

    /** Backups are encrypted only if the operator chose a passphrase. */
    @Test
    void backupsAreCalledEncryptedOnlyIfTheyAre() {
        TestBrowser board = people.signedIn(Role.BOARD).browser();
        assertThat(unescaped(visitor.get("/privacy/register").body()))
                .contains("Reservekopieën van alles hierboven<")
                .doesNotContain("hierboven, versleuteld");
        assertThat(board.get("/privacy/papieren/dpia").body()).contains("zijn nu niet versleuteld");
        ReflectionTestUtils.setField(
                backupSettings,
                "passphrase",
                Passphrase.of("een zin van deze hub").orElseThrow());
        try {
            assertThat(unescaped(visitor.get("/privacy/register").body())).contains("hierboven, versleuteld<");
            assertThat(visitor.get("/privacy/register?lang=en").body()).contains("all of the above, encrypted<");
            assertThat(board.get("/privacy/papieren/dpia").body())
                    .contains("zijn versleuteld")
                    .doesNotContain("zijn nu niet versleuteld");
            assertThat(unescaped(board.get("/privacy/papieren/verwerkersovereenkomst")
                            .body()))
                    .contains("hierboven, versleuteld<");
        } finally {
            ReflectionTestUtils.setField(backupSettings, "passphrase", null);
        }
    }

    /** What people decide is left to them; what a setting says is filled in. */
    @Test
    void thePapersSayWhatTheSettingsSay() {
        TestBrowser administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        String empty = administrator.get("/privacy/papieren/dpia").body();
        assertThat(empty)
                .contains("telefoonnummer van de FG", "Allergieën en hulp die nodig is")
                .contains("voor geen enkele rol verplicht");
        hub.set(Setting.PRIVACY_OFFICER, "Fatima Jansen, fg@deventer.example");
        hub.set(Setting.CONTROLLER, "Gemeente Deventer, Grote Kerkhof 1");
        hub.set(Setting.SECOND_FACTOR_ROLES, Role.ADMINISTRATOR.name());
        try {
            // the setting asks this administrator for a second step too
            TestBrowser board = people.signedIn(Role.BOARD).browser();
            assertThat(board.get("/privacy/papieren/dpia").body())
                    .contains("Fatima Jansen", "Grote Kerkhof 1", "nu verplicht voor: Beheerder")
                    .doesNotContain("telefoonnummer van de FG");
            assertThat(board.get("/privacy/papieren/verwerkersovereenkomst").body())
                    .contains("Fatima Jansen", "Grote Kerkhof 1");
            assertThat(board.get("/privacy/papieren/datalek").body())
                    .contains("Fatima Jansen", "72 uur", ">/admin/audit<")
                    .doesNotContain("href=\"/admin/");
        } finally {
            hub.set(Setting.PRIVACY_OFFICER, "");
            hub.set(Setting.CONTROLLER, "");
            hub.set(Setting.SECOND_FACTOR_ROLES, "");
        }
        assertThat(administrator.get("/privacy/papieren/datalek").body()).contains("href=\"/admin/audit\"");
        assertThat(administrator.get("/admin/privacy").body()).contains("/privacy/papieren");
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    /** Without the ends of lines, of which a column of a table has many. */
    private static String flat(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String unescaped(String page) {
        return page.replace("&#39;", "'").replace("&amp;", "&");
    }

    private String link() {
        visitor.post("/privacy/gegevens", "email", email);
        Message letter = visitors.post(email);
        Matcher link = LINK.matcher(letter.text());
        assertThat(link.find()).as(letter.text()).isTrue();
        return link.group(1);
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "").replaceAll("\"X-CSRF-TOKEN\": *\"[^\"]*\"", "");
    }
}
