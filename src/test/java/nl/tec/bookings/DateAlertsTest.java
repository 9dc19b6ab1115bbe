package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.bookings.internal.DateAlertMails;
import nl.tec.bookings.internal.DateAlertStore;
import nl.tec.mail.Mailbox.Message;
import nl.tec.privacy.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 'Mail me when there is a new date' (requirement B2): double opt-in, each date once, one link to unsubscribe. */
@TecTest
class DateAlertsTest {

    private static final Pattern LINK = Pattern.compile("(/nieuwe-datum/[A-Za-z0-9_-]{43})");

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    DateAlertStore store;

    @Autowired
    Retention retention;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    private TestBrowser visitor;
    private String email;
    private long activity;
    private String slug;

    @BeforeEach
    void anActivityWithADate() {
        visitor = people.visitor();
        email = visitors.address();
        activity = visitors.activity("Drones", "CHILD");
        slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        session(9, 20);
    }

    private long session(int days, int capacity) {
        return visitors.session(activity, Instant.now().plus(days, ChronoUnit.DAYS), capacity);
    }

    @Test
    void whoConfirmedIsMailedEachNewDateOnce_untilTheLinkEndsIt() {
        assertThat(visitor.get("/activiteit/" + slug).body()).contains("/nieuwe-datum?activiteit=" + slug);
        String link = ask();
        session(16, 20);
        tell();
        assertThat(visitors.mail(email)).as("not confirmed").hasSize(1);
        assertThat(visitor.get(link).body()).contains("Ja, mail me");
        assertThat(visitor.post(link + "/bevestigen").statusCode()).isEqualTo(303);
        tell();
        assertThat(visitors.mail(email)).as("what came meanwhile is new").hasSize(2);
        tell();
        assertThat(visitors.mail(email)).hasSize(2);
        session(23, 20);
        session(30, 20);
        tell();
        Message told = visitors.post(email);
        assertThat(visitors.mail(email)).as("one mail for both").hasSize(3);
        assertThat(told.subject()).isEqualTo("Nieuwe datum: Drones");
        assertThat(told.text()).contains("/activiteit/" + slug, "Techlab").containsPattern(LINK);

        String last = link(told);
        assertThat(TestBrowser.location(visitor.post(last + "/stoppen"))).endsWith("/nieuwe-datum/klaar");
        assertThat(visitor.get(link).statusCode()).isEqualTo(404);
        session(37, 20);
        tell();
        assertThat(queued()).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void mailsOfAnAlertThatEndsAreNotSent() {
        String link = ask();
        visitor.post(link + "/bevestigen");
        session(16, 20);
        tell();
        assertThat(queued()).isEqualTo(2);
        visitor.post(link + "/stoppen");
        assertThat(queued()).isZero();
        visitor.post(ask() + "/bevestigen");
        session(17, 20);
        tell();
        retention.erase("date-alerts", Instant.now().plus(366, ChronoUnit.DAYS));
        assertThat(queued()).isZero();
    }

    @Test
    void theButtonOfAMailProgramEndsItWithoutASessionOrARedirect() {
        visitor.post(ask() + "/bevestigen");
        session(16, 20);
        tell();
        String stop = link(visitors.post(email)) + "/stoppen";
        HttpResponse<String> ended = people.visitor().postAsIs(stop, "List-Unsubscribe", "One-Click");
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(waiting()).isZero();
    }

    @Test
    void fullUnpublishedAndLaterCourseDatesAreNotNewDates() {
        visitor.post(ask() + "/bevestigen");
        long full = session(16, 1);
        TestSql.update(jdbc, "update session_capacity set taken = 1 where session_id = ?", full);
        long draft = session(17, 20);
        jdbc.sql("update session set state = 'DRAFT' where id = ?").param(draft).update();
        tell();
        assertThat(visitors.mail(email)).hasSize(1);
        List<Long> course = visitors.course(activity, Instant.now().plus(20, ChronoUnit.DAYS), 10, 10);
        tell();
        assertThat(jdbc.sql("select payload ->> 'sessions' from outbox where recipient = ? and template = 'date-alert'")
                        .param(email)
                        .query(String.class)
                        .list())
                .containsExactly("[" + course.get(0) + "]");
        TestSql.update(jdbc, "update session set state = 'PUBLISHED' where id = ?", draft);
        tell();
        assertThat(visitors.mail(email)).hasSize(3);
    }

    @Test
    void askingAgainAddsNoAlert_andExplainsHowToEndIt() {
        visitor.post(ask() + "/bevestigen");
        ask();
        assertThat(waiting()).isOne();
        assertThat(visitors.post(email).text()).contains("Je krijgt al een mail");
        HttpResponse<String> wrong = visitor.post("/nieuwe-datum", "activiteit", slug, "email", "geen adres");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("email-error", "value=\"geen adres\"");
        assertThat(visitor.get("/nieuwe-datum?activiteit=bestaat-niet").statusCode())
                .isEqualTo(404);
    }

    @Test
    void unconfirmedAlertsAreErased_andAllAlertsAfterAYear() {
        String link = ask();
        retention.erase("date-alerts-unconfirmed", Instant.now().plus(23, ChronoUnit.HOURS));
        assertThat(waiting()).isOne();
        visitor.post(link + "/bevestigen");
        retention.erase("date-alerts-unconfirmed", Instant.now().plus(2, ChronoUnit.DAYS));
        retention.erase("date-alerts", Instant.now().plus(364, ChronoUnit.DAYS));
        assertThat(waiting()).isOne();
        retention.erase("date-alerts", Instant.now().plus(366, ChronoUnit.DAYS));
        assertThat(waiting()).isZero();
        ask();
        retention.erase("date-alerts-unconfirmed", Instant.now().plus(2, ChronoUnit.DAYS));
        assertThat(waiting()).isZero();
    }

    private String ask() {
        assertThat(visitor.post("/nieuwe-datum", "activiteit", slug, "email", email.toUpperCase(java.util.Locale.ROOT))
                        .statusCode())
                .isEqualTo(200);
        return link(visitors.post(email));
    }

    private void tell() {
        store.tell(DateAlertMails.NEW_DATES);
    }

    private int queued() {
        return TestSql.integer(jdbc, "select count(*) from outbox where recipient = ?", email);
    }

    private int waiting() {
        return TestSql.integer(jdbc, "select count(*) from date_alert where email = ?", email);
    }

    private static String link(Message letter) {
        Matcher link = LINK.matcher(letter.text());
        assertThat(link.find()).as(letter.text()).isTrue();
        return link.group(1);
    }
}
