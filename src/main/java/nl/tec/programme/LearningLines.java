package nl.tec.programme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.programme.internal.LearningLineQueries;
import nl.tec.programme.internal.LearningLineStore;
import nl.tec.programme.internal.LineCheck;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Slugs;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The learning lines of the hub (requirement A7). Who may change them is checked by the caller. A line is never deleted: schools
 * that follow it keep it when it is no longer published, and a step that is removed is kept for what schools ticked.
 */
@Service
public class LearningLines {

    /** Why a change is refused when somebody else made another one meanwhile. */
    public static final String OUTDATED = "lines.problem.outdated";

    private final LearningLineQueries queries;
    private final LearningLineStore store;
    private final LineCheck check;
    private final Audit audit;

    LearningLines(LearningLineQueries queries, LearningLineStore store, LineCheck check, Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.audit = audit;
    }

    /** All lines by title, drafts too. */
    public List<LearningLine> list() {
        return queries.list();
    }

    /** The lines that everybody sees, by title. */
    public List<LearningLine> published() {
        return list().stream().filter(LearningLine::published).toList();
    }

    public Optional<LearningLine> find(long id) {
        return list().stream().filter(line -> line.id() == id).findFirst();
    }

    /** A published line. */
    public Optional<LearningLine> find(String key) {
        return published().stream().filter(line -> line.key().equals(key)).findFirst();
    }

    /** How many schools follow each line. */
    public Map<Long, Integer> followers() {
        return queries.followers();
    }

    /** A new draft without steps. The fields of problems are {@code titel} and {@code beschrijving}. */
    @Transactional
    public Outcome<Long> add(LineFields fields, Actor by) {
        Problems problems = check.line(fields);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(Slugs.of(fields.title().dutch(), "leerlijn"), fields);
        audit.add(by, "LINE_ADDED", "learning_line", id);
        return Outcome.done(id);
    }

    /** @param version the one that was on the screen */
    @Transactional
    public Outcome<Long> change(long id, int version, LineFields fields, Actor by) {
        Problems problems = check.line(fields);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.update(id, version, fields)) {
            return outdated(id);
        }
        audit.add(by, "LINE_CHANGED", "learning_line", id);
        return Outcome.done(id);
    }

    /** From now on everybody sees it. Refused while it has no steps. */
    @Transactional
    public Outcome<Long> publish(long id, Actor by) {
        store.lock(id);
        LearningLine line = get(id);
        if (line.steps().isEmpty()) {
            return Outcome.refused("lines.problem.noSteps");
        }
        return publish(id, true, "LINE_PUBLISHED", by);
    }

    /** A draft again: no school can choose it any more. Schools that follow it keep it. */
    @Transactional
    public Outcome<Long> withdraw(long id, Actor by) {
        return publish(id, false, "LINE_WITHDRAWN", by);
    }

    private Outcome<Long> publish(long id, boolean published, String action, Actor by) {
        if (!store.publish(id, published)) {
            throw new NotFound("learning line " + id);
        }
        audit.add(by, action, "learning_line", id);
        return Outcome.done(id);
    }

    /** A step of a line: by its groups it finds its own place among the others. The fields of problems are those of the form. */
    @Transactional
    public Outcome<Long> addStep(long lineId, LineStepFields fields, Actor by) {
        store.lock(lineId);
        get(lineId);
        Problems problems = check.step(fields);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insertStep(lineId, fields);
        audit.add(by, "LINE_STEP_ADDED", "learning_line", lineId);
        return Outcome.done(id);
    }

    /** @param version the one that was on the screen */
    @Transactional
    public Outcome<Long> changeStep(long lineId, long stepId, int version, LineStepFields fields, Actor by) {
        Problems problems = check.step(fields);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!store.updateStep(lineId, stepId, version, fields)) {
            return get(lineId).steps().stream().anyMatch(step -> step.id() == stepId)
                    ? Outcome.refused(OUTDATED)
                    : missing(stepId);
        }
        audit.add(by, "LINE_STEP_CHANGED", "learning_line", lineId);
        return Outcome.done(stepId);
    }

    /** Takes a step out of its line. The last one of a published line stays. */
    @Transactional
    public Outcome<Long> removeStep(long lineId, long stepId, Actor by) {
        store.lock(lineId);
        LearningLine line = get(lineId);
        if (line.published() && line.steps().size() == 1) {
            return Outcome.refused("lines.problem.lastStep");
        }
        if (!store.removeStep(lineId, stepId)) {
            return missing(stepId);
        }
        audit.add(by, "LINE_STEP_REMOVED", "learning_line", lineId);
        return Outcome.done(stepId);
    }

    /** Takes back {@link #removeStep}. */
    @Transactional
    public Outcome<Long> restoreStep(long lineId, long stepId, Actor by) {
        if (!store.restoreStep(lineId, stepId)) {
            return missing(stepId);
        }
        audit.add(by, "LINE_STEP_RESTORED", "learning_line", lineId);
        return Outcome.done(stepId);
    }

    private Outcome<Long> outdated(long id) {
        get(id);
        return Outcome.refused(OUTDATED);
    }

    private LearningLine get(long id) {
        return find(id).orElseThrow(() -> new NotFound("learning line " + id));
    }

    private static Outcome<Long> missing(long stepId) {
        throw new NotFound("step of a learning line " + stepId);
    }
}
