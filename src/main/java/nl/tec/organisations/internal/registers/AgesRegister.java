package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.CountStore.Counts;
import nl.tec.organisations.internal.registers.Sums.Part;

/**
 * DUO's primary pupils per location, home PC4 and age on 1 October. Aggregated per location and age: the sum of the printed numbers,
 * and the number of masked cells (1 to 4 pupils each).
 */
class AgesRegister extends Register {

    private static final Column DATE = Column.named("PEILDATUM");
    private static final Column HOME = Column.named("POSTCODE_LEERLING");
    private static final Column YOUNGER = Column.named("LEEFTIJD_JONGER");
    private static final Column OLDER = Column.named("LEEFTIJD_OUDER");
    private static final Pattern FIRST_OF_OCTOBER = Pattern.compile("20[0-9]{2}1001");
    private static final int YOUNGEST = 4;
    private static final int OLDEST = 24;

    /** The maximum age; older pupils, in special education only, are counted with these. */
    private static final int MAX_AGE_KEPT = 20;

    private final CountStore counts;

    AgesRegister(CountStore counts) {
        super(RegisterKind.PO_AGES, columns());
        this.counts = counts;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(age(YOUNGEST)) && table.has(INSTITUTION);
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(DATE, HOME, INSTITUTION, LOCATION));
        for (int age = YOUNGEST; age <= 12; age++) {
            columns.add(age(age));
        }
        return columns;
    }

    @Override
    void load(Reading reading) throws Refused {
        Map<Column, Integer> ages = ages(reading.table());
        Sums sums = new Sums(counts, reading.tally());
        reading.each(row -> {
            String brin6 = row.brin6(INSTITUTION, LOCATION);
            int year = year(row);
            // all are read before any is counted, so that an invalid line adds nothing
            List<Part> parts = new ArrayList<>();
            for (Map.Entry<Column, Integer> age : ages.entrySet()) {
                parts.add(new Part(year, List.of(age.getValue()), row.count(age.getKey())));
            }
            sums.add(brin6, parts);
        });
        sums.store(Counts.AGES);
        sums.reportUnknownSchools();
    }

    /** Returns the age columns of a file, each with its age. */
    private static Map<Column, Integer> ages(Table table) {
        Map<Column, Integer> ages = new LinkedHashMap<>();
        ages.put(YOUNGER, YOUNGEST - 1);
        for (int age = YOUNGEST; age <= OLDEST; age++) {
            ages.put(age(age), Math.min(age, MAX_AGE_KEPT));
        }
        ages.put(OLDER, MAX_AGE_KEPT);
        ages.keySet().removeIf(column -> !table.has(column));
        return ages;
    }

    private static int year(Row row) throws BadRow {
        String date = row.text(DATE).replace("-", "");
        if (!FIRST_OF_OCTOBER.matcher(date).matches()) {
            throw new BadRow("import.row.date", date);
        }
        return Integer.parseInt(date.substring(0, 4));
    }

    private static Column age(int age) {
        return Column.named("LEEFTIJD_" + age);
    }
}
