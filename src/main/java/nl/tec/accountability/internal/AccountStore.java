package nl.tec.accountability.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.AnnualAccounts;
import nl.tec.accountability.OpenData;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class AccountStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AccountStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @return its id; empty if it exists already */
    public Optional<Long> add(int year, @Nullable Long sourceId, String source) {
        return jdbc.sql("""
                insert into annual_account (year, source_id, source) values (:year, :sourceId, :source)
                on conflict do nothing returning id
                """)
                .param("year", year)
                .param("sourceId", sourceId)
                .param("source", source)
                .query(Long.class)
                .optional();
    }

    /** Adds the next version. @param like the version to copy texts and quotes from; null for the first version */
    public long addVersion(long accountId, @Nullable AccountVersion like, Actor by, Instant now) {
        return jdbc.sql("""
                insert into annual_account_version (account_id, number, texts, quotes, changed_at, changed_by)
                values (:account, :number, :texts::jsonb, :quotes::jsonb, :now, :by) returning id
                """)
                .param("account", accountId)
                .param("number", like == null ? 1 : like.number() + 1)
                .param("texts", json.writeValueAsString(like == null ? Map.of() : like.texts()))
                .param("quotes", json.writeValueAsString(like == null ? List.of() : like.quotes()))
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .query(Long.class)
                .single();
    }

    /** @return false if it was changed concurrently, or is no longer a draft */
    public boolean save(long versionId, AnnualAccounts.Draft draft, int edits, Actor by, Instant now) {
        return jdbc.sql("""
                update annual_account_version
                   set texts = :texts::jsonb, quotes = :quotes::jsonb, reason = :reason, edits = edits + 1, changed_at = :now,
                       changed_by = :by
                 where id = :id and edits = :edits and adopted_at is null
                """)
                        .param("texts", json.writeValueAsString(draft.texts()))
                        .param("quotes", json.writeValueAsString(draft.quotes()))
                        .param("reason", draft.reason())
                        .param("now", Rows.timestamp(now))
                        .param("by", by.accountId())
                        .param("id", versionId)
                        .param("edits", edits)
                        .update()
                == 1;
    }

    /** Locks a draft for this transaction. @return false if it was changed concurrently, or is no longer a draft */
    public boolean lock(long versionId, int edits) {
        return jdbc.sql(
                        "select id from annual_account_version where id = ? and edits = ? and adopted_at is null for update")
                .params(versionId, edits)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Freezes a draft with its content. @param pdf the sealed document */
    public void adopt(
            long versionId, Composer.Composed composed, byte[] pdf, LocalDate publishOn, Actor by, Instant now) {
        jdbc.sql("""
                update annual_account_version
                   set adopted_at = :now, adopted_by = :by, publish_on = :day, content = :content::jsonb, data = :data, pdf = :pdf,
                       tables = :tables
                 where id = :id
                """)
                .param("now", Rows.timestamp(now))
                .param("by", by.accountId())
                .param("day", publishOn)
                .param("content", json.writeValueAsString(composed.content()))
                .param("data", packed(json.writeValueAsString(composed.data())))
                .param("pdf", pdf)
                .param(
                        "tables",
                        composed.data().tables().stream()
                                .map(OpenData.Table::name)
                                .toArray(String[]::new))
                .param("id", versionId)
                .update();
    }

    /** Deletes a draft, and its account if that has no other version. @return false if it is no longer a draft */
    public boolean remove(AccountVersion draft) {
        boolean removed = jdbc.sql("delete from annual_account_version where id = ? and adopted_at is null")
                        .param(draft.id())
                        .update()
                == 1;
        if (removed) {
            jdbc.sql("""
                    delete from annual_account a
                     where a.id = ? and not exists (select from annual_account_version v where v.account_id = a.id)
                    """).param(draft.accountId()).update();
        }
        return removed;
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
