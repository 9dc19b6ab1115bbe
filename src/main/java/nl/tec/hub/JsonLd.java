package nl.tec.hub;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Structured data in a page, as JSON-LD. */
public final class JsonLd {

    private JsonLd() {}

    /** Returns JSON that is safe inside a script element: no text in it can close the element. */
    public static String script(JsonMapper json, Map<String, Object> data) {
        return json.writeValueAsString(data)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
