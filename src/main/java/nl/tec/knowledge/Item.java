package nl.tec.knowledge;

import java.time.Instant;
import java.util.List;
import nl.tec.programme.ActivityMaterial;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * An item of the library with all that belongs to it.
 *
 * @param organisation the name of who made it; empty: the hub
 * @param version of its content: 1 for the first
 * @param publishedAt for the first time; null: never
 */
public record Item(
        long id,
        String slug,
        ItemState state,
        ItemDetails details,
        String organisation,
        int version,
        boolean invented,
        @Nullable Instant publishedAt,
        Instant changedAt,
        List<File> files,
        List<UsedAt> activities) {

    /** @param bytes its size */
    public record File(long id, String name, String media, String label, int bytes) {

        public boolean picture() {
            return media.startsWith("image/");
        }
    }

    /** An activity that a class uses it with. */
    public record UsedAt(
            long activityId, String slug, Bilingual title, boolean published, ActivityMaterial.Moment moment) {}

    public Bilingual title() {
        return details.words().title();
    }

    public boolean published() {
        return state == ItemState.PUBLISHED;
    }
}
