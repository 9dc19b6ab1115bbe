package nl.tec.steering.internal;

import java.util.List;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.steering.Phase;
import nl.tec.steering.Step;
import nl.tec.steering.StepChange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class TimelineQueries {

    private static final String STEP = """
            select s.id, s.phase_id, s.title_nl, s.title_en, s.about_nl, s.about_en, s.source_nl, s.source_en, s.planned, s.done,
                   s.evidence_nl, s.evidence_en, s.dropped, case when s.kind = 'DECISION' then s.body_nl end as body_nl, s.body_en,
                   s.mandate_nl, s.mandate_en, s.reference, s.public_from as from, s.public_after as after, s.promised,
                   before.id is null or before.done is not null as cleared, s.version
              from project_step s left join project_step before on before.id = s.public_after
            """;

    private static final String PHASE = "select *, from_day as from, until_day as until from project_phase ";

    private final JdbcClient jdbc;

    TimelineQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the phases in the order of their first day. */
    public List<Phase> phases() {
        return jdbc.sql(PHASE + "order by from_day, id")
                .query(Rows.of(Phase.class))
                .list();
    }

    public Optional<Phase> findPhase(long id) {
        return jdbc.sql(PHASE + "where id = :id")
                .param("id", id)
                .query(Rows.of(Phase.class))
                .optional();
    }

    /** Returns the steps in the order of the day on which they were done, or are planned. */
    public List<Step> steps() {
        return jdbc.sql(STEP + "order by coalesce(s.done, s.planned), s.id")
                .query(Rows.of(Step.class))
                .list();
    }

    public Optional<Step> find(long id) {
        return jdbc.sql(STEP + "where s.id = :id")
                .param("id", id)
                .query(Rows.of(Step.class))
                .optional();
    }

    /** Returns the history of a step, latest first. */
    public List<StepChange> history(long stepId) {
        return jdbc.sql("""
                select c.at, coalesce(a.name, '') as by, c.what, c.day_before as before, c.day_after as after, c.reason, c.was
                  from project_step_change c left join accounts_account_v a on a.id = c.account_id
                 where c.step_id = :step order by c.id desc
                """)
                .param("step", stepId)
                .query(Rows.of(StepChange.class))
                .list();
    }
}
