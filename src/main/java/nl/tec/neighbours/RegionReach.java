package nl.tec.neighbours;

import java.time.Instant;
import java.util.List;
import nl.tec.results.Figures;
import org.jspecify.annotations.Nullable;

/**
 * A reach of pupils of all hubs of the region together. Each hub counts the pupils of its own municipalities only; a municipality of
 * several hubs is counted once, with the hub that reached most there, so nobody is in it twice (rules 2.16).
 *
 * @param ours whose definition it is
 * @param reached of those hubs together
 * @param population null: not of all of them known
 * @param parts of each hub that counts the same
 * @param shared municipalities of several of these hubs
 * @param missing names of the hubs that do not, or from which we have no figure, or none by municipality
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
     * @param left pupils of the others there, that are left out
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
