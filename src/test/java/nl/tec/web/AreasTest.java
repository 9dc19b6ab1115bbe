package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.tec.Accounts4Tests;
import nl.tec.Accounts4Tests.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Rules 9: the table of roles, each role at the door of each part of the site. */
@TecTest
class AreasTest {

    /** Who may pass. The addresses lead nowhere, so who passes gets 404 and who does not 403. */
    private static final Map<String, List<Role>> MAY = Map.ofEntries(
            Map.entry("/school/nergens", List.of(Role.TEACHER, Role.SCHOOL_COORDINATOR)),
            Map.entry("/school/collegas/nergens/x", List.of(Role.SCHOOL_COORDINATOR)),
            Map.entry("/beheer/nergens", List.of(Role.PROGRAMME_MAKER)),
            Map.entry("/beheer/voortgang/nergens/x", List.of(Role.PROGRAMME_MAKER, Role.ADMINISTRATOR)),
            Map.entry(
                    "/voortgang/nergens/x/y",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MAKER, Role.ADMINISTRATOR)),
            Map.entry("/beheer/bijdragen/nergens", List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MAKER)),
            Map.entry("/toezeggingen/nergens", List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MAKER)),
            Map.entry("/beheer/verklaringen/0/nergens", List.of(Role.PROGRAMME_MAKER, Role.ADMINISTRATOR)),
            Map.entry("/partner/nergens", List.of(Role.PARTNER)),
            Map.entry("/dag/nergens/x", List.of(Role.PROGRAMME_MAKER, Role.PROFESSIONAL, Role.AMBASSADOR)),
            Map.entry(
                    "/resultaten/nergens/x/y/z",
                    List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MAKER, Role.ADMINISTRATOR)),
            Map.entry("/admin/nergens", List.of(Role.ADMINISTRATOR)),
            Map.entry("/account/nergens", List.of(Role.values())));

    @Autowired
    Accounts4Tests people;

    @ParameterizedTest
    @EnumSource(Role.class)
    void aRolePassesItsOwnDoorsOnly(Role role) {
        Membership membership = new Membership(role, role.ofOrganisation() ? people.school("Deur " + role) : null);
        TestBrowser browser = people.signedIn(membership).browser();
        MAY.forEach((path, roles) -> assertThat(browser.get(path).statusCode())
                .as(role + " at " + path)
                .isEqualTo(roles.contains(role) ? 404 : 403));
    }

    @Test
    void aVisitorIsAskedToSignInAndSomebodyWithoutRolesIsRefused() {
        MAY.forEach((path, roles) -> {
            HttpResponse<String> visitor = people.visitor().get(path);
            assertThat(visitor.statusCode()).as(path).isEqualTo(302);
            assertThat(visitor.headers().firstValue("Location").orElse("")).startsWith("/inloggen?naar=");
            assertThat(people.signedIn().browser().get(path).statusCode())
                    .as(path)
                    .isEqualTo(roles.size() == Role.values().length ? 404 : 403);
        });
    }

    @Test
    void theRefusalSaysWhichRoleItTakesAndOffersAWayBack() {
        HttpResponse<String> refused = people.signedIn(Role.BOARD).browser().get("/dag");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("Dit mag jij niet zien")
                .contains("programmamaker of vakkracht of ambassadeur")
                .contains("href=\"/\"");
    }

    /** No link leads nowhere: every place in the navigation opens for the role that sees it. */
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
