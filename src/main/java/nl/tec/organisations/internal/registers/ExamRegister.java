package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.organisations.ExamsImported;
import nl.tec.organisations.RegisterKind;
import nl.tec.organisations.internal.registers.CountStore.Counts;
import nl.tec.organisations.internal.registers.Sums.Part;
import nl.tec.shared.SchoolYear;
import org.springframework.context.ApplicationEventPublisher;

/** DUO's exam candidates per location by profile or sector, with a few columns per school year. */
class ExamRegister extends Register {

    private static final Column PROGRAMME = Column.named("OPLEIDINGSNAAM").upTo(100);
    private static final String CANDIDATES = "EXAMENKANDIDATEN SCHOOLJAAR %d-%d - TOTAAL";
    private static final Pattern YEAR = Pattern.compile("EXAMENKANDIDATEN_SCHOOLJAAR_(20[0-9]{2})_20[0-9]{2}_TOTAAL");

    private final CountStore counts;
    private final ApplicationEventPublisher events;

    ExamRegister(CountStore counts, ApplicationEventPublisher events) {
        super(RegisterKind.VO_EXAMS, List.of(INSTITUTION, LOCATION, PROGRAMME));
        this.counts = counts;
        this.events = events;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(PROGRAMME) && !years(table).isEmpty();
    }

    @Override
    int reference(Table table) {
        return Collections.max(years(table).keySet());
    }

    @Override
    int storedReference() {
        return counts.newest("exam", "school_year");
    }

    @Override
    void load(Reading reading) throws Refused {
        Map<Integer, Column> years = years(reading.table());
        Sums sums = new Sums(counts, reading.tally());
        reading.each(row -> {
            String brin6 = row.brin6(INSTITUTION, LOCATION);
            String programme = row.text(PROGRAMME);
            List<Part> parts = new ArrayList<>();
            for (Map.Entry<Integer, Column> year : years.entrySet()) {
                parts.add(new Part(year.getKey(), List.of(programme), row.count(year.getValue())));
            }
            sums.add(brin6, parts);
        });
        Tally.Stored stored = sums.store(Counts.EXAMS);
        reading.tally()
                .note(
                        "import.note.examYears",
                        String.join(
                                ", ",
                                years.keySet().stream()
                                        .map(year -> new SchoolYear(year).toString())
                                        .toList()));
        sums.reportUnknownSchools();
        if (stored.added() + stored.changed() > 0) {
            events.publishEvent(new ExamsImported());
        }
    }

    /** Returns the columns of a file by the start of their school year. */
    private static Map<Integer, Column> years(Table table) {
        Map<Integer, Column> years = new TreeMap<>();
        for (String key : table.columnKeys()) {
            Matcher year = YEAR.matcher(key);
            if (year.matches()) {
                int first = Integer.parseInt(year.group(1));
                years.put(first, Column.named(CANDIDATES.formatted(first, first + 1)));
            }
        }
        return years;
    }
}
