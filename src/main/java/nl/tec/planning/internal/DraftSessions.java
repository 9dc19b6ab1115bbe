package nl.tec.planning.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.SchoolClass;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.Publication;
import nl.tec.programme.Sessions;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Prepares the publication of a plan: the classes of its school year and draft sessions, in batches. */
@Component
class DraftSessions {

    /** The number of sessions that are prepared in one transaction. */
    private static final int BATCH_SIZE = 20;

    private final PublicationStore records;
    private final Sessions sessions;
    private final Classes classes;
    private final MovingUp movingUp;
    private final TransactionTemplate transaction;

    DraftSessions(
            PublicationStore records,
            Sessions sessions,
            Classes classes,
            MovingUp movingUp,
            TransactionTemplate transaction) {
        this.records = records;
        this.sessions = sessions;
        this.classes = classes;
        this.movingUp = movingUp;
        this.transaction = transaction;
    }

    /** Creates what is missing; sessions reserve their rooms and equipment, and nobody sees them. */
    void prepare(PlanToPublish plan) {
        moveClassesUp(plan);
        createMissing(plan);
    }

    /**
     * Moves up the current classes of schools that have none yet in the school year of the plan. This includes schools that are left
     * out, because a visit may become available for them.
     */
    private void moveClassesUp(PlanToPublish plan) {
        SchoolYear year = plan.round().year();
        Set<Long> sites = plan.schools();
        Set<Long> there =
                classes.list(sites, year).stream().map(SchoolClass::siteId).collect(Collectors.toSet());
        for (long site : sites) {
            if (!there.contains(site)
                    && movingUp.preview(plan.by(), site, year.previous()) instanceof MovingUp.Preview.Ready ready) {
                movingUp.confirm(
                        plan.by(),
                        site,
                        year.previous(),
                        ready.proposal().version(),
                        ready.proposal().classes().stream()
                                .map(MovingUp.NextClass::numbers)
                                .toList());
            }
        }
    }

    private void createMissing(PlanToPublish plan) {
        Map<Long, Long> prepared = records.prepared(plan.round().id());
        List<Candidate> missing = plan.solution().assignments().stream()
                .map(Assignment::candidate)
                .distinct()
                .filter(candidate -> !prepared.containsKey(candidate))
                .map(candidate -> Objects.requireNonNull(plan.candidates().get(candidate)))
                .sorted(Comparator.comparing(Candidate::start))
                .toList();
        for (int from = 0; from < missing.size(); from += BATCH_SIZE) {
            List<Candidate> batch = missing.subList(from, Math.min(missing.size(), from + BATCH_SIZE));
            transaction.executeWithoutResult(status -> {
                Publication now = records.lock(plan.round().id()).orElseThrow();
                if (now.state() == Publication.State.PREPARING) {
                    batch.forEach(candidate -> create(plan, candidate));
                }
            });
        }
    }

    private void create(PlanToPublish plan, Candidate candidate) {
        Sessions.Result result = sessions.create(CandidateSessions.details(candidate), false, plan.by());
        if (result instanceof Sessions.Saved saved) {
            records.addPrepared(plan.round().id(), candidate.id(), saved.ids().get(0));
        } else {
            throw new PublicationRefused(
                    result instanceof Sessions.Occupied
                            ? "planning.publish.occupied"
                            : "planning.publish.sessionRefused",
                    candidate.start().toString());
        }
    }
}
