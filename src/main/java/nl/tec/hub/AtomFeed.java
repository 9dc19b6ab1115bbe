package nl.tec.hub;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * An Atom feed (RFC 4287).
 *
 * @param site the address of the hub, without a trailing slash; all paths are relative to it
 * @param self the path of the feed
 * @param page the path of the page with the same content, which identifies the feed
 * @param entries the entries, latest first
 */
public record AtomFeed(String title, String author, String site, String self, String page, List<Entry> entries) {

    public static final MediaType TYPE = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");

    /** An entry of the feed. @param path the path of its page, which identifies it. @param published null if unknown */
    public record Entry(String title, String path, @Nullable Instant published, Instant updated, String summary) {}

    /** Returns the feed as XML. */
    public String written() {
        Instant updated = entries.stream().map(Entry::updated).findFirst().orElse(Instant.EPOCH);
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">
                <title>%1$s</title>
                <id>%3$s%5$s</id>
                <link rel="self" type="application/atom+xml" href="%3$s%4$s"/>
                <link rel="alternate" type="text/html" href="%3$s%5$s"/>
                <author><name>%2$s</name></author>
                <updated>%6$s</updated>
                %7$s</feed>
                """.formatted(
                        xml(title),
                        xml(author),
                        xml(site),
                        self,
                        page,
                        updated,
                        entries.stream().map(this::written).collect(Collectors.joining()));
    }

    private String written(Entry entry) {
        return """
                <entry>
                <title>%1$s</title>
                <id>%2$s%3$s</id>
                <link rel="alternate" type="text/html" href="%2$s%3$s"/>
                %4$s<updated>%5$s</updated>
                <summary>%6$s</summary>
                </entry>
                """.formatted(
                        xml(entry.title()),
                        xml(site),
                        entry.path(),
                        entry.published() == null ? "" : "<published>" + entry.published() + "</published>\n",
                        entry.updated(),
                        xml(entry.summary()));
    }

    private static String xml(String text) {
        return HtmlUtils.htmlEscapeDecimal(text, "UTF-8");
    }
}
