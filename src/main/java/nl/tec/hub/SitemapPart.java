package nl.tec.hub;

import java.util.List;

/** The public pages of a module for the sitemap. Each module with public pages declares a bean. */
public interface SitemapPart {

    /** Returns the paths relative to the hub's address, each beginning with a slash. */
    List<String> paths();
}
