package nl.tec.submissions.internal.calendar;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Recur;
import nl.tec.hub.TextFile;
import nl.tec.shared.Dates;
import nl.tec.shared.PlainText;
import nl.tec.shared.TimeSlot;
import nl.tec.submissions.SourceItem;
import nl.tec.submissions.SourceReport.Flaw;
import org.jspecify.annotations.Nullable;

/**
 * Reads an untrusted iCalendar file (RFC 5545): the coming events, as plain text. An event that can't be read is left out with its
 * reason, and does not affect the others. Everything has a limit: bytes, lines, events, and dates of a recurring
 * event.
 */
public final class CalendarReader {

    public static final int MAX_BYTES = 5_000_000;
    /** The maximum number of events to come: the calendar of a library has all of the past too. */
    public static final int MAX_EVENTS = 1000;

    /** The maximum number of dates of an event, the same as in the form. */
    public static final int MAX_DATES = 60;

    private static final int MONTHS_AHEAD = 12;
    private static final int MAX_LINE = 100_000;
    private static final int MAX_RULE = 300;
    private static final int MAX_YEARS_BACK = 30;
    private static final int MAX_TITLE = 100;
    private static final int MAX_DESCRIPTION = 8000;
    private static final int MAX_KEY = 300;
    private static final Pattern TOO_OFTEN =
            Pattern.compile("FREQ=(SECONDLY|MINUTELY|HOURLY)|BY(SECOND|MINUTE|HOUR)=.*,");
    private static final Pattern DATE_TIME = Pattern.compile("([0-9]{8})T([0-9]{6})(Z?)");
    private static final Pattern DAY = Pattern.compile("[0-9]{8}");
    private static final Pattern DURATION =
            Pattern.compile("\\+?P(?:([0-9]{1,3})W)?(?:([0-9]{1,3})D)?(T[0-9HMS]{2,20})?");

    private CalendarReader() {}

    /** Thrown for a file that is not a readable calendar; the message is the key of the text that says why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        public Unreadable(String key) {
            super(key);
        }
    }

    /**
     * @param items those with coming dates, and cancelled ones
     * @param known the keys of all events, including past ones
     */
    public record Reading(List<SourceItem> items, Set<String> known, List<Flaw> flaws) {}

    /** One line of an event. */
    private record Property(String name, Map<String, String> parameters, String value) {}

    /** @param properties by name, with all occurrences */
    private record Event(Map<String, List<Property>> properties) {

        Optional<Property> first(String name) {
            return properties.getOrDefault(name, List.of()).stream().findFirst();
        }

        String text(String name) {
            return first(name)
                    .map(Property::value)
                    .map(CalendarReader::unescaped)
                    .orElse("");
        }
    }

    public static Reading read(byte[] content, Instant now) throws Unreadable {
        Map<String, List<Event>> byUid = new LinkedHashMap<>();
        List<Flaw> flaws = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Event event : events(content, now, known)) {
            String uid = uid(event);
            if (uid.isEmpty()) {
                flaws.add(new Flaw(title(event), "submissions.flaw.noUid"));
            } else {
                byUid.computeIfAbsent(uid, key -> new ArrayList<>()).add(event);
            }
        }
        List<SourceItem> items = new ArrayList<>();
        known.addAll(byUid.keySet());
        for (Map.Entry<String, List<Event>> one : byUid.entrySet()) {
            try {
                item(one.getKey(), one.getValue(), now, flaws).ifPresent(items::add);
            } catch (Left left) {
                flaws.add(new Flaw(title(one.getValue().get(0)), String.valueOf(left.getMessage())));
            } catch (RuntimeException broken) {
                // the library for recurrence rules throws various exceptions for invalid ones
                flaws.add(new Flaw(title(one.getValue().get(0)), "submissions.flaw.unreadable"));
            }
        }
        return new Reading(List.copyOf(items), known, flaws);
    }

    /** Thrown for an event that is left out; the message is the key of a text. */
    private static final class Left extends Exception {
        private static final long serialVersionUID = 1;

        Left(String key) {
            super(key);
        }
    }

    private static String uid(Event event) {
        return PlainText.line(event.text("UID"), MAX_KEY);
    }

    /** Whether an event can't have a coming date, nor take one away. */
    private static boolean past(Event event, Instant now) {
        if (event.properties().containsKey("RRULE")
                || event.properties().containsKey("RDATE")
                || cancelled(event)
                || event.first("DTSTART").isEmpty()) {
            return false;
        }
        // a moved occurrence of a series takes away the date that it had
        return Stream.of("DTSTART", "RECURRENCE-ID")
                .flatMap(name -> event.first(name).stream())
                .allMatch(property -> moment(property, property.value().strip(), now.atZone(Dates.ZONE))
                        .filter(moment -> !moment.toInstant().isAfter(now))
                        .isPresent());
    }

    private static boolean cancelled(Event event) {
        return event.text("STATUS").strip().equalsIgnoreCase("CANCELLED");
    }

    private static String title(Event event) {
        String title = PlainText.line(event.text("SUMMARY"), MAX_TITLE);
        return title.isEmpty() ? "?" : title;
    }

    private static Optional<SourceItem> item(String uid, List<Event> events, Instant now, List<Flaw> flaws)
            throws Left {
        Event main = events.stream()
                .filter(event -> event.first("RECURRENCE-ID").isEmpty())
                .findFirst()
                .orElse(events.get(0));
        String title = PlainText.line(main.text("SUMMARY"), MAX_TITLE);
        if (title.isEmpty()) {
            throw new Left("submissions.flaw.noTitle");
        }
        boolean cancelled = cancelled(main);
        Map<String, TimeSlot> dates = new TreeMap<>();
        boolean more = dates(main, now, dates);
        for (Event other : events) {
            if (other != main) {
                override(other, dates);
            }
        }
        List<SourceItem.Date> toCome = dates.entrySet().stream()
                .filter(date -> date.getValue().start().isAfter(now))
                .map(date -> new SourceItem.Date(date.getKey(), date.getValue()))
                .sorted(Comparator.comparing(date -> date.slot().start()))
                .limit(MAX_DATES)
                .toList();
        if (toCome.isEmpty() && !cancelled) {
            return Optional.empty();
        }
        if (more) {
            flaws.add(new Flaw(title, "submissions.flaw.manyDates", String.valueOf(MAX_DATES)));
        }
        return Optional.of(new SourceItem(
                uid,
                title,
                "",
                PlainText.cut(PlainText.of(main.text("DESCRIPTION")), MAX_DESCRIPTION),
                PlainText.line(main.text("LOCATION"), MAX_TITLE),
                main.text("URL").strip(),
                toCome,
                cancelled));
    }

    /** @return whether there are more than the maximum */
    private static boolean dates(Event event, Instant now, Map<String, TimeSlot> dates) throws Left {
        ZonedDateTime start = start(event, "DTSTART");
        Duration length = length(event, start);
        List<Property> rules = event.properties().getOrDefault("RRULE", List.of());
        ZonedDateTime until = now.atZone(start.getZone()).plusMonths(MONTHS_AHEAD);
        Set<Instant> excluded = new HashSet<>();
        for (Property except : event.properties().getOrDefault("EXDATE", List.of())) {
            moments(except, start).forEach(moment -> excluded.add(moment.toInstant()));
        }
        List<ZonedDateTime> starts = new ArrayList<>();
        boolean more = false;
        if (rules.isEmpty()) {
            starts.add(start);
        } else {
            if (start.isBefore(now.atZone(start.getZone()).minusYears(MAX_YEARS_BACK))) {
                throw new Left("submissions.flaw.old");
            }
            for (Property rule : rules.subList(0, Math.min(rules.size(), 3))) {
                List<ZonedDateTime> found = repeated(rule.value(), start, now.atZone(start.getZone()), until);
                more |= found.size() > MAX_DATES;
                starts.addAll(found);
            }
        }
        for (Property extra : event.properties().getOrDefault("RDATE", List.of())) {
            starts.addAll(moments(extra, start));
        }
        for (ZonedDateTime one : starts) {
            if (!excluded.contains(one.toInstant()) && !one.isAfter(until)) {
                // a single event that moves is the same date; an occurrence of a series is identified by its original
                // time
                String key = rules.isEmpty() && one.equals(start) ? "" : key(one);
                dates.put(key, new TimeSlot(one.toInstant(), one.toInstant().plus(length)));
            }
        }
        return more;
    }

    private static List<ZonedDateTime> repeated(
            String rule, ZonedDateTime start, ZonedDateTime from, ZonedDateTime until) throws Left {
        String upper = rule.toUpperCase(Locale.ROOT);
        if (upper.length() > MAX_RULE || TOO_OFTEN.matcher(upper).find()) {
            throw new Left("submissions.flaw.tooOften");
        }
        return new Recur<ZonedDateTime>(upper, false).getDates(start, from, until, MAX_DATES + 1);
    }

    /** Applies a moved or cancelled occurrence of a series. */
    private static void override(Event other, Map<String, TimeSlot> dates) throws Left {
        Property id = other.first("RECURRENCE-ID").orElse(null);
        if (id == null) {
            return;
        }
        ZonedDateTime start = start(other, "DTSTART");
        String key = key(moments(id, start).stream().findFirst().orElse(start));
        if (!dates.containsKey(key)) {
            return;
        }
        if (cancelled(other)) {
            dates.remove(key);
        } else {
            dates.put(key, new TimeSlot(start.toInstant(), start.toInstant().plus(length(other, start))));
        }
    }

    private static String key(ZonedDateTime moment) {
        return moment.toInstant().toString();
    }

    private static ZonedDateTime start(Event event, String name) throws Left {
        Property property = event.first(name).orElseThrow(() -> new Left("submissions.flaw.noStart"));
        if (DAY.matcher(property.value().strip()).matches()) {
            throw new Left("submissions.flaw.wholeDay");
        }
        return moment(property, property.value().strip(), null).orElseThrow(() -> new Left("submissions.flaw.noStart"));
    }

    private static Duration length(Event event, ZonedDateTime start) throws Left {
        Optional<Property> end = event.first("DTEND");
        if (end.isPresent()) {
            ZonedDateTime until = moment(end.get(), end.get().value().strip(), null)
                    .orElseThrow(() -> new Left("submissions.flaw.noEnd"));
            Duration length = Duration.between(start, until);
            if (length.isNegative() || length.isZero()) {
                throw new Left("submissions.flaw.noEnd");
            }
            return length;
        }
        Matcher duration = DURATION.matcher(event.text("DURATION").strip());
        if (!duration.matches()) {
            throw new Left("submissions.flaw.noEnd");
        }
        TemporalAmount days = Period.ofDays(number(duration.group(1)) * 7 + number(duration.group(2)));
        try {
            Duration time = duration.group(3) == null ? Duration.ZERO : Duration.parse("P" + duration.group(3));
            Duration length = Duration.between(start, start.plus(days)).plus(time);
            if (length.isZero()) {
                throw new Left("submissions.flaw.noEnd");
            }
            return length;
        } catch (DateTimeException e) {
            throw new Left("submissions.flaw.noEnd");
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Returns the moments in a list, without invalid ones. @param like supplies the time of day for a date without one */
    private static List<ZonedDateTime> moments(Property property, ZonedDateTime like) {
        List<ZonedDateTime> moments = new ArrayList<>();
        for (String value : property.value().split(",", 1000)) {
            moment(property, value.strip(), like).ifPresent(moments::add);
        }
        return moments;
    }

    private static Optional<ZonedDateTime> moment(Property property, String value, @Nullable ZonedDateTime like) {
        Matcher time = DATE_TIME.matcher(value);
        try {
            if (time.matches()) {
                LocalDateTime local =
                        LocalDateTime.parse(value.substring(0, 15), DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss"));
                return Optional.of(
                        time.group(3).isEmpty()
                                ? local.atZone(zone(property.parameters().get("TZID")))
                                : local.atZone(ZoneOffset.UTC).withZoneSameInstant(Dates.ZONE));
            }
            return like == null || !DAY.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(value, DateTimeFormatter.BASIC_ISO_DATE)
                            .atTime(like.toLocalTime())
                            .atZone(like.getZone()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns a time zone; ours for an unknown name, such as those of Windows, because events here are in local time. */
    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? Dates.ZONE : ZoneId.of(name);
        } catch (DateTimeException e) {
            return Dates.ZONE;
        }
    }

    /** @param past gets the keys of the events without a coming date, which are left out */
    private static List<Event> events(byte[] content, Instant now, Set<String> past) throws Unreadable {
        if (content.length > MAX_BYTES) {
            throw new Unreadable("submissions.unreadable.large");
        }
        List<Event> events = new ArrayList<>();
        Map<String, List<Property>> current = null;
        int nested = 0;
        boolean calendar = false;
        for (String line : lines(content)) {
            String upper = line.length() > 40 ? "" : line.strip().toUpperCase(Locale.ROOT);
            calendar |= upper.equals("BEGIN:VCALENDAR");
            if (current == null) {
                if (upper.equals("BEGIN:VEVENT")) {
                    current = new HashMap<>();
                }
            } else if (upper.startsWith("BEGIN:")) {
                nested++; // an alarm
            } else if (nested > 0) {
                nested -= upper.startsWith("END:") ? 1 : 0;
            } else if (upper.equals("END:VEVENT")) {
                Event event = new Event(current);
                current = null;
                if (past(event, now)) {
                    past.add(uid(event));
                } else {
                    events.add(event);
                }
                if (events.size() > MAX_EVENTS) {
                    throw new Unreadable("submissions.unreadable.many");
                }
            } else {
                Map<String, List<Property>> to = current;
                property(line)
                        .ifPresent(property -> to.computeIfAbsent(property.name(), name -> new ArrayList<>())
                                .add(property));
            }
        }
        if (!calendar) {
            throw new Unreadable("submissions.unreadable.noCalendar");
        }
        return events;
    }

    /** Returns unfolded lines: one that begins with a space continues the previous one. */
    private static List<String> lines(byte[] content) throws Unreadable {
        List<String> lines = new ArrayList<>();
        try (TextFile text = TextFile.of(new ByteArrayInputStream(content), MAX_BYTES);
                BufferedReader reader = text.reader()) {
            StringBuilder line = new StringBuilder();
            for (String read = reader.readLine(); read != null; read = reader.readLine()) {
                boolean folded = !read.isEmpty() && (read.charAt(0) == ' ' || read.charAt(0) == '\t');
                if (!folded) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                if (line.length() < MAX_LINE) {
                    line.append(folded ? read.substring(1) : read);
                }
            }
            lines.add(line.toString());
            return lines;
        } catch (IOException | TextFile.NotText e) {
            throw new Unreadable("submissions.unreadable.noCalendar");
        }
    }

    private static Optional<Property> property(String line) {
        Map<String, String> parameters = new HashMap<>();
        boolean quoted = false;
        int from = 0;
        String name = "";
        for (int at = 0; at < line.length(); at++) {
            char one = line.charAt(at);
            quoted ^= one == '"';
            if (!quoted && (one == ';' || one == ':')) {
                String part = line.substring(from, at);
                if (from == 0) {
                    name = part.strip().toUpperCase(Locale.ROOT);
                } else if (part.indexOf('=') > 0) {
                    int is = part.indexOf('=');
                    parameters.put(
                            part.substring(0, is).toUpperCase(Locale.ROOT),
                            part.substring(is + 1).replace("\"", ""));
                }
                from = at + 1;
                if (one == ':') {
                    return Optional.of(new Property(name, parameters, line.substring(from)));
                }
            }
        }
        return Optional.empty();
    }

    private static String unescaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char one = value.charAt(at);
            if (one == '\\' && at + 1 < value.length()) {
                at++;
                char next = value.charAt(at);
                text.append(next == 'n' || next == 'N' ? '\n' : next);
            } else {
                text.append(one);
            }
        }
        return text.toString();
    }
}
