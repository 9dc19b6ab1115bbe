package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.shared.Span;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Information for visitors: location, telephone number, price, and payment terms. */
@TecTest
class ComingAndPayingTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    Venues venues;

    @Autowired
    HubSettings hub;

    @Autowired
    Clock clock;

    private TestBrowser visitor;
    private String word;

    @BeforeEach
    void aVisitor() {
        visitor = people.visitor();
        word = "komen" + System.nanoTime();
    }

    @AfterEach
    void restoreState() {
        for (Setting setting : List.of(
                Setting.VISIT_ADDRESS,
                Setting.CONTACT_PHONE,
                Setting.CONTACT_EMAIL,
                Setting.OPENING_HOURS,
                Setting.PAYMENT_TERMS,
                Setting.SMALL_PURSE,
                Setting.CONTROLLER)) {
            hub.set(setting, "");
        }
    }

    @Test
    void aPlaceHasItsRouteAndTelephone_orSaysWhyNot() {
        ProgrammeFixture.venue(venues, word);
        assertThat(visitor.get("/plek/" + word).body())
                .contains(
                        "Teststraat 1", "Er staat nog geen route bij", "Hier is geen telefoon", "<figure class=\"map");
        hub.set(Setting.CONTACT_PHONE, "0570 111 222");
        assertThat(visitor.get("/plek/" + word).body()).contains("tel:0570111222");

        HttpResponse<String> saved = people.signedIn(Role.PROGRAMME_MANAGER)
                .browser()
                .post(
                        "/beheer/plaatsen/" + word,
                        "soort",
                        "TECHLAB",
                        "naam",
                        "Plek " + word,
                        "straat",
                        "",
                        "telefoon",
                        "0570 333 444",
                        "route",
                        "Bus 5 stopt voor de deur.");
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(venues.find(word).orElseThrow().phone()).isEqualTo("0570 333 444");
        assertThat(venues.find(word).orElseThrow().route().dutch()).isEqualTo("Bus 5 stopt voor de deur.");
        assertThat(visitor.get("/plekken").statusCode()).isEqualTo(200);
    }

    @Test
    void theHubSaysHowToReachIt_onEveryPageThatNeedsIt() {
        assertThat(visitor.get("/over").body()).doesNotContain("@localhost");
        hub.set(Setting.VISIT_ADDRESS, "Proefstraat 9, Deventer");
        hub.set(Setting.CONTACT_PHONE, "0570 111 222");
        hub.set(Setting.CONTACT_EMAIL, "vraag@example.org");
        hub.set(Setting.OPENING_HOURS, "maandag t/m vrijdag");
        hub.set(Setting.CONTROLLER, "Stichting Proef");
        for (String page : List.of("/", "/over", "/privacy")) {
            assertThat(visitor.get(page).body())
                    .as(page)
                    .contains("Proefstraat 9, Deventer", "tel:0570111222", "mailto:vraag@example.org", "maandag t/m");
        }
        assertThat(visitor.get("/privacy").body()).contains("Stichting Proef");
    }

    @Test
    void whatCostsMoneySaysHowOnePays_theTotal_andTheDutyToPayOnTheButton() {
        long session = session(Bilingual.EMPTY);
        assertThat(visitor.get("/meedoen/" + session).body())
                .contains("Meld aan en betaal €\u00a025 per persoon", "2 deelnemers: €\u00a050", "Je betaalt nu niets");
        hub.set(Setting.PAYMENT_TERMS, "Je krijgt een betaalverzoek per mail.");
        hub.set(Setting.SMALL_PURSE, "Vraag het Jeugdfonds.");
        assertThat(visitor.get("/meedoen/" + session).body())
                .contains("Je krijgt een betaalverzoek per mail.", "Vraag het Jeugdfonds.");
        long other = session(new Bilingual("Je betaalt bij de deur met een pas.", ""));
        assertThat(visitor.get("/meedoen/" + other).body())
                .contains("Je betaalt bij de deur met een pas.")
                .doesNotContain("betaalverzoek");
    }

    private long session(Bilingual payment) {
        ForWhom children = new ForWhom(Set.of(Audience.CHILD), null, null, null, new Span(8, 12), Set.of());
        ActivityDetails d = ProgrammeFixture.activity(word, "Coming", Takes.INDIVIDUALS, children);
        ActivityDetails.Words w = d.words();
        Activity activity = ProgrammeFixture.published(
                catalogue,
                new ActivityDetails(
                        d.kind(),
                        d.takes(),
                        new ActivityDetails.Words(
                                w.title(),
                                w.promise(),
                                w.description(),
                                w.make(),
                                w.learn(),
                                w.before(),
                                w.after(),
                                w.needs(),
                                w.fund(),
                                payment),
                        d.worlds(),
                        d.disciplines(),
                        d.forWhom(),
                        d.duration(),
                        d.size(),
                        new ActivityDetails.Terms(Money.ZERO, new Money(2500), 14, null),
                        null,
                        null,
                        Map.of(),
                        List.of(),
                        List.of(),
                        null,
                        null));
        long venue = ProgrammeFixture.venue(venues, word + payment.dutch().length());
        SessionDetails details = new SessionDetails(
                activity.id(),
                ProgrammeFixture.slot(LocalDate.now(clock).plusDays(50), 14, 90),
                venue,
                null,
                null,
                20,
                null,
                "");
        return ((Sessions.Saved) sessions.create(details, true, ProgrammeFixture.MANAGER))
                .ids()
                .get(0);
    }
}
