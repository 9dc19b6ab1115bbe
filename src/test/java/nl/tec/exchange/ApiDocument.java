package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the hub, for tests. */
final class ApiDocument {

    /** Values of parameters as they are in an address, most of them invalid. */
    private static final List<String> ODD = List.of(
            "",
            "0",
            "-1",
            "101",
            "true",
            "%00",
            "%F0%9F%98%80",
            "2034-02-30",
            "9999999999",
            "999999999999999999",
            "'%3B--",
            "groep-7",
            "%25",
            "ONTWERP_PRODUCTIE_WERELDHANDEL",
            "x".repeat(300),
            "%7B%7D",
            "2034-05-10");

    private static final JsonMapper JSON = new JsonMapper();

    private ApiDocument() {}

    /** Returns an address of an operation with random parameters, most of them invalid. */
    static String odd(String path, JsonNode operation, Random random) {
        StringBuilder address = new StringBuilder("/api/v1");
        address.append(path.replace("{id}", ODD.get(random.nextInt(ODD.size()))))
                .append('?');
        operation.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asString().equals("query") && random.nextInt(3) == 0) {
                address.append(parameter.get("name").asString())
                        .append('=')
                        .append(ODD.get(random.nextInt(ODD.size())))
                        .append('&');
            }
        });
        return address.toString();
    }

    /** Fails when a response is not one that the operation describes, such as a server error. */
    static void described(JsonNode document, JsonNode operation, HttpResponse<String> answer) {
        String asked =
                answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " " + answer.body();
        JsonNode response = operation.get("responses").get(Integer.toString(answer.statusCode()));
        assertThat(response).as(asked).isNotNull();
        JsonNode content = response.get("content");
        String schema = content.get(content.has("application/json") ? "application/json" : "application/problem+json")
                .get("schema")
                .get("$ref")
                .asString();
        valid(document, JSON.readTree(answer.body()), schema.replaceFirst(".*/", ""));
    }

    /** Fails when a body does not match a schema of the document. */
    static void valid(JsonNode document, JsonNode body, String schema) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$ref", "#/components/schemas/" + schema);
        root.set("components", document.get("components"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(root)
                        .validate(body))
                .as(schema + ": " + body)
                .isEmpty();
    }
}
