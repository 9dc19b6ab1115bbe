package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The access of a program with the key of an organisation, and its limits (decision 0074). */
@TecTest
class KeyApiTest {

    private static final String ACTIVITIES = "/api/v1/eigen-activiteiten";
    private static final String OFFERS = "/api/v1/eigen-aanbod";
    private static final String BOOKINGS = "/api/v1/eigen-boekingen";

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    ApiKeys keys;

    @Autowired
    ClassBookings bookings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    JsonMapper json;

    private JsonNode document;
    private Partner partner;
    private SignedIn maker;

    @BeforeEach
    void aPartner() {
        document = json.readTree(people.visitor().get("/api/v1/openapi.json").body());
        partner = new SubmissionsFixture(jdbc).partner();
        maker = people.signedIn(Membership.of(Role.PARTNER, partner.id()));
    }

    @Test
    void anActivityIsMadeReadChangedAndWithdrawn_andWaitsForAProgrammeManager() {
        TestBrowser program = program(ApiScope.ACTIVITIES_READ, ApiScope.ACTIVITIES_WRITE);
        ObjectNode activity = activity("Lasdag");
        HttpResponse<String> made =
                program.json("POST", ACTIVITIES, activity.put("indienen", true).toString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String at = TestBrowser.location(made);
        JsonNode body = valid(made, "EigenActiviteit");
        assertThat(body.get("stand").asString()).isEqualTo("SUBMITTED");
        assertThat(body.get("inProgramma").asBoolean()).isFalse();
        assertThat(body.get("locatie")).isEqualTo(activity.get("locatie"));
        assertThat(body.get("prijsCent").asInt()).isEqualTo(1250);

        HttpResponse<String> read = program.get(at);
        assertThat(read.body()).isEqualTo(made.body());
        assertThat(tag(read)).isEqualTo(tag(made));
        assertThat(program(ApiScope.ACTIVITIES_READ)
                        .with("If-None-Match", tag(read))
                        .get(at)
                        .statusCode())
                .isEqualTo(304);

        ObjectNode change = (ObjectNode) body;
        List.of("id", "stand", "uitleg", "inProgramma").forEach(change::remove);
        ((ObjectNode) change.get("titel")).put("nl", "Lasnacht");
        HttpResponse<String> changed = matching(tag(read)).json("PUT", at, change.toString());
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(valid(changed, "EigenActiviteit").get("titel").get("nl").asString())
                .isEqualTo("Lasnacht");
        JsonNode list = valid(program.get(ACTIVITIES), "EigenActiviteiten");
        assertThat(list.get("items").get(0).get("titel").get("nl").asString()).isEqualTo("Lasnacht");

        HttpResponse<String> gone =
                matching(tag(changed)).json("POST", at + "/intrekking", "{\"reden\": \"Geen docent.\"}");
        assertThat(valid(gone, "EigenActiviteit").get("stand").asString()).isEqualTo("WITHDRAWN");
        assertThat(jdbc.sql("""
                        select action from audit_log where account_id = ? and action like 'SUBMISSION%' or subject_type = 'api_key'
                           and action = 'API_KEY_USED' and account_id = ? order by id
                        """)
                        .params(maker.account().id(), maker.account().id())
                        .query(String.class)
                        .list())
                .contains("SUBMISSION_SENT", "SUBMISSION_CHANGED", "SUBMISSION_WITHDRAWN", "API_KEY_USED");
    }

    @Test
    void anOfferIsMadeChangedPausedAndEnded() {
        TestBrowser program = program(ApiScope.OFFERS_READ, ApiScope.OFFERS_WRITE);
        HttpResponse<String> made = program.json("POST", OFFERS, offer().toString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode body = valid(made, "EigenAanbod");
        assertThat(body.get("stand").asString()).isEqualTo("PUBLISHED");
        assertThat(body.get("ochtend").asString()).isEqualTo("09:00");
        assertThat(body.get("wekenDicht").size()).isEqualTo(2);
        String at = TestBrowser.location(made);

        ObjectNode change = (ObjectNode) body;
        List.of("id", "stand", "gewijzigdOpTijdstip").forEach(change::remove);
        HttpResponse<String> changed = matching(tag(made), ApiScope.OFFERS_WRITE)
                .json("PUT", at, change.put("maximum", 24).toString());
        assertThat(valid(changed, "EigenAanbod").get("maximum").asInt()).isEqualTo(24);
        String now = tag(changed);
        for (String state : List.of("PAUSED", "ENDED")) {
            HttpResponse<String> became =
                    matching(now, ApiScope.OFFERS_WRITE).json("PUT", at + "/stand", "{\"stand\": \"" + state + "\"}");
            assertThat(valid(became, "EigenAanbod").get("stand").asString()).isEqualTo(state);
            now = tag(became);
        }
        assertThat(valid(program.get(OFFERS), "EigenAanbodLijst")
                        .get("items")
                        .get(0)
                        .get("stand")
                        .asString())
                .isEqualTo("ENDED");
    }

    @Test
    void aSchoolReadsAndCancelsItsBookings_andNoneOfAnotherSchool() {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        long activity = fixture.activity();
        List<Long> ids = IntStream.of(60, 90, 120)
                .mapToObj(fixture::schoolDay)
                .map(start -> book(fixture, school, start, fixture.session(activity, start, 30, 1)))
                .toList();
        TestBrowser program = ofSchool(school.siteId());

        List<Long> seen = new ArrayList<>();
        String next = BOOKINGS + "?aantalPerPagina=2";
        for (int page = 0; page < 5 && next != null; page++) {
            JsonNode body = valid(program.get(next), "Boekingen");
            body.get("items").forEach(item -> seen.add(item.get("id").asLong()));
            JsonNode link = body.get("_links").get("next");
            next = link == null ? null : link.asString().replaceFirst("https?://[^/]+", "");
        }
        assertThat(seen).containsExactlyElementsOf(ids);

        String at = BOOKINGS + "/" + ids.get(0);
        HttpResponse<String> read = program.get(at);
        assertThat(valid(read, "Boeking").get("leerlingen").asInt()).isEqualTo(26);
        HttpResponse<String> cancelled =
                ofSchool(school.siteId()).with("If-Match", tag(read)).json("POST", at + "/annulering", "{}");
        JsonNode gone = valid(cancelled, "Boeking");
        assertThat(gone.get("stand").asString()).isEqualTo("CANCELLED");
        assertThat(gone.get("geannuleerdDoor").asString()).isEqualTo("SCHOOL");
        HttpResponse<String> again =
                ofSchool(school.siteId()).with("If-Match", tag(cancelled)).json("POST", at + "/annulering", "{}");
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(valid(again, "Probleem").get("errors").get(0).get("code").asString())
                .isEqualTo("NOT_ACTIVE");

        TestBrowser stranger = ofSchool(fixture.school().siteId());
        assertThat(stranger.get(BOOKINGS + "/" + ids.get(1)).statusCode()).isEqualTo(404);
        assertThat(valid(stranger.get(BOOKINGS), "Boekingen").get("items").size())
                .isZero();
        assertThat(stranger.with("If-Match", "*")
                        .json("POST", BOOKINGS + "/" + ids.get(1) + "/annulering", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    /** Every operation of the document, without a key, with a key for each other scope, and with the required one. */
    @Test
    void aKeyDoesWhatItsScopeSaysAndNothingElse() {
        Map<ApiScope, String> all = keyOfEachScope(people.school("Sleutelschool"));
        List<String> seen = new ArrayList<>();
        operations().forEach(operation -> {
            String needed = operation.scope();
            HttpResponse<String> without = operation.ask(people.visitor());
            assertThat(without.statusCode()).as(operation.toString()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
            valid(without, "Probleem");
            all.forEach((scope, key) -> {
                HttpResponse<String> answer = operation.ask(people.visitor().with("Authorization", "Bearer " + key));
                assertThat(answer.statusCode() == 403)
                        .as(operation + " with " + scope + ": " + answer.statusCode())
                        .isEqualTo(!needed.isEmpty() && !needed.equals(scope.code()));
                assertThat(answer.statusCode()).isNotEqualTo(401).isLessThan(500);
            });
            seen.add(operation.toString());
        });
        assertThat(seen).hasSizeGreaterThan(12);
    }

    @Test
    void dataOfAnotherPartnerIsNotFound() {
        TestBrowser program = program(ApiScope.ACTIVITIES_WRITE, ApiScope.OFFERS_WRITE);
        String activity = TestBrowser.location(
                program.json("POST", ACTIVITIES, activity("Geheim").toString()));
        String offer = TestBrowser.location(program.json("POST", OFFERS, offer().toString()));
        Partner other = new SubmissionsFixture(jdbc).partner();
        // the same person works for both, but the key is for one of them
        SignedIn ofBoth =
                people.signedIn(Membership.of(Role.PARTNER, partner.id()), Membership.of(Role.PARTNER, other.id()));
        TestBrowser stranger =
                with(key(other.id(), ofBoth, ApiScope.of(Role.PARTNER))).with("If-Match", "*");
        assertThat(stranger.get(activity).statusCode()).isEqualTo(404);
        assertThat(stranger.json("PUT", activity, "{}").statusCode()).isEqualTo(404);
        assertThat(stranger.json("POST", activity + "/intrekking", "{}").statusCode())
                .isEqualTo(404);
        assertThat(stranger.get(offer).statusCode()).isEqualTo(404);
        assertThat(stranger.json("PUT", offer, "{}").statusCode()).isEqualTo(404);
        assertThat(stranger.json("PUT", offer + "/stand", "{\"stand\": \"ENDED\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(valid(stranger.get(ACTIVITIES), "EigenActiviteiten")
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void faultsPointIntoTheJson_inTheLanguageOfTheRequest() {
        ObjectNode activity = activity("");
        activity.put("prijsCent", 100).remove("plaatsen");
        ((ObjectNode) activity.get("data").get(1)).put("tot", "08:00");
        activity.put("indienen", true);
        HttpResponse<String> dutch = program(ApiScope.ACTIVITIES_WRITE).json("POST", ACTIVITIES, activity.toString());
        assertThat(dutch.statusCode()).as(dutch.body()).isEqualTo(422);
        JsonNode problem = valid(dutch, "Probleem");
        List<String> pointers = new ArrayList<>();
        problem.get("errors").forEach(error -> pointers.add(error.get("veld").asString()));
        assertThat(pointers).contains("/titel/nl", "/plaatsen", "/data/1/tot");
        HttpResponse<String> english = program(ApiScope.ACTIVITIES_WRITE)
                .with("Accept-Language", "en-GB,en;q=0.9")
                .json("POST", ACTIVITIES, activity.toString());
        assertThat(problem.get("title").asString()).isEqualTo("Niet gedaan");
        assertThat(valid(english, "Probleem").get("title").asString()).isEqualTo("Not done");
        assertThat(detailAt("/titel/nl", problem)).isEqualTo("Geef de activiteit een titel.");
        assertThat(detailAt("/titel/nl", valid(english, "Probleem"))).isEqualTo("Give the activity a title.");

        HttpResponse<String> types = program(ApiScope.ACTIVITIES_WRITE)
                .json(
                        "POST",
                        ACTIVITIES,
                        "{\"titel\": 3, \"wereld\": \"MAAN\", \"kleur\": \"rood\", \"data\": [{\"van\": 9}]}");
        assertThat(types.statusCode()).isEqualTo(400);
        List<String> wrong = new ArrayList<>();
        valid(types, "Probleem")
                .get("errors")
                .forEach(error -> wrong.add(error.get("veld").asString()));
        assertThat(wrong).containsExactlyInAnyOrder("/titel", "/wereld", "/kleur", "/data/0/van");
    }

    private static String detailAt(String pointer, JsonNode problem) {
        return problem.get("errors")
                .valueStream()
                .filter(error -> error.get("veld").asString().equals(pointer))
                .findFirst()
                .orElseThrow()
                .get("detail")
                .asString();
    }

    @Test
    void aChangeSaysWhatItChanges() {
        TestBrowser program = program(ApiScope.ACTIVITIES_WRITE, ApiScope.ACTIVITIES_READ);
        ObjectNode activity = activity("Twee tegelijk");
        HttpResponse<String> made = program.json("POST", ACTIVITIES, activity.toString());
        String at = TestBrowser.location(made);
        assertThat(program.json("PUT", at, activity.toString()).statusCode()).isEqualTo(428);
        assertThat(matching("\"iets-anders\"")
                        .json("PUT", at, activity.toString())
                        .statusCode())
                .isEqualTo(412);
        HttpResponse<String> first = matching(tag(made))
                .json("PUT", at, activity.put("bericht", "Eerst ik.").toString());
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(matching(tag(made)).json("PUT", at, activity.toString()).statusCode())
                .isEqualTo(412);
        assertThat(program.get(at).body()).contains("Eerst ik.");
    }

    @Test
    void theSameRequestAgainIsCarriedOutOnce_alsoAtTheSameMoment() throws Exception {
        String key = key(partner.id(), maker, List.of(ApiScope.ACTIVITIES_WRITE, ApiScope.ACTIVITIES_READ));
        String body = activity("Een keer").toString();
        String once = "keer " + UUID.randomUUID();
        List<HttpResponse<String>> made =
                Together.run(4, i -> with(key).with("Idempotency-Key", once).json("POST", ACTIVITIES, body));
        assertThat(made.stream().map(TestBrowser::location).distinct()).hasSize(1);
        assertThat(valid(with(key).get(ACTIVITIES), "EigenActiviteiten")
                        .get("items")
                        .size())
                .isOne();
        HttpResponse<String> other = with(key)
                .with("Idempotency-Key", once)
                .json("POST", ACTIVITIES, activity("Iets anders").toString());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(valid(other, "Probleem").get("type").asString()).endsWith("#nog-een-keer");
        // another key of the same organisation has idempotency keys of its own
        assertThat(program(ApiScope.ACTIVITIES_WRITE)
                        .with("Idempotency-Key", once)
                        .json("POST", ACTIVITIES, body)
                        .statusCode())
                .isEqualTo(201);
        // refused: nothing was changed, so the corrected request may use the same key
        String later = "keer " + UUID.randomUUID();
        assertThat(with(key)
                        .with("Idempotency-Key", later)
                        .json("POST", ACTIVITIES, "{\"indienen\": true}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(with(key)
                        .with("Idempotency-Key", later)
                        .json("POST", ACTIVITIES, body)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aListIsReadToItsEndByFollowingLinks() {
        TestBrowser program = program(ApiScope.ACTIVITIES_WRITE, ApiScope.ACTIVITIES_READ);
        for (int i = 0; i < 5; i++) {
            program.json("POST", ACTIVITIES, activity("Nummer " + i).toString());
        }
        List<String> titles = new ArrayList<>();
        String next = ACTIVITIES + "?aantalPerPagina=2";
        for (int page = 0; page < 5 && next != null; page++) {
            JsonNode body = valid(program.get(next), "EigenActiviteiten");
            body.get("items")
                    .forEach(item ->
                            titles.add(item.get("titel").get("nl").asString().substring(0, 8)));
            JsonNode link = body.get("_links").get("next");
            next = link == null ? null : link.asString().replaceFirst("https?://[^/]+", "");
        }
        assertThat(titles).containsExactly("Nummer 0", "Nummer 1", "Nummer 2", "Nummer 3", "Nummer 4");
        assertThat(program.get(ACTIVITIES + "?pagina=zelf-bedacht").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aKeyStopsWhenItIsWithdrawn_whenItExpires_andWhenItsMakerLosesTheRole() {
        ApiKeys.NewKey made = made(partner.id(), maker, List.of(ApiScope.OFFERS_READ));
        assertThat(with(made.key()).get(OFFERS).statusCode()).isEqualTo(200);
        keys.withdraw(made.id(), maker.actor());
        assertThat(with(made.key()).get(OFFERS).statusCode()).isEqualTo(401);

        ApiKeys.NewKey old = made(partner.id(), maker, List.of(ApiScope.OFFERS_READ));
        TestSql.update(
                jdbc, "update api_key set made_on = made_on - 10, expires_on = made_on - 1 where id = ?", old.id());
        assertThat(with(old.key()).get(OFFERS).statusCode()).isEqualTo(401);

        ApiKeys.NewKey left = made(partner.id(), maker, List.of(ApiScope.OFFERS_READ));
        accounts.revoke(maker.actor(), maker.account().id(), Membership.of(Role.PARTNER, partner.id()));
        assertThat(with(left.key()).get(OFFERS).statusCode()).isEqualTo(401);
        SignedIn colleague = people.signedIn(Membership.of(Role.PARTNER, partner.id()));
        assertThat(keys.list(partner.id(), Role.PARTNER, colleague.actor()))
                .filteredOn(key -> key.id() == left.id())
                .allMatch(key -> key.state(LocalDate.now(Dates.ZONE)) == ApiKey.State.WITHOUT_MAKER);
    }

    @Test
    void aWrongSecretIsNoKey_andAKeyOpensNoPage_andASessionNoOperation() {
        String key = key(partner.id(), maker, List.of(ApiScope.OFFERS_READ));
        String wrong = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");
        assertThat(with(wrong).get(OFFERS).statusCode()).isEqualTo(401);
        assertThat(with(wrong).get("/api/v1/locaties").statusCode())
                .as("also where no key is needed: somebody counts on it")
                .isEqualTo(401);
        HttpResponse<String> page = with(key).get("/partner");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse("")).startsWith("/inloggen");
        assertThat(with(key).get(OFFERS).headers().allValues("Set-Cookie")).isEmpty();
        assertThat(maker.browser().get(OFFERS).statusCode()).isEqualTo(401);
        assertThat(maker.browser().json("POST", ACTIVITIES, "{}").statusCode()).isEqualTo(401);
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from api_key where position(? in api_key::text) > 0", key.substring(13)))
                .as("the secret is stored nowhere")
                .isZero();
    }

    @Test
    void eachKeyNamesItsOrganisation() {
        long school = people.school("Sleutelschool");
        keyOfEachScope(school).forEach((scope, key) -> {
            JsonNode own = valid(with(key).get("/api/v1/eigen-organisatie"), "EigenOrganisatie");
            assertThat(own.get("id").asLong())
                    .as(scope.code())
                    .isEqualTo(scope.role() == Role.SCHOOL_COORDINATOR ? school : partner.id());
            assertThat(own.get("rechten").get(0).asString()).isEqualTo(scope.code());
        });
    }

    @Test
    void eachKeyHasALimitOfItsOwn() {
        String busy = key(partner.id(), maker, List.of(ApiScope.OFFERS_READ));
        HttpResponse<String> last = with(busy).get("/api/v1/eigen-organisatie");
        assertThat(last.headers().firstValue("RateLimit-Limit")).contains("600");
        assertThat(last.headers().firstValue("RateLimit-Remaining")).contains("599");
        for (int i = 0; i < 700 && last.statusCode() == 200; i++) {
            last = with(busy).get("/api/v1/eigen-organisatie");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("RateLimit-Remaining")).contains("0");
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1, 5);
        valid(last, "Probleem");
        assertThat(with(key(partner.id(), maker, List.of(ApiScope.OFFERS_READ)))
                        .get("/api/v1/eigen-organisatie")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Fuzzes every parameter of what is read with a key, in the path too: the response is always a documented one, never a server error. */
    @Test
    void noAddressBreaksIt() {
        Random random = new Random(13);
        Map<ApiScope, String> all = keyOfEachScope(people.school("Sleutelschool"));
        operations().filter(operation -> operation.schema() == null).forEach(operation -> {
            TestBrowser program = with(operation.key(all));
            for (int round = 0; round < 30; round++) {
                ApiDocument.described(
                        document,
                        operation.node(),
                        program.get(ApiDocument.odd(operation.path(), operation.node(), random)));
            }
        });
    }

    /**
     * Fuzzes bodies of every operation with the key it needs, on what there is: random ones, and valid ones of which something is
     * replaced. The response is always a documented one, never a server error.
     */
    @Test
    void noBodyBreaksIt() {
        Random random = new Random(11);
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        Instant start = fixture.schoolDay(60);
        Map<ApiScope, String> all = keyOfEachScope(school.siteId());
        ObjectNode visit = visit(fixture.school(), fixture.session(fixture.activity(), start, 3000, 100));
        Map<String, ObjectNode> valid = Map.of(
                "EigenActiviteitInvoer", activity("Vaag"),
                "EigenAanbodInvoer", offer(),
                "BuurboekingInvoer", visit,
                "BuurboekingAantallen", visit.deepCopy().retain("groepen", "volwassenen"));
        Map<String, String> made = Map.of(
                "/eigen-activiteiten/{id}",
                        made(Objects.requireNonNull(all.get(ApiScope.ACTIVITIES_WRITE)), ACTIVITIES, activity("Vaag")),
                "/eigen-aanbod/{id}", made(Objects.requireNonNull(all.get(ApiScope.OFFERS_WRITE)), OFFERS, offer()),
                "/buurboekingen/{id}",
                        made(Objects.requireNonNull(all.get(ApiScope.NEIGHBOUR_WRITE)), "/api/v1/buurboekingen", visit),
                "/eigen-boekingen/{id}",
                        BOOKINGS + "/"
                                + book(fixture, school, start, fixture.session(fixture.activity(), start, 30, 1)));
        operations().filter(operation -> operation.schema() != null).forEach(operation -> {
            String at = made.entrySet().stream()
                    .filter(one -> operation.path().startsWith(one.getKey()))
                    .map(one -> operation.path().replace(one.getKey(), one.getValue()))
                    .findFirst()
                    .orElse("/api/v1" + operation.path());
            String own = operation.key(all);
            JsonNode schema = document.get("components").get("schemas").get(operation.schema());
            for (int round = 0; round < 30; round++) {
                JsonNode body = value(schema, random, 3);
                ObjectNode good = valid.get(operation.schema());
                if (good != null && round % 2 == 0) {
                    ObjectNode mixed = good.deepCopy();
                    body.properties().stream()
                            .filter(one -> random.nextInt(4) == 0)
                            .forEach(one -> mixed.set(one.getKey(), one.getValue()));
                    body = mixed;
                }
                HttpResponse<String> answer = with(own)
                        .with("If-Match", "*")
                        .with("Idempotency-Key", new UUID(0, random.nextInt(20)).toString())
                        .json(operation.method(), at, body.toString());
                assertThat(answer.statusCode())
                        .as(operation + " " + body + " " + answer.body())
                        .isLessThan(500)
                        .isNotIn(401, 403);
                ApiDocument.described(document, operation.node(), answer);
            }
            for (String body : List.of(
                    "",
                    "[]",
                    "null",
                    "{",
                    "{\"titel\": {\"nl\": \"\\ud800\"}}",
                    "{\"titel\": {\"nl\": \"\\u0000\"}}")) {
                assertThat(with(own)
                                .with("If-Match", "*")
                                .json(operation.method(), at, body)
                                .statusCode())
                        .as(operation + " " + body)
                        .isEqualTo(400);
            }
        });
    }

    /** Returns a random value of a schema, now and then an invalid one. */
    private JsonNode value(JsonNode schema, Random random, int depth) {
        if (schema.has("$ref")) {
            return value(
                    document.get("components")
                            .get("schemas")
                            .get(schema.get("$ref").asString().replaceFirst(".*/", "")),
                    random,
                    depth);
        }
        if (random.nextInt(25) == 0) {
            return json.readTree(List.of("null", "true", "-1", "1e400", "\"\"", "[]", "{}", "123456789012345678901")
                    .get(random.nextInt(8)));
        }
        return switch (schema.get("type").asString()) {
            case "object" -> {
                ObjectNode object = json.createObjectNode();
                schema.get("properties").properties().forEach(property -> {
                    if (random.nextInt(4) > 0) {
                        object.set(property.getKey(), value(property.getValue(), random, depth - 1));
                    }
                });
                if (random.nextInt(40) == 0) {
                    object.put("onbekend/~", 1);
                }
                yield object;
            }
            case "array" -> {
                ArrayNode array = json.createArrayNode();
                for (int i = random.nextInt(4); i > 0 && depth > 0; i--) {
                    array.add(value(schema.get("items"), random, depth - 1));
                }
                yield array;
            }
            case "integer" ->
                json.valueToTree(
                        List.of(0, 1, 7, 30, 2_000, 99_999_999, 999_999_999).get(random.nextInt(7)));
            case "boolean" -> json.valueToTree(random.nextBoolean());
            default -> {
                if (schema.has("enum")) {
                    yield schema.get("enum")
                            .get(random.nextInt(schema.get("enum").size()));
                }
                String text = schema.has("format")
                        ? List.of("2034-05-10", "0000-01-01", "9999-12-31", "2034-02-30")
                                .get(random.nextInt(4))
                        : schema.has("pattern")
                                ? List.of("09:30", "23:59", "00:00", "99:99").get(random.nextInt(4))
                                : List.of(
                                                "",
                                                "Lasdag",
                                                "x".repeat(3000),
                                                "7411 AB",
                                                "';--",
                                                "\uD83D\uDE00 %00",
                                                "https://voorbeeld.nl/x",
                                                partner.venueName(),
                                                "a@voorbeeld.nl")
                                        .get(random.nextInt(9));
                yield json.valueToTree(text);
            }
        };
    }

    /** An operation that needs a key. @param scope empty: any key. @param schema of the body; null: none */
    private record Operation(
            String method,
            String path,
            String scope,
            @Nullable String schema,
            JsonNode node) {

        /** Returns the key for this operation. @param all by scope */
        String key(Map<ApiScope, String> all) {
            return all.entrySet().stream()
                    .filter(one -> scope.isEmpty() || one.getKey().code().equals(scope))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
        }

        HttpResponse<String> ask(TestBrowser browser) {
            String at = "/api/v1" + path.replace("{id}", "0");
            return schema == null ? browser.get(at) : browser.json(method, at, "{}");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private Stream<Operation> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("security"))
                        .map(method -> new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue()
                                        .get("security")
                                        .get(0)
                                        .get("sleutel")
                                        .path(0)
                                        .asString(""),
                                method.getValue().has("requestBody")
                                        ? method.getValue()
                                                .get("requestBody")
                                                .get("content")
                                                .get("application/json")
                                                .get("schema")
                                                .get("$ref")
                                                .asString()
                                                .replaceFirst(".*/", "")
                                        : null,
                                method.getValue())));
    }

    private ObjectNode activity(String title) {
        ObjectNode activity = json.createObjectNode();
        activity.putObject("titel").put("nl", title.isEmpty() ? "" : title + " " + SubmissionsFixture.title());
        activity.putObject("belofte")
                .put("nl", "Je last een beest van oud ijzer.")
                .put("en", "You weld a beast.");
        activity.putObject("beschrijving").put("nl", "Met *echte* vonken.");
        activity.put("soort", "EVENT").put("deelname", "INDIVIDUALS").put("wereld", "HITECH_SCIENCE");
        activity.putArray("doelgroepen").add("CHILD");
        activity.putObject("leeftijd").put("van", 10).put("totEnMet", 14);
        activity.put("plaatsen", 12).put("prijsCent", 1250);
        activity.put("locatie", TestSql.text(jdbc, "select key from venue where id = ?", partner.venue()));
        ArrayNode dates = activity.putArray("data");
        dates.addObject()
                .put("datum", SubmissionsFixture.day(30).toString())
                .put("van", "13:00")
                .put("tot", "15:00");
        dates.addObject()
                .put("datum", SubmissionsFixture.day(31).toString())
                .put("van", "13:00")
                .put("tot", "15:00");
        return activity;
    }

    private ObjectNode offer() {
        ObjectNode offer = json.createObjectNode();
        offer.putObject("titel").put("nl", "Kijk in de hal").put("en", "See the hall");
        offer.putObject("belofte").put("nl", "Je ziet robots lassen.").put("en", "You see robots weld.");
        offer.putObject("beschrijving").put("nl", "Een rondgang.").put("en", "A tour.");
        offer.put("soort", "TOUR").put("wereld", "HITECH_SCIENCE");
        offer.putObject("groepen").put("van", 5).put("totEnMet", 8);
        offer.put("minimum", 10).put("maximum", 30).put("waar", "COMPANY").put("duurMinuten", 90);
        offer.put("straat", "Dorpsstraat 1").put("postcode", "7411 AB").put("plaats", "Deventer");
        offer.put("ochtend", "09:00").put("middag", "13:00").put("tegelijk", 1);
        offer.putArray("wekenDicht").add(29).add(30);
        return offer.put("email", "vragen@voorbeeld.nl").put("taal", "nl").put("publiceren", true);
    }

    /** A visit of a class of a school, as another hub books it. */
    private ObjectNode visit(School school, long session) {
        ObjectNode visit = json.createObjectNode();
        visit.put("sessie", session).put("klas", "7b").put("volwassenen", 2);
        visit.put(
                "brin", TestSql.text(jdbc, "select brin6 from school_site where organisation_id = ?", school.siteId()));
        visit.putArray("groepen").addObject().put("groep", 7).put("leerlingen", 20);
        visit.putObject("leerkracht").put("naam", "Juf Ans").put("email", "ans@voorbeeld.nl");
        return visit;
    }

    /** Makes something with a key. @return its address */
    private String made(String key, String at, ObjectNode body) {
        HttpResponse<String> answer =
                with(key).with("Idempotency-Key", UUID.randomUUID().toString()).json("POST", at, body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestBrowser.location(answer);
    }

    /** Makes a key for each scope, of the partner, this school or, for another hub, an administrator. */
    private Map<ApiScope, String> keyOfEachScope(long school) {
        SignedIn coordinator = people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school));
        SignedIn administrator = people.signedIn(Role.ADMINISTRATOR);
        return Stream.of(ApiScope.values())
                .collect(Collectors.toMap(
                        scope -> scope,
                        scope -> switch (scope.role()) {
                            case PARTNER -> key(partner.id(), maker, List.of(scope));
                            case ADMINISTRATOR -> key(partner.id(), administrator, List.of(scope));
                            default -> key(school, coordinator, List.of(scope));
                        },
                        (one, other) -> one,
                        () -> new EnumMap<>(ApiScope.class)));
    }

    private TestBrowser program(ApiScope... scopes) {
        return with(key(partner.id(), maker, List.of(scopes)));
    }

    private long book(BookingsFixture fixture, School school, Instant start, long session) {
        int year = SchoolYear.of(Dates.dayOf(start)).start();
        TestClass group = fixture.schoolClass(school, year, 7, 26);
        return ((BookingResult.Done) bookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 26), 4, UUID.randomUUID()),
                        school.teacher()))
                .bookingId();
    }

    /** Returns a client that sends {@code If-Match}. */
    private TestBrowser matching(String tag) {
        return matching(tag, ApiScope.ACTIVITIES_WRITE);
    }

    private TestBrowser matching(String tag, ApiScope scope) {
        return program(scope).with("If-Match", tag);
    }

    private TestBrowser ofSchool(long siteId) {
        SignedIn coordinator = people.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, siteId));
        return with(key(siteId, coordinator, ApiScope.of(Role.SCHOOL_COORDINATOR)));
    }

    private TestBrowser with(String key) {
        return people.visitor().with("Authorization", "Bearer " + key);
    }

    private String key(long organisation, SignedIn by, Collection<ApiScope> scopes) {
        return made(organisation, by, scopes).key();
    }

    private ApiKeys.NewKey made(long organisation, SignedIn by, Collection<ApiScope> scopes) {
        return Outcomes.done(keys.make(
                organisation,
                scopes.iterator().next().role(),
                "Proef",
                scopes,
                LocalDate.now(Dates.ZONE).plusDays(30),
                null,
                by.actor()));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private JsonNode valid(HttpResponse<String> answer, String schema) {
        JsonNode body = json.readTree(answer.body());
        ApiDocument.valid(document, body, schema);
        return body;
    }
}
