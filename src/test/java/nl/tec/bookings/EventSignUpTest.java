package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.mail.Mailbox.Message;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One sign-up for several parts of an event: all or nothing, one mail and calendar file, parts can be cancelled (rules 3.12). */
@TecTest
class EventSignUpTest {

    /** Eight in the morning, so that all parts are on one day. */
    static final Instant START = Dates.dayOf(Instant.now().plus(60, ChronoUnit.DAYS))
            .atTime(8, 0)
            .atZone(Dates.ZONE)
            .toInstant();

    @Autowired
    AccountsFixture accounts;

    @Autowired
    VisitorsFixture visitors;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    SignUps signUps;

    @Autowired
    Sessions sessions;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookings;
    Actor maker;
    ProgrammeEvent event;
    long robots;
    long drones;
    long games;
    long evening;
    String address;
    String email;
    TestBrowser visitor;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        maker = bookings.account(Role.PROGRAMME_MANAGER, null);
        robots = part("Robots bouwen", 0, 4, "CHILD");
        drones = part("Drones vliegen", 3, 3, "CHILD");
        games = part("Games maken", 6, 5, "CHILD");
        evening = part("Avond voor ouders", 11, 20, "PARENT");
        event = visitors.event("Week van de proef", maker, robots, drones, games, evening);
        address = "/evenement/" + event.slug();
        email = visitors.address();
        visitor = accounts.visitor();
    }

    @Test
    void severalPartsHaveNoWaitingList_whateverIsAsked() {
        assertThat(jdbc.sql("""
                        select book_visitors(array[?, ?]::bigint[], null, ?, true, null, ?, '\\x00', 'Sanne', null, 'nl', false, null,
                                 '[{"audience": "CHILD", "first_name": "Noor", "age": 10}]', gen_random_uuid(), now(), 'confirm')
                        """)
                        .params(robots, drones, event.id(), email)
                        .query(Long.class)
                        .optional())
                .isEmpty();
        assertThat(TestSql.integer(jdbc, "select count(*) from booking where session_id = ?", robots))
                .isZero();
    }

    private long part(String title, int hours, int capacity, String audience) {
        return visitors.session(visitors.freeActivity(title, audience), START.plus(Duration.ofHours(hours)), capacity);
    }

    private HttpResponse<String> ask(String mail, long... parts) {
        return send(mail, List.of("voornaam-1", "Noor", "leeftijd-1", "10"), parts);
    }

    private HttpResponse<String> send(String mail, List<String> people, long... parts) {
        List<String> fields = new ArrayList<>(List.of(
                "email",
                mail,
                "naam",
                "Sanne de Vries",
                "sleutel",
                UUID.randomUUID().toString()));
        fields.addAll(people);
        for (long part : parts) {
            fields.addAll(List.of("deel", "" + part));
        }
        return visitor.post(address + "/meedoen", fields.toArray(String[]::new));
    }

    private List<BookingState> states(String secret) {
        return byLink.find(secret).orElseThrow().meetings().stream()
                .map(SignUp.Meeting::state)
                .toList();
    }

    private int bookingsOf(String mail) {
        return jdbc.sql("""
                select count(*) from booking b join sign_up u on u.booking_id = coalesce(b.sign_up_id, b.id) where u.email = ?
                """).param(mail).query(Integer.class).single();
    }

    private void assertTaken(int ofRobots, int ofDrones, int ofGames) {
        assertThat(bookings.taken(robots)).isEqualTo(bookings.held(robots)).isEqualTo(new BookedSeats(ofRobots, 0));
        assertThat(bookings.taken(drones)).isEqualTo(bookings.held(drones)).isEqualTo(new BookedSeats(ofDrones, 0));
        assertThat(bookings.taken(games)).isEqualTo(bookings.held(games)).isEqualTo(new BookedSeats(ofGames, 0));
    }

    private String takesPart(long... parts) {
        assertThat(ask(email, parts).statusCode()).isEqualTo(303);
        String secret = VisitorsFixture.secret(visitors.post(email));
        assertThat(byLink.confirm(secret)).isInstanceOf(SignUpChange.Done.class);
        return secret;
    }

    @Test
    void twoChildrenInThreePartsAreOneSignUp_withOneMailOneLinkAndOneCalendarFile() {
        HttpResponse<String> form =
                visitor.get(address + "/meedoen?deel=" + robots + "&deel=" + drones + "&deel=" + games);
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body()).contains("Robots bouwen", "Drones vliegen", "Games maken", "name=\"email\"");
        HttpResponse<String> asked = send(
                email,
                List.of("voornaam-1", "Noor", "leeftijd-1", "10", "voornaam-2", "Sem", "leeftijd-2", "12"),
                robots,
                drones,
                games);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        assertTaken(2, 2, 2);
        assertThat(visitor.get(TestBrowser.location(asked)).body())
                .contains("Waar je voor bent aangemeld", "Games maken");
        assertThat(visitors.mail(email)).hasSize(1);
        String secret = VisitorsFixture.secret(visitors.post(email));
        byLink.confirm(secret);
        assertThat(states(secret)).containsOnly(BookingState.CONFIRMED);
        assertThat(visitors.mail(email)).hasSize(2);
        Message letter = visitors.post(email);
        assertThat(letter.subject()).isEqualTo("Je doet mee: Week van de proef");
        assertThat(letter.text())
                .contains("Robots bouwen", "Drones vliegen", "Games maken", "alle onderdelen hieronder");
        assertThat(uids(letter)).hasSize(3).doesNotHaveDuplicates();
        assertThat(letter.calendar()).contains("SUMMARY:Games maken").doesNotContain("Noor");
        assertThat(ask(email, drones).statusCode())
                .as("the same address once more")
                .isEqualTo(409);
        assertTaken(2, 2, 2);
    }

    @Test
    void whereOnePartIsFullNothingIsTaken_andTheFormSaysWhichWithEverythingTyped() {
        for (int i = 0; i < 3; i++) {
            visitors.ask(drones, VisitorsFixture.parent(visitors.address(), "Kind"), UUID.randomUUID(), false, null);
        }
        assertThat(visitor.get(address + "/meedoen?deel=" + robots + "&deel=" + drones)
                        .body())
                .as("before anything is typed")
                .contains("<span>Vol</span>", "href=\"/meedoen/" + drones + "\"")
                .doesNotContain("nog 1 plek vrij");
        HttpResponse<String> refused = ask(email, robots, drones);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .contains(
                        "Niet overal is plek voor iedereen",
                        "value=\"" + email + "\"",
                        "value=\"Noor\"",
                        "href=\"/meedoen/" + drones + "\"")
                .containsPattern("value=\"" + robots + "\" checked")
                .doesNotContainPattern("value=\"" + drones + "\" checked");
        assertThat(bookingsOf(email)).isZero();
        assertTaken(0, 3, 0);
        assertThat(ask(email, robots).statusCode()).as("the rest can be kept").isEqualTo(303);
    }

    @Test
    void whatCannotBeReadIsSaidAtItsFieldAndNothingTypedIsLost() {
        HttpResponse<String> refused =
                send("geen adres", List.of("voornaam-1", "Noor", "leeftijd-1", "44"), robots, drones);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"geen adres\"", "value=\"Noor\"", "value=\"44\"", "id=\"email-error\"");
        assertThat(refused.body()).containsPattern("value=\"" + robots + "\" checked");
        HttpResponse<String> more = send(
                "x@voorbeeld.nl", List.of("voornaam-1", "Noor", "leeftijd-1", "10", "doe", "erbij"), robots, drones);
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.body()).contains("name=\"voornaam-2\"", "value=\"x@voorbeeld.nl\"");
        HttpResponse<String> nothing = send(
                "x@voorbeeld.nl",
                List.of("voornaam-1", "Noor", "leeftijd-1", "10", "stond", "" + robots, "stond", "" + games));
        assertThat(nothing.statusCode()).as("everything was unticked").isEqualTo(422);
        assertThat(nothing.body())
                .contains(
                        "Vink eerst aan",
                        "value=\"x@voorbeeld.nl\"",
                        "value=\"Noor\"",
                        "name=\"deel\" value=\"" + games)
                .doesNotContainPattern("value=\"" + robots + "\" checked");
        assertTaken(0, 0, 0);
    }

    @Test
    void whatIsAtTheSameTimeOrForOthersOrCostsMoneyCannotBeTakenTogether() {
        long also = visitors.session(activity(robots), START.plus(1, ChronoUnit.HOURS), 5);
        long paid = visitors.session(visitors.activity("Duur", "CHILD"), START.plus(9, ChronoUnit.HOURS), 5);
        long older = visitors.freeActivity("Voor ouderen", "CHILD");
        TestSql.update(jdbc, "update activity set age_from = 13, age_to = 14 where id = ?", older);
        long forOlder = visitors.session(older, START.plus(9, ChronoUnit.HOURS), 5);
        address = "/evenement/"
                + visitors.event("Nog een week", maker, also, paid, forOlder).slug();
        assertThat(visitor.get(address).body())
                .contains("value=\"" + also + "\"")
                .doesNotContain("name=\"deel\" value=\"" + paid + "\"");
        assertThat(ask(email).body()).contains("Vink eerst aan");
        assertThat(ask(email, also, paid).body()).contains("Een onderdeel dat je koos, kan niet meer.");
        assertThat(ask(email, also, robots).body()).as("of another event").contains("kan niet meer.");
        assertThat(ask(email, also, forOlder).body()).contains("13 tot en met 14 jaar");
        assertThat(bookingsOf(email)).isZero();
    }

    @Test
    void aPartForFamiliesGoesWithOneForChildren_forTheChildren() {
        long family = visitors.session(
                visitors.freeActivity("Gezinslab", "CHILD", "PARENT"), START.plus(9, ChronoUnit.HOURS), 5);
        jdbc.sql(
                        "insert into programme_event_part (session_id, event_id) select ?, event_id from programme_event_part where session_id = ?")
                .params(family, robots)
                .update();
        assertThat(visitor.get(address + "/meedoen?deel=" + robots + "&deel=" + family)
                        .body())
                .contains("name=\"voornaam-1\"")
                .doesNotContain("name=\"volwassenen\"");
        takesPart(robots, family);
        assertThat(bookings.taken(family)).isEqualTo(new BookedSeats(1, 0));
    }

    @Test
    void overlappingPartsAreRefused_alsoByTheDatabase() {
        long also = visitors.session(activity(robots), START.plus(1, ChronoUnit.HOURS), 5);
        jdbc.sql(
                        "insert into programme_event_part (session_id, event_id) select ?, event_id from programme_event_part where session_id = ?")
                .params(also, robots)
                .update();
        HttpResponse<String> refused = visitor.get(address + "/meedoen?deel=" + robots + "&deel=" + also);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("zijn tegelijk. Kies er één.");
        HttpResponse<String> posted = ask(email, robots, also);
        assertThat(posted.statusCode()).isEqualTo(422);
        assertThat(posted.body()).contains("zijn tegelijk. Kies er één.", "value=\"Noor\"");
        HttpResponse<String> others = ask(email, robots, evening);
        assertThat(others.statusCode()).isEqualTo(422);
        assertThat(others.body()).contains("Avond voor ouders is voor anderen dan de rest");
        assertThat(bookingsOf(email)).isZero();
        jdbc.sql(
                        "update activity set title_en = 'Evening for parents' where id = (select activity_id from session where id = ?)")
                .param(evening)
                .update();
        String english = accounts.visitor()
                .get(address + "/meedoen?lang=en&deel=" + robots + "&deel=" + evening)
                .body();
        assertThat(english).contains("Evening for parents is for other people than the rest");

        takesPart(robots, drones);
        assertThatThrownBy(() -> jdbc.sql("""
                        insert into booking (sign_up_id, session_id, kind, state, participants, idempotency_key, requested_at)
                        select coalesce(sign_up_id, id), ?, kind, state, 1, gen_random_uuid(), now() from booking where session_id = ?
                        """).params(also, robots).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("at the same time");
    }

    @Test
    void onePartIsLeftOut_theOthersStand_andTheLastIsTheWholeSignUp() {
        String secret = takesPart(robots, drones, games);
        SignUp signUp = byLink.find(secret).orElseThrow();
        String page = visitor.get("/mijn/" + secret + "/afmelden").body();
        assertThat(page).contains("Voor één onderdeel afmelden", "Robots bouwen", "Games maken");
        HttpResponse<String> left = visitor.post(
                "/mijn/" + secret + "/afmelden",
                "deel",
                "" + signUp.meetings().get(2).bookingId());
        assertThat(left.statusCode()).isEqualTo(303);
        assertTaken(1, 1, 0);
        SignUp rest = byLink.find(secret).orElseThrow();
        assertThat(rest.state())
                .as("the last part was left out, the sign-up stands")
                .isEqualTo(BookingState.CONFIRMED);
        assertThat(rest.sessions()).hasSize(2);
        Message letter = visitors.post(email);
        assertThat(letter.subject()).isEqualTo("Gewijzigd: Week van de proef");
        assertThat(letter.text()).contains("Robots bouwen", "Drones vliegen").doesNotContain("Games maken");
        assertThat(letter.calendar()).contains("STATUS:CANCELLED", "STATUS:CONFIRMED");

        String others = visitors.takesPart(games, visitors.address(), "Daan");
        visitor.post(
                "/mijn/" + secret + "/afmelden",
                "deel",
                "" + byLink.find(others).orElseThrow().bookingId());
        assertThat(states(others)).as("of somebody else").containsOnly(BookingState.CONFIRMED);

        byLink.leaveOut(secret, rest.meetings().get(0).bookingId());
        assertTaken(0, 1, 1);
        byLink.leaveOut(secret, rest.meetings().get(1).bookingId());
        assertTaken(0, 0, 1);
        assertThat(byLink.find(secret).orElseThrow().state()).isEqualTo(BookingState.CANCELLED);
        assertThat(visitors.post(email).subject()).isEqualTo("Afgemeld: Week van de proef");
    }

    @Test
    void allIsCancelledAtOnce_andWhoWaitedForOnePartHasIt() {
        String secret = takesPart(robots, drones);
        for (int i = 0; i < 2; i++) {
            visitors.takesPart(drones, visitors.address(), "Kind");
        }
        String waiting = visitors.takesPart(drones, visitors.address(), "Lina");
        assertThat(states(waiting)).containsOnly(BookingState.WAITING);
        visitor.post("/mijn/" + secret + "/afmelden");
        assertThat(states(secret)).containsOnly(BookingState.CANCELLED);
        assertThat(states(waiting)).containsOnly(BookingState.CONFIRMED);
        assertTaken(0, 3, 0);
        assertThat(uids(visitors.post(email))).hasSize(2);
    }

    @Test
    void whoComesIsChangedInAllParts() {
        String secret = takesPart(robots, drones);
        assertThat(visitors.change(secret, VisitorsFixture.parent(email, "Noor", "Sem", "Yara")))
                .isInstanceOf(SignUpChange.Done.class);
        assertTaken(3, 3, 0);
        assertThat(visitors.change(secret, VisitorsFixture.parent(email, "Noor", "Sem", "Yara", "Job")))
                .as("drones has three places")
                .isInstanceOf(SignUpChange.Refused.class);
        assertTaken(3, 3, 0);
    }

    @Test
    void aPartThatIsCalledOffIsToldInItsOwnWords_andTheOthersStand() {
        String secret = takesPart(robots, drones);
        sessions.cancel(List.of(drones), "De drones zijn stuk", maker);
        Message letter = visitors.post(email);
        assertThat(letter.subject()).isEqualTo("Niet alle onderdelen gaan door: Week van de proef");
        assertThat(letter.text()).contains("De reden: De drones zijn stuk", "Robots bouwen");
        assertThat(byLink.find(secret).orElseThrow().state()).isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void whatIsNeverConfirmedExpiresInAllParts_andIsToldOnce() {
        ask(email, robots, drones);
        visitors.post(email);
        jdbc.sql(
                        "update booking set deadline = now() - interval '1 minute' where session_id in (?, ?) and deadline is not null")
                .params(robots, drones)
                .update();
        signUps.session(robots);
        assertTaken(0, 1, 0);
        signUps.session(drones);
        assertTaken(0, 0, 0);
        assertThat(visitors.mail(email).stream().filter(one -> one.subject().startsWith("Niet bevestigd")))
                .hasSize(1);
    }

    private long activity(long session) {
        return TestSql.bigint(jdbc, "select activity_id from session where id = ?", session);
    }

    private static List<String> uids(Message letter) {
        return Pattern.compile("UID:(.*)")
                .matcher(letter.calendar())
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }
}
