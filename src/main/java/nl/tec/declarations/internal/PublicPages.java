package nl.tec.declarations.internal;

import java.util.ArrayList;
import java.util.List;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.hub.SitemapPart;
import org.springframework.stereotype.Component;

/** Lists the public pages of declarations for search engines. */
@Component
class PublicPages implements SitemapPart {

    private final PublicDeclarations declarations;

    PublicPages(PublicDeclarations declarations) {
        this.declarations = declarations;
    }

    @Override
    public List<String> paths() {
        List<String> paths = new ArrayList<>(List.of("/verklaringen", "/controleer"));
        // search engines find older ones through pagination
        declarations.list("", 0).forEach(item -> paths.add("/verklaringen/" + item.slug()));
        return paths;
    }
}
