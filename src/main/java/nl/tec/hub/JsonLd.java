package nl.tec.hub;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Structured data in a page, as JSON-LD. */
@Component
public class JsonLd {

    private final JsonMapper json;

    JsonLd(JsonMapper json) {
        this.json = json;
    }

    /** Returns JSON that is safe inside a script element: no text in it can close the element. */
    public String script(Map<String, Object> data) {
        return json.writeValueAsString(data)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
