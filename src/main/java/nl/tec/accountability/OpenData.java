package nl.tec.accountability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables published with an account, from which each of its figures can be recomputed. Names are Dutch, as in the open API; amounts
 * are in cents.
 */
public record OpenData(List<Table> tables) {

    /** @param name the name of the file and the sheet. @param rows texts, numbers or nulls */
    public record Table(String name, List<String> columns, List<List<@Nullable Object>> rows) {

        /** Returns the rows as objects, for JSON. */
        public List<Map<String, @Nullable Object>> objects() {
            List<Map<String, @Nullable Object>> objects = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                for (int column = 0; column < columns.size(); column++) {
                    object.put(columns.get(column), row.get(column));
                }
                objects.add(object);
            }
            return objects;
        }
    }

    public Optional<Table> find(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
