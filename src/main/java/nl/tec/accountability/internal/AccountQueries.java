package nl.tec.accountability.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import nl.tec.accountability.AccountContent;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.OpenData;
import nl.tec.accountability.Section;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
public class AccountQueries {

    private static final String SELECT = """
            select v.id, v.account_id, a.year, a.source_id, a.source, v.number, v.texts, v.quotes, v.reason, v.edits, v.changed_at,
                   coalesce(c.name, '') as changed_by, v.adopted_at, coalesce(p.name, '') as adopted_by, v.publish_on,
                   coalesce(v.tables, '{}') as tables,
                   (select min(l.publish_on) from annual_account_version l
                     where l.account_id = v.account_id and l.number > v.number) as replaced_on
              from annual_account_version v
              join annual_account a on a.id = v.account_id
              left join accounts_account_v c on c.id = v.changed_by
              left join accounts_account_v p on p.id = v.adopted_by
            """;

    private static final String NEWEST_FIRST = " order by a.year desc, a.source, a.id, v.number desc";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AccountQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Lists all versions: by year, the last first; then by account, the general one first; then by version, the last first. */
    public List<AccountVersion> list() {
        return jdbc.sql(SELECT + NEWEST_FIRST).query(this::version).list();
    }

    public Optional<AccountVersion> find(long versionId) {
        return jdbc.sql(SELECT + " where v.id = ?")
                .param(versionId)
                .query(this::version)
                .optional();
    }

    /** Lists the versions of an account, the last first. */
    public List<AccountVersion> versions(long accountId) {
        return jdbc.sql(SELECT + " where a.id = ?" + NEWEST_FIRST)
                .param(accountId)
                .query(this::version)
                .list();
    }

    /** Lists the versions whose day has come, the last first. */
    public List<AccountVersion> published(int year, long sourceId, LocalDate today) {
        return jdbc.sql(SELECT
                        + " where a.year = :year and coalesce(a.source_id, 0) = :source and v.publish_on <= :today"
                        + NEWEST_FIRST)
                .param("year", year)
                .param("source", sourceId)
                .param("today", today)
                .query(this::version)
                .list();
    }

    /** Returns the content of an adopted version. */
    public AccountContent content(long versionId) {
        return json.readValue(
                jdbc.sql("select content from annual_account_version where id = ?")
                        .param(versionId)
                        .query(String.class)
                        .single(),
                AccountContent.class);
    }

    /** Returns the open data of an adopted version. */
    public OpenData data(long versionId) {
        byte[] packed = jdbc.sql("select data from annual_account_version where id = ?")
                .param(versionId)
                .query(byte[].class)
                .single();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return json.readValue(in, OpenData.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the sealed document of an adopted version. */
    public byte[] pdf(long versionId) {
        return jdbc.sql("select pdf from annual_account_version where id = ?")
                .param(versionId)
                .query(byte[].class)
                .single();
    }

    private AccountVersion version(ResultSet row, int n) throws SQLException {
        return new AccountVersion(
                row.getLong("id"),
                row.getLong("account_id"),
                row.getInt("year"),
                Rows.longOrNull(row, "source_id"),
                row.getString("source"),
                row.getInt("number"),
                json.readValue(row.getString("texts"), new TypeReference<Map<Section, String>>() {}),
                json.readValue(row.getString("quotes"), new TypeReference<List<String>>() {}),
                row.getString("reason"),
                row.getInt("edits"),
                Rows.instant(row, "changed_at"),
                row.getString("changed_by"),
                Rows.instantOrNull(row, "adopted_at"),
                row.getString("adopted_by"),
                row.getObject("publish_on", LocalDate.class),
                Rows.texts(row, "tables"),
                row.getObject("replaced_on", LocalDate.class));
    }
}
