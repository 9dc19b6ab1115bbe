package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.DaysAhead;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Venues;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The programme manager's pages over HTTP: creation, refusals, conflicts, series, cancellation and authorisation (rules 9). */
@TecTest
class ManageTest {

    private static final LocalDate MARCH = DaysAhead.first(DayOfWeek.TUESDAY, Month.MARCH, 6);
    private static final LocalDate APRIL = DaysAhead.first(DayOfWeek.TUESDAY, Month.APRIL, 6);
    private static final LocalDate OCTOBER = DaysAhead.first(DayOfWeek.WEDNESDAY, Month.OCTOBER, 6);
    private static final LocalDate NOVEMBER = DaysAhead.first(DayOfWeek.TUESDAY, Month.NOVEMBER, 6);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Catalogue catalogue;

    @Autowired
    Sessions sessions;

    @Autowired
    BoardChanges board;

    @Autowired
    Venues venues;

    @Autowired
    JdbcClient jdbc;

    private final String unique = Long.toString(System.nanoTime());
    private TestBrowser maker;
    private long venueId;
    private long roomId;
    private Activity activity;

    @BeforeEach
    void aMakerWithAnActivity() {
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        venueId = ProgrammeFixture.venue(venues, "beheer-" + unique);
        roomId = ProgrammeFixture.room(venues, venueId, "beheer-zaal-" + unique);
        activity = ProgrammeFixture.published(
                catalogue, ProgrammeFixture.activity("Beheer " + unique, "Manage " + unique));
    }

    @Test
    void onlyProgrammeManagersHaveAccess_rules9() {
        for (Role role : List.of(Role.BOARD, Role.MUNICIPALITY, Role.PROFESSIONAL, Role.ADMINISTRATOR)) {
            TestBrowser other = accounts.signedIn(role).browser();
            for (String path : List.of("/beheer/programma", "/beheer/sessies", "/beheer/plaatsen")) {
                assertThat(other.get(path).statusCode()).as(role + " " + path).isEqualTo(403);
            }
            assertThat(other.post("/beheer/programma/" + activity.id() + "/kopie")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(accounts.visitor().get("/beheer/programma").statusCode()).isEqualTo(302);
    }

    @Test
    void activitiesWithTheSameTitleAreDistinguishedInOptions() {
        String name = "Zelfde " + unique;
        List<Activity> activities = Stream.generate(
                        () -> ProgrammeFixture.published(catalogue, ProgrammeFixture.activity(name, "Same " + unique)))
                .limit(2)
                .toList();
        List<String> streets = List.of("Boorstraat 1", "Zaagstraat 2");
        for (String street : streets) {
            jdbc.sql("""
                    insert into venue (key, kind, name_nl, name_en, street, town, wheelchair)
                    values ('zelfde-' || gen_random_uuid(), 'COMPANY', ?, '', ?, 'Deventer', true)
                    """).params(name, street).update();
        }
        String list = maker.get("/beheer/sessies").body();
        String form =
                maker.get("/beheer/sessies/nieuw?activiteit=" + activity.id()).body();
        for (String street : streets) {
            assertThat(list).contains(">" + name + ", " + street + ", Deventer</option>");
            assertThat(form).contains(">" + name + ", " + street + ", Deventer</option>");
        }
        for (Activity one : activities) {
            assertThat(list).contains(">" + name + " (" + one.slug() + ")</option>");
            assertThat(maker.get("/beheer/sessies/nieuw").body()).contains(name + " (" + one.slug() + ")");
        }
    }

    @Test
    void everyPageOpens() {
        long session = session(MARCH, "09:00");
        String venue = "/beheer/plaatsen/beheer-" + unique;
        for (String path : List.of(
                "/beheer/programma?q=" + unique,
                "/beheer/programma/nieuw",
                "/beheer/programma/" + activity.id(),
                "/beheer/programma/" + activity.id() + "/voorbeeld",
                "/beheer/programma/" + activity.id() + "/annuleer",
                "/beheer/sessies?activiteit=" + activity.id(),
                "/beheer/sessies?weergave=week&dag=" + MARCH,
                "/beheer/sessies?weergave=maand&dag=" + MARCH,
                "/beheer/sessies/nieuw",
                "/beheer/sessies/nieuw?activiteit=" + activity.id(),
                "/beheer/sessies/nieuw?kopie=" + session,
                "/beheer/sessies/reeks",
                "/beheer/sessies/" + session,
                "/beheer/bord",
                "/beheer/bord/annuleer?sessie=" + session,
                "/beheer/bord/kopieer?sessie=" + session,
                "/beheer/bord/verplaats?sessie=" + session,
                "/beheer/plaatsen?dag=" + MARCH,
                "/beheer/plaatsen/nieuw",
                "/beheer/plaatsen/materiaal/nieuw",
                venue,
                venue + "/ruimte",
                venue + "/ruimte/" + roomId)) {
            assertThat(maker.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(maker.get("/beheer/programma?q=" + unique).body()).contains("Beheer " + unique);
        assertThat(maker.get("/beheer/programma.csv?zoek=" + unique).body()).contains("Beheer " + unique);
        assertThat(maker.get("/beheer/sessies.csv?activiteit=" + activity.id()).body())
                .contains(MARCH.toString());
    }

    @Test
    void anActivityIsMadeAsADraftAndRefusedWithAllThatWasTyped() {
        HttpResponse<String> refused =
                maker.post("/beheer/programma/nieuw", "titel", "", "belofte", "Je maakt <iets>.");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Geef de activiteit een titel.", "Je maakt &lt;iets&gt;.");

        HttpResponse<String> made =
                maker.post("/beheer/programma/nieuw", fields("Nieuw " + unique, "kosten-school", "12,50"));
        assertThat(made.statusCode()).isEqualTo(303);
        Activity draft = catalogue.find(id(made)).orElseThrow();
        assertThat(draft.state()).isEqualTo(Activity.State.DRAFT);
        assertThat(draft.details().terms().school().cents()).isEqualTo(1250);
        // publishing requires the public texts, and names the missing fields; the draft stays
        HttpResponse<String> unpublished = maker.post(
                "/beheer/programma/" + draft.id(),
                fields("Anders " + unique, "versie", "0", "dan", "publiceer", "belofte", "Je maakt iets."));
        assertThat(unpublished.statusCode()).isEqualTo(422);
        assertThat(unpublished.body()).contains("Schrijf de beschrijving voordat je publiceert.");
        Activity kept = catalogue.find(draft.id()).orElseThrow();
        assertThat(kept.title().dutch()).isEqualTo("Anders " + unique);
        // English is optional: English pages show the Dutch text, marked as Dutch
        String[] dutchOnly = fields(
                "Anders " + unique,
                "versie",
                String.valueOf(kept.version()),
                "dan",
                "publiceer",
                "belofte",
                "Je maakt iets.",
                "beschrijving",
                "Een middag maken.");
        assertThat(maker.post("/beheer/programma/" + draft.id(), dutchOnly).statusCode())
                .isEqualTo(303);
        Activity published = catalogue.find(draft.id()).orElseThrow();
        assertThat(published.published()).isTrue();
        assertThat(accounts.visitor()
                        .get("/activiteit/" + published.slug() + "?lang=en")
                        .body())
                .contains("<h1 lang=\"nl\">Anders " + unique);
    }

    @Test
    void whatSomebodyElseChangedIsShownBesideOnesOwn() {
        String path = "/beheer/programma/" + activity.id();
        String[] mine = fields("Van mij", "versie", "0");
        HttpResponse<String> conflict = maker.post(path, mine);
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body())
                .contains("Iemand anders heeft dit intussen gewijzigd", "Van mij", "Beheer " + unique);
    }

    @Test
    void aConflictingSessionIsNamedWithALink_rules3() {
        long first = session(MARCH, "09:00");
        HttpResponse<String> refused = maker.post("/beheer/sessies/nieuw", sessionFields(MARCH.toString(), "10.00"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Zaal beheer-zaal-" + unique, "/beheer/sessies/" + first);
        assertThat(maker.post("/beheer/sessies/nieuw", sessionFields("morgen", "10.00"))
                        .body())
                .contains("Vul een dag in", "value=\"morgen\"");
    }

    @Test
    void aSeriesShowsItsDatesFirstAndSkipsTheAutumnHoliday() {
        jdbc.sql("insert into holiday values ('NOORD', ?, 'AUTUMN', ?, ?) on conflict do nothing")
                .params(OCTOBER.getYear(), OCTOBER.plusDays(10), OCTOBER.plusDays(18))
                .update();
        String[] rhythm = series(
                "hoe", "ritme", "dagen", "WEDNESDAY", "om-de", "1", "eerste-dag", OCTOBER.toString(), "keer", "3");
        String preview = maker.post("/beheer/sessies/reeks", rhythm).body();
        assertThat(preview)
                .contains(
                        dutch(OCTOBER),
                        dutch(OCTOBER.plusWeeks(1)),
                        dutch(OCTOBER.plusWeeks(3)),
                        dutch(OCTOBER.plusWeeks(2)) + ": Herfstvakantie");
        assertThat(count()).as("nothing is made yet").isZero();
        String seen = preview.replaceAll("(?s).*name=\"gezien\" value=\"([0-9a-f]+)\".*", "$1");
        HttpResponse<String> made = maker.post("/beheer/sessies/reeks", and(rhythm, "gezien", seen, "dan", "concept"));
        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(count()).isEqualTo(3);
        // a result that differs from the preview is shown first
        assertThat(maker.post("/beheer/sessies/reeks", and(rhythm, "gezien", seen, "dan", "concept"))
                        .body())
                .contains("overgeslagen");
        // and published immediately
        List<Long> ids = TestSql.list(jdbc, Long.class, "select id from session where activity_id = ?", activity.id());
        List<String> chosen = new ArrayList<>();
        ids.forEach(id -> chosen.addAll(List.of("sessie", id.toString())));
        assertThat(maker.post("/beheer/sessies/publiceer", chosen.toArray(String[]::new))
                        .statusCode())
                .isEqualTo(303);
        assertThat(sessions.find(ids.get(0)).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
    }

    @Test
    void theNumberOfASeriesCountsDays_howeverManyTimesEachHas() {
        String preview = maker.post(
                        "/beheer/sessies/reeks",
                        and(
                                common(),
                                "tijden",
                                "9.00, 13.30",
                                "hoe",
                                "ritme",
                                "dagen",
                                "TUESDAY",
                                "om-de",
                                "1",
                                "eerste-dag",
                                MARCH.toString(),
                                "ook-vakanties",
                                "ja",
                                "keer",
                                "3"))
                .body();
        assertThat(preview)
                .contains("Op hoeveel dagen?", "6 data", dutch(MARCH.plusWeeks(2)))
                .doesNotContain(dutch(MARCH.plusWeeks(3)));
    }

    @Test
    void whoPublishesAnActivityReadsThatItsDatesAreStillDrafts_andPublishesThem() {
        Activity draft = ((Catalogue.Saved) catalogue.create(
                        ProgrammeFixture.activity("Concept " + unique, "Draft " + unique), ProgrammeFixture.MANAGER))
                .activity();
        TimeSlot slot = ProgrammeFixture.slot(MARCH, 9, 90);
        long date = ((Sessions.Saved) sessions.create(
                        new SessionDetails(draft.id(), slot, venueId, null, roomId, 30, 1, ""),
                        false,
                        ProgrammeFixture.MANAGER))
                .ids()
                .get(0);
        String path = "/beheer/programma/" + draft.id();
        assertThat(maker.get(path).body())
                .as("nobody comes to a draft")
                .doesNotContain("Bericht aan wie nog komt", "nog concept. Niemand");
        assertThat(maker.post(path + "/publiceer", "versie", Integer.toString(draft.version()))
                        .statusCode())
                .isEqualTo(303);
        assertThat(maker.get(path).body())
                .contains("1 datum is nog concept.", "Publiceer deze datum", "Bericht aan wie nog komt");
        assertThat(maker.post(path + "/data").statusCode()).isEqualTo(303);
        assertThat(sessions.find(date).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(maker.get(path).body()).doesNotContain("nog concept. Niemand");
    }

    @Test
    void aSeriesForVisitorsIsACourseWhereItSaysSo_andPublishedWhole() {
        String[] dates =
                series("hoe", "data", "data", typed(NOVEMBER) + ", " + typed(NOVEMBER.plusWeeks(1)), "cursus", "ja");
        assertThat(maker.post("/beheer/sessies/reeks", dates).body())
                .as("not for classes")
                .contains("Een cursus is voor mensen die zelf komen");
        TestSql.update(jdbc, "update activity set takes = 'INDIVIDUALS' where id = ?", activity.id());
        String preview = maker.post("/beheer/sessies/reeks", dates).body();
        assertThat(preview).containsPattern("name=\"cursus\" value=\"ja\" checked");
        String seen = preview.replaceAll("(?s).*name=\"gezien\" value=\"([0-9a-f]+)\".*", "$1");
        HttpResponse<String> made = maker.post("/beheer/sessies/reeks", and(dates, "gezien", seen, "dan", "concept"));
        List<Long> ids = TestSql.list(
                jdbc, Long.class, "select id from session where activity_id = ? order by starts_at", activity.id());
        assertThat(ids)
                .hasSize(2)
                .allSatisfy(id -> assertThat(sessions.find(id).orElseThrow().course())
                        .isEqualTo(new Session.Course(
                                sessions.find(ids.get(0)).orElseThrow().slot().start(),
                                sessions.find(ids.get(1)).orElseThrow().slot().end(),
                                2)));
        maker.post("/beheer/sessies/publiceer", "sessie", ids.get(0).toString());
        assertThat(sessions.find(ids.get(1)).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);

        String list = made.headers().firstValue("Location").orElseThrow();
        String path = "/beheer/sessies/reeks/" + list.substring(list.indexOf('=') + 1);
        assertThat(maker.get(list).body()).contains("Dit is een cursus", "Maak er losse data van");
        assertThat(maker.post(path, "cursus", "false").statusCode()).isEqualTo(303);
        assertThat(sessions.find(ids.get(0)).orElseThrow().course()).isNull();
        assertThat(maker.get(list).body()).contains("Dit zijn losse data", "Maak er een cursus van");
        assertThat(maker.post("/beheer/sessies/reeks/999999999", "cursus", "true")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aSeriesOfLooseDates() {
        String[] loose = series(
                "hoe",
                "data",
                "data",
                typed(NOVEMBER) + ", " + NOVEMBER.plusDays(3) + "\n" + typed(NOVEMBER.plusWeeks(1)));
        assertThat(maker.post("/beheer/sessies/reeks", loose).body())
                .contains(dutch(NOVEMBER), dutch(NOVEMBER.plusDays(3)), dutch(NOVEMBER.plusWeeks(1)));
        assertThat(maker.post("/beheer/sessies/reeks", series("hoe", "data", "data", "31-2-2032"))
                        .body())
                .contains("‘31-2-2032’ is geen dag");
    }

    @Test
    void aMoveToTheSamePlaceNeedsNoConfirmation() {
        String path = "/beheer/bord/verplaats?sessie=" + session(APRIL, "09:00") + "&dag=" + APRIL + "&van=";
        HttpResponse<String> same = maker.get(path + "09:00");
        assertThat(same.statusCode()).isEqualTo(422);
        assertThat(same.body()).contains("Zo staat het al op het bord.").doesNotContain("verplaatsen?");
        assertThat(maker.get(path + "09:15").body()).contains("Deze datum verplaatsen?");
    }

    @Test
    void cancellingShowsHowManyAreMailedAndMailsThem_rules3() {
        long id = session(APRIL, "09:00");
        String path = "/beheer/bord/annuleer";
        assertThat(maker.get(path + "?sessie=" + id).body())
                .contains("er heeft nog niemand geboekt", "Er krijgt niemand mail.")
                .doesNotContain("krijgt deze tekst in de mail");
        assertThat(maker.post(path, "sessie", Long.toString(id)).body())
                .as("from the list it only asks")
                .contains("Deze datum annuleren?");
        long guided = session(APRIL.plusDays(7), "09:00");
        StaffFixture staff = new StaffFixture(jdbc);
        long guide = staff.member();
        staff.vog(guide, APRIL.minusMonths(1));
        assertThat(maker.post("/beheer/rooster/" + guided + "/vraag", "wie", Long.toString(guide))
                        .statusCode())
                .isEqualTo(303);
        HttpResponse<String> why = maker.post(path, "sessie", Long.toString(guided), "reden", " ");
        assertThat(why.statusCode()).isEqualTo(422);
        assertThat(why.body()).contains("krijgt deze tekst in de mail").doesNotContain("Er krijgt niemand mail.");
        long nobodys = session(APRIL.plusDays(14), "09:00");
        assertThat(maker.post(path, "sessie", Long.toString(nobodys), "reden", " ")
                        .statusCode())
                .as("there is nobody to tell why")
                .isEqualTo(303);
        board.finish(board.open(List.of(nobodys)).get(0).id());
        assertThat(sessions.find(nobodys).orElseThrow().cancelReason()).isEqualTo("Deze datum gaat niet door.");
        assertThat(maker.post(path, "sessie", Long.toString(id), "reden", "Ziek.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sessions.find(id).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(maker.get("/beheer/sessies/" + id).body()).contains("Ongedaan maken");
        board.finish(board.open(List.of(id)).get(0).id());
        assertThat(sessions.find(id).orElseThrow().cancelReason()).isEqualTo("Ziek.");
    }

    @Test
    void anActivityGoesWithItsSessionsAndTheReason_rules3() {
        long id = session(APRIL, "09:00");
        String path = "/beheer/programma/" + activity.id() + "/annuleer";
        assertThat(maker.get(path).body()).contains("wordt ook geannuleerd", "er heeft nog niemand geboekt");
        String version = Integer.toString(activity.version());
        assertThat(maker.post(path, "versie", version, "reden", "Het lab verhuist.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sessions.find(id).orElseThrow().state())
                .as("it can be undone")
                .isEqualTo(Session.State.PUBLISHED);
        String activityPage = maker.get("/beheer/programma/" + activity.id()).body();
        assertThat(activityPage).contains("Ongedaan maken").doesNotContain(path);
        assertThat(maker.get(path).body()).contains("Ongedaan maken").doesNotContain("name=\"reden\"");
        assertThat(maker.post(path, "versie", version, "reden", "Nog eens.").body())
                .contains("Deze activiteit wordt al geannuleerd.");
        long change = board.openOfActivity(activity.id()).get(0).id();
        assertThat(TestBrowser.location(maker.post(
                        "/beheer/bord/wijzigingen/" + change + "/terug", "activiteit", Long.toString(activity.id()))))
                .endsWith("/beheer/programma/" + activity.id());
        assertThat(catalogue.find(activity.id()).orElseThrow().state()).isEqualTo(Activity.State.PUBLISHED);
        assertThat(maker.post(path, "versie", version, "reden", "Het lab verhuist.")
                        .statusCode())
                .isEqualTo(303);
        board.finish(board.openOfActivity(activity.id()).get(0).id());
        assertThat(sessions.find(id).orElseThrow().cancelReason()).isEqualTo("Het lab verhuist.");
        assertThat(catalogue.find(activity.id()).orElseThrow().state()).isEqualTo(Activity.State.CANCELLED);
    }

    @Test
    void aPlaceIsCreatedChangedAndEndedUnlessSessionsAreUpcoming() {
        HttpResponse<String> made =
                maker.post("/beheer/plaatsen/nieuw", "naam", "Buurthuis " + unique, "soort", "NEIGHBOURHOOD");
        String path = TestBrowser.location(made);
        assertThat(maker.post(path, "naam", "", "soort", "NEIGHBOURHOOD").statusCode())
                .isEqualTo(422);
        assertThat(maker.post(path + "/ruimte", "naam", "Keuken", "plaatsen", "12")
                        .statusCode())
                .isEqualTo(303);
        String page = maker.get(path).body();
        assertThat(page).contains("Keuken");
        Matcher room = Pattern.compile(Pattern.quote(path) + "/ruimte/\\d+").matcher(page);
        assertThat(room.find()).isTrue();
        String kitchen = room.group();
        assertThat(maker.post(kitchen, "dan", "einde").statusCode()).isEqualTo(303);
        HttpResponse<String> late = maker.post(kitchen, "naam", "Keuken", "plaatsen", "14");
        assertThat(late.statusCode()).as("a page that was still open").isEqualTo(422);
        assertThat(late.body()).contains("Een collega heeft dit uit gebruik genomen", "value=\"14\"");
        assertThat(maker.get(path).body()).doesNotContain(kitchen);

        assertThat(maker.post(path + "/einde").statusCode()).isEqualTo(303);
        assertThat(maker.post(path, "naam", "Buurthuis " + unique, "soort", "NEIGHBOURHOOD")
                        .body())
                .contains("Een collega heeft dit uit gebruik genomen");
        assertThat(maker.post(path + "/ruimte", "naam", "Zolder").statusCode()).isEqualTo(422);
        assertThat(maker.get("/beheer/plaatsen").body()).doesNotContain("Buurthuis " + unique);

        session(APRIL, "09:00");
        String used = "/beheer/plaatsen/beheer-" + unique;
        assertThat(maker.post(used + "/einde").body()).contains("Hier staat nog 1 datum gepland");
        assertThat(maker.get(used + "/ruimte/" + roomId).body())
                .as("asked once, apart from what is saved")
                .containsPattern("(?s)<details[^>]*>(?:(?!</details>).)*Ja, gebruik deze ruimte niet meer");
        assertThat(maker.post(used + "/ruimte/" + roomId, "dan", "einde")).satisfies(refused -> {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("value=\"Zaal beheer-zaal-" + unique + "\"");
        });
        assertThat(maker.get("/beheer/plaatsen?dag=" + APRIL).body()).contains("Zaal beheer-zaal-" + unique);
    }

    @Test
    void aPlaceSaysHowManyGroupsItTakesAtOnce_rules3() {
        String used = "/beheer/plaatsen/beheer-" + unique;
        String[] two = {"naam", "Plek " + unique, "soort", "TECHLAB", "groepen-tegelijk", "2"};
        assertThat(maker.post(used, two).statusCode()).isEqualTo(303);
        assertThat(maker.get(used).body()).containsPattern("name=\"groepen-tegelijk\"[^>]*value=\"2\"");
        for (int i = 0; i < 2; i++) {
            assertThat(withoutRoom()).isInstanceOf(Sessions.Saved.class);
        }
        assertThat(withoutRoom()).as("a third at once").isInstanceOf(Sessions.Occupied.class);
        two[5] = "1";
        assertThat(maker.post(used, two).body()).contains("waarop er dan te veel groepen tegelijk zijn", "value=\"1\"");
        two[5] = "0";
        assertThat(maker.post(used, two).statusCode()).isEqualTo(422);
    }

    @Test
    void aBusIsMadeAndChanged_whatIsWrongKeepsWhatWasTyped() {
        assertThat(maker.get("/beheer/plaatsen/bus/nieuw").body()).contains("value=\"53\"");
        String name = "Bus " + unique;
        HttpResponse<String> wrong = maker.post(
                "/beheer/plaatsen/bus/nieuw", "naam", name, "zitplaatsen", "nul", "vanaf", "morgen", "tot", "");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"" + name + "\"", "value=\"morgen\"", "vanaf-error");
        assertThat(maker.post("/beheer/plaatsen/bus/nieuw", "naam", name, "zitplaatsen", "30")
                        .statusCode())
                .isEqualTo(303);
        String path = "/beheer/plaatsen/bus/bus-" + unique;
        HttpResponse<String> turned = maker.post(
                path, "naam", name, "zitplaatsen", "30", "vanaf", "" + APRIL, "tot", "" + APRIL.minusDays(1));
        assertThat(turned.body()).contains("Kies een dag na de eerste dag", "value=\"" + APRIL.minusDays(1) + "\"");
        assertThat(maker.post(
                                path,
                                "naam",
                                name,
                                "zitplaatsen",
                                "31",
                                "vanaf",
                                "" + APRIL.minusDays(1),
                                "tot",
                                "" + APRIL)
                        .statusCode())
                .isEqualTo(303);
        assertThat(maker.get("/beheer/bussen?dag=" + APRIL.minusDays(1)).body()).contains(name, "31 zitplaatsen");
        assertThat(maker.get("/beheer/bussen?dag=" + APRIL).body()).doesNotContain(name);
        assertThat(maker.get("/beheer/plaatsen/bus/geen").statusCode()).isEqualTo(404);
    }

    private static String dutch(LocalDate day) {
        return Dates.date(day, Texts.DUTCH);
    }

    /** Formats a day as people type it. */
    private static String typed(LocalDate day) {
        return day.getDayOfMonth() + "-" + day.getMonthValue() + "-" + day.getYear();
    }

    private Sessions.Result withoutRoom() {
        TimeSlot slot = ProgrammeFixture.slot(APRIL.plusDays(1), 9, 90);
        return sessions.create(
                new SessionDetails(activity.id(), slot, venueId, null, null, 30, 1, ""),
                true,
                ProgrammeFixture.MANAGER);
    }

    private long session(LocalDate day, String start) {
        TimeSlot slot = ProgrammeFixture.slot(day, Integer.parseInt(start.substring(0, 2)), 90);
        SessionDetails details = new SessionDetails(activity.id(), slot, venueId, null, roomId, 30, 1, "");
        return ((Sessions.Saved) sessions.create(details, true, ProgrammeFixture.MANAGER))
                .ids()
                .get(0);
    }

    private String[] sessionFields(String day, String start) {
        return and(common(), "dag", day, "van", start);
    }

    private String[] series(String... more) {
        return and(and(common(), "tijden", "13.30"), more);
    }

    private String[] common() {
        return new String[] {
            "activiteit",
            Long.toString(activity.id()),
            "duur",
            "90",
            "plek",
            "p" + venueId,
            "ruimte",
            Long.toString(roomId),
            "plaatsen",
            "30",
            "klassen",
            "1"
        };
    }

    private static String[] fields(String title, String... more) {
        String[] all = {
            "titel",
            title,
            "soort",
            "WORKSHOP_LEARNING_LINE",
            "neemt",
            "CLASSES",
            "werelden",
            "HITECH_SCIENCE",
            "voor",
            Audience.PO.name(),
            "groep-van",
            "5",
            "groep-tot",
            "8",
            "minuten",
            "90",
            "opbouwen",
            "0",
            "opruimen",
            "0",
            "keren",
            "1",
            "minimum",
            "5",
            "maximum",
            "30",
            "klassen",
            "1",
            "annuleren-tot",
            "14"
        };
        return and(all, more);
    }

    private static String[] and(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static long id(HttpResponse<String> redirect) {
        String location = TestBrowser.location(redirect);
        return Long.parseLong(location.replaceAll(".*/", ""));
    }

    private int count() {
        return TestSql.integer(jdbc, "select count(*) from session where activity_id = ?", activity.id());
    }
}
