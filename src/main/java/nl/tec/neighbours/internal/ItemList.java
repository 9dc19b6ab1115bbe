package nl.tec.neighbours.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tec.knowledge.ItemKind;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.shared.FormData;
import nl.tec.shared.PlainText;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A page of the open library of a neighbour from its API, as plain text and within limits. Invalid items are left out. */
record ItemList(List<Item> items, @Nullable String next) {

    static final int PAGE = 100;

    private static final int MAX_SLUG = 120;
    private static final int MAX_TITLE = 150;
    private static final int MAX_SUMMARY = 400;
    private static final int MAX_LICENCE = 40;
    private static final int MAX_MAKER = 100;

    /** A library item, with the names of the columns of its table. */
    record Item(
            String slug,
            String title,
            String summary,
            String href,
            ItemKind kind,
            @Nullable String world,
            String licence,
            String maker) {}

    static ItemList read(JsonNode page, String origin) throws Unreadable {
        JsonNode all = page.path("items");
        if (!all.isArray() || all.size() > PAGE) {
            throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode one : all) {
            item(one, origin).ifPresent(items::add);
        }
        String next = page.path("_links").path("next").asString("");
        return new ItemList(items, next.isEmpty() || all.isEmpty() ? null : next);
    }

    private static Optional<Item> item(JsonNode item, String origin) {
        String slug = item.path("id").asString("");
        String title = line(item.path("titel").path("nl"), MAX_TITLE);
        Optional<ItemKind> kind =
                FormData.constant(ItemKind.class, item.path("soort").asString(""));
        return !slug.matches("[a-z0-9-]{1," + MAX_SLUG + "}") || title.isEmpty() || kind.isEmpty()
                ? Optional.empty()
                : FeedPage.href(item.path("pagina").asString(""), origin)
                        .map(href -> new Item(
                                slug,
                                title,
                                line(item.path("samenvatting").path("nl"), MAX_SUMMARY),
                                href,
                                kind.get(),
                                FormData.constant(
                                                World.class, item.path("wereld").asString(""))
                                        .map(World::name)
                                        .orElse(null),
                                line(item.path("licentie"), MAX_LICENCE),
                                line(item.path("makers"), MAX_MAKER)));
    }

    private static String line(JsonNode text, int most) {
        return PlainText.line(text.asString(""), most);
    }
}
