package nl.tec.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailTemplate.Mail;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import nl.tec.steering.internal.JudgementQueries;
import nl.tec.steering.internal.JudgementStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Reminders of the board to judge the conditions (requirement G3): when the season begins, a month later, and no more. */
@TecTest
class JudgingTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JudgementQueries judgementQueries;

    @Autowired
    JudgementStore judgementStore;

    @Autowired
    HubSettings hub;

    @Autowired
    Accounts all;

    @Autowired
    Outbox outbox;

    @Autowired
    Judging judging;

    @Autowired
    List<MailTemplate> templates;

    @Autowired
    JsonMapper json;

    @Autowired
    AccountsFixture accounts;

    private SignedIn board;

    @BeforeEach
    void somebodyOfTheBoard() {
        board = accounts.signedIn(Role.BOARD);
    }

    @Test
    void theSeasonIsAboutTheYearBefore() {
        assertThat(on(2041, 8, 31).due()).contains(new Judging.Due(2039, 10));
        assertThat(on(2041, 9, 1).due()).contains(new Judging.Due(2040, 10));
        hub.set(Setting.JUDGING_MONTH, "1");
        try {
            assertThat(on(2041, 1, 1).due()).contains(new Judging.Due(2040, 10));
            assertThat(on(2041, 12, 31).due()).contains(new Judging.Due(2040, 10));
        } finally {
            hub.set(Setting.JUDGING_MONTH, Setting.JUDGING_MONTH.byDefault());
        }
        assertThat(on(2001, 12, 31).due()).as("before the hub was there").isEmpty();
    }

    @Test
    void itRemindsWhenTheSeasonBeginsAndAMonthLater_neverTwice() {
        on(2041, 9, 1).remind();
        assertThat(mails(2040)).isEqualTo(1);
        on(2041, 9, 1).remind();
        on(2041, 9, 30).remind();
        assertThat(mails(2040)).as("not yet").isEqualTo(1);
        on(2041, 10, 1).remind();
        assertThat(mails(2040)).isEqualTo(2);
        on(2041, 10, 1).remind();
        on(2042, 8, 31).remind();
        assertThat(mails(2040)).as("twice is enough").isEqualTo(2);
        assertThat(judging.reminded(2040)).containsExactly(LocalDate.of(2041, 9, 1), LocalDate.of(2041, 10, 1));
        assertThatThrownBy(() -> TestSql.update(jdbc, "insert into condition_reminder values (2040, 3, '2041-11-01')"))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void whenAllAreJudgedNobodyIsReminded() {
        List<Condition> conditions = List.of(Condition.values());
        conditions.subList(1, 10).forEach(condition -> judged(condition, 2041));
        assertThat(on(2042, 9, 1).due()).contains(new Judging.Due(2041, 1));
        judged(conditions.get(0), 2041);
        assertThat(on(2042, 9, 1).due()).isEmpty();
        on(2042, 9, 1).remind();
        assertThat(mails(2041)).isZero();
        assertThat(judging.reminded(2041)).isEmpty();
    }

    @Test
    void ofTwoNodesAtOnceOneReminds() throws Exception {
        Together.run(4, () -> on(2044, 9, 1).remind());
        assertThat(mails(2043)).isEqualTo(1);
    }

    @Test
    void theMailLeadsToTheConditionsOfThatYear() {
        MailTemplate template = templates.stream()
                .filter(each -> each.name().equals(Judging.MAIL))
                .findFirst()
                .orElseThrow();
        Mail one = template.render(json.valueToTree(Map.of("year", 2040, "missing", 1)), Texts.DUTCH);
        assertThat(one.subject())
                .startsWith("Beoordeel de voorwaarden voor succes")
                .endsWith("over 2040");
        assertThat(one.text()).contains("Over 2040 wacht er nog 1 van de 10.", "/voortgang/voorwaarden?jaar=2040");
        assertThat(template.render(json.valueToTree(Map.of("year", 2040, "missing", 10)), Locale.ENGLISH)
                        .text())
                .contains("For 2040, 10 are still waiting, of 10.");
    }

    @Test
    void dueJudgementsAreOnThePagesOfTheBoard() {
        Judging.Due due = judging.due().orElseThrow();
        TestSql.update(
                jdbc, "insert into condition_reminder values (?, 1, '2026-09-01') on conflict do nothing", due.year());
        String day = Dates.date(judging.reminded(due.year()).get(0), Texts.DUTCH);
        assertThat(board.browser()
                        .get("/voortgang/voorwaarden?jaar=" + due.year())
                        .body())
                .contains("Nog niet beoordeeld, herinnerd op " + day);
        assertThat(board.browser()
                        .get("/voortgang/voorwaarden/focus?jaar=" + due.year())
                        .body())
                .contains("Nog niet beoordeeld, herinnerd op " + day);
        for (String page : List.of("/werk", "/voortgang")) {
            assertThat(board.browser().get(page).body())
                    .as(page)
                    .contains("Beoordeel de voorwaarden", "/voortgang/voorwaarden?jaar=" + due.year());
            assertThat(accounts.signedIn(Role.MUNICIPALITY).browser().get(page).body())
                    .as(page)
                    .doesNotContain("Beoordeel de voorwaarden");
        }
        assertThat(accounts.visitor().get("/").body()).doesNotContain("Beoordeel de voorwaarden");
    }

    private Judging on(int year, int month, int day) {
        return new Judging(
                judgementQueries,
                judgementStore,
                hub,
                all,
                outbox,
                Clock.fixed(
                        LocalDate.of(year, month, day)
                                .atTime(8, 45)
                                .atZone(Dates.ZONE)
                                .toInstant(),
                        Dates.ZONE));
    }

    /** Counts the mails to the board member of this test. */
    private long mails(int year) {
        return jdbc.sql(
                        "select count(*) from outbox where template = ? and recipient = ? and (payload ->> 'year')::int = ?")
                .params(Judging.MAIL, board.actor().email(), year)
                .query(Long.class)
                .single();
    }

    private void judged(Condition condition, int year) {
        jdbc.sql("""
                insert into condition_judgement (condition, year, verdict, reasons, evidence, judged_at)
                values (?, ?, 'MET', 'Goed', '[]', now())
                """).params(condition.name(), year).update();
    }
}
