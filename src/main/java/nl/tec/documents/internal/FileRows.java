package nl.tec.documents.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of stored files, with or without their content. */
@Component
public class FileRows {

    /** @param content null if it is in the S3-compatible store */
    public record Row(int length, byte @Nullable [] content) {}

    public record Count(int inDatabase, int inStore) {}

    private final JdbcClient jdbc;

    FileRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records an unreferenced file before it is put in the store. */
    public void announce(byte[] sha256, int length, Instant now) {
        jdbc.sql("""
                insert into stored_file (sha256, length, left_at) values (:sha256, :length, :now)
                on conflict (sha256) do update set left_at = excluded.left_at where stored_file.left_at is not null
                """)
                .param("sha256", sha256)
                .param("length", length)
                .param("now", Rows.timestamp(now))
                .update();
    }

    /** Records a file that is about to be referenced. @param content null if it is in the store */
    public void put(byte[] sha256, int length, byte @Nullable [] content) {
        jdbc.sql("""
                insert into stored_file (sha256, length, content) values (:sha256, :length, :content::bytea)
                on conflict (sha256) do update set left_at = null, content = coalesce(stored_file.content, excluded.content)
                """)
                .param("sha256", sha256)
                .param("length", length)
                .param("content", content)
                .update();
    }

    public Optional<Row> find(byte[] sha256) {
        return find("select length, content from stored_file where sha256 = ?", sha256);
    }

    /** Finds and locks a file, so that it is not moved or removed until the transaction ends. */
    public Optional<Row> lock(byte[] sha256) {
        return find("select length, content from stored_file where sha256 = ? for no key update", sha256);
    }

    private Optional<Row> find(String sql, byte[] sha256) {
        return jdbc.sql(sql).param(sha256).query(Rows.of(Row.class)).optional();
    }

    /** Lists referenced files that are in the store, or in the database, by ascending SHA-256. */
    public List<byte[]> elsewhere(boolean inStore, byte[] after, int limit) {
        return jdbc.sql("""
                select sha256 from stored_file where (content is null) = ? and left_at is null and sha256 > ? order by sha256 limit ?
                """).params(inStore, after, limit).query(byte[].class).list();
    }

    public void fill(byte[] sha256, byte[] content) {
        jdbc.sql("update stored_file set content = ? where sha256 = ?")
                .params(content, sha256)
                .update();
    }

    public void empty(byte[] sha256) {
        jdbc.sql("update stored_file set content = null where sha256 = ?")
                .param(sha256)
                .update();
    }

    /** Lists files that lost a reference before a given time, by ascending SHA-256. */
    public List<byte[]> left(Instant before, byte[] after, int limit) {
        return jdbc.sql("select sha256 from stored_file where left_at < ? and sha256 > ? order by sha256 limit ?")
                .params(Rows.timestamp(before), after, limit)
                .query(byte[].class)
                .list();
    }

    /** Removes a file; the foreign keys reject it if it is referenced. @return whether it was in the store; empty if it was used again */
    public Optional<Boolean> remove(byte[] sha256, Instant before) {
        return jdbc.sql("delete from stored_file where sha256 = ? and left_at < ? returning content is null")
                .params(sha256, Rows.timestamp(before))
                .query(Boolean.class)
                .optional();
    }

    /** Keeps a file that still has another reference. */
    public void stays(byte[] sha256, Instant before) {
        jdbc.sql("update stored_file set left_at = null where sha256 = ? and left_at < ?")
                .params(sha256, Rows.timestamp(before))
                .update();
    }

    public Count count() {
        return jdbc.sql("""
                select count(content)::int as in_database, (count(*) - count(content))::int as in_store
                  from stored_file where left_at is null
                """).query(Rows.of(Count.class)).single();
    }
}
