package nl.tec.declarations.internal;

import java.util.ArrayList;
import java.util.List;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.hub.SitemapPart;
import org.springframework.stereotype.Component;

/** The public pages of declarations, for search engines: those that are public now. */
@Component
class PublicPages implements SitemapPart {

    private final PublicDeclarations declarations;

    PublicPages(PublicDeclarations declarations) {
        this.declarations = declarations;
    }

    @Override
    public List<String> paths() {
        List<String> paths = new ArrayList<>(List.of("/verklaringen", "/controleer"));
        // a search engine finds older ones from page to page
        declarations.list("", 0).forEach(item -> paths.add("/verklaringen/" + item.slug()));
        return paths;
    }
}
