package nl.tec.hub;

import java.util.List;

/** Public pages of a module for the map that search engines read. A bean per module that has some. */
public interface SitemapPart {

    /** Addresses without the hub's own, each beginning with a slash. */
    List<String> paths();
}
