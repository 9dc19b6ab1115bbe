package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the hub, for tests. */
final class ApiDocument {

    private ApiDocument() {}

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
