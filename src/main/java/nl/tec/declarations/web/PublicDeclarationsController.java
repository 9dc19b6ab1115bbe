package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.declarations.PublicDeclarations.Item;
import nl.tec.documents.FileTransfer;
import nl.tec.documents.Markdown;
import nl.tec.hub.AtomFeed;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.shared.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The public pages of declarations: the list, each page with its sealed document, and a feed. */
@Controller
@RequestMapping
class PublicDeclarationsController {

    private static final int MAX_SEARCH_LENGTH = 100;
    private static final int MAX_AHEAD = 10_000;

    private final PublicDeclarations declarations;
    private final HubSettings hub;
    private final Pages pages;

    PublicDeclarationsController(PublicDeclarations declarations, HubSettings hub, Pages pages) {
        this.declarations = declarations;
        this.hub = hub;
        this.pages = pages;
    }

    @GetMapping("/verklaringen")
    JteModel list(
            @RequestParam(name = "zoek", defaultValue = "") String search,
            @RequestParam(name = "vanaf", defaultValue = "0") int from) {
        String words = search.length() > MAX_SEARCH_LENGTH ? search.substring(0, MAX_SEARCH_LENGTH) : search;
        int offset = Math.max(0, Math.min(from, MAX_AHEAD));
        List<Item> items = declarations.list(words, offset);
        boolean more = items.size() > PublicDeclarations.PAGE;
        return pages.declarationsPublicDeclarations(
                more ? items.subList(0, PublicDeclarations.PAGE) : items,
                words,
                offset == 0 ? -1 : Math.max(0, offset - PublicDeclarations.PAGE),
                more ? offset + PublicDeclarations.PAGE : -1);
    }

    @GetMapping("/verklaringen/{slug}")
    View show(@PathVariable String slug, Reply reply) {
        return declarations
                .find(slug)
                .map(page -> reply.page(pages.declarationsPublicDeclaration(page, Markdown.html(page.text(), 1))))
                .orElseGet(() -> withdrawn(slug, reply));
    }

    /** Shows that a formerly public declaration was withdrawn; not found if it never was public. */
    private View withdrawn(String slug, Reply reply) {
        return reply.page(
                HttpStatus.GONE,
                pages.declarationsPublicWithdrawn(
                        declarations.withdrawn(slug).orElseThrow(() -> new NotFound("public declaration"))));
    }

    /** Downloads the document, or shows that the declaration was withdrawn. */
    @GetMapping("/verklaringen/{slug}/verklaring.pdf")
    Object file(@PathVariable String slug, Reply reply) {
        Optional<byte[]> pdf = declarations.file(slug);
        return pdf.isPresent() ? FileTransfer.pdf(pdf.get(), slug) : withdrawn(slug, reply);
    }

    /** Returns the feed of the newest twenty (RFC 4287). */
    @GetMapping("/verklaringen.atom")
    ResponseEntity<String> feed() {
        List<AtomFeed.Entry> entries = declarations.list("", 0).stream()
                .limit(PublicDeclarations.PAGE)
                .map(item -> new AtomFeed.Entry(
                        item.title(),
                        "/verklaringen/" + item.slug(),
                        item.publicFrom(),
                        item.publicFrom(),
                        String.join(", ", item.organisations())))
                .toList();
        AtomFeed feed = new AtomFeed(
                "Verklaringen van " + hub.name(),
                hub.name(),
                hub.get(Setting.BASE_URL),
                "/verklaringen.atom",
                "/verklaringen",
                entries);
        return ResponseEntity.ok().contentType(AtomFeed.TYPE).body(feed.written());
    }
}
