package nl.tec.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.mail.MailTemplate;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The pages of the roster and the register, a guide's own roster, and the answer to a mail (rules 4.5). */
@TecTest
class StaffPagesTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    HubSettings settings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Roster roster;

    @Autowired
    StaffRegister register;

    @Autowired
    List<MailTemplate> templates;

    @Autowired
    JsonMapper json;

    private StaffFixture staff;
    private SignedIn maker;
    private TestBrowser manager;
    private long session;
    private Instant start;

    @BeforeEach
    void aSessionToCome() {
        staff = new StaffFixture(jdbc);
        BookingsFixture bookings = new BookingsFixture(jdbc);
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        manager = maker.browser();
        start = bookings.schoolDay(12);
        session = bookings.session(bookings.activity(), start, 30, 1);
    }

    @Test
    void assignmentsAreAnsweredFromTheMail_andTheManagerReadsTheReason() {
        long member = staff.member();
        assertThat(ask(member).statusCode()).isEqualTo(303);
        assertThat(manager.get("/beheer/rooster/" + session).body()).contains("Nog geen antwoord");
        String link = link(member);
        TestBrowser visitor = accounts.visitor();
        HttpResponse<String> page = visitor.get(link);
        assertThat(page.body()).contains("Ja, ik kom", "Proef");
        assertThat(page.headers().firstValue("Cache-Control"))
                .as("a shared cache does not keep the name of a guide")
                .contains("no-store");
        assertThat(visitor.post(link, "gezien", shown(session), "kan", "ja").statusCode())
                .isEqualTo(303);
        assertThat(answer(member)).isEqualTo("ACCEPTED");
        HttpResponse<String> without = visitor.post(link, "gezien", shown(session), "kan", "nee", reason(member), " ");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("Schrijf waarom niet");
        assertThat(answer(member)).isEqualTo("ACCEPTED");
        visitor.post(link, "gezien", shown(session), "kan", "nee", reason(member), "Familiefeest");
        assertThat(answer(member)).isEqualTo("DECLINED");
        assertThat(manager.get("/beheer/rooster/" + session).body()).contains("Familiefeest", "nog 1 begeleider nodig");
        assertThat(manager.get("/werk").body()).contains("/beheer/rooster/open");
        assertThat(visitor.get(link + "x").statusCode()).isEqualTo(404);
        assertThat(visitor.get("/begeleiden/" + "A".repeat(43)).statusCode()).isEqualTo(404);
    }

    @Test
    void declinedPeopleCanBeAskedAgain_andAnOldLinkAnswersTheNewQuestion() {
        long member = staff.member();
        ask(member);
        String link = link(member);
        accounts.visitor().post(link, "gezien", shown(session), "kan", "nee", reason(member), "Op vakantie");
        ask(member);
        assertThat(answer(member)).isEqualTo("OPEN");
        accounts.visitor().post(link, "gezien", shown(session), "kan", "ja");
        assertThat(answer(member)).isEqualTo("ACCEPTED");
        manager.post("/beheer/rooster/" + session + "/weg", "wie", Long.toString(member));
        assertThat(accounts.visitor().get(link).statusCode())
                .as("it is not its any more")
                .isEqualTo(404);
    }

    private String shown(long sessionId) {
        return roster.find(sessionId).orElseThrow().shown();
    }

    @Test
    void anAnswerToASessionThatWasMovedSinceIsAskedAgain() {
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long member = staff.member(guide.account().id());
        ask(member);
        String link = link(member);
        String before = shown(session);
        jdbc.sql(
                        "update session set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where id = ?")
                .param(session)
                .update();
        HttpResponse<String> stale = accounts.visitor().post(link, "gezien", before, "kan", "ja");
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body()).contains("intussen verplaatst", "value=\"" + shown(session) + "\"");
        HttpResponse<String> own = guide.browser()
                .post("/rooster/antwoord/" + session, "gezien", before, "kan", "nee", reason(member), "Vrij");
        assertThat(own.statusCode()).isEqualTo(422);
        assertThat(own.body()).contains("intussen verplaatst", "value=\"Vrij\"");
        assertThat(answer(member)).isEqualTo("OPEN");
        accounts.visitor().post(link, "gezien", shown(session), "kan", "ja");
        assertThat(answer(member)).isEqualTo("ACCEPTED");
    }

    @Test
    void aSessionThatBeganCannotBeAnswered() {
        long member = staff.member();
        ask(member);
        String link = link(member);
        jdbc.sql(
                        "update session set starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' where id = ?")
                .param(session)
                .update();
        assertThat(accounts.visitor().get(link).body())
                .contains("Je hoeft niets te doen")
                .doesNotContain("Ja, ik kom");
        assertThat(accounts.visitor()
                        .post(link, "gezien", shown(session), "kan", "ja")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aWholeDayIsDeclinedTogether_byTelephoneOrOnline() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        long activity = bookings.activity();
        long afternoon = bookings.session(activity, start.plus(Duration.ofHours(5)), 30, 1);
        long nextDay = bookings.session(activity, start.plus(Duration.ofDays(1)), 30, 1);
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long member = staff.member(guide.account().id());
        List<Long> all = List.of(session, afternoon, nextDay);
        all.forEach(each -> manager.post("/beheer/rooster/" + each + "/vraag", "wie", Long.toString(member)));
        assertThat(manager.get("/beheer/rooster/" + session).body())
                .contains("Ook niet voor de andere activiteit van die dag");
        assertThat(manager.get("/beheer/rooster/" + nextDay).body()).doesNotContain("Ook niet voor");
        String path = "/beheer/rooster/" + session + "/antwoord";
        String who = Long.toString(member);
        assertThat(manager.post(
                                path,
                                "wie",
                                who,
                                "gezien",
                                shown(session),
                                "kan",
                                "nee",
                                reason(member),
                                "",
                                "hele-dag",
                                "ja")
                        .body())
                .as("without a reason")
                .contains("Schrijf waarom niet", "value=\"ja\" checked");
        HttpResponse<String> ill = manager.post(
                path, "wie", who, "gezien", shown(session), "kan", "nee", reason(member), "ziek", "hele-dag", "ja");
        assertThat(TestBrowser.location(ill)).isEqualTo("/beheer/rooster/open");
        assertThat(answers(all)).containsExactly("DECLINED", "DECLINED", "OPEN");
        all.forEach(each -> manager.post("/beheer/rooster/" + each + "/vraag", "wie", who));
        guide.browser()
                .post(
                        "/rooster/antwoord/" + session,
                        "gezien",
                        shown(session),
                        "kan",
                        "nee",
                        reason(member),
                        "ziek",
                        "hele-dag",
                        "ja");
        assertThat(answers(all)).containsExactly("DECLINED", "DECLINED", "OPEN");
    }

    private List<String> answers(List<Long> sessions) {
        return sessions.stream()
                .map(each -> TestSql.text(jdbc, "select answer from assignment where session_id = ?", each))
                .toList();
    }

    @Test
    void aGuideSaysYesToAllThatIsTicked_andTakesItBackForTenMinutes() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        long activity = bookings.activity();
        long second = bookings.session(activity, start.plus(Duration.ofDays(1)), 30, 1);
        long third = bookings.session(activity, start.plus(Duration.ofDays(2)), 30, 1);
        long moved = bookings.session(activity, start.plus(Duration.ofDays(3)), 30, 1);
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        String member = Long.toString(staff.member(guide.account().id()));
        List<Long> all = List.of(session, second, third, moved);
        manager.post("/beheer/rooster/" + session + "/vraag", "wie", member);
        TestBrowser own = guide.browser();
        assertThat(own.get("/rooster").body())
                .as("one question has its own buttons")
                .doesNotContain("in één keer ja");
        all.forEach(each -> manager.post("/beheer/rooster/" + each + "/vraag", "wie", member));
        assertThat(own.get("/rooster").body())
                .contains("Je hebt 4 vragen", "form=\"antwoorden\" name=\"sessie\" value=\"" + second + "\" checked");
        own.post("/rooster/antwoorden");
        assertThat(answers(all)).containsOnly("OPEN");
        own.post(
                "/rooster/antwoorden",
                "sessie",
                Long.toString(session),
                "gezien-" + session,
                shown(session),
                "sessie",
                Long.toString(second),
                "gezien-" + second,
                shown(second),
                "sessie",
                Long.toString(moved),
                "gezien-" + moved,
                "1 elders");
        assertThat(answers(all)).containsExactly("ACCEPTED", "ACCEPTED", "OPEN", "OPEN");
        assertThat(own.get("/rooster").body())
                .contains("Niet alles is gelukt", "Je hebt net ja gezegd op 2 vragen", "Neem terug");
        jdbc.sql("update assignment set answered_at = answered_at - interval '11 minutes' where session_id = ?")
                .param(second)
                .update();
        own.post("/rooster/antwoorden/terug");
        assertThat(answers(all)).containsExactly("OPEN", "ACCEPTED", "OPEN", "OPEN");
        assertThat(own.get("/rooster").body())
                .contains("De vragen staan weer open")
                .doesNotContain("Neem terug");
        assertThat(own.post("/rooster/antwoorden/terug").statusCode()).isEqualTo(303);
        assertThat(answers(all)).containsExactly("OPEN", "ACCEPTED", "OPEN", "OPEN");
    }

    @Test
    void aRefusalSaysWhy_andChangesNothing() {
        long member = staff.member();
        staff.vog(member, LocalDate.now(Dates.ZONE).minusYears(4));
        HttpResponse<String> refused = ask(member);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("geen geldige VOG");
        assertThat(TestSql.integer(jdbc, "select count(*) from assignment where session_id = ?", session))
                .isZero();
        assertThat(manager.post("/beheer/rooster/" + session + "/vraag", "wie", "x")
                        .statusCode())
                .isEqualTo(404);
        assertThat(manager.post("/beheer/rooster/999999999/vraag", "wie", "1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theRegisterIsSortedByName_andByTheEndOfTheCertificate() {
        long sure = staff.member();
        long unsure = staff.member();
        String tag = UUID.randomUUID().toString();
        name(sure, "Aafke " + tag);
        name(unsure, "Zita " + tag);
        staff.vog(sure, Dates.dayOf(Instant.now()).minusDays(10));
        jdbc.sql("update staff_member set vog_issued_on = null, vog_seen_on = null, vog_seen_by = null where id = ?")
                .param(unsure)
                .update();
        assertThat(manager.get("/beheer/begeleiders").body())
                .containsSubsequence("aria-sort=\"ascending\"", "Aafke " + tag, "Zita " + tag);
        assertThat(manager.get("/beheer/begeleiders?volgorde=vog").body())
                .containsSubsequence("Zita " + tag, "Aafke " + tag);
    }

    @Test
    void theTaskAndItsListAreTheSamePeople_andWhoGuidesChildrenWithoutACertificateIsNamed_rules4_4() {
        long expires = staff.member();
        long without = staff.member();
        String tag = UUID.randomUUID().toString();
        name(expires, "Aafke " + tag);
        name(without, "Zita " + tag);
        staff.vog(expires, LocalDate.now(Dates.ZONE).plusDays(30).minusYears(3));
        assertThat(ask(without).statusCode()).isEqualTo(303);
        String list = "/beheer/begeleiders?toon=";
        assertThat(manager.get(list + "kinderen").body()).doesNotContain(tag);
        manager.post("/beheer/begeleiders/" + without + "/vog", "weg", "ja");
        String expiring = manager.get(list + "vog").body();
        assertThat(expiring).contains("Aafke " + tag).doesNotContain("Zita " + tag);
        assertThat(expiring.split("<th scope=\"row\">", -1)).hasSize(register.expiring() + 1);
        assertThat(manager.get(list + "zonder").body()).contains("Zita " + tag).doesNotContain("Aafke " + tag);
        String uncertified = manager.get(list + "kinderen").body();
        assertThat(uncertified).contains("Zita " + tag, "Geen VOG gezien").doesNotContain("Aafke " + tag);
        assertThat(uncertified.split("<th scope=\"row\">", -1))
                .hasSize(register.uncertified().size() + 1);
        assertThat(manager.get("/werk").body()).contains(list + "kinderen");
    }

    private void name(long member, String name) {
        TestSql.update(jdbc, "update staff_member set name = ? where id = ?", name, member);
    }

    @Test
    void theRegisterKeepsWhatWasTypedWhenItIsRefused() {
        String[] wrong = {
            "soort", "GUEST_TEACHER", "naam", "", "mail", "geen adres", "telefoon", "bel maar", "uren", "99"
        };
        HttpResponse<String> refused = manager.post("/beheer/begeleiders/nieuw", wrong);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Vul een naam in", "geen adres", "bel maar", "heel e-mailadres");
        HttpResponse<String> added = manager.post(
                "/beheer/begeleiders/nieuw",
                "soort",
                "GUEST_TEACHER",
                "naam",
                "Lasser Proef",
                "telefoon",
                "0570 123456");
        String path = TestBrowser.location(added);
        assertThat(manager.get(path).body()).contains("Lasser Proef", "0570 123456", "Geen VOG gezien");
        assertThat(manager.post(
                                path + "/vog",
                                "vog",
                                Dates.dayOf(Instant.now()).plusDays(2).toString())
                        .statusCode())
                .isEqualTo(422);
        manager.post(
                path + "/vog", "vog", Dates.dayOf(Instant.now()).minusDays(3).toString());
        assertThat(manager.get(path).body())
                .contains("Geldig tot", maker.account().name());
        HttpResponse<String> times = manager.post(path + "/tijden", "van-1", "9:00", "tot-1", "8:00");
        assertThat(times.statusCode()).isEqualTo(422);
        assertThat(times.body()).contains("9:00");
        HttpResponse<String> days = manager.post(path + "/dagen", "vanaf", "morgen", "kan", "niet");
        assertThat(days.statusCode()).isEqualTo(422);
        assertThat(days.body()).contains("Vul een dag in");
        String version = value(manager.get(path + "/wijzig").body(), "version");
        manager.post(path + "/wijzig", "version", version, "soort", "GUEST_TEACHER", "naam", "Lasser Twee");
        HttpResponse<String> outdated =
                manager.post(path + "/wijzig", "version", version, "soort", "GUEST_TEACHER", "naam", "Lasser Drie");
        assertThat(outdated.statusCode()).isEqualTo(422);
        assertThat(outdated.body()).contains("Lasser Drie", "intussen veranderd");
        assertThat(manager.get("/beheer/begeleiders/999999999").statusCode()).isEqualTo(404);
    }

    @Test
    void guidesEnterTheirAvailability_andSubscribeToTheirRoster() {
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long member = staff.member(guide.account().id());
        ask(member);
        TestBrowser own = guide.browser();
        assertThat(own.get("/rooster").body()).contains("Zeg of je komt");
        assertThat(own.get("/werk").body()).contains("Je bent gevraagd voor 1 activiteit");
        assertThat(own.post("/rooster/antwoord/" + session, "gezien", shown(session), "kan", "ja")
                        .statusCode())
                .isEqualTo(303);
        assertThat(answer(member)).isEqualTo("ACCEPTED");
        String day = Dates.dayOf(start).plusDays(1).toString();
        own.post("/rooster/dagen", "vanaf", day, "kan", "niet");
        own.post("/rooster/tijden", "van-1", "9.00", "tot-1", "12.30");
        assertThat(manager.get("/beheer/begeleiders/" + member).body()).contains("Kan niet", "12:30");
        HttpResponse<String> made = own.post("/rooster/agenda");
        Matcher address =
                Pattern.compile("/begeleiden/agenda/[A-Za-z0-9_-]{43}[.]ics").matcher(made.body());
        assertThat(address.find()).isTrue();
        String feed = accounts.visitor().get(address.group()).body();
        assertThat(feed).contains("BEGIN:VEVENT", "STATUS:CONFIRMED", "assignment-" + session + "-" + member);
        own.post("/rooster/agenda");
        assertThat(accounts.visitor().get(address.group()).statusCode())
                .as("the old address")
                .isEqualTo(404);
        HttpResponse<String> refused = own.post(
                "/rooster/antwoord/" + session,
                "gezien",
                shown(session),
                "kan",
                "nee",
                reason(member),
                "x".repeat(301));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("x".repeat(301), "href=\"#" + reason(member) + "\"");
        SignedIn other = accounts.signedIn(Role.PROFESSIONAL);
        assertThat(other.browser()
                        .post(
                                "/rooster/antwoord/" + session,
                                "gezien",
                                shown(session),
                                "kan",
                                "nee",
                                "reden-" + session + "-1",
                                "x")
                        .statusCode())
                .as("somebody else's")
                .isEqualTo(422);
        assertThat(answer(member)).isEqualTo("ACCEPTED");
    }

    @Test
    void rolesAreEnteredPerActivity() {
        long activity = TestSql.bigint(jdbc, "select activity_id from session where id = ?", session);
        String path = "/beheer/rooster/nodig/" + activity;
        HttpResponse<String> refused = manager.post(path, "aantal-0", "99", "vaardigheid-0", "");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("99", "van 0 tot en met 20");
        long skill = staff.skill();
        manager.post(
                path,
                "aantal-0",
                "2",
                "vaardigheid-0",
                "",
                "aantal-1",
                "1",
                "vaardigheid-1",
                Long.toString(skill),
                "aantal-2",
                "");
        assertThat(manager.get("/beheer/rooster/" + session).body()).contains("nog 3 begeleiders nodig");
        manager.post(path, "aantal-0", "0", "vaardigheid-0", "");
        assertThat(manager.get("/beheer/rooster/" + session).body()).contains("Genoeg begeleiders");
    }

    @Test
    void hoursWorkedAreAFile() {
        long member = staff.member();
        ask(member);
        Instant before = Instant.now().minus(Duration.ofHours(5));
        held(before);
        String month = Dates.dayOf(before).toString().substring(0, 7);
        String path = "/beheer/rooster/uren.csv?maand=" + month;
        assertThat(manager.get(path).body()).contains(name(member)).contains(";90;1,5;90;gevraagd");
        jdbc.sql("insert into visit_quantity values (?, 'GUIDE', ?, 120, 'Liep uit.', now(), ?)")
                .params(session, member, maker.account().id())
                .update();
        assertThat(manager.get(path).body())
                .as("as corrected with the costs of the visit")
                .contains(";120;2,0;90;gevraagd");
        assertThat(manager.get("/beheer/rooster/uren.xlsx?maand=onzin").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoWasThereIsRecordedAfterwards_withoutMail() {
        long ill = staff.member();
        ask(ill);
        Instant before = Instant.now().minus(Duration.ofHours(5));
        held(before);
        long substitute = staff.member();
        jdbc.sql(
                        "insert into staff_exception (member_id, from_day, until_day, available) values (?, current_date - 2, current_date + 1, false)")
                .param(substitute)
                .update();
        assertThat(manager.get("/beheer/rooster/" + session).body())
                .contains("Was er niet", "Wie was er ook?", name(substitute));
        String path = "/beheer/rooster/" + session + "/waren";
        HttpResponse<String> without = manager.post(path, "wie", Long.toString(ill), "kan", "nee", reason(ill), "");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("Schrijf waarom niet");
        manager.post(path, "wie", Long.toString(ill), "kan", "nee", reason(ill), "ziek");
        manager.post(path, "wie", Long.toString(substitute), "kan", "ja");
        assertThat(answer(ill)).isEqualTo("DECLINED");
        assertThat(answer(substitute)).isEqualTo("ACCEPTED");
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from outbox where (payload ->> 'member')::bigint = ?", substitute))
                .isZero();
        assertThat(manager.get("/beheer/rooster/uren.csv?maand="
                                + Dates.dayOf(before).toString().substring(0, 7))
                        .body())
                .contains(name(substitute))
                .contains(";komt")
                .doesNotContain(name(ill));
        held(Instant.now().minus(Duration.ofDays(63)));
        assertThat(manager.get("/beheer/rooster/" + session).body()).doesNotContain("Was er niet");
        assertThat(manager.post(path, "wie", Long.toString(ill), "kan", "ja").statusCode())
                .isEqualTo(422);
    }

    @Test
    void whoIsRemovedByMistakeIsAskedAgainWithinTenMinutes_andNoticesNothing() {
        long member = staff.member();
        String who = Long.toString(member);
        ask(member);
        assertThat(kinds(member)).containsExactly("ASSIGNED");
        assertThat(manager.get("/beheer/rooster/" + session).body()).contains("krijgt over tien minuten een mail");
        manager.post("/beheer/rooster/" + session + "/weg", "wie", who);
        assertThat(kinds(member)).as("it was not asked yet").isEmpty();
        ask(member);
        accounts.visitor().post(link(member), "gezien", shown(session), "kan", "ja");
        jdbc.sql("update outbox set attempts = 1 where template = 'team' and (payload ->> 'member')::bigint = ?")
                .param(member)
                .update();
        manager.post("/beheer/rooster/" + session + "/weg", "wie", who);
        assertThat(kinds(member)).containsExactly("ASSIGNED", "ENDED");
        assertThat(jdbc.sql(
                                "select next_attempt_at > now() + interval '9 minutes' from outbox where payload @> ?::jsonb")
                        .param("{\"kind\": \"ENDED\", \"member\": " + who + "}")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        ask(member);
        assertThat(kinds(member)).containsExactly("ASSIGNED");
        assertThat(answer(member)).isEqualTo("ACCEPTED");
        manager.post("/beheer/rooster/" + session + "/weg", "wie", who);
        jdbc.sql("update outbox set attempts = 1 where template = 'team' and (payload ->> 'member')::bigint = ?")
                .param(member)
                .update();
        ask(member);
        assertThat(kinds(member)).as("too late: it is a new question").containsExactly("ASSIGNED", "ENDED", "ASSIGNED");
        assertThat(answer(member)).isEqualTo("OPEN");
    }

    private List<String> kinds(long member) {
        return TestSql.list(
                jdbc,
                String.class,
                "select payload ->> 'kind' from outbox where template = 'team' and (payload ->> 'member')::bigint = ? order by id",
                member);
    }

    @Test
    void whoReadsTheRosterIsInTheAuditLog() {
        ask(staff.member());
        for (String page : List.of("", "/open", "/" + session)) {
            long before = reads();
            assertThat(manager.get("/beheer/rooster" + page).statusCode()).isEqualTo(200);
            assertThat(reads()).as(page).isEqualTo(before + 1);
        }
    }

    private long reads() {
        return jdbc.sql("select count(*) from audit_log where action = 'STAFF_READ' and account_id = ?")
                .param(maker.account().id())
                .query(Long.class)
                .single();
    }

    @Test
    void theDaysOfTheWarningAreThoseOfTheSetting_onEveryPage() {
        long member = staff.member();
        LocalDate today = Dates.dayOf(Instant.now());
        staff.vog(member, today.plusDays(75).minusYears(3));
        String path = "/beheer/begeleiders/" + member;
        assertThat(vog(path)).contains("state good");
        settings.set(Setting.VOG_WARNING_DAYS, "90");
        try {
            assertThat(vog(path)).contains("state warn");
        } finally {
            settings.set(Setting.VOG_WARNING_DAYS, "60");
        }
    }

    private String vog(String path) {
        String page = manager.get(path).body();
        return page.substring(page.indexOf("id=\"vogkop\""), page.indexOf("id=\"stop\""));
    }

    @Test
    void whoIsAskedForTheEndOfNextSchoolYearCanAnswerOnTheOwnRoster() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        long far = bookings.session(bookings.activity(), start.plus(Duration.ofDays(560)), 30, 1);
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        long member = staff.member(guide.account().id());
        manager.post("/beheer/rooster/" + far + "/vraag", "wie", Long.toString(member));
        assertThat(guide.browser().get("/werk").body()).contains("Je bent gevraagd voor 1 activiteit");
        assertThat(guide.browser().get("/rooster").body()).contains("/rooster/antwoord/" + far + "\"");
    }

    @Test
    void whoDeclinesMonthsAheadIsOnThePageThatTheTaskLeadsTo() {
        BookingsFixture bookings = new BookingsFixture(jdbc);
        long far = bookings.session(bookings.activity(), bookings.schoolDay(90), 30, 1);
        long member = staff.member();
        String who = Long.toString(member);
        manager.post("/beheer/rooster/" + far + "/vraag", "wie", who);
        String field = Assignments.reasonField(far, member);
        manager.post(
                "/beheer/rooster/" + far + "/antwoord",
                "wie",
                who,
                "gezien",
                shown(far),
                "kan",
                "nee",
                field,
                "verlof");
        assertThat(manager.get("/beheer/rooster/open").body())
                .contains("Later: een begeleider kan niet", "/beheer/rooster/" + far + "\"", name(member));
    }

    /** Lets the session take place at another time, for an hour and a half. */
    private void held(Instant start) {
        Timestamp from = Timestamp.from(start);
        Timestamp until = Timestamp.from(start.plusSeconds(5400));
        TestSql.update(jdbc, "update session set starts_at = ?, ends_at = ? where id = ?", from, until, session);
        TestSql.update(
                jdbc, "update assignment set during = tstzrange(?, ?) where session_id = ?", from, until, session);
    }

    /** Returns the field of the reason for declining. */
    private String reason(long member) {
        return Assignments.reasonField(session, member);
    }

    private HttpResponse<String> ask(long member) {
        return manager.post("/beheer/rooster/" + session + "/vraag", "wie", Long.toString(member));
    }

    /** Returns the link in the last mail to somebody about an assignment. */
    private String link(long member) {
        String payload = jdbc.sql("""
                select payload::text from outbox where template = 'team' and (payload ->> 'member')::bigint = ? order by id desc limit 1
                """).param(member).query(String.class).single();
        MailTemplate template = templates.stream()
                .filter(each -> each.name().equals("team"))
                .findFirst()
                .orElseThrow();
        String text = template.render(json.readTree(payload), Locale.forLanguageTag("nl"))
                .text();
        Matcher link = Pattern.compile("/begeleiden/[A-Za-z0-9_-]{43}").matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group();
    }

    private String answer(long member) {
        return TestSql.text(
                jdbc, "select answer from assignment where session_id = ? and member_id = ?", session, member);
    }

    private String name(long member) {
        return TestSql.text(jdbc, "select name from staff_member_v where id = ?", member);
    }

    private static String value(String page, String field) {
        Matcher value =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(value.find()).isTrue();
        return value.group(1);
    }
}
