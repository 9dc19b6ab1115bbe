package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nl.tec.hub.TextFile;
import nl.tec.organisations.RegionData;
import nl.tec.organisations.internal.registers.CountStore.Counts;
import nl.tec.organisations.internal.registers.CountStore.Group;
import nl.tec.organisations.internal.registers.CountStore.Total;
import nl.tec.organisations.internal.registers.RegionStore.Centre;
import nl.tec.organisations.internal.registers.RegionStore.Holiday;
import nl.tec.organisations.internal.registers.RegionStore.Municipality;
import nl.tec.organisations.internal.registers.RegionStore.Position;
import nl.tec.organisations.internal.registers.RegionStore.PublicHoliday;
import nl.tec.organisations.internal.registers.Row.Count;
import nl.tec.organisations.internal.registers.SchoolStore.Rank;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Loads the files in {@code demo/} that the test utility {@code RegionFiles} generates from the registers. */
@Service
class DemoRegion implements RegionData {

    /** The years with a column of counts in {@code schools.csv}. */
    static final List<Integer> YEARS = List.of(2022, 2023, 2024, 2025);

    /** The year whose count is provisional. */
    static final int PROVISIONAL = 2025;

    private static final Column BRIN6 = Column.named("brin6");
    private static final Column YEAR = Column.named("year");

    private final SchoolStore schools;
    private final CountStore counts;
    private final RegionStore regions;

    DemoRegion(SchoolStore schools, CountStore counts, RegionStore regions) {
        this.schools = schools;
        this.counts = counts;
        this.regions = regions;
    }

    @FunctionalInterface
    private interface Mapping<T> {
        T map(Row row) throws BadRow;
    }

    @Override
    @Transactional
    public void load() {
        Tally unread = new Tally();
        schools(unread);
        groups("ages", Counts.AGES, r -> List.of(r.number(column("age"))), "known", unread);
        groups(
                "vo",
                Counts.SECONDARY,
                r -> List.of(r.text(column("education_type")), r.number(column("year_of_study"))),
                "pupils",
                unread);
        groups("exams", Counts.EXAMS, r -> List.of(r.text(column("programme"))), "candidates", unread);
        regions.centres(
                PostcodeRegister.RANK_4PP,
                all(
                        "postcodes",
                        r -> new Centre(
                                r.text(column("pc4")), r.decimal(column("latitude")), r.decimal(column("longitude")))),
                unread);
        regions.placeByPostcode();
        regions.holidays(
                all(
                        "holidays",
                        r -> new Holiday(
                                HolidayRegion.valueOf(r.text(column("region"))),
                                r.number(column("school_year")),
                                r.text(column("kind")),
                                date(r, "first_day"),
                                date(r, "last_day"))),
                unread);
        regions.publicHolidays(
                all(
                        "public-holidays",
                        r -> new PublicHoliday(
                                date(r, "day"),
                                r.text(column("name")),
                                r.optional(column("name_en")),
                                r.text(column("day_off")).equals("t"))),
                unread);
    }

    private void groups(String file, Counts which, Mapping<List<?>> of, String count, Tally unread) {
        Column masked = column("masked_cells");
        List<Group> groups = all(
                file,
                r -> new Group(
                        r.text(BRIN6),
                        r.number(YEAR),
                        of.map(r),
                        r.number(column(count)),
                        r.optional(masked) == null ? 0 : r.number(masked)));
        counts.store(which, groups, unread);
    }

    private void schools(Tally unread) {
        Map<Rank, List<SchoolRow>> rows = new EnumMap<>(Rank.class);
        Map<String, Municipality> municipalities = new TreeMap<>();
        List<Position> positions = new ArrayList<>();
        List<Total> totals = new ArrayList<>();
        for (Row row : all("schools", r -> r)) {
            read(() -> {
                SchoolRow school = school(row);
                rows.computeIfAbsent(Rank.valueOf(row.text(column("register"))), r -> new ArrayList<>())
                        .add(school);
                String code = row.municipality(column("municipality_code"));
                municipalities.putIfAbsent(
                        code,
                        new Municipality(code, row.text(column("municipality")), region(row, "municipality_region")));
                if (row.optional(column("latitude")) != null) {
                    positions.add(new Position(
                            school.brin6(),
                            school.postcode(),
                            row.decimal(column("latitude")),
                            row.decimal(column("longitude"))));
                }
                for (int year : YEARS) {
                    Column pupils = column("pupils_" + year);
                    if (row.optional(pupils) != null) {
                        Count count = row.count(pupils);
                        totals.add(
                                new Total(school.brin6(), year, count.pupils(), count.masked(), year == PROVISIONAL));
                    }
                }
                return school;
            });
        }
        regions.nameMunicipalities(municipalities.values(), unread);
        rows.forEach((rank, ranked) -> schools.merge(rank, ranked, unread));
        regions.positions(positions, unread);
        counts.totals(totals, unread);
    }

    private static SchoolRow school(Row row) throws BadRow {
        return new SchoolRow(
                row.text(BRIN6),
                row.text(column("name")),
                Sector.valueOf(row.text(column("sector"))),
                row.text(column("kind")),
                row.optional(column("board_number")),
                row.optional(column("denomination")),
                row.optional(column("street")),
                row.optional(column("house_number")),
                row.optional(column("postcode")),
                row.optional(column("town")),
                row.municipality(column("municipality_code")),
                region(row, "holiday_region"),
                null,
                row.optional(column("website")));
    }

    private static @Nullable HolidayRegion region(Row row, String column) throws BadRow {
        String region = row.optional(column(column));
        return region == null ? null : HolidayRegion.valueOf(region);
    }

    private static LocalDate date(Row row, String column) throws BadRow {
        return LocalDate.parse(row.text(column(column)));
    }

    private static Column column(String name) {
        return Column.named(name);
    }

    private static <T> List<T> all(String file, Mapping<T> mapping) {
        InputStream content = DemoRegion.class.getResourceAsStream("/demo/" + file + ".csv");
        try (TextFile text = Table.text(Objects.requireNonNull(content))) {
            List<T> all = new ArrayList<>();
            new Table(text).each(row -> all.add(read(() -> mapping.map(row))));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Refused e) {
            throw new IllegalStateException("demo/" + file + ".csv is no good", e);
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read() throws BadRow;
    }

    /** Reads a row; an invalid one is a build error, because the files are generated. */
    private static <T> T read(Reader<T> reader) {
        try {
            return reader.read();
        } catch (BadRow e) {
            throw new IllegalStateException(e.reason().toString(), e);
        }
    }
}
