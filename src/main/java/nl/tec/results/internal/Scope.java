package nl.tec.results.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.results.Kpi.Band;
import nl.tec.results.Period;
import nl.tec.results.Period.Slice;

/**
 * What a figure about pupils is about: a band, a period, the municipalities of the hub. The one place that names the
 * parameters of the SQL of this module.
 *
 * @param movedUp there is no count of 1 October for the period yet: last year's, moved up one group (rules 2.7)
 */
public record Scope(Band band, Period period, List<String> municipalities, boolean movedUp) {

    /** sector, gradeFrom, gradeTo, sliceYears, sliceParts, first, last, year, countYear, up, municipalities. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("sector", band.sector().name());
        parameters.put("gradeFrom", band.from());
        parameters.put("gradeTo", band.to());
        parameters.put(
                "sliceYears", period.slices().stream().map(Slice::schoolYear).toArray(Integer[]::new));
        parameters.put(
                "sliceParts",
                period.slices().stream().map(slice -> slice.part().name()).toArray(String[]::new));
        parameters.put("first", period.first());
        parameters.put("last", period.last());
        parameters.put("year", period.countYear());
        parameters.put("countYear", period.countYear() - (movedUp ? 1 : 0));
        parameters.put("up", movedUp ? 1 : 0);
        parameters.put("municipalities", municipalities.toArray(String[]::new));
        return parameters;
    }
}
