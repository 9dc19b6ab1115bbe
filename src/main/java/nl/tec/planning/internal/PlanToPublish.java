package nl.tec.planning.internal;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.Publication;
import nl.tec.planning.Round;
import nl.tec.planning.internal.WishStore.StoredWish;

/** A plan with everything that its publication needs. */
record PlanToPublish(
        Publication publication,
        Round round,
        PlanInstance instance,
        PlanSolution solution,
        Map<Long, Candidate> candidates,
        Map<String, Wish> wishes,
        Map<Long, StoredWish> kept,
        Actor by) {

    /** Returns the schools with a wish. */
    Set<Long> schools() {
        return instance.wishes().stream()
                .map(wish -> InstanceBuilder.number(wish.school()))
                .collect(Collectors.toSet());
    }

    /** Returns the schools with a wish that is met. */
    Set<Long> schoolsWithVisits() {
        return solution.assignments().stream()
                .map(assignment -> InstanceBuilder.number(
                        Objects.requireNonNull(wishes.get(assignment.wish())).school()))
                .collect(Collectors.toSet());
    }
}
