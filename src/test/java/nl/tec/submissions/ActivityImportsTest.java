package nl.tec.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Activities from a file: previewed first, then sent in; importing is idempotent. */
@TecTest
class ActivityImportsTest {

    private static final Pattern RUN = Pattern.compile("action=\"(/partner/activiteiten/import/[0-9a-f-]+)\"");

    private static final Pattern KEPT = Pattern.compile("name=\"bewaard\" value=\"([0-9a-f-]+)\"");

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    SubmissionsFixture fixture;
    Partner partner;
    TestBrowser own;

    @BeforeEach
    void make() {
        fixture = new SubmissionsFixture(jdbc);
        partner = fixture.partner();
        own = accounts.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
    }

    private HttpResponse<String> look(TestBrowser browser, String name, String content) {
        return browser.upload(
                "/partner/activiteiten/import",
                "bestand",
                Map.of(name, content.getBytes(StandardCharsets.UTF_8)),
                fields("20").toArray(String[]::new));
    }

    private List<String> fields(String maximum, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "van", "" + partner.id(),
                "soort", "EVENT",
                "werelden", "HITECH_SCIENCE",
                "voor", "CHILD",
                "leeftijd-van", "10",
                "leeftijd-tot", "14",
                "plek", "" + partner.venue(),
                "neemt", "INDIVIDUALS",
                "maximum", maximum,
                "aanmelden", "hier"));
        fields.addAll(List.of(more));
        return fields;
    }

    private HttpResponse<String> lookAgain(TestBrowser browser, String page, String maximum) {
        Matcher kept = KEPT.matcher(page);
        assertThat(kept.find()).as(page).isTrue();
        return browser.post(
                "/partner/activiteiten/import",
                fields(maximum, "bewaard", kept.group(1)).toArray(String[]::new));
    }

    @Test
    void aFileNeedNotBeChosenAgainWhenTheFormIsRefused() {
        HttpResponse<String> refused = browserUpload("");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Je koos agenda.csv", "Kies een ander bestand");
        HttpResponse<String> still = lookAgain(own, refused.body(), "tien");
        assertThat(still.statusCode()).isEqualTo(422);
        HttpResponse<String> looked = lookAgain(own, still.body(), "20");
        assertThat(looked.body()).contains("Stuur 2 activiteiten in");
        assertThat(lookAgain(own, looked.body(), "12").body())
                .as("other details after the preview")
                .contains("Stuur 2 activiteiten in");
        TestBrowser colleague =
                accounts.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
        assertThat(lookAgain(colleague, refused.body(), "20").body())
                .as("somebody else's")
                .contains("Kies eerst een bestand");
        assertThat(run(looked).statusCode()).isEqualTo(200);
        assertThat(submitted()).isEqualTo(2);
    }

    private HttpResponse<String> browserUpload(String maximum) {
        return own.upload(
                "/partner/activiteiten/import",
                "bestand",
                Map.of("agenda.csv", csv().getBytes(StandardCharsets.UTF_8)),
                fields(maximum).toArray(String[]::new));
    }

    private HttpResponse<String> run(HttpResponse<String> looked) {
        Matcher address = RUN.matcher(looked.body());
        assertThat(address.find()).as(looked.body()).isTrue();
        return own.post(address.group(1), "van", "" + partner.id());
    }

    private int submitted() {
        return jdbc.sql("select count(*) from submission where organisation_id = ? and state = 'SUBMITTED'")
                .param(partner.id())
                .query(Integer.class)
                .single();
    }

    private static String csv() {
        return "naam;dag;van;tot;plek;beschrijving\r\n"
                + "Lasdag;" + SubmissionsFixture.day(30) + ";13:00;15:00;;<b>Vonken</b>\r\n"
                + "Lasdag;" + SubmissionsFixture.day(37) + ";13.00;15.00;;\r\n"
                + "Robotdag;" + SubmissionsFixture.day(31) + ";9:00;12:00;Een loods;Rijden\r\n"
                + "Vaag;ooit;9:00;12:00;;\r\n"
                + "Voorbij;2020-01-01;9:00;12:00;;\r\n";
    }

    @Test
    void aTableIsPreviewed_thenSentIn_andImportingIsIdempotent() {
        HttpResponse<String> looked = look(own, "agenda.csv", csv());
        assertThat(looked.statusCode()).as(looked.body()).isEqualTo(200);
        assertThat(looked.body())
                .contains("Stuur 2 activiteiten in", "rij 5 heeft geen dag", "de datum in rij 6 is al geweest");
        assertThat(submitted()).as("looking changes nothing").isZero();
        assertThat(run(looked).statusCode()).isEqualTo(200);
        assertThat(submitted()).isEqualTo(2);
        assertThat(jdbc.sql("""
                select s.details #>> '{words,title,dutch}' || ' ' || count(*) || ' ' || coalesce(s.place ->> 'name', '-') || ' ' || s.source
                  from submission s join submission_date d on d.submission_id = s.id where s.organisation_id = ? group by s.id order by 1
                """).param(partner.id()).query(String.class).list())
                .containsExactly("Lasdag 2 - FILE", "Robotdag 1 Een loods FILE");
        assertThat(look(own, "agenda.csv", csv()).body())
                .contains("Er is niets nieuws om in te sturen")
                .doesNotContain("action=\"/partner/activiteiten/import/");
        HttpResponse<String> changed = look(own, "agenda.csv", csv().replace("Rijden", "Rijden en bouwen"));
        assertThat(changed.body()).contains("Stuur 1 activiteit in");
    }

    @Test
    void calendarsCanBeImported_andUnreadableEventsAreReported() {
        String day = SubmissionsFixture.day(30).toString().replace("-", "");
        HttpResponse<String> looked = look(
                own,
                "agenda.ics",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Lasdag\r\nDTSTART:" + day + "T120000Z\r\nDTEND:"
                        + day + "T130000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        assertThat(run(looked).statusCode()).isEqualTo(200);
        assertThat(submitted()).isEqualTo(1);
        for (String wrong : List.of("zomaar\r\nwat\r\n", "naam;dag\r\nx;y\r\n", "")) {
            HttpResponse<String> refused = look(own, "fout.csv", wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"bestand-error\"");
        }
    }

    @Test
    void anotherPartnersFileDoesNotExist() {
        HttpResponse<String> looked = look(own, "agenda.csv", csv());
        TestBrowser stranger = accounts.signedIn(
                        Membership.of(Role.PARTNER, fixture.partner().id()))
                .browser();
        assertThat(look(stranger, "agenda.csv", csv()).statusCode()).isEqualTo(404);
        Matcher address = RUN.matcher(looked.body());
        assertThat(address.find()).isTrue();
        assertThat(stranger.post(address.group(1)).statusCode()).isEqualTo(422);
        assertThat(submitted()).isZero();
    }
}
