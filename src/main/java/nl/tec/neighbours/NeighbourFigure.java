package nl.tec.neighbours;

import java.time.Instant;
import java.util.List;
import nl.tec.reach.MunicipalityReach;
import nl.tec.results.KpiDefinition;
import nl.tec.results.Measure;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A KPI of a neighbour in a year, as it published it.
 *
 * @param definition of what it measures; null: missing, or not understood
 * @param version of that definition, in the neighbour's numbering
 * @param value in the unit; null: not measured
 * @param reached the absolute number, out of {@code population}
 * @param municipalities its pupils by municipality; null: not published
 */
public record NeighbourFigure(
        long neighbourId,
        String code,
        int year,
        Bilingual name,
        Measure.Unit unit,
        @Nullable KpiDefinition definition,
        int version,
        @Nullable Double value,
        @Nullable Long reached,
        @Nullable Long population,
        @Nullable Instant measuredAt,
        @Nullable List<MunicipalityReach> municipalities) {}
