package nl.tec.accounts;

import java.time.Clock;
import java.util.Optional;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Secret links that give somebody without an account access to one subject. Each mail has its own, generated when the mail is rendered,
 * so that only hashes are stored. They keep working, so that an old link shows the current state.
 */
public abstract class SecretLinks {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final String insert;
    private final String select;

    /**
     * @param table of the module that extends this, with a column {@code made_at}
     * @param hash its column for the hash, which is its key
     * @param subject its column for the id of the subject
     */
    protected SecretLinks(JdbcClient jdbc, Clock clock, String table, String hash, String subject) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.insert = "insert into %s (%s, %s, made_at) values (?, ?, ?)".formatted(table, hash, subject);
        this.select = "select %s from %s where %s = ?".formatted(subject, table, hash);
    }

    /** Generates a new secret. */
    public String make(long subject) {
        String secret = Secrets.make();
        jdbc.sql(insert).params(Secrets.hash(secret), subject, Rows.now(clock)).update();
        return secret;
    }

    /** Finds the id of the subject of a secret. */
    public Optional<Long> find(String secret) {
        return jdbc.sql(select).param(Secrets.hash(secret)).query(Long.class).optional();
    }
}
