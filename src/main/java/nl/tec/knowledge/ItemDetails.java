package nl.tec.knowledge;

import java.time.LocalDate;
import java.util.List;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Bilingual;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The details of an item, as its maker fills them in.
 *
 * @param worlds the first is the primary one; at least one
 * @param goals codes of curriculum goals
 * @param minutes duration of a lesson with it; null: not a lesson
 * @param language of the material itself: {@code nl}, {@code en} or {@code de}
 * @param organisationId its maker; null: the hub
 * @param video address of a video elsewhere; empty: none
 * @param tags search terms
 * @param reviewOn the day on which its makers have to review it
 */
public record ItemDetails(
        ItemKind kind,
        ItemAccess access,
        Words words,
        List<World> worlds,
        ForWhom forWhom,
        List<String> goals,
        @Nullable Integer minutes,
        Licence licence,
        String language,
        @Nullable Long organisationId,
        String video,
        List<String> tags,
        LocalDate reviewOn) {

    /** @param body Markdown */
    public record Words(Bilingual title, Bilingual summary, Bilingual body) {}

    public ItemDetails {
        worlds = List.copyOf(worlds);
        goals = goals.stream().sorted().distinct().toList();
        tags = List.copyOf(tags);
    }

    /** Returns a copy made by this organisation. */
    public ItemDetails by(long organisation) {
        return new ItemDetails(
                kind,
                access,
                words,
                worlds,
                forWhom,
                goals,
                minutes,
                licence,
                language,
                organisation,
                video,
                tags,
                reviewOn);
    }
}
