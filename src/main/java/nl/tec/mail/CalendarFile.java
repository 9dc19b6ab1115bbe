package nl.tec.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Component;

/** Calendar files (RFC 5545) of one or more appointments, for a mail or a download. Times are in UTC; no names of people. */
@Component
public class CalendarFile {

    /** The status of an event; TENTATIVE: reserved, until somebody confirms or declines. */
    public enum Status {
        CONFIRMED,
        TENTATIVE,
        CANCELLED
    }

    /**
     * An appointment.
     *
     * @param uid stable: {@code booking-4711@hub}; the same appointment keeps it through every change
     * @param sequence increases with each change
     * @param address of its page, where it can be changed; empty: none
     */
    public record Appointment(
            String uid,
            int sequence,
            TimeSlot time,
            String summary,
            String location,
            String description,
            Status status,
            String address) {

        /** Makes an appointment without a page of its own. */
        public Appointment(
                String uid,
                int sequence,
                TimeSlot time,
                String summary,
                String location,
                String description,
                Status status) {
            this(uid, sequence, time, summary, location, description, status, "");
        }
    }

    /** An event of a whole day, at no particular place. */
    public record WholeDay(
            String uid, int sequence, LocalDate day, String summary, String description, Status status) {}

    private static final int MAX_OCTETS = 75;

    private final Clock clock;

    CalendarFile(Clock clock) {
        this.clock = clock;
    }

    /** Returns the file that adds the appointment to a calendar, changes it, or removes it. */
    public String of(Appointment appointment) {
        return of(List.of(appointment));
    }

    /** Returns the file of several appointments; cancelled ones among them are removed from the calendar. */
    public String of(List<Appointment> appointments) {
        boolean off = appointments.stream().allMatch(appointment -> appointment.status() == Status.CANCELLED);
        Calendar calendar = empty(off ? ImmutableMethod.CANCEL : ImmutableMethod.PUBLISH);
        appointments.forEach(appointment -> calendar.add(event(appointment, clock.instant())));
        return written(calendar);
    }

    /** Writes and folds lines at 75 octets (RFC 5545, 3.1). The library counts characters instead. */
    static String written(Calendar calendar) {
        StringBuilder folded = new StringBuilder();
        calendar.toString().lines().forEach(line -> {
            int octets = 0;
            for (int at = 0; at < line.length(); at = line.offsetByCodePoints(at, 1)) {
                String letter = Character.toString(line.codePointAt(at));
                int more = letter.getBytes(StandardCharsets.UTF_8).length;
                if (octets + more > MAX_OCTETS) {
                    folded.append("\r\n ");
                    octets = 1;
                }
                folded.append(letter);
                octets += more;
            }
            folded.append("\r\n");
        });
        return folded.toString();
    }

    /** Returns an empty calendar of ours. */
    static Calendar empty(Method method) {
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//TEC//Technicampus Experience Centre//NL"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(method);
        return calendar;
    }

    /** Returns an appointment for a file or a feed. */
    public static VEvent event(Appointment appointment, Instant stamp) {
        VEvent event = new VEvent(appointment.time().start(), appointment.time().end(), appointment.summary());
        event.add(new Location(appointment.location()));
        if (!appointment.address().isEmpty()) {
            event.add(new Url(URI.create(appointment.address())));
        }
        return filled(
                event,
                appointment.uid(),
                appointment.sequence(),
                appointment.description(),
                appointment.status(),
                stamp);
    }

    /** Returns a whole day for a feed. */
    public static VEvent event(WholeDay day, Instant stamp) {
        VEvent event = new VEvent(day.day(), day.day().plusDays(1), day.summary());
        return filled(event, day.uid(), day.sequence(), day.description(), day.status(), stamp);
    }

    private static VEvent filled(
            VEvent event, String uid, int sequence, String description, Status status, Instant stamp) {
        event.replace(new DtStamp(stamp));
        event.add(new Uid(uid));
        event.add(new Sequence(sequence));
        if (!description.isEmpty()) {
            event.add(new Description(description));
        }
        event.add(
                switch (status) {
                    case CONFIRMED -> ImmutableStatus.VEVENT_CONFIRMED;
                    case TENTATIVE -> ImmutableStatus.VEVENT_TENTATIVE;
                    case CANCELLED -> ImmutableStatus.VEVENT_CANCELLED;
                });
        return event;
    }
}
