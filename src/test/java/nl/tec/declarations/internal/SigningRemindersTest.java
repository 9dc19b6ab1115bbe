package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.Together;
import nl.tec.accounts.Role;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.Signatory;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Signatories are reminded automatically, at most three times, each time once, and only if it makes sense (rules 6). */
@TecTest
class SigningRemindersTest {

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    Signatories signatories;

    @Autowired
    SigningReminders reminders;

    @Autowired
    WorkingDays workingDays;

    @Autowired
    AccountsFixture people;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private Declaration read(Made made) {
        return declarations.read(made.id(), made.maker());
    }

    private Signatory first(Made made) {
        return read(made).signatories().get(0);
    }

    /** Makes the reminders due. */
    private Made due(Made made) {
        jdbc.sql(
                        "update signatory set remind_at = now() - interval '1 minute' where declaration_id = ? and remind_at is not null")
                .param(made.id())
                .update();
        return made;
    }

    private void run() {
        reminders.run(Instant.now());
    }

    private List<Integer> mails(Made made) {
        return made.signatories().stream()
                .map(signatory ->
                        jdbc.sql("""
                        select count(*) from outbox where template = 'declaration-remind' and (payload ->> 'signatory')::bigint = ?
                        """).param(signatory).query(Integer.class).single())
                .toList();
    }

    @Test
    void theFirstTurnIsFiveWorkingDaysAfterTheLink() {
        Made made = declarationsFixture.open(1, null);
        Signatory signatory = first(made);
        assertThat(signatory.remindAt())
                .isEqualTo(workingDays.ahead(Instant.now()).after(5));
        run();
        assertThat(mails(made)).as("not yet").containsExactly(0);
        String page = people.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .get("/beheer/verklaringen/" + made.id())
                .body();
        assertThat(page).contains("volgende herinnering vanzelf");
    }

    /** At most one mail a day is sent, so each turn is on a different day. */
    @Test
    void threeTurnsAtMost() {
        Made made = declarationsFixture.open(1, null);
        for (int turn = 1; turn <= 4; turn++) {
            due(made);
            reminders.run(Instant.now().plus(Duration.ofDays(turn)));
        }
        assertThat(mails(made)).containsExactly(3);
        assertThat(first(made).reminders()).isEqualTo(3);
        assertThat(read(made).nextReminder(first(made))).isNull();
        assertThat(declarations.history(made.id()))
                .extracting(Declarations.Event::event, Declarations.Event::detail, Declarations.Event::who)
                .contains(org.assertj.core.groups.Tuple.tuple("REMINDED_BY_ITSELF", "3", ""));
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/verklaringen/" + made.id())
                        .body())
                .contains("3 keer vanzelf", "Vanzelf herinnerd, keer 1");
    }

    @Test
    void manyNodesRemindOnce() throws Exception {
        Made made = due(declarationsFixture.open(2, null));
        Together.run(4, this::run);
        run();
        assertThat(mails(made)).containsExactly(1, 1);
        assertThat(first(made).reminders()).isEqualTo(1);
    }

    /** If a node dies halfway, the mail and the turn are both rolled back. */
    @Test
    void anAbortedRunIsRolledBack() {
        Made made = due(declarationsFixture.open(1, null));
        transaction.executeWithoutResult(status -> {
            run();
            status.setRollbackOnly();
        });
        assertThat(mails(made)).containsExactly(0);
        run();
        assertThat(mails(made)).containsExactly(1);
    }

    @Test
    void signatoriesWhoCannotSignAreNotReminded() {
        Made signed = declarationsFixture.open(2, null);
        declarationsFixture.sign(signed.signatories().get(0));
        Made withdrawn = declarationsFixture.open(1, null);
        Made takenOff = declarationsFixture.open(2, null);
        Made complete = declarationsFixture.complete(1, null);
        List<Made> all = List.of(signed, withdrawn, takenOff, complete);
        all.forEach(this::due);
        Outcomes.done(declarations.withdraw(withdrawn.id(), null, withdrawn.maker()));
        Outcomes.done(signatories.withdraw(takenOff.id(), takenOff.signatories().get(0), takenOff.maker()));
        run();
        assertThat(mails(signed)).containsExactly(0, 1);
        assertThat(mails(withdrawn)).containsExactly(0);
        assertThat(mails(takenOff)).containsExactly(0, 1);
        assertThat(mails(complete)).containsExactly(0);
        assertThat(first(signed).remindAt()).as("not looked at again").isNull();
    }

    @Test
    void noRemindersAfterTheDate_orWithAnExpiredMandate() {
        Made dated = declarationsFixture.open(1, Instant.now().plus(Duration.ofDays(2)));
        due(dated);
        reminders.run(Instant.now().plus(Duration.ofDays(3)));
        assertThat(mails(dated)).containsExactly(0);
        assertThat(read(dated).nextReminder(first(dated))).as("in time").isNotNull();
        Made passed = due(declarationsFixture.open(1, Instant.now().minus(Duration.ofDays(2))));
        Made mandated = declarationsFixture.open(1, null);
        java.time.LocalDate today = Dates.dayOf(Instant.now());
        long proxy = Outcomes.done(signatories.add(
                mandated.id(),
                declarationsFixture.somebody(
                        mandated.organisations().get(0), new Mandate("de directie", "", today.minusDays(9), today, "")),
                mandated.maker()));
        Outcomes.done(signatories.send(mandated.id(), mandated.maker()));
        due(mandated);
        reminders.run(Instant.now().plus(Duration.ofDays(1)));
        assertThat(mails(passed))
                .as("could be public at once; no date to sign before")
                .containsExactly(1);
        assertThat(mails(mandated)).containsExactly(1);
        assertThat(read(mandated).signatories())
                .filteredOn(signatory -> signatory.id() == proxy)
                .extracting(Signatory::reminders)
                .containsExactly(0);
    }

    @Test
    void aNewTextRestartsReminders_andAManualReminderPostponesTheNext() {
        Made made = due(declarationsFixture.open(2, null));
        run();
        declarationsFixture.sign(made.signatories().get(0));
        Outcomes.done(declarations.changeText(made.id(), 1, made.title(), "Een andere tekst", made.maker()));
        assertThat(read(made).signatories()).allSatisfy(signatory -> {
            assertThat(signatory.reminders()).isZero();
            assertThat(signatory.remindAt()).isAfter(Instant.now());
        });
        jdbc.sql("update signatory set reminded_at = now() - interval '2 days' where declaration_id = ?")
                .param(made.id())
                .update();
        due(made);
        Outcomes.done(signatories.remind(made.id(), made.signatories().get(1), made.maker()));
        assertThat(read(made).signatories().get(1).remindAt()).isAfter(Instant.now());
        assertThat(read(made).signatories().get(1).reminders()).isZero();
    }

    @Test
    void aDeclarationHasItsOwnNumberOfDays_orNone() {
        Made made = declarationsFixture.open(2, null);
        declarationsFixture.sign(made.signatories().get(0));
        Outcomes.done(declarations.changeReminding(made.id(), 2, made.maker()));
        assertThat(read(made).signatories().get(1).remindAt())
                .isEqualTo(workingDays.ahead(Instant.now()).after(2));
        due(made);
        run();
        assertThat(mails(made)).containsExactly(0, 1);
        assertThat(read(made).signatories().get(1).remindAt())
                .isEqualTo(workingDays.ahead(Instant.now()).after(2));
        Outcomes.done(declarations.changeReminding(made.id(), 0, made.maker()));
        assertThat(read(made).signatories().get(1).remindAt()).isNull();
        jdbc.sql("update signatory set remind_at = now() - interval '1 minute' where declaration_id = ?")
                .param(made.id())
                .update();
        reminders.run(Instant.now().plus(Duration.ofDays(1)));
        assertThat(mails(made)).as("not this one").containsExactly(0, 1);
        Outcomes.done(declarations.changeText(made.id(), 1, made.title(), "Een andere tekst", made.maker()));
        assertThat(first(made).remindAt()).isNull();
        Outcomes.done(declarations.changeReminding(made.id(), null, made.maker()));
        assertThat(first(made).remindAt())
                .isEqualTo(workingDays.ahead(Instant.now()).after(5));
        assertThat(declarations.history(made.id()))
                .filteredOn(event -> event.event().equals("REMINDING_CHANGED"))
                .extracting(Declarations.Event::detail)
                .containsExactly("zoals de hub", "niet", "na 2 werkdagen");
    }

    @Test
    void theDaysAreShownOnThePageUntilItIsComplete() {
        LocalDate day = LocalDate.now(Dates.ZONE).plusYears(5);
        Instant embargo = day.atTime(17, 0).atZone(Dates.ZONE).toInstant();
        Made made = declarationsFixture.open(1, embargo);
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        String page = "/beheer/verklaringen/" + made.id();
        assertThat(maker.get(page).body()).contains("na 5 werkdagen vanzelf", page + "/vanzelf");
        for (String wrong : List.of("61", "morgen")) {
            HttpResponse<String> refused = maker.post(page + "/vanzelf", "werkdagen", wrong);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("value=\"" + wrong + "\"", "werkdagen-error", "value=\"" + day + "\"");
        }
        assertThat(maker.post(page + "/vanzelf", "werkdagen", "0").statusCode()).isEqualTo(303);
        assertThat(maker.get(page).body())
                .contains("Niemand krijgt vanzelf een herinnering")
                .doesNotContain("volgende herinnering vanzelf");
        made.signatories().forEach(declarationsFixture::sign);
        assertThat(maker.get(page).body()).doesNotContain(page + "/vanzelf");
        assertThat(maker.post(page + "/vanzelf", "werkdagen", "3").statusCode()).isEqualTo(422);
    }
}
