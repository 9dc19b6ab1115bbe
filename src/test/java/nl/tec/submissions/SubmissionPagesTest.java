package nl.tec.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.SignUpResult;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ForWhom;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Slugs;
import nl.tec.submissions.SubmissionsFixture.Partner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A partner's own activity from the form to the programme and back, over HTTP; private until it is accepted. */
@TecTest
class SubmissionPagesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    Catalogue catalogue;

    @Autowired
    BoardChanges changes;

    @Autowired
    JdbcClient jdbc;

    SubmissionsFixture fixture;
    Partner partner;
    SignedIn sender;
    SignedIn maker;
    TestBrowser own;
    TestBrowser manager;
    String title;

    @BeforeEach
    void make() {
        fixture = new SubmissionsFixture(jdbc);
        partner = fixture.partner();
        sender = accounts.signedIn(Membership.of(Role.PARTNER, partner.id()));
        own = sender.browser();
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        manager = maker.browser();
        title = SubmissionsFixture.title();
    }

    private String[] form(String... others) {
        return SubmissionsFixture.form(partner, title, others);
    }

    /** @return its address in the portal */
    private String sent(String... others) {
        HttpResponse<String> made = own.post("/partner/activiteiten/nieuw", form(others));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        return TestBrowser.location(made);
    }

    private static String queue(String address) {
        return address.replace("/partner/activiteiten", "/beheer/inzendingen");
    }

    private String version(String address) {
        return TestSql.text(jdbc, "select version from submission where id = ?", id(address));
    }

    private static long id(String address) {
        return Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
    }

    private HttpResponse<String> accept(String address, String... others) {
        String[] fields = new String[others.length + 2];
        fields[0] = "versie";
        fields[1] = version(address);
        System.arraycopy(others, 0, fields, 2, others.length);
        return manager.post(queue(address) + "/accepteer", fields);
    }

    private String found() {
        return accounts.visitor().get("/programma?q=" + title.replace(" ", "+")).body();
    }

    /** Returns the link to its public page. */
    private String link() {
        return "/activiteit/" + Slugs.of(title, "x") + "\"";
    }

    private int mails(String template) {
        return jdbc.sql("select count(*) from outbox where template = ? and recipient = ?")
                .params(template, sender.account().email())
                .query(Integer.class)
                .single();
    }

    private long session(String address) {
        return jdbc.sql("select session_id from submission_date where submission_id = ? order by starts_at limit 1")
                .param(id(address))
                .query(Long.class)
                .single();
    }

    @Test
    void submissionsArePublicOnlyOnceAccepted_withNameAndLogoOfThePartner() {
        own.upload("/partner/logo", "logo", Map.of("logo.png", Pictures.png(900, 300)), "van", "" + partner.id());
        String address = sent();
        assertThat(found()).doesNotContain(link());
        assertThat(manager.get("/werk").body()).contains("op controle", "/beheer/inzendingen");
        assertThat(manager.get("/beheer/inzendingen?partner=" + partner.id()).body())
                .contains(title, partner.name());
        assertThat(manager.get(queue(address)).body())
                .contains("Je last een beest van oud ijzer.", "<em>echte</em>", partner.venueName());
        assertThat(accept(address, "plek", "" + partner.venue()).statusCode()).isEqualTo(303);
        assertThat(found()).contains(link(), "Van " + partner.name(), "/partners/" + partner.id() + "/logo.png");
        String slug = TestSql.text(jdbc, "select slug from activity where organiser_id = ?", partner.id());
        assertThat(accounts.visitor().get("/activiteit/" + slug).body())
                .contains("Georganiseerd door", partner.name(), "/logo.png", "/meedoen/" + session(address));
        assertThat(mails("submission-accepted")).isEqualTo(1);
        assertThat(own.get(address).body()).contains("In het programma");
        assertThat(accept(address).statusCode()).as("it waits no longer").isEqualTo(422);
    }

    @Test
    void aQuestionAndANoAreMailedWithTheirReason_andItCanBeSentInAgain() {
        String address = sent();
        assertThat(manager.post(queue(address) + "/weiger", "versie", version(address), "uitleg", " ")
                        .body())
                .contains("Schrijf op waarom");
        assertThat(manager.post(queue(address) + "/vraag", "versie", version(address), "uitleg", "Is er een bril?")
                        .statusCode())
                .isEqualTo(303);
        assertThat(mails("submission-question")).isEqualTo(1);
        assertThat(own.get("/werk").body()).contains("Over 1 activiteit van jullie is een vraag");
        assertThat(own.get(address).body()).contains("Is er een bril?");
        HttpResponse<String> again =
                own.post(address, form("versie", version(address), "bericht", "Ja, voor iedereen."));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(303);
        assertThat(manager.get(queue(address)).body()).contains("Ja, voor iedereen.");
        assertThat(manager.post(queue(address) + "/weiger", "versie", version(address), "uitleg", "Te gevaarlijk.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(mails("submission-refused")).isEqualTo(1);
        assertThat(own.get(address).body()).contains("Te gevaarlijk.");
        assertThat(found()).doesNotContain(link());
    }

    @Test
    void aChangeWaits_andParticipantsAreNotifiedOnceItIsAccepted() {
        String address = sent();
        accept(address, "plek", "" + partner.venue());
        String email = visitors.address();
        assertThat(visitors.ask(
                        session(address), VisitorsFixture.parent(email, "Noor"), UUID.randomUUID(), false, null))
                .isInstanceOf(SignUpResult.Received.class);
        String dateId = TestSql.text(jdbc, "select id from submission_date where submission_id = ?", id(address));
        int before = mailsTo(email);
        HttpResponse<String> changed = own.post(
                address, form("versie", version(address), "datum-0", dateId, "van-0", "14:00", "tot-0", "16:00"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
        assertThat(mailsTo(email)).as("nothing moves before it is accepted").isEqualTo(before);
        assertThat(manager.get(queue(address)).body())
                .contains("13.00-15.00", "14.00-16.00", "krijgen ook meteen een mail", "1 aanmelding");
        String tick = id(address) + "-" + version(address);
        assertThat(manager.get("/beheer/inzendingen?partner=" + partner.id()).body())
                .contains("open dit eerst")
                .doesNotContain("value=\"" + tick + "\"");
        assertThat(manager.post("/beheer/inzendingen/accepteer", "kies", tick).body())
                .contains("daar zie je wie er een mail krijgt");
        assertThat(mailsTo(email))
                .as("not accepted without seeing whom it mails")
                .isEqualTo(before);
        assertThat(accept(address, "plek", "" + partner.venue()).statusCode()).isEqualTo(303);
        assertThat(mailsTo(email)).isEqualTo(before + 1);
        assertThat(mails("submission-change-accepted")).isEqualTo(1);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from session s join activity a on a.id = s.activity_id where a.organiser_id = ?",
                        partner.id()))
                .as("the date moved, nothing was added")
                .isEqualTo(1);
    }

    @Test
    void whatTheProgrammeManagerSetStays_whenAChangeIsAccepted() {
        String[] school = {"voor", "VO", "klas-van", "1", "klas-tot", "3", "neemt", "CLASSES"};
        String address = sent(school);
        accept(address, "plek", "" + partner.venue());
        long activity = TestSql.bigint(jdbc, "select activity_id from submission where id = ?", id(address));
        ActivityDetails set = activity(activity).details();
        ForWhom who = set.forWhom();
        assertThat(catalogue.change(
                        activity,
                        activity(activity).version(),
                        sized(
                                set,
                                new ForWhom(
                                        who.audiences(),
                                        who.groups(),
                                        who.years(),
                                        who.mboYears(),
                                        who.ages(),
                                        Set.of(VoLevel.HAVO, VoLevel.VWO)),
                                new ActivityDetails.Size(10, 12, 2)),
                        maker.actor()))
                .isInstanceOf(Catalogue.Saved.class);
        String dateId = TestSql.text(jdbc, "select id from submission_date where submission_id = ?", id(address));

        List<String> typo = new ArrayList<>(List.of(school));
        typo.addAll(List.of("versie", version(address), "datum-0", dateId, "belofte", "Je last een beest van ijzer."));
        HttpResponse<String> changed = own.post(address, form(typo.toArray(String[]::new)));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
        assertThat(manager.get(queue(address)).body())
                .contains("Je last een beest van ijzer.")
                .doesNotContain("(havo, vwo)");
        assertThat(accept(address, "plek", "" + partner.venue()).statusCode()).isEqualTo(303);
        ActivityDetails after = activity(activity).details();
        assertThat(after.words().promise().dutch()).isEqualTo("Je last een beest van ijzer.");
        assertThat(after.forWhom().levels()).containsExactlyInAnyOrder(VoLevel.HAVO, VoLevel.VWO);
        assertThat(after.size()).isEqualTo(new ActivityDetails.Size(10, 12, 2));

        typo.addAll(List.of("maximum", "8"));
        typo.set(typo.indexOf("versie") + 1, version(address));
        assertThat(own.post(address, form(typo.toArray(String[]::new))).statusCode())
                .isEqualTo(303);
        assertThat(accept(address, "plek", "" + partner.venue()).statusCode()).isEqualTo(303);
        assertThat(activity(activity).details().size())
                .as("a minimum above the new maximum goes down with it")
                .isEqualTo(new ActivityDetails.Size(8, 8, 2));
    }

    private Activity activity(long id) {
        return catalogue.find(id).orElseThrow();
    }

    private static ActivityDetails sized(ActivityDetails d, ForWhom who, ActivityDetails.Size size) {
        return new ActivityDetails(
                d.kind(),
                d.takes(),
                d.words(),
                d.worlds(),
                d.disciplines(),
                who,
                d.duration(),
                size,
                d.terms(),
                d.venueId(),
                d.roomId(),
                d.equipment(),
                d.goals(),
                d.tags(),
                d.organiserId(),
                d.signUpUrl());
    }

    private int mailsTo(String email) {
        return TestSql.integer(jdbc, "select count(*) from outbox where recipient = ?", email);
    }

    @Test
    void participantsAreNotifiedOfCancellationsAfterTenMinutes_inWhichItCanBeUndone() {
        String address = sent();
        accept(address, "plek", "" + partner.venue());
        String email = visitors.address();
        visitors.ask(session(address), VisitorsFixture.parent(email, "Noor"), UUID.randomUUID(), false, null);
        int before = mailsTo(email);
        String dateId = TestSql.text(jdbc, "select id from submission_date where submission_id = ?", id(address));
        assertThat(own.get(address + "/afzeggen?datum=" + dateId).body()).contains("Er is 1 aanmelding");
        assertThat(own.post(address + "/afzeggen", "datum", dateId, "reden", "").statusCode())
                .isEqualTo(422);
        own.get(address + "?lang=en");
        assertThat(own.post(address + "/afzeggen", "datum", dateId, "reden", "").body())
                .contains("Write why it is cancelled");
        own.get(address + "?lang=nl");
        assertThat(own.post(address + "/afzeggen", "datum", dateId, "reden", "De lasser is ziek.")
                        .statusCode())
                .isEqualTo(303);
        assertThat(mailsTo(email)).as("not yet").isEqualTo(before);
        assertThat(own.get(address).body()).contains("Een datum gaat om", "Maak ongedaan");
        String undo = address + "/terug/" + change(address);
        TestBrowser stranger = accounts.signedIn(
                        Membership.of(Role.PARTNER, fixture.partner().id()))
                .browser();
        assertThat(stranger.post(undo).statusCode()).isEqualTo(404);
        assertThat(own.get(address + "?lang=en").body()).contains("leaves the programme at");
        assertThat(own.post(address + "/afzeggen", "datum", dateId, "reden", "Once more.")
                        .body())
                .as("a refusal of the programme, to a partner who reads English")
                .contains("will be cancelled within ten minutes");
        own.get(address + "?lang=nl");
        TestBrowser colleague =
                accounts.signedIn(Membership.of(Role.PARTNER, partner.id())).browser();
        assertThat(colleague.get(address).body()).contains("op verzoek van");
        assertThat(colleague.post(undo).statusCode()).isEqualTo(303);
        assertThat(own.get(address).body()).doesNotContain("Maak ongedaan").contains("Zeg datum 1 af");
        own.post(address + "/afzeggen", "datum", dateId, "reden", "De lasser is ziek.");
        changes.finish(change(address));
        assertThat(own.post(undo).statusCode()).as("too late").isEqualTo(303);
        assertThat(mailsTo(email)).isEqualTo(before + 1);
        assertThat(own.get(address).body()).contains("Gaat niet door", "De lasser is ziek.");
        assertThat(TestSql.text(jdbc, "select cancel_reason from session where id = ?", session(address)))
                .isEqualTo("De lasser is ziek.");
        assertThat(own.post(address + "/afzeggen", "reden", "Het stopt.").statusCode())
                .isEqualTo(303);
        assertThat(found()).doesNotContain(link());
    }

    @Test
    void aWithdrawnActivityLeavesTheProgrammeAfterTenMinutes_andIsWithdrawnForThePartner() {
        String address = sent();
        accept(address, "plek", "" + partner.venue());
        assertThat(own.post(address + "/afzeggen", "reden", "Het stopt.").statusCode())
                .isEqualTo(303);
        assertThat(own.get(address).body())
                .contains("Dit gaat om", "Maak ongedaan")
                .doesNotContain("name=\"titel\"");
        assertThat(found()).as("still there").contains(link());
        assertThat(own.post(address + "/terug/" + change(address)).statusCode()).isEqualTo(303);
        assertThat(own.get(address).body()).contains("name=\"titel\"");
        own.post(address + "/afzeggen", "reden", "Het stopt.");
        changes.finish(change(address));
        assertThat(own.get(address).body())
                .contains("Dit gaat niet door", "Het stopt.")
                .doesNotContain("Maak ongedaan");
        assertThat(own.get("/partner/activiteiten?van=" + partner.id()).body()).contains("Teruggetrokken");
        assertThat(found()).doesNotContain(link());
    }

    @Test
    void anEmptyNumberOfPeopleIsOneMistake() {
        HttpResponse<String> refused = own.post(
                "/partner/activiteiten/nieuw", SubmissionsFixture.form(partner, title, "maximum", "", "dan", "stuur"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Vul een getal in van 1 tot en met 5.000.")
                .doesNotContain("Het maximum kan niet lager");
    }

    /** Returns the latest change of the board of the session of a submission. */
    private long change(String address) {
        return TestSql.bigint(
                jdbc, "select max(change_id) from session_change_item where session_id = ?", session(address));
    }

    @Test
    void signingUpCanBeAtThePartner_thenThereIsNoFormHere() {
        String address = sent("aanmelden", "partner", "aanmeldadres", "https://voorbeeld.nl/lassen?bron=tec");
        accept(address, "plek", "" + partner.venue());
        String slug = TestSql.text(jdbc, "select slug from activity where organiser_id = ?", partner.id());
        assertThat(accounts.visitor().get("/activiteit/" + slug).body())
                .contains("href=\"https://voorbeeld.nl/lassen?bron=tec\"", "Meld je aan bij de organisatie")
                .doesNotContain("/meedoen/");
        assertThat(accounts.visitor().get("/meedoen/" + session(address)).body())
                .contains("Aanmelden doe je bij de organisatie zelf", "https://voorbeeld.nl/lassen?bron=tec")
                .doesNotContain("name=\"email\"");
        assertThat(jdbc.sql("select open from session_capacity where session_id = ?")
                        .param(session(address))
                        .query(Boolean.class)
                        .single())
                .as("the database gives no places away either")
                .isFalse();
        assertThat(own.post(
                                "/partner/activiteiten/nieuw",
                                form("aanmelden", "partner", "aanmeldadres", "javascript:alert(1)"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aPlaceThatIsNotOursBecomesAVenueWhenItIsAccepted() {
        String address =
                sent("plek", "", "andere-plek", "Loods " + partner.name(), "postcode", "7411 AA", "plaats", "Deventer");
        assertThat(manager.get("/beheer/inzendingen?partner=" + partner.id()).body())
                .contains("Kies eerst een plek");
        HttpResponse<String> accepted = accept(address, "plek", "");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(303);
        assertThat(TestSql.integer(jdbc, "select count(*) from venue where name_nl = ?", "Loods " + partner.name()))
                .isEqualTo(1);
    }

    @Test
    void refusedFormsKeepTheirInput() {
        HttpResponse<String> refused = own.post(
                "/partner/activiteiten/nieuw",
                form("titel", "Mijn <b>lasdag</b>", "dag-0", "gisteren", "maximum", "veel", "voor", "VO", "plek", ""));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Mijn &lt;b>lasdag&lt;/b>",
                        "value=\"gisteren\"",
                        "value=\"veel\"",
                        "Vul een dag in",
                        "id=\"maximum-error\"");
        assertThat(own.post("/partner/activiteiten/nieuw", form("dag-0", "2020-01-01"))
                        .body())
                .contains("Deze datum is al geweest");
        assertThat(own.post("/partner/activiteiten/nieuw", form("tot-0", "12:00"))
                        .body())
                .contains("De eindtijd moet later zijn");
        assertThat(TestSql.integer(jdbc, "select count(*) from submission where organisation_id = ?", partner.id()))
                .isZero();
    }

    @Test
    void anotherPartnersDoesNotExist_andOnlyAProgrammeManagerDecides() {
        String address = sent();
        TestBrowser stranger = accounts.signedIn(
                        Membership.of(Role.PARTNER, fixture.partner().id()))
                .browser();
        List<String> reads = List.of(address, address + "/afzeggen");
        reads.forEach(
                path -> assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404));
        assertThat(stranger.get("/partner/activiteiten?van=" + partner.id()).statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(address, form("versie", version(address))).statusCode())
                .isEqualTo(404);
        assertThat(stranger.post(address + "/kopie").statusCode()).isEqualTo(404);
        assertThat(stranger.post(address + "/afzeggen", "reden", "Weg").statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/partner/activiteiten/nieuw", form()).statusCode())
                .isEqualTo(404);
        assertThat(own.get(queue(address)).statusCode()).isEqualTo(403);
        assertThat(own.post(queue(address) + "/accepteer", "versie", "0").statusCode())
                .isEqualTo(403);
        String draft = sent("dan", "bewaar");
        assertThat(manager.get(queue(draft)).statusCode())
                .as("a draft is the partner's alone")
                .isEqualTo(404);
        assertThat(accept(draft).statusCode()).isIn(404, 422);
        assertThat(found()).doesNotContain(link());
    }

    @Test
    void concurrentChangesLoseNothing_andOutdatedPagesAcceptNothing() {
        String address = sent();
        String seen = version(address);
        assertThat(own.post(address, form("versie", seen, "maximum", "20")).statusCode())
                .isEqualTo(303);
        HttpResponse<String> second = own.post(address, form("versie", seen, "maximum", "30"));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("intussen veranderd", "value=\"30\"");
        assertThat(manager.post(queue(address) + "/accepteer", "versie", seen, "plek", "" + partner.venue())
                        .statusCode())
                .isEqualTo(409);
        assertThat(found()).doesNotContain(link());
    }

    @Test
    void manyAreAcceptedTogether_andFailuresAreReported() {
        String first = sent();
        String second = sent("dag-0", SubmissionsFixture.day(31).toString());
        jdbc.sql(
                        "update submission_date set starts_at = now() - interval '2 days', ends_at = now() - interval '47 hours' where submission_id = ?")
                .param(id(second))
                .update();
        HttpResponse<String> answer = manager.post(
                "/beheer/inzendingen/accepteer",
                "kies",
                id(first) + "-" + version(first),
                "kies",
                id(second) + "-" + version(second));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("1 geaccepteerd, 1 niet", "Er is geen datum meer die nog komt");
        assertThat(jdbc.sql("select string_agg(state, ',' order by id) from submission where organisation_id = ?")
                        .param(partner.id())
                        .query(String.class)
                        .single())
                .isEqualTo("ACCEPTED,SUBMITTED");
    }

    @Test
    void logosAreReencoded_andOtherFilesAreRefused() {
        String path = "/partners/" + partner.id() + "/logo.png";
        assertThat(accounts.visitor().get(path).statusCode()).isEqualTo(404);
        for (byte[] wrong : List.of(
                "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(StandardCharsets.UTF_8),
                Pictures.truncated(),
                new byte[0])) {
            assertThat(own.upload("/partner/logo", "logo", Map.of("logo.png", wrong), "van", "" + partner.id())
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(own.upload(
                                "/partner/logo",
                                "logo",
                                Map.of("logo.png", Pictures.png(2000, 500)),
                                "van",
                                "" + partner.id())
                        .statusCode())
                .isEqualTo(303);
        byte[] stored = accounts.visitor().download(path);
        assertThat(Pictures.width(stored)).isEqualTo(480);
        assertThat(own.upload("/partner/logo", "logo", Map.of(), "van", "" + partner.id(), "weg", "ja")
                        .statusCode())
                .isEqualTo(303);
        assertThat(accounts.visitor().get(path).statusCode()).isEqualTo(404);
    }
}
