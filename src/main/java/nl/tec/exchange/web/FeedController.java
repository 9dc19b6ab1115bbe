package nl.tec.exchange.web;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import nl.tec.exchange.Feeds;
import nl.tec.hub.AtomFeed;
import nl.tec.hub.HubSettings;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The programme for other programs: Realtime Paged Data Exchange of OpenActive, and an Atom feed of new activities. */
@RestController
class FeedController {

    static final MediaType RPDE = MediaType.parseMediaType("application/vnd.openactive.rpde+json;version=1");
    static final String LICENCE = "https://creativecommons.org/licenses/by/4.0/";
    private static final int PAGE = 500;
    private static final int NEW = 50;

    /** The cache time that RPDE asks for a page with items: what changes in one of them is on a later page as well. */
    private static final Duration PASSED = Duration.ofHours(1);

    /** The cache time that RPDE asks for the last page, which is empty: that is where readers wait for changes. */
    private static final Duration LAST = Duration.ofSeconds(8);

    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Feeds feeds;
    private final HubSettings hub;
    private final ApiAnswers answers;

    FeedController(Feeds feeds, HubSettings hub, ApiAnswers answers) {
        this.feeds = feeds;
        this.hub = hub;
        this.answers = answers;
    }

    /**
     * Returns the changes after the given one. The address of the last page stays the same: reading it again returns later changes.
     *
     * @param after number of the last change that was read
     */
    @GetMapping(Feeds.EVENTS)
    @Nullable ResponseEntity<byte[]> events(
            @RequestParam(name = "afterChangeNumber", defaultValue = "0") String after, WebRequest conditions) {
        long from = FormData.parseId(after)
                .orElseThrow(() -> new InvalidInput(List.of(new InvalidInput.Problem(
                        "query", "afterChangeNumber", "getal", "Gebruik het adres dat bij 'next' staat."))));
        List<Feeds.Item> page = feeds.after(from, PAGE);
        long last = page.isEmpty() ? from : page.get(page.size() - 1).change();
        String body = page.stream()
                .map(Feeds.Item::json)
                .collect(Collectors.joining(
                        ",\n",
                        "{\"next\": \"" + answers.base() + Feeds.EVENTS + "?afterChangeNumber=" + last
                                + "\",\n\"items\": [",
                        "],\n\"license\": \"" + LICENCE + "\"}"));
        return answers.text(body, RPDE, page.isEmpty() ? LAST : PASSED, conditions);
    }

    @GetMapping(Feeds.EVENTS + "/{id:[0-9]{1,18}}")
    @Nullable ResponseEntity<byte[]> event(@PathVariable long id, WebRequest conditions) {
        return answers.text(
                feeds.event(id).orElseThrow(() -> new NotFound("session " + id)),
                MediaType.parseMediaType("application/vnd.openactive.v1+json"),
                FRESH,
                conditions);
    }

    /** Returns activities that are new or were changed, the latest first. */
    @GetMapping("/nieuw.atom")
    @Nullable ResponseEntity<byte[]> news(WebRequest conditions) {
        List<AtomFeed.Entry> entries = feeds.latest(NEW).stream()
                .map(activity -> new AtomFeed.Entry(
                        activity.title(),
                        "/activiteit/" + activity.slug(),
                        null,
                        activity.changedAt(),
                        activity.promise()))
                .toList();
        AtomFeed feed = new AtomFeed(
                "Nieuw bij " + hub.name(), hub.name(), answers.base(), "/nieuw.atom", "/programma", entries);
        return answers.text(feed.written(), AtomFeed.TYPE, FRESH, conditions);
    }
}
