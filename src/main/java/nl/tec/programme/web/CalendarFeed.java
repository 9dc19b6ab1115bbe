package nl.tec.programme.web;

import java.net.URI;
import java.time.Clock;
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
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Session;
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

    String of(List<Session> sessions, Locale language) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//TEC//Technicampus Experience Centre//NL"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(ImmutableMethod.PUBLISH);
        calendar.add(new XProperty("X-WR-CALNAME", texts.text(language, "programme.feed.name", hub.name())));
        calendar.add(new XProperty("X-PUBLISHED-TTL", "PT4H"));
        String base = hub.get(HubSettings.Setting.BASE_URL);
        String host = URI.create(base).getHost();
        for (Session session : sessions) {
            calendar.add(event(session, base, host, language));
        }
        return calendar.toString();
    }

    private VEvent event(Session session, String base, String host, Locale language) {
        String address = base + "/activiteit/" + session.activity().slug();
        VEvent event = CalendarFile.event(
                new CalendarFile.Appointment(
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
                        session.state() == Session.State.CANCELLED),
                clock.instant());
        event.add(new Url(URI.create(address)));
        return event;
    }
}
