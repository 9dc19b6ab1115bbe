package nl.tec.organisations.internal.registers;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.RegionStore.Holiday;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.SchoolYear;

/** OpenHolidays' school holidays per region. A holiday of an implausible length is rejected as an error. */
class SchoolHolidayRegister extends Register {

    static final Column START = Column.named("StartDate");
    static final Column END = Column.named("EndDate");
    static final Column TYPE = Column.named("Type");
    static final Column NAME = Column.named("Name").upTo(Names.MAX_LENGTH);
    private static final Column GROUPS = Column.named("Groups");

    /** Days outside these years are errors. */
    private static final int FIRST_YEAR = 1900;

    private static final int LAST_YEAR = 2199;

    /** The kinds of holiday, with the start of their Dutch name and their minimum and maximum number of days. */
    private enum Kind {
        AUTUMN("herfst", 5, 16),
        CHRISTMAS("kerst", 12, 20),
        SPRING("voorjaar", 5, 16),
        MAY("mei", 5, 20),
        SUMMER("zomer", 35, 60);

        private final String begins;
        private final int shortest;
        private final int longest;

        Kind(String begins, int shortest, int longest) {
            this.begins = begins;
            this.shortest = shortest;
            this.longest = longest;
        }

        static Kind of(String name) throws BadRow {
            for (Kind kind : values()) {
                if (name.toLowerCase(Locale.ROOT).startsWith(kind.begins)) {
                    return kind;
                }
            }
            throw new BadRow("import.row.holiday", name);
        }
    }

    private record Key(HolidayRegion region, Kind kind, int schoolYear) {}

    private final RegionStore regions;

    SchoolHolidayRegister(RegionStore regions) {
        super(RegisterKind.SCHOOL_HOLIDAYS, List.of(START, END, TYPE, NAME, GROUPS));
        this.regions = regions;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(START) && table.has(GROUPS);
    }

    @Override
    void load(Reading reading) throws Refused {
        Map<Key, Holiday> holidays = new LinkedHashMap<>();
        reading.each(row -> {
            if (!row.text(TYPE).equals("School")) {
                reading.tally().skip();
                return;
            }
            String name = Names.dutch(row.text(NAME));
            Kind kind = Kind.of(name);
            LocalDate first = date(row, START);
            LocalDate last = date(row, END);
            long days = ChronoUnit.DAYS.between(first, last) + 1;
            if (days < kind.shortest || days > kind.longest) {
                throw new BadRow("import.row.length", name, row.text(START), row.text(END), days);
            }
            for (String group : row.text(GROUPS).split(",")) {
                HolidayRegion region = AddressRegister.region(group.strip());
                if (region != null) {
                    Key key = new Key(region, kind, SchoolYear.of(first).start());
                    Holiday earlier =
                            holidays.put(key, new Holiday(region, key.schoolYear(), kind.name(), first, last));
                    if (earlier != null && !earlier.first().equals(first)) {
                        holidays.put(key, earlier);
                        throw new BadRow("import.row.secondHoliday", name, group.strip(), row.text(START));
                    }
                }
            }
        });
        reading.tally().add(regions.holidays(List.copyOf(holidays.values()), reading.tally()));
    }

    @Override
    int reference(Table table) {
        return newest(table);
    }

    @Override
    int storedReference() {
        return regions.newest("holiday", "first_day");
    }

    /** Returns the last start date, as 20261128; 0 if no row has a valid one. */
    static int newest(Table table) {
        int[] newest = new int[1];
        table.each(row -> {
            String day = String.valueOf(row.asWritten(START));
            if (day.matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]")) {
                newest[0] = Math.max(newest[0], Integer.parseInt(day.replace("-", "")));
            }
        });
        return newest[0];
    }

    static LocalDate date(Row row, Column column) throws BadRow {
        String value = row.text(column);
        try {
            LocalDate day = LocalDate.parse(value);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException notADate) {
            // reported below
        }
        throw new BadRow("import.row.date", value);
    }
}
