package nl.tec.knowledge;

import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.documents.StoredFile;
import nl.tec.knowledge.internal.ItemQueries;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reading the library: published items that the actor may read. */
@Service
public class Library {

    /** @param organisation empty: the hub made it */
    public record Card(
            long id,
            String slug,
            ItemKind kind,
            ItemAccess access,
            World world,
            Bilingual title,
            Bilingual summary,
            ForWhom forWhom,
            @Nullable Integer minutes,
            Licence licence,
            String organisation,
            List<String> tags) {}

    /**
     * A page of items.
     *
     * @param total number of items on all pages; above {@link #MOST} it is a lower bound
     * @param previous start of the previous page; null: there is none
     * @param next start of the next page; null: there is none
     * @param meant suggested spelling; null: the search terms are known
     * @param corrected whether these items were found by the suggested spelling
     */
    public record Found(
            List<Card> cards,
            int total,
            @Nullable String previous,
            @Nullable String next,
            @Nullable String meant,
            boolean corrected) {

        /** The maximum number of items that a search counts and ranks. */
        public static final int MOST = 1000;
    }

    private final ItemQueries queries;

    Library(ItemQueries queries) {
        this.queries = queries;
    }

    /** Searches the library, the best match first; without words the newest. @param page its start, as {@link Found#next} returned */
    public Found search(LibraryQuestion question, @Nullable String page, int size, @Nullable Actor actor) {
        return queries.search(question, page, size, actor);
    }

    /** @throws NotFound when there is none, or it is not open to this actor */
    public Item get(String slug, @Nullable Actor actor) {
        return queries.find(slug)
                .filter(item -> mayRead(item, actor))
                .orElseThrow(() -> new NotFound("library item " + slug));
    }

    /** A file of an item. @throws NotFound when there is none, or the item is not open to this actor */
    public StoredFile file(String slug, long fileId, @Nullable Actor actor) {
        return queries.file(get(slug, actor).id(), fileId)
                .orElseThrow(() -> new NotFound("file " + fileId + " of library item " + slug));
    }

    /** Whether this actor sees the feedback of teachers: the programme manager, and people of the organisation that made it. */
    public static boolean makes(Item item, @Nullable Actor actor) {
        Long organisation = item.details().organisationId();
        return actor != null
                && (actor.is(Role.PROGRAMME_MANAGER)
                        || organisation != null && ItemAccess.worksFor(actor).contains(organisation));
    }

    private static boolean mayRead(Item item, @Nullable Actor actor) {
        return item.published() && (item.details().access().isOpenTo(actor) || makes(item, actor));
    }
}
