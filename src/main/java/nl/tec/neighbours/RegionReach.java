package nl.tec.neighbours;

import java.time.Instant;
import java.util.List;
import nl.tec.results.Figures;
import org.jspecify.annotations.Nullable;

/**
 * The reach of pupils of all hubs of the region together. Each hub counts the pupils of its own municipalities only; a municipality of
 * several hubs is counted once, for the hub that reached most there, so that nobody is counted twice (rules 2.16).
 *
 * @param ours our figure, with its definition
 * @param reached total of these hubs
 * @param population null: not known for all of them
 * @param parts the hubs that measure the same
 * @param shared municipalities of several of these hubs
 * @param missing names of the hubs that measure differently, or without a figure, or without numbers by municipality
 */
public record RegionReach(
        Figures.Line ours,
        long reached,
        @Nullable Long population,
        List<Part> parts,
        List<Shared> shared,
        List<String> missing) {

    /**
     * A municipality of several hubs.
     *
     * @param hubs names; the first is the one that counts
     * @param left number of pupils of the other hubs there, who are left out
     */
    public record Shared(String municipality, List<String> hubs, long left) {}

    /** @param measuredAt when it was measured there */
    public record Part(
            String hub,
            long reached,
            @Nullable Long population,
            @Nullable Instant measuredAt) {}

    public @Nullable Double percent() {
        return population == null || population == 0 ? null : 100.0 * reached / population;
    }
}
