package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import nl.tec.submissions.SubmissionsFixture;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The example in docs/api.md works. */
@TecTest
class ApiClientExampleTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    ApiKeys keys;

    @Autowired
    HubSettings hub;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    private String before;

    @BeforeEach
    void hubIsWhereTheTestAsks() {
        before = hub.get(Setting.BASE_URL);
        hub.set(Setting.BASE_URL, "http://localhost:" + environment.getRequiredProperty("local.server.port"));
    }

    @AfterEach
    void putBack() {
        hub.set(Setting.BASE_URL, before);
    }

    @Test
    void freePlacesAreFound() throws IOException, InterruptedException {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        fixture.session(fixture.activity(), fixture.schoolDay(3), 23, 1);
        assertThat(new ApiClientExample(hub.get(Setting.BASE_URL)).freePlaces("groep-7"))
                .anyMatch(line -> line.contains("Proef") && line.endsWith("23 plaatsen"));
    }

    @Test
    void anActivityIsSentInAndChanged() throws IOException, InterruptedException {
        Partner partner = new SubmissionsFixture(jdbc).partner();
        SignedIn maker = people.signedIn(Membership.of(Role.PARTNER, partner.id()));
        String key = Outcomes.done(keys.make(
                        partner.id(),
                        Role.PARTNER,
                        "Voorbeeld",
                        ApiScope.of(Role.PARTNER),
                        LocalDate.now(Dates.ZONE),
                        null,
                        maker.actor()))
                .key();
        assertThat(new ApiClientExample(hub.get(Setting.BASE_URL)).sendIn(key, exampleOfThePage(), ""))
                .isEqualTo("DRAFT");
        String activity = """
                {"titel": {"nl": "Lasdag"}, "belofte": {"nl": "Je last een beest van oud ijzer."},
                 "beschrijving": {"nl": "Met vonken."}, "soort": "EVENT", "deelname": "INDIVIDUALS", "wereld": "HITECH_SCIENCE",
                 "doelgroepen": ["CHILD"], "leeftijd": {"van": 10, "totEnMet": 14}, "plaatsen": 12,
                 "anderePlek": {"naam": "De werkplaats", "plaats": "Deventer"},
                 "data": [{"datum": "%s", "van": "13:00", "tot": "15:00"}], "indienen": true}
                """.formatted(SubmissionsFixture.day(30));
        assertThat(new ApiClientExample(hub.get(Setting.BASE_URL)).sendIn(key, activity, "Mag ook in de hal."))
                .isEqualTo("SUBMITTED");
    }

    private String exampleOfThePage() {
        String page = people.visitor().get("/open-data").body();
        int from = page.indexOf("-d '") + 4;
        return page.substring(from, page.indexOf("'</code>", from)).replace("&#34;", "\"");
    }
}
