package nl.tec.neighbours.internal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.shared.PlainText;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A page of the OpenActive feed (RPDE) of a neighbour. Every text is converted to plain text and truncated, and an address outside the
 * neighbour's origin makes an item invalid.
 *
 * @param next the address of the next page; of the last page its own address
 * @param sessions active ones; {@code gone} has the ids of cancelled, removed and invalid ones
 * @param skipped number of invalid items
 */
record FeedPage(String next, boolean last, List<Item> sessions, List<String> gone, int skipped) {

    private static final int MAX_ITEMS = 2_000;
    private static final int MAX_ID = 100;
    private static final int MAX_TITLE = 150;
    private static final int MAX_PROMISE = 400;
    private static final int MAX_HREF = 500;
    private static final int MAX_TOWN = 60;
    private static final Duration MAX_DURATION = Duration.ofDays(31);
    private static final Duration MAX_AHEAD = Duration.ofDays(800);

    /** The name that hubs give the price of a session for classes. */
    private static final String PER_CLASS = "Per klas";

    /** A session, with the names of the columns of its table. */
    record Item(
            String itemId,
            String title,
            String promise,
            String href,
            @Nullable String world,
            Instant startsAt,
            Instant endsAt,
            boolean classes,
            @Nullable Integer ageFrom,
            @Nullable Integer ageTo,
            boolean noCharge,
            @Nullable Integer free,
            String place,
            String town,
            @Nullable Double latitude,
            @Nullable Double longitude) {}

    /** @param origin of the neighbour. @param asked the address of this page */
    static FeedPage read(JsonNode page, String origin, String asked, Instant now) throws Unreadable {
        JsonNode items = page.path("items");
        JsonNode next = page.path("next");
        if (!items.isArray() || !next.isString() || items.size() > MAX_ITEMS) {
            throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
        }
        // of a repeated item the last one counts
        Map<String, Optional<Item>> read = new LinkedHashMap<>();
        int skipped = 0;
        for (JsonNode item : items) {
            String id = item.path("id").asString("");
            if (id.isEmpty() || id.length() > MAX_ID || id.indexOf('\0') >= 0) {
                skipped++;
                continue;
            }
            JsonNode data = item.path("data");
            boolean held = item.path("state").asString("").equals("updated")
                    && !data.path("eventStatus").asString("").endsWith("EventCancelled");
            Optional<Item> session = held ? session(id, data, origin, now) : Optional.empty();
            boolean over = Moments.of(data.path("endDate"))
                    .filter(end -> end.isAfter(now))
                    .isEmpty();
            skipped += held && session.isEmpty() && !over ? 1 : 0;
            read.put(id, session);
        }
        List<Item> sessions = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        read.forEach((id, session) -> session.ifPresentOrElse(sessions::add, () -> gone.add(id)));
        return new FeedPage(next.asString(), items.isEmpty() || next.asString().equals(asked), sessions, gone, skipped);
    }

    private static Optional<Item> session(String id, JsonNode data, String origin, Instant now) {
        String title = line(data.path("name"), MAX_TITLE);
        Optional<Instant> start = Moments.of(data.path("startDate"));
        Optional<Instant> end = Moments.of(data.path("endDate"));
        Optional<String> href = href(data.path("url").asString(""), origin);
        if (title.isEmpty() || start.isEmpty() || end.isEmpty() || href.isEmpty()) {
            return Optional.empty();
        }
        Duration length = Duration.between(start.get(), end.get());
        if (!end.get().isAfter(now)
                || length.isNegative()
                || length.isZero()
                || length.compareTo(MAX_DURATION) > 0
                || start.get().isAfter(now.plus(MAX_AHEAD))) {
            return Optional.empty();
        }
        JsonNode place = data.path("location");
        JsonNode geo = place.path("geo");
        Double latitude = within(geo.path("latitude"), 90);
        Double longitude = within(geo.path("longitude"), 180);
        boolean known = latitude != null && longitude != null;
        JsonNode ages = data.path("ageRange");
        return Optional.of(new Item(
                id,
                title,
                line(data.path("description"), MAX_PROMISE),
                href.get(),
                world(data),
                start.get(),
                end.get(),
                data.path("offers").path(0).path("name").asString("").equals(PER_CLASS),
                number(ages.path("minValue"), 120),
                number(ages.path("maxValue"), 120),
                data.path("isAccessibleForFree").asBoolean(false),
                number(data.path("remainingAttendeeCapacity"), 1_000_000),
                line(place.path("name"), MAX_TITLE),
                line(place.path("address").path("addressLocality"), MAX_TOWN),
                known ? latitude : null,
                known ? longitude : null));
    }

    private static String line(JsonNode text, int most) {
        return text.isString() ? PlainText.line(text.asString(), most) : "";
    }

    private static @Nullable Integer number(JsonNode number, int most) {
        return number.isInt() && number.asInt() >= 0 && number.asInt() <= most ? number.asInt() : null;
    }

    private static @Nullable Double within(JsonNode number, double most) {
        return number.isNumber() && Math.abs(number.asDouble()) <= most ? (Double) number.asDouble() : null;
    }

    /** Returns a link if it is at the neighbour's origin. */
    static Optional<String> href(String address, String origin) {
        try {
            URI uri = URI.create(address);
            return address.length() <= MAX_HREF
                            && uri.getHost() != null
                            && uri.getUserInfo() == null
                            && NeighbourClient.isAt(origin, uri)
                    ? Optional.of(uri.toASCIIString())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the world by the end of the address of the concept, which is the same at every hub. */
    private static @Nullable String world(JsonNode data) {
        String concept = data.path("activity").path(0).path("@id").asString("");
        return Arrays.stream(World.values())
                .filter(world -> concept.endsWith("#" + world.code()))
                .map(World::name)
                .findFirst()
                .orElse(null);
    }
}
