package nl.tec.reach.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.hub.Rows;
import nl.tec.reach.Band;
import nl.tec.reach.Period;
import nl.tec.reach.Period.Slice;

/**
 * The scope in which pupils are counted: a band, a period and the hub's municipalities. Defines the SQL parameters of pupil queries.
 *
 * @param movedUp whether last year's count of 1 October, moved up one group, replaces one not yet available (rules 2.7)
 */
public record Scope(Band band, Period period, List<String> municipalities, boolean movedUp) {

    Scope(Band band, Period period, List<String> municipalities) {
        this(band, period, municipalities, false);
    }

    /** Returns sector, gradeFrom, gradeTo, sliceYears, sliceParts, first, last, begin, end, year, countYear, up and municipalities. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("sector", band.sector().name());
        parameters.put("gradeFrom", band.from());
        parameters.put("gradeTo", band.to());
        parameters.putAll(slices(period));
        parameters.put("first", period.first());
        parameters.put("last", period.last());
        parameters.putAll(moments(period));
        parameters.put("year", period.countYear());
        parameters.put("countYear", period.countYear() - (movedUp ? 1 : 0));
        parameters.put("up", movedUp ? 1 : 0);
        parameters.put("municipalities", municipalities.toArray(String[]::new));
        return parameters;
    }

    /**
     * Returns begin and end (exclusive) of the period. Sessions are compared by time rather than by day, because the database has neither
     * statistics nor an index of the day of {@code starts_at}.
     */
    static Map<String, Object> moments(Period period) {
        return Map.of(
                "begin",
                Rows.startOf(period.first()),
                "end",
                Rows.startOf(period.last().plusDays(1)));
    }

    /** Returns sliceYears and sliceParts. */
    static Map<String, Object> slices(Period period) {
        return Map.of(
                "sliceYears",
                period.slices().stream().map(Slice::schoolYear).toArray(Integer[]::new),
                "sliceParts",
                period.slices().stream().map(slice -> slice.part().name()).toArray(String[]::new));
    }
}
