package nl.tec.programme.web;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.JsonLd;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.LearningLine;
import nl.tec.programme.Programme;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.venues.Venue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Structured data of schema.org for search engines: an EducationEvent for each open session or course, a Course for a learning line, an
 * Event with subevents for an event.
 */
@Component
class StructuredData {

    private final HubSettings hub;
    private final JsonMapper json;

    StructuredData(HubSettings hub, JsonMapper json) {
        this.hub = hub;
        this.json = json;
    }

    /** Returns JSON-LD for inside a script element. */
    String events(
            Activity activity,
            List<Session> sessions,
            @Nullable Venue venue,
            Programme.@Nullable Organiser organiser,
            String forWhom,
            Locale language) {
        String address = hub.get(HubSettings.Setting.BASE_URL) + "/activiteit/" + activity.slug();
        List<Map<String, Object>> events = sessions.stream()
                .filter(session -> session.signUpElsewhere()
                        || session.availability() == null
                        || session.availability().open())
                .map(session -> event(activity, session, venue, organiser, forWhom, address, language))
                .toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("@context", "https://schema.org");
        all.put("@graph", events);
        return JsonLd.script(json, all);
    }

    /** Returns an Event of schema.org with its parts as subEvents. @param organisers by activity; those of the hub are absent */
    String event(
            ProgrammeEvent event,
            List<Session> parts,
            Map<Long, Programme.Organiser> organisers,
            ActivityLabels labels,
            Locale language) {
        String base = hub.get(HubSettings.Setting.BASE_URL);
        String address = base + "/evenement/" + event.slug();
        Map<String, Object> all =
                JsonLd.typed("Event", "@context", "https://schema.org", "@id", address, "url", address);
        all.put("name", event.title().in(language));
        all.put("description", event.details().promise().in(language));
        all.put("startDate", event.details().first().toString());
        all.put("endDate", event.details().last().toString());
        held(all);
        all.put("organizer", organiser(null));
        all.put(
                "location",
                parts.stream()
                        .map(part -> location(part, null, language))
                        .distinct()
                        .toList());
        all.put(
                "subEvent",
                parts.stream()
                        .map(part -> part(part, organisers.get(part.activity().id()), labels, base, language))
                        .toList());
        return JsonLd.script(json, all);
    }

    private Map<String, Object> part(
            Session part,
            Programme.@Nullable Organiser organiser,
            ActivityLabels labels,
            String base,
            Locale language) {
        String address = base + "/activiteit/" + part.activity().slug();
        Map<String, Object> event =
                JsonLd.typed("EducationEvent", "@id", address + "#sessie-" + part.id(), "url", address);
        event.put("name", part.activity().title().in(language));
        times(event, part.slot().start(), part.slot().end());
        event.put("location", location(part, null, language));
        event.put("organizer", organiser(organiser));
        event.put("audience", JsonLd.typed("Audience", "audienceType", labels.forWhom(part.activity(), language)));
        event.put("maximumAttendeeCapacity", part.capacity());
        return event;
    }

    private static void times(Map<String, Object> event, Instant start, Instant end) {
        event.put("startDate", start.atZone(Dates.ZONE).toOffsetDateTime().toString());
        event.put("endDate", end.atZone(Dates.ZONE).toOffsetDateTime().toString());
        held(event);
    }

    private static void held(Map<String, Object> event) {
        event.put("eventStatus", "https://schema.org/EventScheduled");
        event.put("eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode");
        event.put("inLanguage", "nl");
    }

    private Map<String, Object> organiser(Programme.@Nullable Organiser organiser) {
        return organiser == null
                ? JsonLd.typed("Organization", "name", hub.name(), "url", hub.get(HubSettings.Setting.BASE_URL))
                : JsonLd.typed("Organization", "name", organiser.name());
    }

    /** Returns a Course of schema.org with its steps as parts. */
    String line(LearningLine line, Locale language) {
        String address = hub.get(HubSettings.Setting.BASE_URL) + "/leerlijn/" + line.key();
        Map<String, Object> course =
                JsonLd.typed("Course", "@context", "https://schema.org", "@id", address, "url", address);
        course.put("name", line.title().in(language));
        course.put("description", line.description().in(language));
        course.put("inLanguage", "nl");
        course.put(
                "provider",
                JsonLd.typed("Organization", "name", hub.name(), "url", hub.get(HubSettings.Setting.BASE_URL)));
        course.put(
                "hasPart",
                line.steps().stream()
                        .map(step -> JsonLd.typed(
                                "LearningResource",
                                "@id",
                                address + "#stap-" + step.id(),
                                "name",
                                step.title().in(language),
                                "teaches",
                                step.aim().in(language)))
                        .toList());
        return JsonLd.script(json, course);
    }

    private Map<String, Object> event(
            Activity activity,
            Session session,
            @Nullable Venue venue,
            Programme.@Nullable Organiser organiser,
            String forWhom,
            String address,
            Locale language) {
        ActivityDetails details = activity.details();
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("@type", "EducationEvent");
        event.put("@id", address + "#sessie-" + session.id());
        event.put("name", activity.title().in(language));
        event.put("description", details.words().promise().in(language));
        event.put("url", address);
        times(
                event,
                session.slot().start(),
                session.course() == null
                        ? session.slot().end()
                        : session.course().end());
        event.put("location", location(session, venue, language));
        event.put("organizer", organiser(organiser));
        event.put("audience", JsonLd.typed("Audience", "audienceType", forWhom));
        event.put("maximumAttendeeCapacity", session.capacity());
        long cents = activity.takesClasses()
                ? details.terms().school().cents()
                : details.terms().participant().cents();
        event.put("isAccessibleForFree", cents == 0);
        Map<String, Object> offer = JsonLd.typed("Offer", "priceCurrency", "EUR");
        offer.put("price", "%d.%02d".formatted(cents / 100, cents % 100));
        String elsewhere = details.signUpUrl();
        if (elsewhere == null) {
            offer.put("availability", session.hasRoom() ? "https://schema.org/InStock" : "https://schema.org/SoldOut");
        }
        offer.put("url", elsewhere == null ? address : elsewhere);
        event.put("offers", offer);
        return event;
    }

    private static Map<String, Object> location(Session session, @Nullable Venue venue, Locale language) {
        Map<String, Object> location =
                JsonLd.typed("Place", "name", session.where().venueName().in(language));
        Map<String, Object> address = JsonLd.typed("PostalAddress", "addressCountry", "NL");
        if (venue != null
                && session.where().venueId() != null
                && session.where().venueId() == venue.id()) {
            put(address, "streetAddress", venue.street());
            put(address, "postalCode", venue.postcode());
            put(address, "addressLocality", venue.town());
        }
        location.put("address", address);
        return location;
    }

    private static void put(Map<String, Object> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
