package nl.tec.exchange.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of this hub, and the operations in it for the page about the API. */
@Component
public class ApiDescription {

    /**
     * An operation of the API.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT}
     * @param path relative to the address of the API
     * @param parameters of the query
     * @param withKey whether it needs a key, with {@code scope}; empty: any key
     */
    public record Operation(
            String method, String path, String summary, List<Parameter> parameters, boolean withKey, String scope) {

        /** Whether the operation can be tried without changes: it needs no key, and its path has no variables. */
        public boolean complete() {
            return !withKey && !path.contains("{");
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

    /** Returns the document with the name and the addresses of this hub. */
    JsonNode document() {
        String contact = hub.publicContact().isEmpty() ? "tec@localhost" : hub.publicContact();
        return json.readTree(text().replace("{hub}", escaped(hub.name()))
                .replace("{contact}", escaped(contact))
                .replace("{base}", escaped(answers.base())));
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                operations.add(operation(method.getKey(), path.getKey(), method.getValue()))));
        return operations;
    }

    private static Operation operation(String method, String path, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asString().equals("query")) {
                parameters.add(new Parameter(
                        parameter.get("name").asString(),
                        parameter.get("description").asString()));
            }
        });
        JsonNode scopes = operation.path("security").path(0).path("sleutel");
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.get("summary").asString(),
                parameters,
                !scopes.isMissingNode(),
                scopes.path(0).asString(""));
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
