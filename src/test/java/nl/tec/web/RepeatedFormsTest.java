package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A form that is sent twice is carried out once: shown with the form of a new phase, which has no key of its own. */
@TecTest
class RepeatedFormsTest {

    private static final String FORM = "/beheer/voortgang/fase/nieuw";

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    private final String name = "Fase " + UUID.randomUUID();
    private TestBrowser manager;

    @BeforeEach
    void signIn() {
        manager = people.signedIn(Role.PROGRAMME_MANAGER).browser();
    }

    @Test
    void aSecondPressIsAnsweredWithTheRedirectAndTheMessageOfTheFirst() {
        String key = keyOf(manager.get(FORM));
        HttpResponse<String> first = send(key, name);
        manager.setCookie("flash", "");
        HttpResponse<String> second = send(key, name);
        assertThat(List.of(first.statusCode(), second.statusCode())).containsOnly(303);
        assertThat(TestBrowser.location(second)).isEqualTo(TestBrowser.location(first));
        assertThat(manager.get(TestBrowser.location(second)).body()).contains("Bewaard.");
        assertThat(made(name)).isOne();
    }

    @Test
    void theSecondOfTwoAtOnceWaitsForTheFirst() throws Exception {
        String key = keyOf(manager.get(FORM));
        assertThat(Together.<HttpResponse<String>>run(4, i -> send(key, name)))
                .extracting(TestBrowser::location)
                .containsOnly("/beheer/voortgang");
        assertThat(made(name)).isOne();
    }

    @Test
    void thePageThatIsLoadedAnewAndOtherContentAreCarriedOut() {
        String key = keyOf(manager.get(FORM));
        send(key, name);
        send(key, name + " 2");
        send(keyOf(manager.get(FORM)), name);
        assertThat(made(name)).isEqualTo(2);
        assertThat(made(name + " 2")).isOne();
    }

    @Test
    void aRefusedFormIsReadAgain() {
        String key = keyOf(manager.get(FORM));
        assertThat(send(key, "").statusCode()).isEqualTo(422);
        assertThat(send(key, "").statusCode()).isEqualTo(422);
    }

    @Test
    void theKeyOfSomebodyElseIsNoneOfMine() {
        String key = keyOf(manager.get(FORM));
        send(key, name);
        manager = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        send(key, name);
        assertThat(made(name)).isEqualTo(2);
    }

    @Test
    void aFormWhoseProgramWasKilledCanBeSentAgain() {
        String key = keyOf(manager.get(FORM));
        send(key, name);
        jdbc.sql("update answered_form set location = null, received_at = received_at - interval '2 minutes'")
                .update();
        send(key, name);
        assertThat(made(name)).isEqualTo(2);
    }

    @Test
    void aVisitorsFormsHaveNoKey() {
        assertThat(people.visitor().get("/inloggen").body()).doesNotContain(Ui.FORM_KEY);
    }

    private HttpResponse<String> send(String key, String called) {
        return manager.post(
                FORM,
                Ui.FORM_KEY,
                key,
                "name",
                called,
                "name-en",
                called,
                "about",
                "Om te proberen",
                "from",
                "2026-01-01");
    }

    private long made(String called) {
        return TestSql.bigint(jdbc, "select count(*) from project_phase where name_nl = ?", called);
    }

    private static String keyOf(HttpResponse<String> page) {
        Matcher key = Pattern.compile("name=\"" + Ui.FORM_KEY + "\" value=\"([^\"]+)\"")
                .matcher(page.body());
        assertThat(key.find()).isTrue();
        return key.group(1);
    }
}
