package nl.tec.feedback.internal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.hub.AesGcm;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ballot box for answers until they are counted (decision 0025). Each node opens what came in there. The database holds each as 1,052 encrypted bytes, which reveal
 * neither the session nor the choices without a key of {@link BoxKeys}.
 */
@Component
public class BallotBox {

    /** The number of days after which an answer whose key this program lacks is discarded. */
    static final int DAYS_WITHOUT_KEY = 60;

    private static final Logger LOG = LoggerFactory.getLogger(BallotBox.class);

    private final JdbcClient jdbc;
    private final BoxKeys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    BallotBox(JdbcClient jdbc, BoxKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Puts an answer in, in the transaction of the caller.
     *
     * @param id idempotency key: a second answer with the same id is not stored
     * @return whether the answer was new
     */
    public boolean put(UUID id, SealedAnswer answer) {
        lock("pg_advisory_xact_lock_shared");
        return insert(id, answer, keys.current()) > 0;
    }

    public boolean contains(UUID id) {
        return jdbc.sql("select exists (select from survey_sealed_answer where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Switches to a new key for later answers; call before {@link #takeOut}, outside its transaction. */
    void changeKey() {
        keys.renew();
    }

    /** Takes out all answers that this program can open, shuffled, in the transaction of the caller. */
    List<SealedAnswer> takeOut() {
        Map<UUID, BoxKeys.Key> known = new HashMap<>();
        keys.all().forEach(key -> known.put(key.id(), key));
        record Row(UUID id, UUID keyId, byte[] content) {}
        List<Row> rows = jdbc.sql(
                        "delete from survey_sealed_answer where key_id = any(?) returning id, key_id, content")
                .param(known.keySet().toArray(UUID[]::new))
                .query(Rows.of(Row.class))
                .list();
        List<SealedAnswer> answers = new ArrayList<>();
        for (Row row : rows) {
            BoxKeys.Key key = known.get(row.keyId());
            if (key != null) {
                opened(row.id(), row.content(), key).map(SealedAnswer::of).ifPresent(answers::add);
            }
        }
        Collections.shuffle(answers, random);
        return answers;
    }

    /** Puts back the answers that could not be counted, shuffled, under other ids and the newest key. */
    void putBack(List<SealedAnswer> answers) {
        List<SealedAnswer> shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(answer -> insert(UUID.randomUUID(), answer, keys.current()));
    }

    /**
     * Counts the answers that no node took out for this long: the one with their key is off, or fails. What is put back counts as
     * sealed on that day.
     */
    int uncounted(int days) {
        return jdbc.sql("select count(*) from survey_sealed_answer where sealed_on < ?")
                .param(Dates.today(clock).minusDays(days))
                .query(Integer.class)
                .single();
    }

    /** Removes answers whose key is gone for good. */
    void giveUpLost() {
        int lost = jdbc.sql("delete from survey_sealed_answer where sealed_on < ?")
                .param(Dates.today(clock).minusDays(DAYS_WITHOUT_KEY))
                .update();
        if (lost > 0) {
            LOG.warn("{} answers to surveys are lost: their key is not in this data folder", lost);
        }
    }

    /**
     * Destroys the keys that no answer needs any more; in a transaction after that of {@link #takeOut}. Waits for answers that are
     * sealed but not committed, which would be lost with their key.
     */
    void destroyOldKeys() {
        lock("pg_advisory_xact_lock");
        keys.keepOnly(new HashSet<>(jdbc.sql("select distinct key_id from survey_sealed_answer")
                .query(UUID.class)
                .list()));
    }

    private void lock(String function) {
        jdbc.sql("select " + function + "(hashtext('survey_sealed_answer'))").query(row -> {});
    }

    private int insert(UUID id, SealedAnswer answer, BoxKeys.Key key) {
        return jdbc.sql("""
                insert into survey_sealed_answer (id, key_id, sealed_on, content) values (?, ?, ?, ?)
                on conflict (id) do nothing
                """)
                .param(id)
                .param(key.id())
                .param(Dates.today(clock))
                .param(AesGcm.seal(key.bytes(), bytes(id), answer.bytes()))
                .update();
    }

    /** Returns empty for an answer that was tampered with in the database: it is dropped, and the others are counted. */
    private static Optional<byte[]> opened(UUID id, byte[] sealed, BoxKeys.Key key) {
        Optional<byte[]> opened = AesGcm.open(key.bytes(), bytes(id), sealed);
        if (opened.isEmpty()) {
            LOG.warn("an answer to a survey is not as it was sealed");
        }
        return opened;
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
