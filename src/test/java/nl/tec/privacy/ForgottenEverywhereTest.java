package nl.tec.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.WholeDatabase;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpEntry.Child;
import nl.tec.bookings.SignUpPerson;
import nl.tec.bookings.SignUpsByLink;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Texts;
import nl.tec.results.Figures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rules 8.2 and 8.4: after the retention term, or on request, no personal data are left anywhere, and all counts are unchanged. The
 * person occurs everywhere the application can store personal data.
 */
@TecTest
@ExtendWith(OutputCaptureExtension.class)
class ForgottenEverywhereTest {

    private static final String NAME = "Zwaantje Vindmeniet";
    private static final String EMAIL = "zwaantje.vindmeniet@voorbeeld.nl";
    private static final String PHONE = "0698761234";
    private static final String CHILD = "Pluizebolletje";
    private static final String ADDRESS = "Nergensstraat 77";

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    AccountsFixture people;

    @Autowired
    Accounts accounts;

    @Autowired
    Retention retention;

    @Autowired
    Figures figures;

    @Autowired
    EmailHash hash;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private JdbcClient owner;
    private WholeDatabase database;
    private BookingsFixture bookings;
    private long visited;
    private long member;
    private long round;

    @BeforeEach
    void everywhere() {
        owner = TestDatabase.owner(environment);
        database = new WholeDatabase(environment);
        bookings = new BookingsFixture(jdbc);
        visited = visitors.session(
                visitors.activity("Drones", "CHILD"), Instant.now().plus(9, ChronoUnit.DAYS), 30);
        signUp();
        bookClass();
        workForUs();
        workForAPartner();
        askForAnAccount();
        visitors.mail(EMAIL);
    }

    /** It has only what this test needs, so its pages lead nowhere; another test looks at every page there is. */
    @AfterEach
    void removeTheRound() {
        for (String table : List.of("plan_wish", "plan_round_school")) {
            TestSql.update(jdbc, "delete from " + table + " where round_id = ?", round);
        }
        jdbc.sql("delete from plan_round where id = ?").param(round).update();
    }

    /** Signs up with a child whose presence is recorded, and leaves another sign-up unconfirmed. */
    private void signUp() {
        long question = bookings.insert("""
                insert into activity_question (activity_id, place, kind, text_nl, text_en, reason_nl, reason_en, choices_nl, choices_en,
                                               required, keep_days)
                select activity_id, 1, 'TEXT', 'Allergie?', '', 'We eten samen.', '', '{}', '{}', true, 1 from session where id = ?
                returning id
                """, visited);
        Child child = new Child(CHILD, "10", Map.of(question, CHILD + " eet geen noten"));
        SignUpEntry entry = new SignUpEntry(EMAIL, NAME, true, PHONE, List.of(child), "0", "", true);
        visitors.ask(visited, entry, UUID.randomUUID(), true, "198.51.100.7");
        String secret = VisitorsFixture.secret(visitors.post(EMAIL));
        byLink.confirm(secret);
        SignUp signUp = byLink.find(secret).orElseThrow();
        for (SignUpPerson person : signUp.people()) {
            jdbc.sql("""
                    insert into attendance (session_id, held_on, booking_id, person_id, audience, head_count, email_hash, recorded_at)
                    values (?, current_date - 60, ?, ?, 'CHILD', 1, ?, now())
                    """)
                    .params(visited, signUp.bookingId(), person.id(), hash.of(EMAIL))
                    .update();
        }
        long other = visitors.session(
                visitors.activity("Lasers", "CHILD"), Instant.now().plus(9, ChronoUnit.DAYS), 30);
        visitors.ask(other, entry, UUID.randomUUID(), true, "198.51.100.7");
        overSince(other, 60);
    }

    /** Becomes the contact of a class visit with notes, needs and a reason, and is named in a message and in a wish. */
    private void bookClass() {
        School school = bookings.school();
        TestClass group = bookings.schoolClass(school, 7, 20);
        long session = bookings.session(bookings.activity(), Instant.now().plus(9, ChronoUnit.DAYS), 30, 1);
        long by = people.signedIn(Role.PROGRAMME_MANAGER).account().id();
        long booking = bookings.insert(
                """
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at, made_by,
                                     contact_name, contact_email, teacher_phone, cancel_reason)
                values (?, 'CLASS', 'CONFIRMED', 20, 2, ?, ?, ?, now(), ?, ?, ?, ?, ?) returning id
                """,
                session,
                school.siteId(),
                group.id(),
                UUID.randomUUID(),
                by,
                NAME,
                EMAIL,
                PHONE,
                NAME + " is ziek");
        jdbc.sql("""
                insert into visit_item (booking_id, item, state, detail, changed_at) values (?, 'PRACTICAL', 'DONE', ?, now())
                """).params(booking, CHILD + " kan niet tegen noten").update();
        jdbc.sql("""
                insert into booking_note (booking_id, body, file_name, media, content, account_id, at)
                values (?, ?, 'brief.pdf', 'application/pdf', ?, ?, now())
                """)
                .param(booking)
                .param(NAME + " belt nog: " + PHONE)
                .param((NAME + ", " + ADDRESS).getBytes(StandardCharsets.UTF_8))
                .param(by)
                .update();
        jdbc.sql("""
                insert into announcement (subject, body, about, schools, participants, guides, account_id, created_at, send_at, keep_until)
                values ('Jas gevonden', ?, '{}', 1, 0, 0, ?, now(), now(), now() - interval '60 days')
                """).params("De jas van " + CHILD + " ligt hier.", by).update();
        round = bookings.insert("""
                insert into plan_round (school_year, title, opens_on, closes_on, wishes_per_class, invitation, made_at)
                values (2001, 'Ronde', '2001-03-01', '2001-04-01', 1, '', now()) returning id
                """);
        TestSql.update(jdbc, "insert into plan_round_school (round_id, site_id) values (?, ?)", round, school.siteId());
        jdbc.sql("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, note, changed_at)
                values (?, ?, '7a', 1, '{7}', 20, ?, now())
                """).params(round, school.siteId(), "Bel " + NAME).update();
        overSince(session, 60);
    }

    private void workForUs() {
        member = bookings.insert("""
                insert into staff_member (kind, name, email, phone, vog_issued_on, vog_seen_on)
                values ('GUEST_TEACHER', ?, ?, ?, current_date - 500, current_date - 490) returning id
                """, NAME, EMAIL, PHONE);
        jdbc.sql("""
                insert into assignment (session_id, assigned_at, during, member_id, place, answer, reason)
                select id, now(), tstzrange(starts_at, ends_at), ?, 'x', 'ACCEPTED', ? from session where id = ?
                """).params(member, CHILD + " is jarig", visited).update();
        TestSql.update(jdbc, "update staff_member set ended_on = current_date - 400 where id = ?", member);
    }

    private void workForAPartner() {
        long company = bookings.insert(
                "insert into organisation (kind, name, invented, ended_on) values ('COMPANY', 'Proefbedrijf', true, current_date - 400) returning id");
        TestSql.update(jdbc, "insert into partner (organisation_id) values (?)", company);
        jdbc.sql("""
                insert into partner_person (organisation_id, function, role, name, email, phone)
                values (?, 'Directeur', 'CONTACT', ?, ?, ?)
                """).params(company, NAME, EMAIL, PHONE).update();
        jdbc.sql("""
                insert into partner_import (id, account_id, created_at, file_name, content)
                values (?, ?, now() - interval '2 days', 'partners.csv', ?)
                """)
                .params(
                        UUID.randomUUID(),
                        people.account(null).id(),
                        (NAME + ";" + EMAIL).getBytes(StandardCharsets.UTF_8))
                .update();
    }

    private void askForAnAccount() {
        TestBrowser browser = people.visitor();
        browser.post("/privacy/gegevens", "email", EMAIL);
        jdbc.sql("""
                insert into account_request (name, email, role, organisation_id, language, secret_hash, asked_at)
                values (?, ?, 'TEACHER', ?, 'nl', ?, now() - interval '60 days')
                """)
                .params(NAME, EMAIL, bookings.school().siteId(), new byte[32])
                .update();
    }

    private void overSince(long session, int days) {
        for (String table : List.of("session", "session_capacity")) {
            TestSql.update(
                    owner,
                    "update " + table + " set ends_at = now() - make_interval(days => ?)"
                            + (table.equals("session")
                                    ? ", starts_at = now() - make_interval(days => ?, hours => 2) where id = ?"
                                    : ", bookable_until = now() - make_interval(days => ?, hours => 2) where session_id = ?"),
                    days,
                    days,
                    session);
        }
        jdbc.sql(
                        "update assignment set during = (select tstzrange(starts_at, ends_at) from session where id = ?) where session_id = ?")
                .params(session, session)
                .update();
    }

    /** Moves all created data to two months ago. */
    private void twoMonthsLater() {
        overSince(visited, 60);
        TestSql.update(jdbc, "update outbox set sent_at = now() - interval '60 days' where recipient = ?", EMAIL);
        TestSql.update(jdbc, "update mailbox set at = now() - interval '60 days' where recipient = ?", EMAIL);
        TestSql.update(jdbc, "update privacy_link set expires_at = now() - interval '60 days' where email = ?", EMAIL);
    }

    @Test
    void afterTheRetentionPeriodNoTraceIsLeft_andEveryCountIsTheSame(CapturedOutput output) {
        Map<String, Set<String>> kept = database.find(NAME, CHILD, EMAIL);
        assertThat(kept.get(NAME))
                .contains(
                        "sign_up",
                        "booking",
                        "booking_note",
                        "staff_member",
                        "partner_person",
                        "partner_import",
                        "account_request",
                        "plan_wish");
        assertThat(kept.get(CHILD))
                .contains("sign_up_person", "sign_up_answer", "visit_item", "announcement", "assignment");
        assertThat(kept.get(EMAIL)).contains("outbox", "mailbox", "privacy_link");
        twoMonthsLater();
        figures.refreshAll();
        Map<String, String> before = counts();

        // on an earlier night, because their term is shorter than that of the sign-ups
        retention.erase("sign-up-answers", Instant.now());
        retention.erase(Instant.now());

        assertThat(database.find(NAME, EMAIL, PHONE, "06 9876 1234", CHILD, ADDRESS, "Vindmeniet"))
                .allSatisfy((words, where) -> {
                    assertThat(where).as(words).isEmpty();
                    assertThat(output.getAll()).as("the log").doesNotContain(words);
                });
        figures.refreshAll();
        assertThat(counts()).isEqualTo(before);
        assertThat(jdbc.sql("select holding from erasure where cause = 'RETENTION' and records > 0")
                        .query(String.class)
                        .set())
                .contains(
                        "sign-ups",
                        "sign-up-answers",
                        "visit-needs",
                        "visit-contacts",
                        "announcements",
                        "wishes",
                        "staff",
                        "staff-days",
                        "partner-people",
                        "partner-imports",
                        "account-requests",
                        "mails",
                        "request-links");
    }

    @Test
    void erasureOnRequestIsImmediate_andEveryCountIsTheSame() {
        School school = bookings.school();
        Account account = accounts.create(
                        null,
                        new NewAccount(
                                EMAIL, NAME, Texts.DUTCH, null, Set.of(Membership.of(Role.TEACHER, school.siteId()))))
                .orElseThrow();
        SignedIn person = people.signedIn(account);
        overSince(visited, 1);
        figures.refreshAll();
        Map<String, String> before = counts();

        assertThat(person.browser().post("/account/verwijderen", "zeker", "ja").statusCode())
                .isEqualTo(303);

        // free text that names a person cannot be found by address: it is erased after its retention term
        Map<String, Set<String>> kept = database.find(EMAIL, PHONE, NAME);
        assertThat(kept.get(EMAIL)).isSubsetOf("partner_import");
        assertThat(kept.get(PHONE)).isSubsetOf("booking_note", "booking");
        assertThat(kept.get(NAME)).isSubsetOf("booking_note", "booking", "plan_wish", "partner_import");
        twoMonthsLater();
        retention.erase(Instant.now());
        assertThat(database.find(NAME, EMAIL, PHONE, CHILD, ADDRESS))
                .allSatisfy((words, where) -> assertThat(where).as(words).isEmpty());
        figures.refreshAll();
        assertThat(counts()).isEqualTo(before);
    }

    /** Returns the numbers of rows, the taken seats and all figures, in full precision. */
    private Map<String, String> counts() {
        return Map.of(
                "figures",
                text("""
                        select string_agg((to_jsonb(f) - 'measured_at')::text, chr(10) order by kpi_code, year) from kpi_figure f
                        """),
                "bookings",
                text(
                        "select string_agg(concat_ws(' ', id, session_id, state, participants), ',' order by id) from booking"),
                "attendance",
                text(
                        "select string_agg(concat_ws(' ', id, audience, head_count, encode(email_hash, 'hex')), ',' order by id) from attendance"),
                "places",
                text(
                        "select string_agg(concat_ws(' ', session_id, taken), ',' order by session_id) from session_capacity"),
                "people",
                text("select concat_ws(' ', count(*), sum(age)) from sign_up_person"),
                "guides",
                text("select count(*)::text from assignment where answer <> 'DECLINED'"),
                "partners",
                text("select count(*)::text from partner_person"));
    }

    private String text(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
