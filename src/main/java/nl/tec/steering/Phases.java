package nl.tec.steering;

import java.time.LocalDate;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.steering.internal.TimelineStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds and changes the phases of the project. */
@Service
public class Phases {

    private final TimelineStore store;
    private final Audit audit;

    Phases(TimelineStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    /** Stores a phase; one with id 0 is new. The day that was promised first does not change. */
    @Transactional
    public Outcome<Long> save(Phase phase, Actor by) {
        Problems problems = problems(phase);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> id = store.put(phase);
        if (id.isEmpty()) {
            return Outcome.refused(Steps.OUTDATED);
        }
        audit.add(by, phase.id() == 0 ? "PHASE_ADDED" : "PHASE_CHANGED", "project_phase", id.get());
        return Outcome.done(id.get());
    }

    private static Problems problems(Phase phase) {
        LocalDate until = phase.until();
        Problems problems = new Problems()
                .addIf(phase.name().dutch().isBlank(), "name", "steering.problem.empty.name")
                .addIf(
                        phase.from().getYear() < 2000 || phase.from().getYear() > 2100,
                        "from",
                        "steering.problem.planned")
                .addIf(
                        until != null && (until.isBefore(phase.from()) || until.getYear() > 2100),
                        "until",
                        "steering.problem.until");
        return problems.addIfLonger(phase.name(), 80, "name")
                .addIfLonger(phase.about(), 600, "about")
                .addIfLonger(phase.source(), 200, "source");
    }
}
