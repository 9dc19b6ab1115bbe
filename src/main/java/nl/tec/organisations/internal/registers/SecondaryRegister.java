package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.CountStore.Counts;
import nl.tec.organisations.internal.registers.Sums.Part;

/**
 * DUO's secondary pupils per location by type and year of study on 1 October. The year is in the name of the file, not in its contents.
 */
class SecondaryRegister extends Register {

    private static final Column TYPE = Column.named("ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR");
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])(20[0-9]{2})(?![0-9])");
    private static final int YEARS_OF_STUDY = 6;
    private static final List<Column> MEN = columns("MAN");
    private static final List<Column> WOMEN = columns("VROUW");

    private final CountStore counts;

    SecondaryRegister(CountStore counts) {
        super(RegisterKind.VO_PUPILS, columns());
        this.counts = counts;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(TYPE);
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(INSTITUTION, LOCATION, TYPE));
        columns.addAll(MEN);
        columns.addAll(WOMEN);
        return columns;
    }

    @Override
    void load(Reading reading) throws Refused {
        int year = year(reading.fileName());
        Sums sums = new Sums(counts, reading.tally());
        reading.each(row -> {
            String brin6 = row.brin6(INSTITUTION, LOCATION);
            String type = row.text(TYPE);
            List<Part> parts = new ArrayList<>();
            for (int study = 1; study <= YEARS_OF_STUDY; study++) {
                parts.add(new Part(year, List.of(type, study), row.count(MEN.get(study - 1))));
                parts.add(new Part(year, List.of(type, study), row.count(WOMEN.get(study - 1))));
            }
            sums.add(brin6, parts);
        });
        sums.store(Counts.SECONDARY);
        reading.tally().note("import.note.year", year);
        sums.reportUnknownSchools();
    }

    /** Returns the last year in the name: {@code leerlingen-vo-...-2019.regio.csv}; {@code ...-2023-2024} is 1 October 2023. */
    private static int year(String fileName) throws Refused {
        Matcher school =
                Pattern.compile("(20[0-9]{2})[-_](20[0-9]{2})(?![0-9])").matcher(fileName);
        if (school.find() && Integer.parseInt(school.group(1)) + 1 == Integer.parseInt(school.group(2))) {
            return Integer.parseInt(school.group(1));
        }
        Matcher years = YEAR.matcher(fileName);
        String found = null;
        while (years.find()) {
            found = years.group(1);
        }
        if (found == null) {
            throw new Refused("import.refused.noYear");
        }
        return Integer.parseInt(found);
    }

    /** Returns a column per year of study. */
    private static List<Column> columns(String whom) {
        return IntStream.rangeClosed(1, YEARS_OF_STUDY)
                .mapToObj(year -> Column.named("LEER- OF VERBLIJFSJAAR " + year + " - " + whom))
                .toList();
    }
}
