package nl.tec.neighbours.internal;

import java.util.List;
import nl.tec.hub.Rows;
import nl.tec.neighbours.NeighbourFigure;
import nl.tec.reach.MunicipalityReach;
import nl.tec.results.KpiDefinition;
import nl.tec.results.Measure;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the stored figures of neighbours. */
@Component
public class NeighbourFigureQueries {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NeighbourFigureQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<NeighbourFigure> of(int year) {
        return jdbc.sql("""
                select f.neighbour_id, f.code, f.year, f.name_nl, f.name_en, f.unit, f.definition::text as definition, f.version, f.value,
                       f.reached, f.population, f.measured_at, f.municipalities::text as municipalities
                  from neighbour_figure f join neighbour n on n.id = f.neighbour_id
                 where n.read_on and f.year = ?
                 order by f.neighbour_id, f.position
                """)
                .param(year)
                .query((row, n) -> new NeighbourFigure(
                        row.getLong("neighbour_id"),
                        row.getString("code"),
                        row.getInt("year"),
                        Rows.bilingual(row, "name"),
                        Rows.constant(row, "unit", Measure.Unit.class),
                        definition(row.getString("definition")),
                        row.getInt("version"),
                        row.getObject("value", Double.class),
                        Rows.longOrNull(row, "reached"),
                        Rows.longOrNull(row, "population"),
                        Rows.instantOrNull(row, "measured_at"),
                        municipalities(row.getString("municipalities"))))
                .list();
    }

    private @Nullable List<MunicipalityReach> municipalities(@Nullable String text) {
        return text == null ? null : List.of(json.readValue(text, MunicipalityReach[].class));
    }

    /** Returns null for a definition that an older version of this program stored in another form; it is read again within the hour. */
    private @Nullable KpiDefinition definition(@Nullable String text) {
        try {
            return text == null ? null : json.readValue(text, KpiDefinition.class);
        } catch (JacksonException e) {
            return null;
        }
    }
}
