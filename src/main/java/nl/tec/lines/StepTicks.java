package nl.tec.lines;

import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.lines.internal.LinesQueries;
import nl.tec.lines.internal.LinesStore;
import nl.tec.organisations.SchoolClass;
import nl.tec.shared.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ticks of steps that pupils did at school or at home, without the hub (rules 1.7). Staff of the school tick them; author and time are
 * stored, also of ticks that were undone.
 */
@Service
public class StepTicks {

    private final LinesQueries queries;
    private final LinesStore store;
    private final SchoolLines lines;
    private final Audit audit;

    StepTicks(LinesQueries queries, LinesStore store, SchoolLines lines, Audit audit) {
        this.queries = queries;
        this.store = store;
        this.lines = lines;
        this.audit = audit;
    }

    /**
     * Ticks a step of a line of their school for the pupils of one group in a class; idempotent.
     *
     * @throws NotFound when the class is not of a school that the actor works at, or the step is not of a line that it follows
     */
    @Transactional
    public void tick(Actor actor, SchoolClass schoolClass, long partId, long stepId, TickPlace place) {
        actor.requireWorksAt(schoolClass.siteId());
        boolean ofClass = schoolClass.parts().stream().anyMatch(part -> part.id() == partId);
        boolean ofSchool = lines.followed(schoolClass.siteId()).stream()
                .flatMap(line -> line.steps().stream())
                .anyMatch(step -> step.id() == stepId);
        if (!ofClass || !ofSchool) {
            throw new NotFound("step " + stepId + " of class part " + partId);
        }
        store.tick(partId, stepId, place, actor.accountId())
                .ifPresent(id -> audit.add(actor, "STEP_TICKED", "school_class", schoolClass.id()));
    }

    /** Undoes a tick. @throws NotFound when it is not of a school that the actor works at */
    @Transactional
    public void undo(Actor actor, long tickId) {
        long siteId = queries.siteOfTick(tickId).orElseThrow(() -> new NotFound("tick " + tickId));
        actor.requireWorksAt(siteId);
        if (store.undo(tickId, actor.accountId())) {
            audit.add(actor, "STEP_TICK_UNDONE", "organisation", siteId);
        }
    }
}
