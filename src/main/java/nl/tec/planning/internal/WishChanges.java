package nl.tec.planning.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.Proposal;
import nl.tec.planning.WishChange;
import nl.tec.planning.WishChange.Kind;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.shared.Bilingual;
import org.springframework.stereotype.Component;

/** Compares the wishes of a round with those that a proposal was made of. */
@Component
public class WishChanges {

    private final WishStore wishes;
    private final ProposalStore proposals;
    private final Schools schools;

    WishChanges(WishStore wishes, ProposalStore proposals, Schools schools) {
        this.wishes = wishes;
        this.proposals = proposals;
        this.schools = schools;
    }

    private record Change(Kind kind, long siteId, String label, List<Long> choices) {}

    /** Returns the wishes that were entered, changed or withdrawn since, by school and class. */
    public List<WishChange> since(Proposal proposal, PlanInstance instance) {
        Map<Long, PlanInstance.Wish> planned = instance.wishes().stream()
                .collect(Collectors.toMap(wish -> InstanceBuilder.number(wish.id()), Function.identity()));
        Instant read = proposals.wishesReadAt(proposal.id());
        List<Change> changes = new ArrayList<>();
        Set<Long> kept = new HashSet<>();
        for (StoredWish one : wishes.list(proposal.roundId())) {
            boolean counts = one.wish().isFinished() && one.pupils() > 0;
            if (!counts) {
                continue;
            }
            kept.add(one.id());
            if (one.changedAt().isAfter(read)) {
                changes.add(new Change(
                        planned.containsKey(one.id()) ? Kind.CHANGED : Kind.NEW,
                        one.siteId(),
                        one.wish().label(),
                        one.wish().choices()));
            }
        }
        planned.forEach((id, wish) -> {
            if (!kept.contains(id)) {
                changes.add(new Change(
                        Kind.GONE,
                        InstanceBuilder.number(wish.school()),
                        wish.schoolClass().substring(wish.school().length() + 1),
                        wish.activities().stream().map(InstanceBuilder::number).toList()));
            }
        });
        return changes.isEmpty() ? List.of() : named(changes);
    }

    private List<WishChange> named(List<Change> changes) {
        Map<Long, SchoolSite> sites =
                schools.list(changes.stream().map(Change::siteId).collect(Collectors.toSet())).stream()
                        .collect(Collectors.toMap(SchoolSite::id, Function.identity()));
        Map<Long, Bilingual> titles = wishes.titles(
                changes.stream().flatMap(change -> change.choices().stream()).collect(Collectors.toSet()));
        return changes.stream()
                .filter(change -> sites.containsKey(change.siteId()))
                .map(change -> new WishChange(
                        change.kind(),
                        change.siteId(),
                        Objects.requireNonNull(sites.get(change.siteId())).name(),
                        change.label(),
                        change.choices().stream()
                                .filter(titles::containsKey)
                                .map(id -> Objects.requireNonNull(titles.get(id)))
                                .toList()))
                .sorted(Comparator.comparing(WishChange::school).thenComparing(WishChange::label))
                .toList();
    }
}
