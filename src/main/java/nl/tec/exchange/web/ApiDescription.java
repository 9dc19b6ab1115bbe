package nl.tec.exchange.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
     * @param sent the fields of the JSON to send; empty: none
     * @param answered the fields of the answer, of a list those of each item
     * @param list whether it answers a page of a list
     * @param withKey whether it needs a key, with {@code scope}; empty: any key
     */
    public record Operation(
            String method,
            String path,
            String summary,
            List<Field> parameters,
            List<Field> sent,
            List<Field> answered,
            boolean list,
            boolean withKey,
            String scope) {

        /** Whether the operation can be tried without changes: it needs no key, and its path has no variables. */
        public boolean complete() {
            return !withKey && !path.contains("{");
        }
    }

    /**
     * @param type as the document calls it, its format if there is one; of an object the names of its fields
     * @param values the ones it can have; empty: others too
     */
    public record Field(String name, String type, String description, List<String> values) {}

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
        JsonNode document = document();
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(
                                operation(document, method.getKey(), path.getKey(), method.getValue()))));
        return operations;
    }

    private static Operation operation(JsonNode document, String method, String path, JsonNode operation) {
        List<Field> parameters = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asString().equals("query")) {
                parameters.add(field(
                        document,
                        parameter.get("name").asString(),
                        parameter.get("schema"),
                        parameter.get("description").asString()));
            }
        });
        JsonNode scopes = operation.path("security").path(0).path("sleutel");
        JsonNode responses = operation.get("responses");
        JsonNode answer = schema(document, responses.has("201") ? responses.get("201") : responses.get("200"));
        JsonNode items = answer.path("properties").path("items").path("items");
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.get("summary").asString(),
                parameters,
                fields(document, schema(document, operation.path("requestBody"))),
                fields(document, items.isMissingNode() ? answer : referred(document, items)),
                !items.isMissingNode(),
                !scopes.isMissingNode(),
                scopes.path(0).asString(""));
    }

    /** Returns the schema of the JSON of a request or response. */
    private static JsonNode schema(JsonNode document, JsonNode message) {
        return referred(
                document, message.path("content").path("application/json").path("schema"));
    }

    private static JsonNode referred(JsonNode document, JsonNode schema) {
        String name = schema.path("$ref").asString("").replaceFirst(".*/", "");
        return document.path("components").path("schemas").path(name);
    }

    private static List<Field> fields(JsonNode document, JsonNode schema) {
        List<Field> fields = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(property -> fields.add(field(
                        document,
                        property.getKey(),
                        property.getValue(),
                        property.getValue().path("description").asString(""))));
        return fields;
    }

    private static Field field(JsonNode document, String name, JsonNode schema, String description) {
        boolean many = schema.has("items");
        JsonNode one = many ? schema.get("items") : schema;
        JsonNode object = one.has("properties") ? one : referred(document, one);
        String type = object.isMissingNode()
                ? one.path("format").asString(one.path("type").asString(""))
                : object.path("properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", ", "{", "}"));
        List<String> values = new ArrayList<>();
        one.path("enum").forEach(value -> values.add(value.asString()));
        return new Field(name, many ? "[" + type + "]" : type, description, values);
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
