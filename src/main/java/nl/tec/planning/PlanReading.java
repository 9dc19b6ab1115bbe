package nl.tec.planning;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import nl.tec.planning.internal.PlanCache;
import nl.tec.planning.internal.PlanViews;
import nl.tec.planning.internal.WishChanges;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Presents a proposal with names, in order; keeps the last ones, because a page shows a part. */
@Service
public class PlanReading {

    private static final int CACHE_SIZE = 8;

    /** Limits how long an erased person is still named. */
    private static final Duration VIEW_TTL = Duration.ofMinutes(10);

    private final PlanCache store;
    private final PlanViews maker;
    private final WishChanges wishes;

    private final Cache<List<Object>, PlanView> views = Caffeine.newBuilder()
            .maximumSize(CACHE_SIZE)
            .expireAfterWrite(VIEW_TTL)
            .softValues()
            .build();

    PlanReading(PlanCache store, PlanViews maker, WishChanges wishes) {
        this.store = store;
        this.maker = maker;
        this.wishes = wishes;
    }

    /** Returns the wishes that were entered, changed or withdrawn after those of a proposal were read; empty without a plan. */
    public List<WishChange> wishesSince(Proposal proposal) {
        PlanCache.Loaded loaded = store.load(proposal.id());
        return loaded == null ? List.of() : wishes.since(proposal, loaded.instance());
    }

    /** Returns the view of a proposal; null if the solver has not found a plan yet. */
    public @Nullable PlanView view(Proposal proposal) {
        List<Object> key = List.of(proposal.id(), proposal.version());
        PlanView known = views.getIfPresent(key);
        if (known == null) {
            PlanCache.Loaded loaded = store.load(proposal.id());
            if (loaded == null) {
                return null;
            }
            known = maker.of(proposal.roundId(), loaded);
            views.put(List.of(proposal.id(), loaded.version()), known);
        }
        return known;
    }
}
