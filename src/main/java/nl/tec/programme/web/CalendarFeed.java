package nl.tec.programme.web;

import java.net.URI;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.messages.CalendarFile;
import nl.tec.messages.CalendarFile.Appointment;
import nl.tec.messages.CalendarFile.Status;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Session;
import nl.tec.shared.Sha256;
import org.springframework.stereotype.Component;

/** Sessions as a calendar that others subscribe to (RFC 5545). */
@Component
class CalendarFeed {

    private final HubSettings hub;
    private final ActivityLabels labels;
    private final Texts texts;
    private final Clock clock;

    CalendarFeed(HubSettings hub, ActivityLabels labels, Texts texts, Clock clock) {
        this.hub = hub;
        this.labels = labels;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * What is in the feed, before it is written out.
     *
     * @param tag the same as long as nothing in it changes (RFC 9110, weak: the moment of writing is not in it)
     */
    record Content(String name, List<Entry> entries, String tag) {}

    /** @param address of the page of the activity */
    record Entry(Appointment appointment, String address) {}

    Content content(List<Session> sessions, Locale language) {
        String base = hub.get(HubSettings.Setting.BASE_URL);
        String host = URI.create(base).getHost();
        String name = texts.text(language, "programme.feed.name", hub.name());
        List<Entry> entries = sessions.stream()
                .map(session -> entry(session, base, host, language))
                .toList();
        return new Content(name, entries, "W/\"" + fingerprint(name + entries) + "\"");
    }

    String write(Content content) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//TEC//Technicampus Experience Centre//NL"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(ImmutableMethod.PUBLISH);
        calendar.add(new XProperty("X-WR-CALNAME", content.name()));
        calendar.add(new XProperty("X-PUBLISHED-TTL", "PT4H"));
        for (Entry entry : content.entries()) {
            VEvent event = CalendarFile.event(entry.appointment(), clock.instant());
            event.add(new Url(URI.create(entry.address())));
            calendar.add(event);
        }
        return calendar.toString();
    }

    private Entry entry(Session session, String base, String host, Locale language) {
        String address = base + "/activiteit/" + session.activity().slug();
        return new Entry(
                new Appointment(
                        "session-" + session.id() + "@" + host,
                        session.version(),
                        session.slot(),
                        session.activity().title().in(language),
                        session.where().placeName().in(language),
                        texts.text(
                                language,
                                "programme.feed.description",
                                labels.forWhom(session.activity().forWhom(), language),
                                address),
                        session.state() == Session.State.CANCELLED ? Status.CANCELLED : Status.CONFIRMED),
                address);
    }

    private static String fingerprint(String content) {
        return HexFormat.of().formatHex(Sha256.of(content), 0, 16);
    }
}
