package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.programme.SessionBookings.BookedSeats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Switching the language of a partially filled-in or refused form keeps its input, and does not process it. */
@TecTest
class OtherLanguageTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    JdbcClient jdbc;

    TestBrowser visitor;
    String email;

    @BeforeEach
    void aVisitor() {
        visitor = people.visitor();
        email = visitorsFixture.address();
    }

    @Test
    void signingUp() {
        long session = session();
        String form = "/meedoen/" + session;
        assertThat(visitor.get(form).body())
                .as("a button of the form, and no link that forgets")
                .contains("form=\"invoer\" formnovalidate name=\"toon-in\" value=\"en\"", "<form id=\"invoer\"")
                .doesNotContain("lang=en");
        HttpResponse<String> english = visitor.post(form, typed("toon-in", "en"));
        assertThat(english.statusCode()).isEqualTo(200);
        assertThat(english.body())
                .contains("<html lang=\"en\">", "value=\"" + email + "\"", "value=\"Sanne\"", "value=\"Noor\"")
                .contains("value=\"Sem\"", "name=\"fotos\" value=\"ja\" checked", "name=\"toon-in\" value=\"nl\"")
                .contains("name=\"sleutel\" value=\"7b0c7d70-95ab-4f76-9c8c-4f6a5a0b8c11\"");
        assertThat(new BookingsFixture(jdbc).taken(session))
                .as("nobody is signed up")
                .isEqualTo(new BookedSeats(0, 0));
        assertThat(visitor.get(form).body()).as("remembered").contains("<html lang=\"en\">");
        assertThat(visitor.post(form, typed("toon-in", "nl")).body()).contains("<html lang=\"nl\">", "value=\"Sanne\"");
        assertThat(visitor.post(form, typed("x", "y")).statusCode()).isEqualTo(303);
    }

    private String[] typed(String name, String value) {
        return new String[] {
            "sleutel",
            "7b0c7d70-95ab-4f76-9c8c-4f6a5a0b8c11",
            "email",
            email,
            "naam",
            "Sanne",
            "voornaam-1",
            "Noor",
            "leeftijd-1",
            "9",
            "voornaam-2",
            "Sem",
            "leeftijd-2",
            "11",
            "volwassenen",
            "0",
            "fotos",
            "ja",
            name,
            value
        };
    }

    @Test
    void changingASignUp() {
        String form = "/mijn/" + visitorsFixture.takesPart(session(), email, "Noor") + "/wijzigen";
        assertThat(visitor.post(form, typed("toon-in", "en")).body())
                .contains("<html lang=\"en\">", "value=\"Sem\"", "value=\"11\"");
        assertThat(visitor.get(form).body()).as("nothing has changed").doesNotContain("value=\"Sem\"");
    }

    @Test
    void askingForALink() {
        assertThat(visitor.post("/mijn", "email", "half@", "toon-in", "en").body())
                .contains("<html lang=\"en\">", "value=\"half@\"");
        String key = "?k=" + keyOfASignUp();
        int mailed = visitorsFixture.mail(email).size();
        assertThat(visitor.post("/meedoen/" + session + "/klaar" + key, "email", "andere@", "toon-in", "nl")
                        .body())
                .contains("<html lang=\"nl\">", "value=\"andere@\"");
        visitor.post("/mijn", "email", email, "toon-in", "en");
        assertThat(visitorsFixture.mail(email)).as("no mail is sent").hasSize(mailed);
    }

    @Test
    void signingIn() {
        HttpResponse<String> page = visitor.post(
                "/inloggen", "email", "iemand@", "wachtwoord", "geheim-123", "naar", "/account", "toon-in", "en");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<html lang=\"en\">", "value=\"iemand@\"", "name=\"naar\" value=\"/account\"")
                .as("a password is not sent back")
                .doesNotContain("geheim-123");
        assertThat(visitor.post("/inloggen", "email", email, "toon-in", "tlh").body())
                .as("a language there is not")
                .contains("<html lang=\"nl\">", "value=\"" + email + "\"");
    }

    @Test
    void whatWasWrongIsSaidInTheOtherLanguageToo() {
        String refused = visitor.post("/mijn", "email", "half@").body();
        Matcher along = Pattern.compile("name=\"toon-fout\" value=\"([^\"]*)\"").matcher(refused);
        assertThat(along.find()).isTrue();
        assertThat(visitor.post("/mijn", "email", "half@", "toon-fout", along.group(1), "toon-in", "en")
                        .body())
                .contains("<html lang=\"en\">", "value=\"half@\"", "id=\"problemen\"", "id=\"email-error\"")
                .as("and back again")
                .contains("name=\"toon-fout\" value=\"" + along.group(1) + "\"");
        assertThat(visitor.post(
                                "/mijn",
                                "email",
                                "half@",
                                "toon-fout",
                                "email no.such.text",
                                "toon-fout",
                                "<b>",
                                "toon-in",
                                "en")
                        .body())
                .as("not by one of our pages")
                .contains("value=\"half@\"")
                .doesNotContain("id=\"problemen\"", "<b>");
    }

    @Test
    void aRefusedFormThatCannotBeShownInTheOtherLanguageHasNoLinkToIt() {
        TestBrowser somebody = people.signedIn(Role.BOARD).browser();
        assertThat(somebody.get("/account").body()).contains("lang=en");
        HttpResponse<String> refused =
                somebody.post("/account/wachtwoord", "wachtwoord-nu", "", "wachtwoord-nieuw", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain("lang=en");
    }

    @Test
    void checkingADocument() {
        assertThat(visitor.post("/controleer", "code", "abc123", "toon-in", "en")
                        .body())
                .contains("<html lang=\"en\">", "value=\"abc123\"");
    }

    @Test
    void aRequestWithoutTheCsrfTokenIsRefused() {
        assertThat(visitor.postAsIs("/mijn", "email", "half@", "toon-in", "en").statusCode())
                .isEqualTo(403);
    }

    private long session;

    private long session() {
        session = visitorsFixture.session(
                visitorsFixture.activity("Drones", "CHILD", "PARENT"),
                Instant.now().plus(42, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS),
                30);
        return session;
    }

    private String keyOfASignUp() {
        visitorsFixture.signUp(session(), email, "Noor");
        return TestSql.text(jdbc, "select idempotency_key::text from booking where session_id = ?", session);
    }
}
