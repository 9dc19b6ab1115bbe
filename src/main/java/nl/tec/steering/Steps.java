package nl.tec.steering;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.steering.StepChange.What;
import nl.tec.steering.StepFields.Decision;
import nl.tec.steering.StepFields.Publication;
import nl.tec.steering.internal.TimelineStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds and changes milestones and decisions. The day that was planned first never changes; moving the planned day requires a reason;
 * steps are never removed, but dropped with a reason.
 */
@Service
public class Steps {

    /** The reason for refusing a change when somebody else made another one meanwhile. */
    public static final String OUTDATED = "form.outdated";

    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final int YEARS_AHEAD = 20;

    private final TimelineStore store;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    Steps(TimelineStore store, Timeline timeline, Audit audit, Clock clock) {
        this.store = store;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public Outcome<Long> add(StepFields fields, Actor by) {
        Problems problems = problems(fields, null);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.add(fields);
        store.record(id, What.ADDED, null, null, "", null, by);
        audit.add(by, "STEP_ADDED", "project_step", id);
        return Outcome.done(id);
    }

    /**
     * Stores a change, with a row of history for each kind of change.
     *
     * @param read the step that the form was based on
     * @param reason why the planned day moved; blank if it did not
     */
    @Transactional
    public Outcome<Long> change(Step read, StepFields fields, String reason, Actor by) {
        Problems problems = problems(fields, read.id());
        boolean moved = !fields.planned().equals(read.planned());
        problems.addIf(moved && reason.isBlank(), "reason", "steering.problem.reason");
        problems.addIfLonger(reason.strip(), 300, "reason");
        problems.addIf(read.isDecision() != (fields.decision() != null), "", "steering.problem.kind");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        boolean current = store.lock(read.id(), read.version());
        Step before = timeline.find(read.id()).orElse(null);
        if (!current || before == null) {
            return Outcome.refused(OUTDATED);
        }
        List<What> changes = changes(before.fields(), fields);
        if (changes.isEmpty()) {
            return Outcome.done(read.id());
        }
        store.change(read.id(), fields);
        for (What what : changes) {
            boolean move = what == What.MOVED;
            store.record(
                    read.id(),
                    what,
                    move ? before.planned() : null,
                    move ? fields.planned() : null,
                    move ? reason.strip() : "",
                    before.fields(),
                    by);
        }
        audit.add(by, "STEP_CHANGED", "project_step", read.id());
        return Outcome.done(read.id());
    }

    private static List<What> changes(StepFields before, StepFields after) {
        List<What> changes = new ArrayList<>();
        if (!before.planned().equals(after.planned())) {
            changes.add(What.MOVED);
        }
        if (!Objects.equals(before.done(), after.done())) {
            changes.add(after.done() == null ? What.REOPENED : What.DONE);
        }
        if (!Objects.equals(before.dropped(), after.dropped())) {
            changes.add(after.dropped() == null ? What.RESUMED : What.DROPPED);
        }
        if (!before.publication().equals(after.publication())) {
            changes.add(What.PUBLICATION);
        }
        // evidence that is entered when the step is done is not a change of its own
        boolean evidence = !before.evidence().equals(after.evidence()) && !changes.contains(What.DONE);
        if (evidence || !sameBesidesEvidence(before, after)) {
            changes.add(What.CHANGED);
        }
        return changes;
    }

    private static boolean sameBesidesEvidence(StepFields before, StepFields after) {
        return before.title().equals(after.title())
                && before.about().equals(after.about())
                && before.source().equals(after.source())
                && before.phaseId() == after.phaseId()
                && Objects.equals(before.decision(), after.decision());
    }

    /** @param id of the step that is changed; null: a new one */
    private Problems problems(StepFields fields, @Nullable Long id) {
        LocalDate today = Dates.today(clock);
        Problems problems = new Problems();
        boolean phase = timeline.findPhase(fields.phaseId()).isPresent();
        problems.addIf(!phase, "phase", "steering.problem.phase");
        text(problems, "title", fields.title(), 1, 120);
        text(problems, "about", fields.about(), 0, 1000);
        text(problems, "source", fields.source(), 0, 200);
        text(problems, "evidence", fields.evidence(), 0, 600);
        problems.addIf(
                fields.planned().isBefore(FIRST_DAY) || fields.planned().isAfter(today.plusYears(YEARS_AHEAD)),
                "planned",
                "steering.problem.planned");
        LocalDate done = fields.done();
        if (done != null) {
            problems.addIf(done.isAfter(today) || done.isBefore(FIRST_DAY), "done", "steering.problem.done")
                    .addIf(fields.evidence().dutch().isBlank(), "evidence", "steering.problem.evidence")
                    .addIf(fields.dropped() != null, "dropped", "steering.problem.doneAndDropped");
        }
        String dropped = fields.dropped();
        problems.addIfLonger(dropped == null ? "" : dropped, 300, "dropped");
        Decision decision = fields.decision();
        if (decision != null) {
            text(problems, "body", decision.body(), 1, 120);
            text(problems, "mandate", decision.mandate(), 0, 300);
            problems.addIfLonger(decision.reference(), 60, "reference");
        }
        publication(problems, fields, id);
        return problems;
    }

    private void publication(Problems problems, StepFields fields, @Nullable Long id) {
        Publication publication = fields.publication();
        Instant from = publication.from();
        Long after = publication.after();
        LocalDate done = fields.done();
        if (from != null) {
            LocalDate day = Dates.dayOf(from);
            problems.addIf(
                    day.isBefore(FIRST_DAY) || day.isAfter(Dates.today(clock).plusYears(YEARS_AHEAD)),
                    "publicDay",
                    "steering.problem.planned");
            problems.addIf(
                    fields.decision() != null && done != null && day.isBefore(done),
                    "publicDay",
                    "steering.problem.publicBefore");
        }
        if (after != null) {
            problems.addIf(from == null, "publicDay", "steering.problem.publicDay")
                    .addIf(
                            after.equals(id) || timeline.find(after).isEmpty(),
                            "publicAfter",
                            "steering.problem.publicAfter");
        }
    }

    private static void text(Problems problems, String field, Bilingual text, int min, int max) {
        problems.addIf(min > 0 && text.dutch().isBlank(), field, "steering.problem.empty." + field)
                .addIfLonger(text, max, field);
    }
}
