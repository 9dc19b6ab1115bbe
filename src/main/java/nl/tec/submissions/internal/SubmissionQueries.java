package nl.tec.submissions.internal;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionLine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class SubmissionQueries {

    /** What is cancelled in the programme, by the partner or by the hub, is withdrawn here. */
    private static final String STATE = "case when a.state = 'CANCELLED' then 'WITHDRAWN' else s.state end";

    private static final String ACTIVITY = " left join programme_activity_v a on a.id = s.activity_id ";

    private static final String SELECT = """
            select s.id, s.organisation_id, %s as state, s.version, s.details, s.place, s.note, s.message, s.activity_id,
                   s.account_id, o.name as organisation
              from submission s join organisations_organisation_v o on o.id = s.organisation_id %s
            """.formatted(STATE, ACTIVITY);

    private static final String LINE = """
            select s.id, o.name as organisation, %s as state, s.source, s.version, s.activity_id is not null as change,
                   s.details #>> '{words,title,dutch}' as title_nl, s.details #>> '{words,title,english}' as title_en,
                   s.details #>> '{worlds,0}' as world, s.details ->> 'venueId' is not null as venue_known, s.submitted_at,
                   d.dates, d.first
              from submission s
              join organisations_organisation_v o on o.id = s.organisation_id %s
             cross join lateral (select count(*)::int as dates, min(d.starts_at) as first
                                   from submission_date d left join programme_session_v h on h.id = d.session_id
                                  where d.submission_id = s.id and d.cancel_reason is null and d.starts_at > :now
                                    and h.state is distinct from 'CANCELLED') d
            """.formatted(STATE, ACTIVITY);

    private final JdbcClient jdbc;
    private final Clock clock;

    SubmissionQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Submission> find(long id) {
        return read("where s.id = :id", Map.of("id", id)).stream().findFirst();
    }

    /** Returns the submissions of a partner; those that need an answer first. @param offset number to skip */
    public List<SubmissionLine> ofPartner(long organisationId, int offset, int limit) {
        return jdbc.sql(LINE + """
                where s.organisation_id = :organisation
                order by case %s when 'QUESTION' then 0 when 'REFUSED' then 1 when 'DRAFT' then 2 when 'SUBMITTED' then 3
                                      when 'ACCEPTED' then 4 else 5 end, d.first nulls last, s.id desc
                offset :offset limit :limit
                """.formatted(STATE))
                .param("organisation", organisationId)
                .param("offset", offset)
                .param("limit", limit)
                .param("now", Rows.now(clock))
                .query(Rows.of(SubmissionLine.class))
                .list();
    }

    /** @param state null: all but drafts. @param organisationId null: of all. @param offset number to skip */
    public List<SubmissionLine> list(
            Submission.@Nullable State state, @Nullable Long organisationId, int offset, int limit) {
        return jdbc.sql(LINE + """
                where s.state <> 'DRAFT' and (:state::text is null or %s = :state)
                  and (:organisation::bigint is null or s.organisation_id = :organisation)
                order by s.submitted_at, s.id offset :offset limit :limit
                """.formatted(STATE))
                .param("state", Rows.nameOrNull(state))
                .param("organisation", organisationId)
                .param("offset", offset)
                .param("limit", limit)
                .param("now", Rows.now(clock))
                .query(Rows.of(SubmissionLine.class))
                .list();
    }

    public int count(Submission.State state) {
        return jdbc.sql("select count(*) from submission s" + ACTIVITY + "where " + STATE + " = ?")
                .param(state.name())
                .query(Integer.class)
                .single();
    }

    /** Counts the submissions of these partners with an open question. */
    public int questions(Collection<Long> organisationIds) {
        return jdbc.sql("select count(*) from submission s" + ACTIVITY + "where " + STATE
                        + " = 'QUESTION' and s.organisation_id = any(?::bigint[])")
                .param(Rows.array(organisationIds))
                .query(Integer.class)
                .single();
    }

    /** Returns the partners that ever sent something in, by name. */
    public Map<Long, String> partners() {
        return jdbc.sql("""
                select distinct o.id, o.name from submission s join organisations_organisation_v o on o.id = s.organisation_id
                 where s.state <> 'DRAFT' order by o.name, o.id
                """).query(Rows.byId("id", (row, n) -> row.getString("name")));
    }

    List<Submission> read(String rest, Map<String, ?> values) {
        List<Submission> submissions = jdbc.sql(SELECT + rest)
                .params(values)
                .query(Rows.of(Submission.class))
                .list();
        Map<Long, List<Submission.Date>> dates =
                dates(submissions.stream().map(Submission::id).toList());
        submissions.forEach(submission -> submission.dates().addAll(dates.getOrDefault(submission.id(), List.of())));
        return submissions;
    }

    private Map<Long, List<Submission.Date>> dates(List<Long> submissionIds) {
        return jdbc.sql("""
                select d.submission_id, d.id, d.starts_at as slot_start, d.ends_at as slot_end, d.session_id,
                       coalesce(d.cancel_reason, case when h.state = 'CANCELLED' then coalesce(h.cancel_reason, '-') end) as cancel_reason
                  from submission_date d left join programme_session_v h on h.id = d.session_id
                 where d.submission_id = any(?::bigint[]) order by d.starts_at, d.id
                """)
                .param(Rows.array(submissionIds))
                .query(Rows.listsById("submission_id", Rows.of(Submission.Date.class)));
    }
}
