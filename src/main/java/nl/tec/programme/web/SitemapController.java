package nl.tec.programme.web;

import java.util.List;
import java.util.stream.Stream;
import nl.tec.hub.HubSettings;
import nl.tec.hub.SitemapPart;
import nl.tec.programme.LearningLines;
import nl.tec.programme.Programme;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/** The sitemap of the public site: every page in both languages. */
@Controller
class SitemapController {

    private static final List<String> PAGES = List.of(
            "/",
            "/programma",
            "/kalender",
            "/plekken",
            "/regio",
            "/voor-scholen",
            "/werkgevers",
            "/resultaten",
            "/project",
            "/partners",
            "/over",
            "/privacy",
            "/wat-past-bij-mij",
            "/privacy/register",
            "/toegankelijkheid");

    private final Programme programme;
    private final LearningLines lines;
    private final Reference reference;
    private final HubSettings hub;
    private final ObjectProvider<SitemapPart> others;

    SitemapController(
            Programme programme,
            LearningLines lines,
            Reference reference,
            HubSettings hub,
            ObjectProvider<SitemapPart> others) {
        this.lines = lines;
        this.others = others;
        this.programme = programme;
        this.reference = reference;
        this.hub = hub;
    }

    @GetMapping(path = "/sitemap.xml", produces = "application/xml;charset=UTF-8")
    @ResponseBody
    String sitemap() {
        String base = HtmlUtils.htmlEscape(hub.get(HubSettings.Setting.BASE_URL));
        StringBuilder map = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
                """);
        Stream.of(
                        PAGES.stream(),
                        programme.slugs().stream().map(slug -> "/activiteit/" + slug),
                        lines.published().stream().map(line -> "/leerlijn/" + line.key()),
                        reference.venues().stream().map(venue -> "/plek/" + venue.key()),
                        others.orderedStream().flatMap(part -> part.paths().stream()))
                .flatMap(paths -> paths)
                .forEach(path -> map.append("""
                        <url><loc>%1$s%2$s</loc>
                        <xhtml:link rel="alternate" hreflang="nl" href="%1$s%2$s"/>
                        <xhtml:link rel="alternate" hreflang="en" href="%1$s%2$s?lang=en"/></url>
                        """.formatted(base, path)));
        return map.append("</urlset>\n").toString();
    }
}
