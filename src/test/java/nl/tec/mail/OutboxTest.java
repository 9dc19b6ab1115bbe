package nl.tec.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.internal.OutboxSender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Mail is sent once, and only for committed transactions. */
@TecTest
class OutboxTest {

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxSender sender;

    @Autowired
    Mailbox mailbox;

    @Autowired
    MailSetup setup;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HubSettings hub;

    private final String recipient = "ouder-" + UUID.randomUUID() + "@voorbeeld.nl";

    @BeforeEach
    void demoHub() {
        hub.set(Setting.NAME, "TEC Deventer");
        hub.set(Setting.DEMO, "true");
    }

    @Test
    void aMailOfARolledBackTransactionIsNeverSent() {
        transaction.executeWithoutResult(status -> {
            put(null);
            status.setRollbackOnly();
        });
        sendAll();
        assertThat(mailbox.list(recipient, Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void aCommittedMailArrivesOnceHoweverOftenAndManySend() {
        put(null);
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(this::sendAll),
                        CompletableFuture.runAsync(this::sendAll),
                        CompletableFuture.runAsync(this::sendAll))
                .join();
        sendAll();
        assertThat(mailbox.list(recipient, Long.MAX_VALUE, 10)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Proef <b>");
            assertThat(letter.html()).contains("Proef &lt;b&gt;").contains("data:image/png;base64,");
            assertThat(letter.text()).contains("Wanneer: di 14 jan").contains("http://localhost:8080/x");
            assertThat(letter.calendar()).contains("BEGIN:VEVENT").contains("STATUS:CONFIRMED");
        });
    }

    /** One full mailbox is no mail server that is away. */
    @Test
    void aMailThatWasRefusedForNow_waitsForItsRecipient_unlessNobodyGetsMail() {
        sendAll();
        // of other tests: to addresses that refuse
        TestSql.update(jdbc, "delete from outbox where sent_at is null and failed_at is null");
        String refused = "refused-" + UUID.randomUUID() + "@voorbeeld.nl";
        waiting(refused, 3, "- interval '1 hour'");
        assertThat(setup.waitingSince()).isEmpty();
        // later than any mail that was sent
        waiting(refused, 3, "+ interval '1 minute'");
        assertThat(setup.waitingSince()).isEmpty();
        waiting(recipient, 1, "+ interval '1 minute'");
        assertThat(setup.waitingSince()).as("two people, and none sent since").isPresent();
        jdbc.sql("delete from outbox where recipient = ?").param(refused).update();
        assertThat(setup.waitingSince()).isEmpty();
        waiting(recipient, 0, "- interval '1 hour'");
        assertThat(setup.waitingSince()).as("never offered").isPresent();
        jdbc.sql("delete from outbox where recipient = ?").param(recipient).update();
    }

    private void waiting(String to, int attempts, String created) {
        jdbc.sql("""
                insert into outbox (template, recipient, language, payload, created_at, next_attempt_at, attempts)
                values ('no-mail', ?, 'nl', '{}', now() %s, now() + interval '1 day', ?)
                """.formatted(created)).params(to, attempts).update();
    }

    @Test
    void aSecondMailWithTheSameKeyIsNotPut() {
        String key = UUID.randomUUID().toString();
        put(key);
        put(key);
        sendAll();
        assertThat(mailbox.list(recipient, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void aMailThatCannotBeMadeDoesNotHoldUpTheOthers() {
        outbox.put("no-such-template", recipient, Texts.DUTCH, Map.of(), null);
        put(null);
        sendAll();
        assertThat(mailbox.list(recipient, Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from outbox where recipient = ? and error is not null and sent_at is null")
                        .param(recipient)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    private void put(@org.jspecify.annotations.Nullable String key) {
        outbox.put("test-mail", recipient, Texts.DUTCH, Map.of("when", "di 14 jan"), key);
    }

    private void sendAll() {
        while (sender.sendDue() > 0) {
            // until nothing is due
        }
    }
}
