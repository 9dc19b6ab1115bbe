package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.CountStore.OfAge;
import nl.tec.organisations.internal.registers.Row.Count;

/**
 * DUO's primary pupils per location, PC4 of their home and age on 1 October. Added up per location and age: the sum of what is
 * printed, and how many cells are masked (1 to 4 each).
 */
class AgesRegister implements Register {

    private static final Column DATE = Column.named("PEILDATUM");
    private static final Column HOME = Column.named("POSTCODE_LEERLING");
    private static final Column YOUNGER = Column.named("LEEFTIJD_JONGER");
    private static final Column OLDER = Column.named("LEEFTIJD_OUDER");
    private static final int YOUNGEST = 4;
    private static final int OLDEST = 24;

    /** Older pupils, of special education only, are counted with these. */
    private static final int MAX_AGE_KEPT = 20;

    private final CountStore counts;

    AgesRegister(CountStore counts) {
        this.counts = counts;
    }

    @Override
    public RegisterKind kind() {
        return RegisterKind.PO_AGES;
    }

    @Override
    public boolean recognises(Table table) {
        return table.has(age(YOUNGEST)) && table.has(INSTITUTION);
    }

    @Override
    public List<Column> required() {
        List<Column> columns = new ArrayList<>(List.of(DATE, HOME, INSTITUTION, LOCATION));
        for (int age = YOUNGEST; age <= 12; age++) {
            columns.add(age(age));
        }
        return columns;
    }

    /** Of one location, year and age, over all postcodes. */
    private static final class Sum {
        private int known;
        private int masked;

        void add(Count count) {
            if (count.masked()) {
                masked++;
            } else {
                known += count.pupils();
            }
        }
    }

    private record Key(String brin6, int year, int age) {}

    @Override
    public void load(Reading reading) throws Refused {
        Set<String> schools = counts.schools().keySet();
        Set<String> unknown = new TreeSet<>();
        Map<Key, Sum> sums = new LinkedHashMap<>();
        reading.each(row -> {
            String brin6 = row.brin6(INSTITUTION, LOCATION);
            int year = year(row);
            List<Map.Entry<Integer, Count>> ages = ages(row, reading.table());
            if (!schools.contains(brin6)) {
                unknown.add(brin6);
                reading.tally().skip();
                return;
            }
            for (Map.Entry<Integer, Count> age : ages) {
                sums.computeIfAbsent(new Key(brin6, year, age.getKey()), k -> new Sum())
                        .add(age.getValue());
            }
        });
        List<OfAge> all = new ArrayList<>();
        sums.forEach((key, sum) -> {
            if (sum.known + sum.masked > 0) {
                all.add(new OfAge(key.brin6(), key.year(), key.age(), sum.known, sum.masked));
            }
        });
        reading.tally().add(counts.ages(all, reading.tally()));
        Unknown.note(reading.tally(), unknown);
    }

    /** Reads all ages before any is counted, so that a bad line adds nothing. */
    private static List<Map.Entry<Integer, Count>> ages(Row row, Table table) throws BadRow {
        List<Map.Entry<Integer, Count>> ages = new ArrayList<>();
        if (table.has(YOUNGER)) {
            ages.add(Map.entry(YOUNGEST - 1, row.count(YOUNGER)));
        }
        for (int age = YOUNGEST; age <= OLDEST; age++) {
            if (table.has(age(age))) {
                ages.add(Map.entry(Math.min(age, MAX_AGE_KEPT), row.count(age(age))));
            }
        }
        if (table.has(OLDER)) {
            ages.add(Map.entry(MAX_AGE_KEPT, row.count(OLDER)));
        }
        return ages;
    }

    private static int year(Row row) throws BadRow {
        String date = row.text(DATE).replace("-", "");
        if (!date.matches("20[0-9]{2}1001")) {
            throw new BadRow("import.row.date", date);
        }
        return Integer.parseInt(date.substring(0, 4));
    }

    private static Column age(int age) {
        return Column.named("LEEFTIJD_" + age);
    }
}
