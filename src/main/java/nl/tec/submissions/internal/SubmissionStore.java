package nl.tec.submissions.internal;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.tec.hub.Rows;
import nl.tec.shared.NotFound;
import nl.tec.submissions.Submission;
import nl.tec.submissions.Submission.Source;
import nl.tec.submissions.Submission.State;
import nl.tec.submissions.SubmissionDraft;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class SubmissionStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SubmissionQueries queries;
    private final Clock clock;

    SubmissionStore(JdbcClient jdbc, JsonMapper json, SubmissionQueries queries, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.queries = queries;
        this.clock = clock;
    }

    /** Locks a submission until the transaction ends. */
    public Submission lock(long id) {
        return queries.read("where s.id = :id for update of s", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("submission " + id));
    }

    public Submission get(long id) {
        return queries.find(id).orElseThrow(() -> new NotFound("submission " + id));
    }

    /** Inserts a draft. @return its id */
    public long insert(long organisationId, Source source, SubmissionDraft draft, @Nullable Long accountId) {
        long id = jdbc.sql("""
                insert into submission (organisation_id, state, source, details, place, note, account_id, changed_at)
                values (:organisation, 'DRAFT', :source, :details::jsonb, :place::jsonb, :note, :account, :now) returning id
                """)
                .params(values(draft))
                .param("organisation", organisationId)
                .param("source", source.name())
                .param("account", accountId)
                .query(Long.class)
                .single();
        putDates(id, List.of(), draft.dates());
        return id;
    }

    public void update(Submission current, SubmissionDraft draft) {
        jdbc.sql("""
                update submission set details = :details::jsonb, place = :place::jsonb, note = :note, changed_at = :now, version = version + 1
                 where id = :id
                """).params(values(draft)).param("id", current.id()).update();
        putDates(current.id(), current.dates(), draft.dates());
    }

    private Map<String, @Nullable Object> values(SubmissionDraft draft) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("details", json.writeValueAsString(draft.details()));
        values.put("place", draft.place() == null ? null : json.writeValueAsString(draft.place()));
        values.put("note", draft.note());
        values.put("now", Rows.now(clock));
        return values;
    }

    /** Replaces the dates; those that are in the programme or were cancelled are kept. */
    private void putDates(long id, List<Submission.Date> current, List<SubmissionDraft.Date> dates) {
        List<Long> kept = dates.stream()
                .map(SubmissionDraft.Date::id)
                .filter(Objects::nonNull)
                .toList();
        List<Long> gone = current.stream()
                .filter(date -> date.sessionId() == null && !date.cancelled() && !kept.contains(date.id()))
                .map(Submission.Date::id)
                .toList();
        jdbc.sql("delete from submission_date where submission_id = ? and id = any(?::bigint[])")
                .params(id, Rows.array(gone))
                .update();
        jdbc.sql("set constraints all deferred").update();
        for (SubmissionDraft.Date date : dates) {
            if (date.id() == null) {
                jdbc.sql("insert into submission_date (submission_id, starts_at, ends_at) values (?, ?, ?)")
                        .params(
                                id,
                                Rows.timestamp(date.slot().start()),
                                Rows.timestamp(date.slot().end()))
                        .update();
            } else {
                jdbc.sql("update submission_date set starts_at = ?, ends_at = ? where id = ? and submission_id = ?")
                        .params(
                                Rows.timestamp(date.slot().start()),
                                Rows.timestamp(date.slot().end()))
                        .params(date.id(), id)
                        .update();
            }
        }
        jdbc.sql("set constraints all immediate").update();
    }

    /** Puts a submission in the queue for moderation. */
    public void submit(long id, @Nullable Long accountId) {
        jdbc.sql("""
                update submission set state = 'SUBMITTED', submitted_at = :now, message = '', account_id = coalesce(:account, account_id),
                       version = version + 1 where id = :id
                """)
                .param("now", Rows.now(clock))
                .param("account", accountId)
                .param("id", id)
                .update();
    }

    /** @param message the question or the reason; empty when there is none */
    public void decide(long id, State state, String message, long accountId) {
        jdbc.sql("""
                update submission set state = :state, message = :message, decided_at = :now, decided_by = :account,
                       version = version + 1 where id = :id
                """)
                .param("state", state.name())
                .param("message", message)
                .param("now", Rows.now(clock))
                .param("account", accountId)
                .param("id", id)
                .update();
    }

    public void withdraw(long id) {
        jdbc.sql("update submission set state = 'WITHDRAWN', changed_at = ?, version = version + 1 where id = ?")
                .params(Rows.now(clock), id)
                .update();
    }

    public void delete(long id) {
        jdbc.sql("delete from submission where id = ?").param(id).update();
    }

    /** Links a submission to its activity in the programme. @param venueId its venue */
    public void published(long id, long activityId, long venueId) {
        jdbc.sql("""
                update submission set activity_id = ?, place = null, details = jsonb_set(details, '{venueId}', to_jsonb(?::bigint))
                 where id = ?
                """).params(activityId, venueId, id).update();
    }

    public void published(long dateId, long sessionId) {
        jdbc.sql("update submission_date set session_id = ? where id = ?")
                .params(sessionId, dateId)
                .update();
    }

    public void cancelDates(List<Long> ids, String reason) {
        jdbc.sql("update submission_date set cancel_reason = ? where id = any(?::bigint[]) and cancel_reason is null")
                .params(reason, Rows.array(ids))
                .update();
    }
}
