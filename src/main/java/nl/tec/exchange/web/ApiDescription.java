package nl.tec.exchange.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nl.tec.hub.HubSettings;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of this hub, and what the page about the API says of it. */
@Component
public class ApiDescription {

    /** A way to ask something. @param path under the address of the API. @param parameters of the query */
    public record Operation(String path, String summary, List<Parameter> parameters) {

        /** Whether it can be tried as it is. */
        public boolean complete() {
            return !path.contains("{");
        }
    }

    public record Parameter(String name, String description) {}

    private final HubSettings hub;
    private final ApiAnswers answers;
    private final JsonMapper json;

    ApiDescription(HubSettings hub, ApiAnswers answers, JsonMapper json) {
        this.hub = hub;
        this.answers = answers;
        this.json = json;
    }

    /** With the name and the addresses of this hub filled in. */
    JsonNode document() {
        String contact = hub.publicContact().isEmpty() ? "tec@localhost" : hub.publicContact();
        return json.readTree(text().replace("{hub}", escaped(hub.name()))
                .replace("{contact}", escaped(contact))
                .replace("{base}", escaped(answers.base())));
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document().get("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().get("get");
            List<Parameter> parameters = new ArrayList<>();
            if (get.has("parameters")) {
                get.get("parameters").forEach(parameter -> {
                    if (parameter.get("in").asString().equals("query")) {
                        parameters.add(new Parameter(
                                parameter.get("name").asString(),
                                parameter.get("description").asString()));
                    }
                });
            }
            operations.add(new Operation(path.getKey(), get.get("summary").asString(), parameters));
        });
        return operations;
    }

    private static String text() {
        try {
            return new ClassPathResource("exchange/openapi.json").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String escaped(String value) {
        String quoted = json.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }
}
