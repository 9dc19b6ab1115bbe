package nl.tec.exchange;

import static nl.tec.programme.ProgrammeFixture.MANAGER;
import static nl.tec.programme.ProgrammeFixture.slot;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.DaysAhead;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ProgrammeFixture;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The open API matches its OpenAPI document, and the document follows the API Design Rules. */
@TecTest
class ApiTest {

    private static final LocalDate DAY = DaysAhead.first(DayOfWeek.WEDNESDAY, Month.MAY, 8);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    JsonMapper json;

    private TestBrowser visitor;
    private JsonNode document;
    private String word;
    private Activity activity;
    private List<Long> ids;

    @BeforeEach
    void someProgramme() {
        visitor = accounts.visitor();
        document = json.readTree(visitor.get("/api/v1/openapi.json").body());
        word = "api" + System.nanoTime();
        long venue = ProgrammeFixture.venue(venues, word);
        activity = ProgrammeFixture.published(catalogue, ProgrammeFixture.activity("Brug " + word, "Bridge " + word));
        ids = new ArrayList<>();
        for (int hour = 9; hour < 14; hour++) {
            ids.addAll(((Sessions.Saved) sessions.create(
                            new SessionDetails(
                                    activity.id(), slot(DAY.plusDays(hour), 9, 45), venue, null, null, 30, 1, ""),
                            true,
                            MANAGER))
                    .ids());
        }
    }

    @Test
    void eachOperationAnswersAsDescribed() {
        List<String> paths = new ArrayList<>();
        open().forEach(path -> {
            String address = "/api/v1"
                    + path.getKey()
                            .replace("/sessies/{id}", "/sessies/" + ids.get(0))
                            .replace("{id}", activity.slug());
            HttpResponse<String> answer = visitor.get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            assertThat(answer.headers().firstValue("API-Version")).contains("1.4.0");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
            valid(answer.body(), schemaName(path.getValue()));
            paths.add(path.getKey());
        });
        assertThat(paths).hasSizeGreaterThan(7);
    }

    @Test
    void aListIsReadToItsEndByFollowingLinks() {
        List<Long> seen = new ArrayList<>();
        String next = "/api/v1/sessies?activiteit=" + activity.slug() + "&aantalPerPagina=2";
        for (int page = 0; page < 10 && next != null; page++) {
            JsonNode body = json.readTree(visitor.get(next).body());
            body.get("items").forEach(item -> seen.add(item.get("id").asLong()));
            JsonNode link = body.get("_links").get("next");
            next = link == null ? null : link.asString().replaceFirst("https?://[^/]+", "");
        }
        assertThat(seen).containsExactlyElementsOf(ids);
    }

    @Test
    void freePlacesAreThoseOfNow() {
        JsonNode session =
                json.readTree(visitor.get("/api/v1/sessies/" + ids.get(0)).body());
        assertThat(session.get("vrijePlaatsen").asInt()).isEqualTo(30);
        assertThat(session.get("aanvangTijdstip").asString()).isEqualTo(DAY.plusDays(9) + "T07:00:00Z");
        assertThat(session.get("activiteit").asString()).isEqualTo(activity.slug());
    }

    @Test
    void allFaultsOfAQueryAreReportedTogether() {
        HttpResponse<String> answer =
                visitor.get("/api/v1/sessies?wereld=MAAN&aantalPerPagina=0&vanDatum=gisteren&metPlaats=misschien");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        valid(answer.body(), "Probleem");
        List<String> fields = new ArrayList<>();
        json.readTree(answer.body())
                .get("errors")
                .forEach(error -> fields.add(error.get("veld").asString()));
        assertThat(fields).containsExactlyInAnyOrder("wereld", "aantalPerPagina", "vanDatum", "metPlaats");
    }

    @Test
    void missingRecordsAreProblemDetails() {
        for (String path :
                List.of("activiteiten/bestaat-niet", "sessies/0", "sessies/abc", "iets-anders", "locaties/")) {
            HttpResponse<String> answer = visitor.get("/api/v1/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            valid(answer.body(), "Probleem");
        }
    }

    @Test
    void answersConditionalRequests() {
        String path = "/api/v1/locaties";
        String tag = visitor.get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = visitor.with("If-None-Match", tag).get(path);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    /** Fuzzes every parameter of every operation, in the path too: the response is always a documented one, never a server error. */
    @Test
    void noAddressBreaksIt() {
        Random random = new Random(7);
        open().forEach(path -> {
            JsonNode operation = path.getValue().get("get");
            for (int round = 0; round < 40 && operation.has("parameters"); round++) {
                ApiDocument.described(
                        document, operation, visitor.get(ApiDocument.odd(path.getKey(), operation, random)));
            }
        });
    }

    /** The rules of the API Design Rules 2.x that can be checked in a document. */
    @Test
    void theDocumentFollowsTheDesignRules() {
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        JsonNode info = document.get("info");
        assertThat(info.get("version").asString()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(List.of("name", "email", "url")).allMatch(info.get("contact")::has);
        assertThat(document.get("servers").get(0).get("url").asString()).endsWith("/api/v1");
        Pattern kebab = Pattern.compile("(/([a-z][a-z0-9]*(-[a-z0-9]+)*|\\{[a-z][A-Za-z]*}))+");
        document.get("paths").properties().forEach(path -> {
            if (!path.getKey().equals("/openapi.json")) { // a name that the rules prescribe
                assertThat(path.getKey()).matches(kebab);
            }
            path.getValue().properties().forEach(operation -> {
                assertThat(operation.getKey()).isIn("get", "post", "put", "patch", "delete");
                JsonNode responses = operation.getValue().get("responses");
                assertThat((responses.has("201") ? responses.get("201") : responses.get("200"))
                                .get("headers")
                                .has("API-Version"))
                        .isTrue();
                if (operation.getValue().has("parameters")) {
                    assertThat(responses.has("400")).as(path.getKey()).isTrue();
                    operation
                            .getValue()
                            .get("parameters")
                            .forEach(parameter -> assertThat(
                                            parameter.get("name").asString())
                                    .matches(
                                            parameter.get("in").asString().equals("header")
                                                    ? "[A-Z][a-z]*(-[A-Z][a-z]*)*"
                                                    : "[a-z][A-Za-z]*"));
                }
                responses.properties().forEach(response -> {
                    if (response.getKey().startsWith("4")) {
                        assertThat(response.getValue().get("content").has("application/problem+json"))
                                .isTrue();
                    }
                });
            });
        });
        document.get("components").get("schemas").properties().forEach(schema -> {
            assertThat(schema.getKey()).matches("[A-Z][A-Za-z]*");
            schema.getValue().get("properties").properties().forEach(property -> {
                String name = property.getKey();
                assertThat(name).matches("_?[a-z][A-Za-z]*");
                if (name.endsWith("Datum")) {
                    assertThat(property.getValue().get("format").asString()).isEqualTo("date");
                }
                if (name.endsWith("Tijdstip")) {
                    assertThat(property.getValue().get("format").asString()).isEqualTo("date-time");
                }
            });
        });
    }

    @Test
    void thePageSaysWhatThereIsAndItsExamplesWork() {
        String page = visitor.get("/open-data").body();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> assertThat(page)
                                .contains(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(page)
                .as("of a parameter the values, of an answer the fields, of an object its own")
                .contains(
                        "<code>ONTWERP_PRODUCTIE_WERELDHANDEL</code>",
                        "<code>vrijePlaatsen</code> <span class=\"muted\">integer</span>",
                        "<code>locatieNaam</code> <span class=\"muted\">{nl, en}</span>",
                        "<code>data</code> <span class=\"muted\">[{");
        assertThat(visitor.get("/api/v1/sessies?metPlaats=true&voor=groep-7").statusCode())
                .isEqualTo(200);
    }

    /** What DCAT-AP-NL 3.0 asks of each class. */
    @Test
    void theCatalogueHasWhatDcatApNlAsks() {
        JsonNode catalogue =
                json.readTree(visitor.get("/open-data/catalogus.jsonld").body());
        String contact = "dcat:contactPoint";
        has(catalogue, "dct:title", "dct:description", "dct:publisher", contact, "dcat:dataset");
        List<String> ofEach = List.of(
                "dct:title",
                "dct:description",
                "dct:identifier",
                "dct:publisher",
                contact,
                "dcat:theme",
                "dct:accessRights");
        List<JsonNode> resources = new ArrayList<>(List.of(catalogue.get("dcat:service")));
        has(catalogue.get("dcat:service"), "dcat:endpointURL", "dcat:endpointDescription", "dct:license");
        assertThat(catalogue.get("dcat:dataset").size())
                .as("and one for each annual account that is published")
                .isGreaterThanOrEqualTo(4);
        catalogue.get("dcat:dataset").forEach(dataset -> {
            resources.add(dataset);
            has(dataset, "dct:creator");
            dataset.get("dcat:distribution").forEach(distribution -> {
                has(distribution, "dcat:accessURL", "dct:license");
                String at = distribution.get("dcat:accessURL").get("@id").asString();
                assertThat(visitor.get(at.replaceFirst("https?://[^/]+", "")).statusCode())
                        .as(at)
                        .isEqualTo(200);
            });
        });
        resources.forEach(resource -> {
            has(resource, ofEach.toArray(String[]::new));
            has(resource.get(contact), "vcard:fn");
            assertThat(Stream.of("vcard:hasEmail", "vcard:hasURL").anyMatch(resource.get(contact)::has))
                    .isTrue();
        });
    }

    private static void has(JsonNode resource, String... properties) {
        assertThat(resource.propertyNames()).as(resource.toString()).contains(properties);
    }

    /** Whoever knows the address of the page finds the feed: its description is in the page, as on every OpenActive dataset site. */
    @Test
    void thePageIsADatasetSiteOfOpenActive() {
        Matcher script = Pattern.compile("<script type=\"application/ld\\+json\">([^<]+)</script>")
                .matcher(visitor.get("/open-data").body());
        assertThat(script.find()).isTrue();
        JsonNode site = json.readTree(script.group(1));
        assertThat(site.get("@type").asString()).isEqualTo("Dataset");
        JsonNode feed = site.get("distribution").get(0);
        HttpResponse<String> read =
                visitor.get(feed.get("contentUrl").asString().replaceFirst("https?://[^/]+", ""));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("Content-Type").orElse("").replace(" ", ""))
                .isEqualTo(feed.get("encodingFormat").asString().replace(" ", ""));
        assertThat(json.readTree(read.body()).get("license").asString())
                .isEqualTo(site.get("license").asString());
    }

    /** Returns the operations without a key. */
    private Stream<Map.Entry<String, JsonNode>> open() {
        return document.get("paths").properties().stream()
                .filter(path -> path.getValue().has("get")
                        && !path.getValue().get("get").has("security"));
    }

    private static String schemaName(JsonNode path) {
        return path.get("get")
                .get("responses")
                .get("200")
                .get("content")
                .get("application/json")
                .get("schema")
                .get("$ref")
                .asString()
                .replaceFirst(".*/", "");
    }

    private void valid(String body, String schema) {
        ApiDocument.valid(document, json.readTree(body), schema);
    }
}
