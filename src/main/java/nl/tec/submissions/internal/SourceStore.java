package nl.tec.submissions.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.hub.Rows;
import nl.tec.programme.ActivityDetails;
import nl.tec.submissions.PartnerCalendar;
import nl.tec.submissions.SourceItem;
import nl.tec.submissions.SourceReport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores calendars, uploaded files, and which submissions were made from them. */
@Component
public class SourceStore {

    private static final String SELECT = """
            select id, organisation_id, address, defaults, account_id, etag, last_modified, read_at, failure, report
              from submission_source
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    SourceStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A source with the data for reading it.
     *
     * @param address null: the files of a partner
     * @param accountId the account that is notified of decisions
     */
    public record Source(
            long id,
            long organisationId,
            @Nullable String address,
            ActivityDetails defaults,
            @Nullable Long accountId,
            @Nullable String etag,
            @Nullable String lastModified) {}

    /** @return empty when the partner has this calendar already */
    public Optional<Long> addCalendar(long organisationId, String address, ActivityDetails defaults, long accountId) {
        return jdbc.sql("""
                insert into submission_source (organisation_id, address, defaults, account_id, created_at)
                values (:organisation, :address, :defaults::jsonb, :account, :now) on conflict do nothing returning id
                """)
                .param("organisation", organisationId)
                .param("address", address)
                .param("defaults", json.writeValueAsString(defaults))
                .param("account", accountId)
                .param("now", Rows.now(clock))
                .query(Long.class)
                .optional();
    }

    /** Returns the source of all files of a partner, so that a repeated file is recognised. */
    public Source files(long organisationId, ActivityDetails defaults, long accountId) {
        jdbc.sql("""
                insert into submission_source (organisation_id, defaults, account_id, created_at)
                values (:organisation, :defaults::jsonb, :account, :now)
                on conflict (organisation_id, address) where ended_at is null
                do update set defaults = excluded.defaults, account_id = excluded.account_id
                """)
                .param("organisation", organisationId)
                .param("defaults", json.writeValueAsString(defaults))
                .param("account", accountId)
                .param("now", Rows.now(clock))
                .update();
        return jdbc.sql(SELECT + "where organisation_id = ? and address is null and ended_at is null")
                .param(organisationId)
                .query(Rows.of(Source.class))
                .single();
    }

    public Optional<Source> lock(long id) {
        return jdbc.sql(SELECT + "where id = ? and ended_at is null for update")
                .param(id)
                .query(Rows.of(Source.class))
                .optional();
    }

    public Optional<Source> find(long id) {
        return jdbc.sql(SELECT + "where id = ? and ended_at is null")
                .param(id)
                .query(Rows.of(Source.class))
                .optional();
    }

    /** Returns the calendars without an attempt since a moment. */
    public List<Long> due(Instant since) {
        return jdbc.sql("""
                select id from submission_source where address is not null and ended_at is null and (read_at is null or read_at < ?)
                 order by read_at nulls first, id
                """).param(Rows.timestamp(since)).query(Long.class).list();
    }

    public List<PartnerCalendar> calendars(long organisationId) {
        return jdbc.sql(SELECT + "where organisation_id = ? and address is not null and ended_at is null order by id")
                .param(organisationId)
                .query(Rows.of(PartnerCalendar.class))
                .list();
    }

    public void end(long id) {
        jdbc.sql("update submission_source set ended_at = ? where id = ?")
                .params(Rows.now(clock), id)
                .update();
    }

    /** Records a successful reading. @param report null: nothing had changed */
    public void read(long id, @Nullable String etag, @Nullable String lastModified, @Nullable SourceReport report) {
        jdbc.sql("""
                update submission_source set read_at = :now, failure = null, failed_since = null, etag = :etag, last_modified = :modified,
                       report = coalesce(:report::jsonb, report) where id = :id
                """)
                .param("now", Rows.now(clock))
                .param("etag", etag)
                .param("modified", lastModified)
                .param("report", report == null ? null : json.writeValueAsString(report))
                .param("id", id)
                .update();
    }

    public void failed(long id, String failure) {
        jdbc.sql("""
                update submission_source set read_at = :now, failure = :failure, failed_since = coalesce(failed_since, :now) where id = :id
                """)
                .param("now", Rows.now(clock))
                .param("failure", failure)
                .param("id", id)
                .update();
    }

    /** Returns the calendars that could not be read since before a moment, the longest first. */
    public List<PartnerCalendar.Failing> failing(Instant before) {
        return jdbc.sql("""
                select c.organisation_id, o.name as organisation, c.address, c.failure, c.failed_since as since
                  from submission_source c join organisations_organisation_v o on o.id = c.organisation_id
                 where c.ended_at is null and c.failed_since < ?
                 order by c.failed_since, c.id
                """)
                .param(Rows.timestamp(before))
                .query(Rows.of(PartnerCalendar.Failing.class))
                .list();
    }

    /** The submission made from an item. @param hash of the item at the last reading */
    public record KnownItem(long submissionId, String hash) {}

    /** Returns the submissions by the keys of their items. */
    public Map<String, KnownItem> known(long sourceId) {
        return jdbc.sql(
                        "select id as submission_id, source_key, source_hash as hash from submission where source_id = ?")
                .param(sourceId)
                .query(Rows.byText("source_key", Rows.of(KnownItem.class)));
    }

    public void mark(long submissionId, long sourceId, String key, String hash) {
        jdbc.sql("update submission set source_id = ?, source_key = ?, source_hash = ? where id = ?")
                .params(sourceId, key, hash, submissionId)
                .update();
    }

    /** Returns the ids of the dates of a submission by their keys. */
    public Map<String, Long> dates(long submissionId) {
        return jdbc.sql("select id, source_key from submission_date where submission_id = ? and source_key is not null")
                .param(submissionId)
                .query(Rows.byText("source_key", (row, n) -> row.getLong("id")));
    }

    /**
     * Returns the dates of submissions of a source that have begun, the last one first, by submission.
     *
     * @param gone the reason of dates that the source took away; those are left out
     */
    public Map<Long, List<SourceItem.Date>> passed(long sourceId, Instant now, String gone) {
        return jdbc.sql("""
                select d.submission_id, d.source_key as key, d.starts_at as slot_start, d.ends_at as slot_end
                  from submission_date d join submission s on s.id = d.submission_id
                 where s.source_id = :source and d.source_key is not null and d.starts_at <= :now
                   and d.cancel_reason is distinct from :gone
                 order by d.starts_at desc, d.id
                """)
                .param("source", sourceId)
                .param("now", Rows.timestamp(now))
                .param("gone", gone)
                .query(Rows.listsById("submission_id", Rows.of(SourceItem.Date.class)));
    }

    public void saveDateKey(long submissionId, Instant start, String key) {
        jdbc.sql("update submission_date set source_key = ? where submission_id = ? and starts_at = ?")
                .params(key, submissionId, Rows.timestamp(start))
                .update();
    }

    /** Reinstates cancelled dates; a date whose session was cancelled gets a new session. */
    public void goOn(List<Long> dateIds) {
        jdbc.sql("""
                update submission_date d set cancel_reason = null,
                       session_id = (select s.id from programme_session_v s where s.id = d.session_id and s.state <> 'CANCELLED')
                 where id = any(?::bigint[]) and cancel_reason is not null
                """).param(Rows.array(dateIds)).update();
    }

    /** An uploaded file. */
    public record Upload(
            long organisationId, long accountId, String fileName, byte[] content, ActivityDetails defaults) {}

    public UUID keep(Upload upload) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into submission_upload (id, organisation_id, account_id, created_at, file_name, content, defaults)
                values (:id, :organisation, :account, :now, :name, :content, :defaults::jsonb)
                """)
                .param("id", id)
                .param("organisation", upload.organisationId())
                .param("account", upload.accountId())
                .param("now", Rows.now(clock))
                .param("name", upload.fileName())
                .param("content", upload.content())
                .param("defaults", json.writeValueAsString(upload.defaults()))
                .update();
        return id;
    }

    /** Returns and removes an uploaded file, for the account that uploaded it. */
    public Optional<Upload> take(UUID id, long accountId) {
        return jdbc.sql("delete from submission_upload where id = ? and account_id = ? returning *")
                .params(id, accountId)
                .query(Rows.of(Upload.class))
                .optional();
    }

    /** Finds an uploaded file, for the account that uploaded it. */
    public Optional<Upload> find(UUID id, long accountId) {
        return jdbc.sql("""
                select organisation_id, account_id, file_name, content, defaults from submission_upload
                 where id = ? and account_id = ?
                """).params(id, accountId).query(Rows.of(Upload.class)).optional();
    }

    /** Removes files that nobody sent in. */
    public void removeOldUploads() {
        jdbc.sql("delete from submission_upload where created_at < ?")
                .param(Rows.timestamp(clock.instant().minus(1, ChronoUnit.DAYS)))
                .update();
    }
}
