package nl.tec.programme.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFeed;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Session;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.springframework.stereotype.Component;

/** Converts sessions to entries of an iCalendar feed. */
@Component
class SessionFeed {

    private final Venues venues;
    private final HubSettings hub;
    private final ActivityLabels labels;
    private final Texts texts;

    SessionFeed(Venues venues, HubSettings hub, ActivityLabels labels, Texts texts) {
        this.venues = venues;
        this.hub = hub;
        this.labels = labels;
        this.texts = texts;
    }

    /** Returns the name of the calendar. */
    String name(Locale language) {
        return texts.text(language, "programme.feed.name", hub.name());
    }

    List<CalendarFeed.Timed> entries(List<Session> sessions, Locale language) {
        String base = hub.get(HubSettings.Setting.BASE_URL);
        Map<Long, String> addresses = venues.list().stream().collect(Collectors.toMap(Venue::id, Venue::address));
        return sessions.stream()
                .map(session -> entry(session, base, addresses, language))
                .toList();
    }

    private CalendarFeed.Timed entry(Session session, String base, Map<Long, String> addresses, Locale language) {
        Long venueId = session.where().venueId();
        String where = Stream.of(
                        session.where().venueName().in(language),
                        venueId == null ? "" : addresses.getOrDefault(venueId, ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        String address = base + "/activiteit/" + session.activity().slug();
        return new CalendarFeed.Timed(
                new Appointment(
                        "session-" + session.id() + "@" + hub.host(),
                        session.version(),
                        session.slot(),
                        session.activity().title().in(language),
                        where,
                        texts.text(
                                language,
                                "programme.feed.description",
                                labels.forWhom(session.activity(), language),
                                address),
                        session.state() == Session.State.CANCELLED ? Status.CANCELLED : Status.CONFIRMED),
                address);
    }
}
