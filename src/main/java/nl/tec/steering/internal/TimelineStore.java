package nl.tec.steering.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import nl.tec.steering.Phase;
import nl.tec.steering.StepChange.What;
import nl.tec.steering.StepFields;
import nl.tec.steering.StepFields.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes phases, steps and their history. */
@Component
public class TimelineStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    TimelineStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Adds a phase, when its id is 0, or changes it; the day that was promised first does not change.
     *
     * @return its id; empty when somebody else changed it meanwhile
     */
    public Optional<Long> put(Phase phase) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("nameNl", phase.name().dutch());
        columns.put("nameEn", phase.name().english());
        columns.put("aboutNl", phase.about().dutch());
        columns.put("aboutEn", phase.about().english());
        columns.put("sourceNl", phase.source().dutch());
        columns.put("sourceEn", phase.source().english());
        columns.put("from", phase.from());
        columns.put("until", phase.until());
        return jdbc.sql(phase.id() == 0 ? """
                        insert into project_phase (name_nl, name_en, about_nl, about_en, source_nl, source_en, from_day, until_day,
                               promised)
                        values (:nameNl, :nameEn, :aboutNl, :aboutEn, :sourceNl, :sourceEn, :from, :until, :until)
                        returning id
                        """ : """
                        update project_phase set name_nl = :nameNl, name_en = :nameEn, about_nl = :aboutNl, about_en = :aboutEn,
                               source_nl = :sourceNl, source_en = :sourceEn, from_day = :from, until_day = :until,
                               version = version + 1
                         where id = :id and version = :version
                        returning id
                        """)
                .params(columns)
                .param("id", phase.id())
                .param("version", phase.version())
                .query(Long.class)
                .optional();
    }

    /** @return its id */
    public long add(StepFields fields) {
        return jdbc.sql("""
                insert into project_step (kind, phase_id, title_nl, title_en, about_nl, about_en, source_nl, source_en, planned,
                       promised, done, evidence_nl, evidence_en, dropped, body_nl, body_en, mandate_nl, mandate_en, reference,
                       public_from, public_after)
                values (:kind, :phase, :titleNl, :titleEn, :aboutNl, :aboutEn, :sourceNl, :sourceEn, :planned,
                       :planned, :done, :evidenceNl, :evidenceEn, :dropped, :bodyNl, :bodyEn, :mandateNl, :mandateEn, :reference,
                       :publicFrom, :publicAfter)
                returning id
                """)
                .param("kind", fields.decision() == null ? "MILESTONE" : "DECISION")
                .params(columns(fields))
                .query(Long.class)
                .single();
    }

    /** Locks a step until the transaction ends. @return false when it is no longer that version */
    public boolean lock(long id, int version) {
        return jdbc.sql("select id from project_step where id = :id and version = :version for update")
                .param("id", id)
                .param("version", version)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    public void change(long id, StepFields fields) {
        jdbc.sql("""
                update project_step set phase_id = :phase, title_nl = :titleNl, title_en = :titleEn, about_nl = :aboutNl,
                       about_en = :aboutEn, source_nl = :sourceNl, source_en = :sourceEn, planned = :planned, done = :done,
                       evidence_nl = :evidenceNl, evidence_en = :evidenceEn, dropped = :dropped, body_nl = :bodyNl,
                       body_en = :bodyEn, mandate_nl = :mandateNl, mandate_en = :mandateEn, reference = :reference,
                       public_from = :publicFrom, public_after = :publicAfter, version = version + 1
                 where id = :id
                """).params(columns(fields)).param("id", id).update();
    }

    /**
     * Adds a row to the history of a step.
     *
     * @param before the previous planned day; null: it did not move
     * @param was the details before the change; null: the step is new
     */
    public void record(
            long step,
            What what,
            @Nullable LocalDate before,
            @Nullable LocalDate after,
            String reason,
            @Nullable StepFields was,
            Actor by) {
        jdbc.sql("""
                insert into project_step_change (step_id, at, account_id, what, day_before, day_after, reason, was)
                values (:step, :now, :account, :what, :before, :after, :reason, :was::jsonb)
                """)
                .param("step", step)
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .param("what", what.name())
                .param("before", before)
                .param("after", after)
                .param("reason", reason)
                .param("was", was == null ? null : json.writeValueAsString(was))
                .update();
    }

    private static Map<String, @Nullable Object> columns(StepFields fields) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("phase", fields.phaseId());
        both(columns, "title", fields.title());
        both(columns, "about", fields.about());
        both(columns, "source", fields.source());
        both(columns, "evidence", fields.evidence());
        columns.put("planned", fields.planned());
        columns.put("done", fields.done());
        columns.put("dropped", fields.dropped());
        Decision decision = fields.decision();
        both(columns, "body", decision == null ? null : decision.body());
        both(columns, "mandate", decision == null ? null : decision.mandate());
        columns.put("reference", decision == null ? null : decision.reference());
        Instant from = fields.publication().from();
        columns.put("publicFrom", Rows.timestampOrNull(from));
        columns.put("publicAfter", fields.publication().after());
        return columns;
    }

    private static void both(Map<String, @Nullable Object> columns, String name, @Nullable Bilingual text) {
        columns.put(name + "Nl", text == null ? null : text.dutch());
        columns.put(name + "En", text == null ? null : text.english());
    }
}
