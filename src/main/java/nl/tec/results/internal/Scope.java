package nl.tec.results.internal;

import java.util.HashMap;
import java.util.Map;
import nl.tec.results.Kpi.Band;
import nl.tec.results.Period;
import nl.tec.results.Period.Slice;

/**
 * What a figure about pupils is about: a band, a period, the municipalities of the hub. The one place that names the
 * parameters of the SQL of this module.
 */
public record Scope(Band band, Period period, String[] municipalities) {

    /** sector, gradeFrom, gradeTo, sliceYears, sliceParts, first, last, countYear, municipalities. */
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
        parameters.put("countYear", period.countYear());
        parameters.put("municipalities", municipalities);
        return parameters;
    }
}
