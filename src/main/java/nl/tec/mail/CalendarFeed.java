package nl.tec.mail;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.WholeDay;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** A calendar that others subscribe to (RFC 5545). */
@Component
public class CalendarFeed {

    private final Clock clock;

    CalendarFeed(Clock clock) {
        this.clock = clock;
    }

    /** An entry of a feed, with the address of its page. */
    public sealed interface Entry {

        String address();

        /** Returns the entry with a time stamp. */
        VEvent event(Instant stamp);
    }

    public record Timed(Appointment appointment, String address) implements Entry {
        @Override
        public VEvent event(Instant stamp) {
            return CalendarFile.event(appointment, stamp);
        }
    }

    public record OfDay(WholeDay day, String address) implements Entry {
        @Override
        public VEvent event(Instant stamp) {
            return CalendarFile.event(day, stamp);
        }
    }

    /**
     * Answers a request for the feed; null when the client has the current version, and was answered 304.
     *
     * @param name of the calendar
     * @param file its file name
     */
    public @Nullable ResponseEntity<String> answer(
            String name, List<? extends Entry> entries, String file, WebRequest conditions) {
        if (conditions.checkNotModified(tag(name, entries))) {
            return null;
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/calendar;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + file + ".ics\"")
                .body(written(name, entries));
    }

    private String written(String name, List<? extends Entry> entries) {
        Calendar calendar = CalendarFile.empty(ImmutableMethod.PUBLISH);
        calendar.add(new XProperty("X-WR-CALNAME", name));
        calendar.add(new XProperty("X-PUBLISHED-TTL", "PT4H"));
        for (Entry entry : entries) {
            VEvent event = entry.event(clock.instant());
            event.add(new Url(URI.create(entry.address())));
            calendar.add(event);
        }
        return CalendarFile.written(calendar);
    }

    /** Returns an entity tag that changes with the content only (RFC 9110, weak: time stamps are not in it). */
    private static String tag(String name, List<? extends Entry> entries) {
        return "W/\"" + HexFormat.of().formatHex(Sha256.of(name + entries), 0, 16) + "\"";
    }
}
