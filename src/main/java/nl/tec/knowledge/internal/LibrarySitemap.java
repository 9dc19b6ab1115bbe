package nl.tec.knowledge.internal;

import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.SitemapPart;
import org.springframework.stereotype.Component;

@Component
class LibrarySitemap implements SitemapPart {

    /** The maximum number of items; search engines find older ones by following links. */
    private static final int MAX = 500;

    private final ItemQueries items;

    LibrarySitemap(ItemQueries items) {
        this.items = items;
    }

    @Override
    public List<String> paths() {
        List<String> paths = new ArrayList<>(List.of("/bibliotheek"));
        items.openSlugs(MAX).forEach(slug -> paths.add("/bibliotheek/" + slug));
        return paths;
    }
}
