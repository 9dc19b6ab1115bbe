package nl.tec.organisations.internal.registers;

import static nl.tec.organisations.internal.registers.Columns.INSTITUTION;
import static nl.tec.organisations.internal.registers.Columns.LOCATION;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.organisations.RegisterKind;

/**
 * The expected educational disadvantage of each primary location: the score of Statistics Netherlands since 2019, or DUO's earlier
 * school weight. A file covers one unnamed year. A location without a score keeps its stored one.
 */
class DisadvantageRegister extends Register {

    private static final Column SCORE = Column.named("ACHTERSTANDSSCORE", "SCHOOLGEWICHT_VESTIGING", "SCHOOLGEWICHT");

    /** A sanity limit, a hundred times the possible score of the largest school. */
    private static final double MAX_SCORE = 1_000_000;

    private final SchoolStore schools;
    private final CountStore counts;

    DisadvantageRegister(SchoolStore schools, CountStore counts) {
        super(RegisterKind.PO_DISADVANTAGE, List.of(LOCATION, SCORE));
        this.schools = schools;
        this.counts = counts;
    }

    @Override
    boolean recognises(Table table) {
        return table.has(SCORE);
    }

    @Override
    void load(Reading reading) throws Refused {
        Set<String> known = counts.schools().keySet();
        Set<String> unknown = new TreeSet<>();
        Map<String, Double> scores = new HashMap<>();
        reading.each(row -> {
            String brin6 = row.brin6(INSTITUTION, LOCATION);
            if (row.optional(SCORE) == null) {
                reading.tally().skip();
                return;
            }
            double score = row.decimal(SCORE);
            if (score < 0 || score > MAX_SCORE) {
                throw new BadRow("import.row.number", SCORE.shown(), row.text(SCORE));
            }
            if (!known.contains(brin6)) {
                unknown.add(brin6);
                reading.tally().skip();
            } else if (scores.putIfAbsent(brin6, score) != null) {
                throw new BadRow("import.row.twiceHere", brin6);
            }
        });
        reading.tally().add(schools.disadvantage(scores, reading.tally()));
        Sums.reportUnknownSchools(unknown, reading.tally());
    }
}
