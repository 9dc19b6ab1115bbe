package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestSql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 8: account holders can view, export and delete the sign-ups with their mail address. */
@TecTest
class OwnSignUpsTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    JdbcClient jdbc;

    SignedIn somebody;
    String email;
    long session;

    @BeforeEach
    void somebodyWhoSignedUpWithoutTheAccount() {
        somebody = accounts.signedIn();
        email = somebody.account().email();
        session = visitorsFixture.session(
                visitorsFixture.activity("Zeepkist " + email, "CHILD"),
                Instant.now().plus(41, ChronoUnit.DAYS),
                1);
        visitorsFixture.takesPart(session, email, "Fenna");
    }

    @Test
    void itIsAmongTheOwnDataAndInTheExport() {
        String page = somebody.browser().get("/account/gegevens").body();
        assertThat(page).contains("Aanmeldingen", "Zeepkist " + email, "Fenna", "Geboekt");
        String export = somebody.browser().get("/account/gegevens.json").body();
        assertThat(export).contains("Zeepkist " + email, "Fenna");
        assertThat(accounts.signedIn().browser().get("/account/gegevens").body())
                .as("somebody else's data")
                .doesNotContain("Zeepkist", "Aanmeldingen");
    }

    @Test
    void deletingTheAccountErasesIt_andThePlaceGoesToWhoWaits() {
        String waiting = visitorsFixture.address();
        String next = visitorsFixture.signUp(session, waiting, "Bram");
        byLink.confirm(next);
        HttpResponse<String> gone = somebody.browser().post("/account/verwijderen", "zeker", "ja");
        assertThat(gone.statusCode()).isEqualTo(303);
        assertThat(jdbc.sql("""
                select count(*) from sign_up u join sign_up_person p on p.booking_id = u.booking_id join booking b on b.id = u.booking_id
                where b.session_id = ? and b.state = 'CANCELLED' and u.erased_at is not null
                  and u.email is null and u.name is null and p.first_name is null
                """).param(session).query(Long.class).single()).isOne();
        assertThat(TestSql.bigint(jdbc, "select count(*) from outbox where recipient = ?", email))
                .as("mails to an address that has to be forgotten")
                .isZero();
        assertThat(byLink.find(next).orElseThrow().state()).isEqualTo(BookingState.CONFIRMED);
    }
}
