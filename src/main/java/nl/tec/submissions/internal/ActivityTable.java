package nl.tec.submissions.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.TableReader;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.PlainText;
import nl.tec.shared.TimeSlot;
import nl.tec.submissions.SourceItem;
import nl.tec.submissions.SourceReport.Flaw;
import nl.tec.submissions.internal.calendar.CalendarReader;
import nl.tec.submissions.internal.calendar.CalendarReader.Unreadable;

/** A list of activities in a file, a row per date: CSV or a spreadsheet. Rows with the same name are dates of one activity. */
public final class ActivityTable {

    private static final int MAX_ROWS = 2000;
    private static final int MAX_COLUMNS = 50;
    private static final int MAX_CELL = 9000;
    private static final int MAX_UNPACKED = 30_000_000;

    private ActivityTable() {}

    /** The columns; the first name is the documented heading. */
    public enum Column {
        TITLE("naam", "titel", "name", "title"),
        PROMISE("in een zin", "zin", "promise"),
        DESCRIPTION("beschrijving", "omschrijving", "description"),
        DAY("dag", "datum", "day", "date"),
        FROM("van", "begin", "from", "start"),
        UNTIL("tot", "einde", "until", "end"),
        PLACE("plek", "locatie", "place", "location"),
        URL("adres van het aanmelden", "aanmelden", "url", "link");

        private final List<String> names;

        Column(String... names) {
            this.names = Arrays.asList(names);
        }

        static Optional<Column> named(String heading) {
            return Arrays.stream(values())
                    .filter(column -> column.names.stream()
                            .anyMatch(name -> TableReader.headingKey(name).equals(TableReader.headingKey(heading))))
                    .findFirst();
        }
    }

    private record Rows(Map<Column, String> first, List<SourceItem.Date> dates) {}

    /** @return items by name, with dates to come */
    public static CalendarReader.Reading read(byte[] content, Instant now) throws Unreadable {
        List<List<String>> rows;
        try {
            rows = TableReader.rows(content, new TableReader.Limits(MAX_ROWS, MAX_COLUMNS, MAX_CELL, MAX_UNPACKED));
        } catch (TableReader.Unreadable e) {
            throw new Unreadable("submissions.unreadable."
                    + switch (e.flaw()) {
                        case NO_TABLE -> "noTable";
                        case TOO_LARGE -> "large";
                        case TOO_MANY_ROWS -> "manyRows";
                        case TOO_WIDE, CELL_TOO_LONG -> "wide";
                    });
        }
        Map<Column, Integer> columns = columns(rows.isEmpty() ? List.of() : rows.get(0));
        List<Flaw> flaws = new ArrayList<>();
        Map<String, Rows> byName = new LinkedHashMap<>();
        for (int at = 1; at < rows.size(); at++) {
            Map<Column, String> row = cells(rows.get(at), columns);
            if (row.values().stream().allMatch(String::isBlank)) {
                continue;
            }
            String title = PlainText.line(row.getOrDefault(Column.TITLE, ""), 100);
            Optional<TimeSlot> slot = slot(row);
            if (title.isEmpty() || slot.isEmpty()) {
                flaws.add(new Flaw(
                        title.isEmpty() ? "?" : title,
                        title.isEmpty() ? "submissions.flaw.rowTitle" : "submissions.flaw.rowDate",
                        String.valueOf(at + 1)));
            } else if (!slot.get().start().isAfter(now)) {
                flaws.add(new Flaw(title, "submissions.flaw.rowPast", String.valueOf(at + 1)));
            } else {
                byName.computeIfAbsent(TableReader.headingKey(title), name -> new Rows(row, new ArrayList<>()))
                        .dates()
                        .add(new SourceItem.Date(slot.get().start().toString(), slot.get()));
            }
        }
        List<SourceItem> items = byName.entrySet().stream()
                .map(one -> item(one.getKey(), one.getValue()))
                .toList();
        return new CalendarReader.Reading(items, byName.keySet(), flaws);
    }

    private static SourceItem item(String key, Rows rows) {
        Map<Column, String> first = rows.first();
        return new SourceItem(
                key,
                PlainText.line(first.getOrDefault(Column.TITLE, ""), 100),
                PlainText.line(first.getOrDefault(Column.PROMISE, ""), 200),
                PlainText.of(first.getOrDefault(Column.DESCRIPTION, "")),
                PlainText.line(first.getOrDefault(Column.PLACE, ""), 100),
                first.getOrDefault(Column.URL, "").strip(),
                rows.dates().stream()
                        .distinct()
                        .sorted(Comparator.comparing(date -> date.slot().start()))
                        .toList(),
                false);
    }

    private static Map<Column, Integer> columns(List<String> head) throws Unreadable {
        Map<Column, Integer> columns = new EnumMap<>(Column.class);
        for (int at = 0; at < head.size(); at++) {
            Optional<Column> column = Column.named(head.get(at));
            if (column.isPresent()) {
                columns.putIfAbsent(column.get(), at);
            }
        }
        if (!columns.keySet().containsAll(List.of(Column.TITLE, Column.DAY, Column.FROM, Column.UNTIL))) {
            throw new Unreadable("submissions.unreadable.columns");
        }
        return columns;
    }

    private static Map<Column, String> cells(List<String> row, Map<Column, Integer> columns) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        columns.forEach(
                (column, at) -> cells.put(column, at < row.size() ? row.get(at).strip() : ""));
        return cells;
    }

    private static Optional<TimeSlot> slot(Map<Column, String> row) {
        Optional<LocalDate> day = day(row.getOrDefault(Column.DAY, ""));
        Optional<LocalTime> from = time(row.getOrDefault(Column.FROM, ""));
        Optional<LocalTime> until = time(row.getOrDefault(Column.UNTIL, ""));
        if (day.isEmpty() || from.isEmpty() || until.isEmpty() || !until.get().isAfter(from.get())) {
            return Optional.empty();
        }
        Instant start = Dates.at(day.get(), from.get());
        Instant end = Dates.at(day.get(), until.get());
        return end.isAfter(start) ? Optional.of(new TimeSlot(start, end)) : Optional.empty();
    }

    /** Parses a written day, or the serial number of a day in a spreadsheet. */
    private static Optional<LocalDate> day(String text) {
        return FormData.parseDay(text)
                .or(() -> text.matches("[0-9]{5}(\\.0+)?")
                        ? Optional.of(LocalDate.of(1899, 12, 30).plusDays(Long.parseLong(text.substring(0, 5))))
                        : Optional.empty());
    }

    /** Parses a written time, or the fraction of a day in a spreadsheet. */
    private static Optional<LocalTime> time(String text) {
        return FormData.parseTime(text)
                .or(() -> text.matches("0?\\.[0-9]{1,18}")
                        ? Optional.of(LocalTime.MIDNIGHT.plusMinutes(Math.round(Double.parseDouble(text) * 24 * 60)))
                        : Optional.empty());
    }
}
