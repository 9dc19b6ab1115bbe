package nl.tec.accountability.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import nl.tec.accountability.AccountContent;
import nl.tec.accountability.AccountVersion;
import nl.tec.accountability.OpenData;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class AccountQueries {

    private static final String SELECT = """
            select v.id, v.account_id, a.year, a.source_id, a.source, v.number, v.texts, array(select jsonb_array_elements_text(v.quotes)) as quotes, v.reason, v.edits, v.changed_at,
                   coalesce(c.name, '') as changed_by, v.adopted_at, coalesce(p.name, '') as adopted_by, v.publish_on,
                   v.tables,
                   (select min(l.publish_on) from annual_account_version l
                     where l.account_id = v.account_id and l.number > v.number) as replaced_on,
                   exists (select from annual_account_version l
                            where l.account_id = v.account_id and l.number > v.number and l.publish_on <= v.publish_on
                              and (l.adopted_at at time zone 'Europe/Amsterdam')::date < v.publish_on) as never_public
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
        return jdbc.sql(SELECT + NEWEST_FIRST)
                .query(Rows.of(AccountVersion.class))
                .list();
    }

    public Optional<AccountVersion> find(long versionId) {
        return jdbc.sql(SELECT + " where v.id = ?")
                .param(versionId)
                .query(Rows.of(AccountVersion.class))
                .optional();
    }

    /** Lists the versions of an account, the last first. */
    public List<AccountVersion> versions(long accountId) {
        return jdbc.sql(SELECT + " where a.id = ?" + NEWEST_FIRST)
                .param(accountId)
                .query(Rows.of(AccountVersion.class))
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
                .query(Rows.of(AccountVersion.class))
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
}
