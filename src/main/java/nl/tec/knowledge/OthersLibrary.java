package nl.tec.knowledge;

import java.util.List;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** What is open in the libraries of hubs of other cities: shown beside ours, always as theirs. Whoever knows them implements it. */
public interface OthersLibrary {

    /**
     * @param hub whose library it is in
     * @param href its page there
     * @param title in Dutch only, as {@code summary}
     * @param licence as Creative Commons calls it
     * @param maker empty: that hub
     */
    record Item(
            String hub,
            String href,
            String title,
            String summary,
            ItemKind kind,
            @Nullable World world,
            String licence,
            String maker) {}

    /** Those that fit the question best; without words the newest. */
    List<Item> search(LibraryQuestion question, int limit);
}
