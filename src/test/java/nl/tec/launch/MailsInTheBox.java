package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mails that a killed program has sent eventually. */
public final class MailsInTheBox {

    /** The maximum time without progress. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String UNSENT = "select count(*) from outbox where sent_at is null";

    private MailsInTheBox() {}

    /** Waits until all mail is sent, and asserts that every mail is in the mailbox of its recipient once. */
    public static void everyMailArrivesOnce(JdbcClient jdbc) throws InterruptedException {
        // mails in delivery at the moment of the kill are retried some minutes later; don't wait for that
        int left = number(jdbc, UNSENT);
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (left > 0 && System.nanoTime() < until) {
            jdbc.sql("update outbox set next_attempt_at = now() where sent_at is null and next_attempt_at > now()")
                    .update();
            Thread.sleep(200);
            int now = number(jdbc, UNSENT);
            if (now < left) {
                left = now;
                until = System.nanoTime() + PATIENCE.toNanos();
            }
        }
        assertThat(number(jdbc, "select count(*) from outbox where sent_at is null or failed_at is not null"))
                .isZero();
        assertThat(jdbc.sql("""
                select o.recipient, count(distinct o.id), count(m.id)
                from outbox o full join mailbox m on m.outbox_id = o.id and m.recipient = o.recipient
                group by o.recipient having count(distinct o.id) <> count(m.id) or o.recipient is null
                """).query().listOfRows())
                .as("people who got more or fewer mails than there were")
                .isEmpty();
    }

    private static int number(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
