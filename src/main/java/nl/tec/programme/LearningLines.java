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
 * The learning lines of the hub (requirement A7). The caller checks authorisation. Lines are never deleted: schools that follow one keep
 * it when it is no longer published. A removed step is kept in the database for the ticks of schools.
 */
@Service
public class LearningLines {

    /** Message key of an optimistic-locking conflict. */
    public static final String OUTDATED = "form.outdated";

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

    /** Returns all lines, including drafts, by title. */
    public List<LearningLine> list() {
        return queries.list();
    }

    /** Returns the published lines, by title. */
    public List<LearningLine> published() {
        return list().stream().filter(LearningLine::published).toList();
    }

    public Optional<LearningLine> find(long id) {
        return list().stream().filter(line -> line.id() == id).findFirst();
    }

    /** Finds a published line. */
    public Optional<LearningLine> find(String key) {
        return published().stream().filter(line -> line.key().equals(key)).findFirst();
    }

    /** Returns the number of schools that follow each line. */
    public Map<Long, Integer> followers() {
        return queries.followers();
    }

    /** Creates a draft without steps. The fields of problems are {@code titel} and {@code beschrijving}. */
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

    /** @param version the version that was shown, for optimistic locking */
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

    /** Publishes a line. Refused while it has no steps. */
    @Transactional
    public Outcome<Long> publish(long id, Actor by) {
        store.lock(id);
        LearningLine line = get(id);
        if (line.steps().isEmpty()) {
            return Outcome.refused("lines.problem.noSteps");
        }
        return publish(id, true, "LINE_PUBLISHED", by);
    }

    /** Turns a line back into a draft, which schools can no longer choose. Schools that follow it keep it. */
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

    /** Adds a step to a line; steps are ordered by their groups. The fields of problems are those of the form. */
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

    /** @param version the version that was shown, for optimistic locking */
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

    /** Removes a step from its line. Refused for the last step of a published line. */
    @Transactional
    public Outcome<Long> removeStep(long lineId, long stepId, Actor by) {
        store.lock(lineId);
        LearningLine line = get(lineId);
        if (line.steps().stream().noneMatch(step -> step.id() == stepId)) {
            return Outcome.done(stepId); // a colleague removed it
        }
        if (line.published() && line.steps().size() == 1) {
            return Outcome.refused("lines.problem.lastStep");
        }
        if (store.removeStep(lineId, stepId)) {
            audit.add(by, "LINE_STEP_REMOVED", "learning_line", lineId);
        }
        return Outcome.done(stepId);
    }

    /** Undoes {@link #removeStep}. */
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
