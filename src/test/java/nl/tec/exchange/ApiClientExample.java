package nl.tec.exchange;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An example of a client of the API, in Java with only Jackson; docs/api.md explains it. Copy what you need.
 * {@code ApiClientExampleTest} runs it.
 */
public final class ApiClientExample {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String base;

    /** @param base the address of the hub, such as {@code https://techniek.example} */
    public ApiClientExample(String base) {
        this.base = base;
    }

    /** Prints the sessions with free places for a group: {@code java ApiClientExample https://techniek.example groep-7}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new ApiClientExample(args[0]).freePlaces(args[1]).forEach(System.out::println);
    }

    /** Follows {@code _links.next} to the end of the list. */
    public List<String> freePlaces(String who) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        String next = base + "/api/v1/sessies?metPlaats=true&voor=" + who;
        while (next != null) {
            JsonNode page = json.readTree(
                    answer(HttpRequest.newBuilder(URI.create(next))).body());
            for (JsonNode session : page.get("items")) {
                found.add(session.get("aanvangTijdstip").asString() + "  "
                        + session.get("titel").get("nl").asString() + "  "
                        + session.get("vrijePlaatsen").asInt() + " plaatsen");
            }
            JsonNode link = page.get("_links").get("next");
            next = link == null ? null : link.asString();
        }
        return found;
    }

    /**
     * Sends in an activity, and then changes its message to the hub. Every request can safely be retried: the activity is made
     * once, and the change is refused when somebody else made another one.
     *
     * @return its final state
     */
    public String sendIn(String key, String activity, String message) throws IOException, InterruptedException {
        HttpResponse<String> made = answer(HttpRequest.newBuilder(URI.create(base + "/api/v1/eigen-activiteiten"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(activity)));
        String address = made.headers().firstValue("Location").orElseThrow();
        ObjectNode changed = (ObjectNode) json.readTree(activity);
        HttpResponse<String> answer = answer(HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("If-Match", made.headers().firstValue("ETag").orElseThrow())
                .PUT(HttpRequest.BodyPublishers.ofString(
                        changed.put("bericht", message).toString())));
        return json.readTree(answer.body()).get("stand").asString();
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            // problem details: the errors with their places in the JSON
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
