package nl.tec.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Structured data in a page, as JSON-LD. */
public final class JsonLd {

    private JsonLd() {}

    /** Returns an object of a type, which more can be added to; the others in turn a name and its value. */
    public static Map<String, Object> typed(String type, String... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("@type", type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    /** Returns JSON that is safe inside a script element: no text in it can close the element. */
    public static String script(JsonMapper json, Map<String, Object> data) {
        return json.writeValueAsString(data)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
