package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Rules 9: the table of roles, tested for each role on each area of the site. */
@TecTest
class AccessRuleTest {

    /** The allowed roles by path. The paths do not exist, so an allowed role gets 404 and any other 403. */
    private static final Map<String, List<Role>> MAY = Map.ofEntries(
            Map.entry("/school/nergens", List.of(Role.TEACHER, Role.SCHOOL_COORDINATOR)),
            Map.entry("/school/collegas/nergens/x", List.of(Role.SCHOOL_COORDINATOR)),
            Map.entry("/school/koppelingen/nergens/x", List.of(Role.SCHOOL_COORDINATOR)),
            Map.entry("/beheer/nergens", List.of(Role.PROGRAMME_MANAGER)),
            Map.entry("/beheer/voortgang/nergens/x", List.of(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry(
                    "/voortgang/nergens/x/y",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry("/beheer/bijdragen/nergens", List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER)),
            Map.entry("/toezeggingen/nergens", List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER)),
            Map.entry("/beheer/verklaringen/0/nergens", List.of(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry("/partner/nergens", List.of(Role.PARTNER)),
            Map.entry("/rooster/nergens", List.of(Role.PROFESSIONAL, Role.AMBASSADOR)),
            Map.entry("/dag/nergens/x", List.of(Role.PROGRAMME_MANAGER, Role.PROFESSIONAL, Role.AMBASSADOR)),
            Map.entry(
                    "/resultaten/nergens/x/y/z",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry("/beheer/geld/nergens/x", List.of(Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry(
                    "/geld/nergens/x",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry(
                    "/verantwoording/nergens/x",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry(
                    "/privacy/papieren/nergens",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR)),
            Map.entry("/admin/nergens", List.of(Role.ADMINISTRATOR)),
            Map.entry("/werk/nergens", List.of(Role.values())),
            Map.entry("/account/nergens", List.of(Role.values())));

    private static final List<String> COMMANDS_FOR_EVERYBODY = List.of(
            "/aanbod/antwoord/0/ja",
            "/aanbod/antwoord/0/nee",
            "/api/v1/eigen-aanbod",
            "/api/v1/buurboekingen",
            "/api/v1/buurboekingen/0/aantallen",
            "/api/v1/buurboekingen/0/annulering",
            "/api/v1/eigen-activiteiten",
            "/api/v1/eigen-activiteiten/0/intrekking",
            "/api/v1/eigen-boekingen/0/annulering",
            "/begeleiden/0",
            "/controleer",
            "/eerste-start",
            "/error",
            "/evenement/0/meedoen",
            "/inchecken/0",
            "/inloggen",
            "/inloggen/code",
            "/inloggen/code/passkey",
            "/inloggen/code/passkey/vraag",
            "/inloggen/passkey",
            "/inloggen/passkey/vraag",
            "/inloggen/link",
            "/inloggen/link/0",
            "/inloggen/uit/0",
            "/inloggen/verder",
            "/meedoen/0",
            "/meedoen/0/klaar",
            "/mening/0",
            "/mijn",
            "/mijn/0/afmelden",
            "/mijn/0/bevestigen",
            "/mijn/0/weghalen",
            "/mijn/0/wijzigen",
            "/nieuwe-datum",
            "/nieuwe-datum/0/bevestigen",
            "/nieuwe-datum/0/stoppen",
            "/privacy/gegevens",
            "/privacy/gegevens/0/verbeteren",
            "/privacy/gegevens/0/verwijderen",
            "/tekenen/0",
            "/voor-scholen/account",
            "/voor-scholen/account/0");

    private static final Set<String> PAGES_FOR_EVERYBODY = Set.of(
            "",
            "aanbod",
            "activiteit",
            "api",
            "app",
            "apparaat",
            "begeleiden",
            "bibliotheek",
            "controleer",
            "eerste-start",
            "error",
            "evenement",
            "favicon",
            "foto",
            "gezond",
            "inchecken",
            "inloggen",
            "insluiten",
            "jaarverantwoording",
            "kaart",
            "kalender",
            "leerlijn",
            "meedoen",
            "mening",
            "mijn",
            "nieuw",
            "nieuwe-datum",
            "oai",
            "open-data",
            "over",
            "partners",
            "plek",
            "plekken",
            "postbus",
            "privacy",
            "programma",
            "project",
            "proef",
            "regio",
            "resultaten",
            "robots",
            "scherm",
            "sitemap",
            "stijlgids",
            "tekenen",
            "toegankelijkheid",
            "vandaag",
            "verklaringen",
            "voor-scholen",
            "wat-past-bij-mij",
            "werkgevers");

    private static final String[] WHAT_A_FORM_MAY_NEED = {"vervoer", "OWN", "les", "BEFORE", "gedaan", "true"};

    private static final Pattern FIRST_OF_SOME = Pattern.compile("^/\\{\\w+:([a-z|]+)}");

    /** A variable in a pattern, with an optional expression: {@code {id:\\d{1,18}}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}");

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping pages;

    @ParameterizedTest
    @EnumSource(Role.class)
    void aRoleAccessesItsOwnAreasOnly(Role role) {
        Membership membership = new Membership(role, role.ofOrganisation() ? people.school("Deur " + role) : null);
        SignedIn somebody = people.signedIn(membership);
        TestBrowser browser = somebody.browser();
        MAY.forEach((path, roles) -> {
            assertThat(browser.get(path).statusCode())
                    .as(role + " at " + path)
                    .isEqualTo(roles.contains(role) ? 404 : 403);
            assertThat(AccessRule.mayOpen(somebody.actor(), path))
                    .as("a link for " + role + " to " + path)
                    .isEqualTo(roles.contains(role));
        });
    }

    @Test
    void aVisitorIsAskedToSignInAndSomebodyWithoutRolesIsRefused() {
        MAY.forEach((path, roles) -> {
            HttpResponse<String> visitor = people.visitor().get(path);
            assertThat(visitor.statusCode()).as(path).isEqualTo(302);
            assertThat(visitor.headers().firstValue("Location").orElse("")).startsWith("/inloggen?naar=");
            assertThat(AccessRule.mayOpen(null, path)).as("a link to " + path).isFalse();
            assertThat(people.signedIn().browser().get(path).statusCode())
                    .as(path)
                    .isEqualTo(roles.size() == Role.values().length ? 404 : 403);
        });
    }

    @Test
    void linksToPublicPagesAreForEverybody() {
        assertThat(AccessRule.mayOpen(null, "/programma")).isTrue();
        assertThat(AccessRule.mayOpen(people.signedIn().actor(), "/programma")).isTrue();
        assertThat(AccessRule.mayOpen(people.signedIn().actor(), "/werk")).isTrue();
    }

    /** Everything that requires no sign-in is listed; all the rest is covered by the table. */
    @Test
    void everythingPublicIsListed() {
        assertThat(addresses()
                        .filter(address -> address.method() == RequestMethod.POST)
                        .filter(address -> AccessRule.of(address.path()).isEmpty())
                        .map(Address::path))
                .containsExactlyInAnyOrderElementsOf(COMMANDS_FOR_EVERYBODY);
        assertThat(addresses()
                        .filter(address -> address.method() != RequestMethod.POST)
                        .filter(address -> AccessRule.of(address.path()).isEmpty())
                        .map(address -> address.path().split("[/.]", 3)[1])
                        .collect(Collectors.toSet()))
                .isSubsetOf(PAGES_FOR_EVERYBODY);
    }

    /** Every command is refused to the roles that the table does not allow. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void noCommandIsForAnotherRole(Role role) {
        TestBrowser browser = people.signedIn(
                        new Membership(role, role.ofOrganisation() ? people.school("Opdracht " + role) : null))
                .browser();
        List<String> commands = addresses()
                .filter(address -> address.method() == RequestMethod.POST)
                .map(Address::path)
                .filter(path -> AccessRule.of(path)
                        .filter(accessRule -> !accessRule.roles().isEmpty()
                                && !accessRule.roles().contains(role))
                        .isPresent())
                .toList();
        assertThat(commands).hasSizeGreaterThan(25);
        commands.forEach(path -> assertThat(browser.post(path).statusCode())
                .as(role + " at " + path)
                .isEqualTo(403));
    }

    /** Every page and command responds with 404 for classes and bookings of another school. */
    @Test
    void recordsOfAnotherSchoolAreNotFound() {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc);
        School theirs = bookingsFixture.school();
        TestClass group = bookingsFixture.schoolClass(theirs, 7, 20);
        long booking = bookingsFixture.insert(
                """
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', 20, 2, ?, ?, ?, now()) returning id
                """,
                bookingsFixture.session(
                        bookingsFixture.activity(), Instant.now().plusSeconds(86_400), 32, 1),
                theirs.siteId(),
                group.id(),
                UUID.randomUUID());
        TestBrowser stranger = people.teacherOf(people.school("Andere school")).browser();
        List<Address> own = addresses(Map.of("/school/klassen/", group.id(), "/school/boekingen/", booking))
                .filter(address -> address.path().matches("/school/(klassen|boekingen)/[0-9]+.*"))
                .toList();
        assertThat(own).hasSizeGreaterThan(10);
        own.forEach(address -> assertThat((address.method() == RequestMethod.POST
                                ? stranger.post(address.path(), WHAT_A_FORM_MAY_NEED)
                                : stranger.get(address.path()))
                        .statusCode())
                .as(address.toString())
                .isEqualTo(404));
    }

    private record Address(RequestMethod method, String path) {}

    private Stream<Address> addresses() {
        return addresses(Map.of());
    }

    /** Returns every path of the application. @param ids the id of a record by prefix of the path; 0 for all others */
    private Stream<Address> addresses(Map<String, Long> ids) {
        return pages.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(AccessRuleTest::areas)
                        .flatMap(pattern -> Stream.of(RequestMethod.GET, RequestMethod.POST)
                                .filter(method -> mapping.getMethodsCondition()
                                                .getMethods()
                                                .isEmpty()
                                        || mapping.getMethodsCondition()
                                                .getMethods()
                                                .contains(method))
                                .map(method -> new Address(method, path(pattern, ids)))))
                .distinct();
    }

    /** Expands pages in two areas: {@code /{area:school|beheer}/boekingen}. */
    private static Stream<String> areas(String pattern) {
        Matcher first = FIRST_OF_SOME.matcher(pattern);
        return first.find()
                ? Stream.of(first.group(1).split("[|]")).map(area -> "/" + area + pattern.substring(first.end()))
                : Stream.of(pattern);
    }

    private static String path(String pattern, Map<String, Long> ids) {
        long id = ids.entrySet().stream()
                .filter(entry -> pattern.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(0L);
        return VARIABLE.matcher(pattern).replaceAll(Long.toString(id));
    }

    @Test
    void theRefusalSaysWhichRoleItTakesAndOffersAWayBack() {
        HttpResponse<String> refused = people.signedIn(Role.BOARD).browser().get("/dag");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Dit mag jij niet zien")
                .contains("programmamaker of begeleider of ambassadeur")
                .contains("href=\"/\"");
    }

    /** Every place in the navigation opens for the roles that see it. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void everyPlaceInTheNavigationOpens(Role role) {
        SignedIn somebody =
                people.signedIn(new Membership(role, role.ofOrganisation() ? people.school("Weg " + role) : null));
        TestBrowser browser = somebody.browser();
        Stream.concat(Navigation.site().stream(), Navigation.work(somebody.actor(), false).stream())
                .forEach(place -> {
                    HttpResponse<String> page = browser.get(place.path());
                    for (int i = 0; i < 3 && page.statusCode() / 100 == 3; i++) {
                        page = browser.get(page.headers().firstValue("Location").orElseThrow());
                    }
                    assertThat(page.statusCode()).as(role + " at " + place).isEqualTo(200);
                });
    }

    @Test
    void whoIsSignedInSeesTheOwnWorkInTheNavigation() {
        assertThat(people.visitor().get("/privacy").body()).doesNotContain("Jouw werk");
        assertThat(people.teacherOf(people.school("Navigatie"))
                        .browser()
                        .get("/privacy")
                        .body())
                .contains("Mijn klassen")
                .doesNotContain("/admin/")
                .doesNotContain("Collega");
        assertThat(people.signedIn(Role.ADMINISTRATOR).browser().get("/privacy").body())
                .contains("/admin/instellingen")
                .doesNotContain("Mijn klassen");
    }
}
