package nl.tec.exchange.web;

import nl.tec.shared.FormData;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fuzz target: reads the body of a request to the API as an activity and as an offer. */
public final class ApiBodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ApiBodies() {}

    public static void read(byte[] bytes) {
        JsonNode body;
        try {
            body = JSON.readTree(bytes);
        } catch (JacksonException refused) {
            return;
        }
        read(OwnActivitiesApi.FORM, body);
        read(OwnOffersApi.FORM, body);
    }

    private static void read(JsonForm form, JsonNode body) {
        try {
            form.read(body, new FormData());
        } catch (ApiProblem refused) {
            // as it says
        }
    }
}
