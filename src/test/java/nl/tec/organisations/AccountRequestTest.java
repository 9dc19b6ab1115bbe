package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Account requests of schools: nobody becomes a teacher without an administrator's approval (rules 9). */
@TecTest
class AccountRequestTest {

    private static final Pattern LINK = Pattern.compile("/voor-scholen/account/([\\w-]+)");

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    MailTemplates templates;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    private TestBrowser visitor;
    private TestBrowser administrator;
    private String schoolName;
    private long school;
    private String email;

    @BeforeEach
    void createSchool() {
        visitor = people.visitor();
        administrator = people.signedIn(Role.ADMINISTRATOR).browser();
        schoolName = "Aanvraagschool " + System.nanoTime();
        school = people.school(schoolName);
        email = "juf" + System.nanoTime() + "@example.org";
    }

    @Test
    void isFoundByName_confirmedByMail_andGrantedByTheAdministrator() {
        assertThat(visitor.get("/voor-scholen").body()).contains("/voor-scholen/account");
        HttpResponse<String> search = ask("");
        assertThat(search.statusCode()).isEqualTo(422);
        assertThat(search.body()).contains("value=\"" + school + "\"", "value=\"" + email + "\"");
        assertThat(ask(String.valueOf(school)).body()).contains("Kijk in je mail");
        assertThat(administrator.get("/admin/aanvragen").body())
                .as("before the owner of the address has confirmed it")
                .doesNotContain(email);

        String secret = mailedSecret();
        assertThat(visitor.get("/voor-scholen/account/" + secret).body()).contains("Ja, dit ben ik");
        assertThat(visitor.post("/voor-scholen/account/" + secret).body()).contains(schoolName);
        assertThat(accounts.findByEmail(email)).isEmpty();
        assertThat(administrator.get("/werk").body()).contains("/admin/aanvragen");
        int before = read();
        assertThat(administrator.get("/admin/aanvragen").body()).contains(email, schoolName);
        assertThat(read()).as("who read it is in the audit log").isEqualTo(before + 1);

        assertThat(decide("ja").statusCode()).isEqualTo(303);
        Account teacher = accounts.findByEmail(email).orElseThrow();
        assertThat(teacher.actor().worksAt(school)).isTrue();
        assertThat(mails()).contains("school-account-decided");
        assertThat(visitor.post("/voor-scholen/account/" + secret).statusCode()).isEqualTo(410);
    }

    @Test
    void aRejectionGrantsNothing_andIsMailed() {
        confirmed();
        decide("nee");
        assertThat(accounts.findByEmail(email)).isEmpty();
        assertThat(mails()).contains("school-account-decided");
        assertThat(decide("ja").statusCode()).isEqualTo(303);
        assertThat(accounts.findByEmail(email)).as("decided once").isEmpty();
    }

    @Test
    void onlyASchoolCanBeAskedFor() {
        long company = TestSql.bigint(
                jdbc,
                "insert into organisation (kind, name, invented) values ('COMPANY', ?, true) returning id",
                schoolName + " BV");
        assertThat(ask(String.valueOf(company)).statusCode()).isEqualTo(422);
        assertThat(mails()).isEmpty();
    }

    /** Whoever asks may type the address of somebody else, who then gets what was typed as a name. */
    @Test
    void aNameCarriesNoMessageToAStranger() {
        String advertisement = "klant, je hebt iets gewonnen.\n\nHaal het op: evil.example/tec";
        assertThat(ask(String.valueOf(school), advertisement))
                .returns(422, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).contains("naam-error", "Vul alleen je naam in"));
        assertThat(mails()).isEmpty();
        assertThat(ask(String.valueOf(school), "Juf\n\nAnna").statusCode()).isEqualTo(200);
        assertThat(TestSql.text(jdbc, "select name from account_request where email = ?", email))
                .isEqualTo("Juf Anna");
    }

    @Test
    void askingTooOftenIsRefused_withWhatWasTyped_andKeepsNobodyElseFromAsking() {
        visitor.with("X-Forwarded-For", "203.0.113.31");
        HttpResponse<String> answer = ask(String.valueOf(school));
        for (int i = 0; i < 4; i++) {
            answer = ask(String.valueOf(school));
        }
        assertThat(answer)
                .returns(429, HttpResponse::statusCode)
                .satisfies(page -> assertThat(page.body()).contains("te vaak", "value=\"" + email + "\""));
        visitor = people.visitor().with("X-Forwarded-For", "203.0.113.32");
        assertThat(ask(String.valueOf(school)).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheAdministratorDecides() {
        confirmed();
        HttpResponse<String> answer =
                people.signedIn(Role.PROGRAMME_MANAGER).browser().post("/admin/aanvragen/" + id(), "besluit", "ja");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(accounts.findByEmail(email)).isEmpty();
    }

    private void confirmed() {
        ask(String.valueOf(school));
        TestSql.update(jdbc, "update account_request set confirmed_at = now() where email = ?", email);
    }

    private HttpResponse<String> ask(String organisation) {
        return ask(organisation, "Juf Anna");
    }

    private HttpResponse<String> ask(String organisation, String name) {
        return visitor.post(
                "/voor-scholen/account",
                "school",
                schoolName,
                "organisatie",
                organisation,
                "naam",
                name,
                "email",
                email,
                "rol",
                "leerkracht");
    }

    private int read() {
        return TestSql.integer(jdbc, "select count(*) from audit_log where action = 'ACCOUNT_REQUESTS_READ'");
    }

    private HttpResponse<String> decide(String decision) {
        return administrator.post("/admin/aanvragen/" + id(), "besluit", decision);
    }

    private long id() {
        return TestSql.bigint(jdbc, "select id from account_request where email = ?", email);
    }

    /** Returns the secret link, which exists only in the rendered mail. */
    private String mailedSecret() {
        String payload = TestSql.text(jdbc, "select payload::text from outbox where recipient = ?", email);
        String mail = templates
                .find("school-account-confirm")
                .orElseThrow()
                .render(json.readTree(payload), Texts.DUTCH)
                .text();
        Matcher link = LINK.matcher(mail);
        assertThat(link.find()).isTrue();
        assertThat(payload).as("what is kept of the mail").doesNotContain(link.group(1));
        return link.group(1);
    }

    private java.util.List<String> mails() {
        return TestSql.list(jdbc, String.class, "select template from outbox where recipient = ?", email);
    }
}
