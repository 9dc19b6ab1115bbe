package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.CountStore.OfYear;
import nl.tec.organisations.internal.registers.Row.Count;

/**
 * DUO's secondary pupils per location by type and year of study on 1 October. The file does not say of which year it is: its
 * name does.
 */
class SecondaryRegister implements Register {

    private static final Column TYPE = Column.named("ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR");
    private static final Pattern YEAR = Pattern.compile("(?<![0-9])(20[0-9]{2})(?![0-9])");
    private static final int YEARS_OF_STUDY = 6;

    private final CountStore counts;

    SecondaryRegister(CountStore counts) {
        this.counts = counts;
    }

    @Override
    public RegisterKind kind() {
        return RegisterKind.VO_PUPILS;
    }

    @Override
    public boolean recognises(Table table) {
        return table.has(TYPE);
    }

    @Override
    public List<Column> required() {
        List<Column> columns = new ArrayList<>(List.of(INSTITUTION, LOCATION, TYPE));
        for (int year = 1; year <= YEARS_OF_STUDY; year++) {
            columns.add(men(year));
            columns.add(women(year));
        }
        return columns;
    }

    private record Key(String brin6, String type, int yearOfStudy) {}

    @Override
    public void load(Reading reading) throws Refused {
        int year = year(reading.fileName());
        Set<String> schools = counts.schools().keySet();
        Set<String> unknown = new TreeSet<>();
        Map<Key, int[]> sums = new LinkedHashMap<>();
        reading.each(row -> {
            String brin6 = row.brin6(INSTITUTION, LOCATION);
            String type = row.text(TYPE);
            List<Count> both = new ArrayList<>();
            for (int study = 1; study <= YEARS_OF_STUDY; study++) {
                both.add(row.count(men(study)));
                both.add(row.count(women(study)));
            }
            if (!schools.contains(brin6)) {
                unknown.add(brin6);
                reading.tally().skip();
                return;
            }
            for (int i = 0; i < both.size(); i++) {
                int[] sum = sums.computeIfAbsent(new Key(brin6, type, i / 2 + 1), k -> new int[2]);
                sum[0] += both.get(i).pupils();
                sum[1] += both.get(i).masked() ? 1 : 0;
            }
        });
        List<OfYear> all = new ArrayList<>();
        sums.forEach((key, sum) -> {
            if (sum[0] + sum[1] > 0) {
                all.add(new OfYear(key.brin6(), year, key.type(), key.yearOfStudy(), sum[0], sum[1]));
            }
        });
        reading.tally().add(counts.secondary(all, reading.tally()));
        reading.tally().note("import.note.year", year);
        Unknown.note(reading.tally(), unknown);
    }

    /** The last year in the name: {@code leerlingen-vo-...-2019.regio.csv}, {@code ...-2023-2024} counts on 1 October 2023. */
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

    private static Column men(int year) {
        return Column.named("LEER- OF VERBLIJFSJAAR " + year + " - MAN");
    }

    private static Column women(int year) {
        return Column.named("LEER- OF VERBLIJFSJAAR " + year + " - VROUW");
    }
}
