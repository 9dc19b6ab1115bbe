package nl.tec.announcements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Role;
import nl.tec.announcements.Announcements.Message;
import nl.tec.announcements.Target.OfActivity;
import nl.tec.announcements.Target.OfBookings;
import nl.tec.announcements.Target.OfDay;
import nl.tec.announcements.Target.OfSession;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingFilter;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox;
import nl.tec.privacy.Retention;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages to people involved in sessions (rules 3.8). */
@TecTest
class AnnouncementsTest {

    private static final EnumSet<AddresseeKind> ALL = EnumSet.allOf(AddresseeKind.class);

    @Autowired
    Retention retention;

    @Autowired
    Announcements announcements;

    @Autowired
    ClassBookings bookings;

    @Autowired
    Assignments assignments;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture fixture;
    School school;
    SignedIn maker;
    SignedIn teacher;
    long activity;
    Instant start;
    long session;
    long booking;

    @BeforeEach
    void make() {
        fixture = new BookingsFixture(jdbc);
        school = fixture.school();
        maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        teacher = accounts.teacherOf(school.siteId());
        activity = fixture.activity();
        start = fixture.schoolDay(40);
        session = fixture.session(activity, start, 60, 2);
        booking = book(session);
    }

    @Test
    void everyAddressGetsOneMail_afterTenMinutes_andItIsInTheHistory() {
        long second = book(session);
        SignedIn guide = guide(session);
        Message message = message("Neem een jas mee", "We gaan naar buiten.\n\nTot dan!");
        long id = sent(new OfSession(session), message, 2);
        assertThat(letters(teacher)).as("it can still be withdrawn").isEmpty();
        assertThat(announcements.get(id))
                .returns(1, Announcement::schools)
                .returns(0, Announcement::participants)
                .returns(1, Announcement::guides)
                .returns(2, one -> one.deliveries().waiting());
        tenMinutesLater(id);
        assertThat(letters(teacher)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("Neem een jas mee");
            assertThat(letter.text())
                    .contains(
                            "We gaan naar buiten.",
                            "Tot dan!",
                            Dates.longSlot(start, start.plusSeconds(7200), Texts.DUTCH))
                    .contains("/school/boekingen\n");
        });
        assertThat(letters(guide))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains("/dag/" + Dates.dayOf(start)));
        assertThat(announcements.get(id).deliveries().sent()).isEqualTo(2);
        for (long one : List.of(booking, second)) {
            assertThat(maker.browser().get("/beheer/boekingen/" + one).body())
                    .contains("Bericht gestuurd: <a href=\"/beheer/berichten/" + id + "\">Neem een jas mee</a>");
        }
    }

    @Test
    void itCanBeWithdrawnUntilItGoesOut_andIsThenSentToNobody() {
        long id = sent(new OfSession(session), message("Weg", "Toch niet."), 1);
        TestBrowser browser = maker.browser();
        assertThat(browser.get("/beheer/berichten/" + id).body()).contains("Haal het bericht terug");
        assertThat(browser.post("/beheer/berichten/" + id + "/terug").statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/beheer/berichten/" + id).body())
                .contains("Niemand heeft dit bericht gekregen")
                .doesNotContain("Haal het bericht terug");
        assertThat(mails(id)).isZero();
        assertThat(browser.get("/beheer/boekingen/" + booking).body()).contains("Bericht teruggehaald: <a");

        long late = sent(new OfSession(session), message("Te laat", "Het gaat uit."), 1);
        tenMinutesLater(late);
        assertThat(browser.post("/beheer/berichten/" + late + "/terug").statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/beheer/berichten/" + late).body()).contains("Terughalen kan niet meer");
        assertThat(letters(teacher)).extracting(Mailbox.Message::subject).containsExactly("Te laat");
    }

    @Test
    void theAddresseesFollowFromTheTarget() {
        long drones = visitors.activity("Drones", "CHILD");
        long afternoon = visitors.session(drones, start.plusSeconds(5 * 3600), 20);
        String parent = visitors.address();
        visitors.takesPart(afternoon, parent, "Noor", "Sem");
        visitors.signUp(afternoon, visitors.address(), "Nog niet bevestigd");
        long later = fixture.session(activity, start.plusSeconds(4 * 3600), 30, 1);
        book(later);
        bookings.cancel(book(session), "", teacher.actor());

        assertThat(announcements.draft(new OfSession(afternoon)).addressees())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.kind()).isEqualTo(AddresseeKind.PARTICIPANT);
                    assertThat(one.email()).isEqualTo(parent);
                });
        assertThat(announcements.draft(new OfDay(Dates.dayOf(start))).addressees())
                .extracting(Addressee::email)
                .contains(parent, teacher.account().email());
        assertThat(announcements.draft(new OfActivity(activity)).addressees())
                .singleElement()
                .satisfies(one -> assertThat(one.sessions()).containsExactly(session, later));
        assertThat(announcements
                        .draft(new OfBookings(
                                new BookingFilter(null, BookingFilter.View.CANCELLED, school.name(), null, null)))
                        .addressees())
                .singleElement()
                .satisfies(one -> assertThat(one.bookings()).hasSize(1));
        assertThat(announcements
                        .draft(new OfBookings(
                                new BookingFilter(null, BookingFilter.View.PAST, school.name(), null, null)))
                        .addressees())
                .isEmpty();
    }

    @Test
    void isNotSentToNobodyOrToAnotherNumberThanShown() {
        TestBrowser browser = maker.browser();
        long empty = fixture.session(fixture.activity(), start, 30, 1);
        assertThat(browser.get("/beheer/berichten/nieuw?sessie=" + empty).body())
                .contains("Er is niemand om dit naar te sturen")
                .doesNotContain("name=\"onderwerp\"");
        String page = "/beheer/berichten/nieuw?sessie=" + session;
        HttpResponse<String> none = post(browser, page, "verstuur", "1", "Leeg", "");
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(none.body()).contains("Schrijf een bericht.", "value=\"Leeg\"");
        assertThat(browser.post(page, "onderwerp", "Aan wie", "bericht", "Dit", "stap", "bekijk")
                        .body())
                .contains("Kies aan wie je schrijft.");
        assertThat(post(browser, page, "bekijk", "", "Jas", "Neem een jas mee").body())
                .contains("Verstuur je dit naar 1 adres?", "Ja, verstuur naar 1 adres", "Neem een jas mee");
        guide(session);
        HttpResponse<String> changed = post(browser, page, "verstuur", "1", "Jas", "Neem een jas mee");
        assertThat(changed.statusCode()).isEqualTo(422);
        assertThat(changed.body()).contains("het zijn nu 2 adressen in plaats van 1", "name=\"aantal\" value=\"2\"");
        assertThat(post(browser, page, "verstuur", "2", "Jas", "Neem een jas mee")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/beheer/berichten/nieuw").statusCode()).isEqualTo(404);
        assertThat(browser.get("/beheer/berichten/nieuw?sessie=999999999").statusCode())
                .isEqualTo(404);
        assertThat(teacher.browser().get(page).statusCode()).isEqualTo(403);
    }

    /** Two clicks at once, and one more afterwards. */
    @Test
    void aSecondClickOnSendSendsNothingMore() throws Exception {
        TestBrowser browser = maker.browser();
        String page = "/beheer/berichten/nieuw?sessie=" + session;
        String[] form = {
            "aan",
            "SCHOOL",
            "onderwerp",
            "Jas",
            "bericht",
            "Neem een jas mee",
            "aantal",
            "1",
            "stap",
            "verstuur",
            "sleutel",
            UUID.randomUUID().toString()
        };
        List<HttpResponse<String>> clicks = Together.run(2, i -> maker.browser().post(page, form));
        assertThat(clicks)
                .extracting(TestBrowser::location)
                .containsOnly(TestBrowser.location(browser.post(page, form)));
        assertThat(jdbc.sql("select count(*) from outbox where template = 'announcement' and recipient = ?")
                        .param(teacher.account().email())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(post(browser, page, "bekijk", "", "Jas", "Neem een jas mee").body())
                .containsPattern("name=\"sleutel\" value=\"[0-9a-f-]{36}\"");
    }

    @Test
    void aLongListOfBookingsLeavesNobodyOut() {
        School other = fixture.school();
        SignedIn last = accounts.teacherOf(other.siteId());
        TestClass group =
                fixture.schoolClass(other, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        Done first = (Done) bookings.book(
                new BookClass(session, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()), last.actor());
        bookings.cancel(first.bookingId(), "", last.actor());
        bookings.cancel(booking, "", teacher.actor());
        jdbc.sql("""
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, account_id, idempotency_key, requested_at,
                                     cancelled_at, cancelled_by)
                select session_id, kind, state, participants, adults, site_id, class_id, account_id, gen_random_uuid(), requested_at, cancelled_at,
                       cancelled_by
                  from booking, generate_series(1, 1001) where id = ?
                """).param(booking).update();
        assertThat(announcements
                        .draft(new OfBookings(new BookingFilter(null, BookingFilter.View.CANCELLED, "", null, session)))
                        .addressees())
                .extracting(Addressee::email)
                .containsExactlyInAnyOrder(
                        teacher.account().email(), last.account().email());
    }

    @Test
    void whereNotEverybodyCouldBeFoundNothingIsSent() {
        Draft draft = announcements.draft(new OfSession(session));
        Message message = message("Jas", "Neem een jas mee.");
        assertThat(announcements.check(draft, message).any()).isFalse();
        assertThat(announcements
                        .check(new Draft(draft.sessions(), draft.addressees(), false), message)
                        .has("announcement.tooManyBookings"))
                .isTrue();
    }

    @Test
    void whatCouldNotBeDeliveredIsShown() {
        long id = sent(new OfSession(session), message("Jas", "Neem een jas mee."), 1);
        tenMinutesLater(id);
        jdbc.sql(
                        "update outbox set attempts = 2, error = 'MailSendException' where payload -> 'announcement' = to_jsonb(?::bigint)")
                .param(id)
                .update();
        assertThat(maker.browser().get("/beheer/berichten/" + id).body())
                .contains("1 nog niet gelukt", teacher.account().email());
        TestSql.update(
                jdbc, "update outbox set failed_at = now() where payload -> 'announcement' = to_jsonb(?::bigint)", id);
        assertThat(maker.browser().get("/beheer/berichten/" + id).body())
                .contains("1 niet bezorgd", "mailto:" + teacher.account().email());
        assertThat(jdbc.sql(
                                "select count(*) from audit_log where action = 'ANNOUNCEMENT_READ' and subject_id = ? and account_id = ?")
                        .params(id, maker.account().id())
                        .query(Integer.class)
                        .single())
                .as("each time")
                .isEqualTo(2);
        TestSql.update(jdbc, "delete from outbox where payload -> 'announcement' = to_jsonb(?::bigint)", id);
    }

    @Test
    void afterTheRetentionPeriodNothingOfItIsLeft() {
        long id = sent(new OfSession(session), message("Jas van Sem", "Sem vergat een jas."), 1);
        retention.erase("announcements", Instant.now());
        assertThat(announcements.get(id).subject()).isEqualTo("Jas van Sem");
        TestSql.update(jdbc, "update announcement set keep_until = now() - interval '400 days' where id = ?", id);
        retention.erase("announcements", Instant.now());
        assertThat(mails(id)).isZero();
        assertThat(maker.browser().get("/beheer/boekingen/" + booking).body())
                .contains("Bericht gestuurd")
                .doesNotContain("Jas van Sem");
        assertThatThrownBy(() -> announcements.get(id)).isInstanceOf(NotFound.class);
    }

    private static Message message(String subject, String body) {
        return new Message(ALL, subject, body);
    }

    private long sent(Target target, Message message, int expected) {
        return ((Outcome.Done<Long>) announcements.send(target, message, expected, UUID.randomUUID(), maker.actor()))
                .value();
    }

    private HttpResponse<String> post(
            TestBrowser browser, String page, String step, String count, String subject, String body) {
        return browser.post(
                page,
                "aan",
                "SCHOOL",
                "aan",
                "GUIDE",
                "onderwerp",
                subject,
                "bericht",
                body,
                "aantal",
                count,
                "stap",
                step);
    }

    private void tenMinutesLater(long id) {
        jdbc.sql(
                        "update announcement set created_at = created_at - interval '11 minutes', send_at = send_at - interval '11 minutes' where id = ?")
                .param(id)
                .update();
        jdbc.sql(
                        "update outbox set next_attempt_at = next_attempt_at - interval '11 minutes' where payload -> 'announcement' = to_jsonb(?::bigint)")
                .param(id)
                .update();
    }

    private int mails(long id) {
        return TestSql.integer(
                jdbc, "select count(*) from outbox where payload -> 'announcement' = to_jsonb(?::bigint)", id);
    }

    private List<Mailbox.Message> letters(SignedIn who) {
        return visitors.mail(who.account().email()).stream()
                .filter(letter -> List.of("Neem een jas mee", "Weg", "Te laat").contains(letter.subject()))
                .toList();
    }

    private SignedIn guide(long at) {
        SignedIn guide = accounts.signedIn(Role.PROFESSIONAL);
        assertThat(assignments.assign(
                        at, new StaffFixture(jdbc).member(guide.account().id()), maker.actor()))
                .isInstanceOf(Outcome.Done.class);
        return guide;
    }

    private long book(long at) {
        TestClass group =
                fixture.schoolClass(school, SchoolYear.of(Dates.dayOf(start)).start(), 7, 20);
        return ((Done) bookings.book(
                        new BookClass(at, group.id(), Map.of(group.partId(), 20), 4, UUID.randomUUID()),
                        teacher.actor()))
                .bookingId();
    }
}
