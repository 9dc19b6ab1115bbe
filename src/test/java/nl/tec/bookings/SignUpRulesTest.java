package nl.tec.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.bookings.SignUpEntry.Child;
import nl.tec.bookings.SignUpResult.Full;
import nl.tec.bookings.SignUpResult.Received;
import nl.tec.bookings.SignUpResult.Refused;
import nl.tec.bookings.internal.BookingJobs;
import nl.tec.bookings.internal.SignUpJobs;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailTemplates;
import nl.tec.mail.Mailbox.Message;
import nl.tec.privacy.Retention;
import nl.tec.programme.SessionBookings;
import nl.tec.programme.SessionBookings.BookedSeats;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Signing up without an account (rules 3, 8), rule by rule; the races are in SignUpRaceTest. */
@TecTest
class SignUpRulesTest {

    static final Instant START = Instant.now().plus(40, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS);

    @Autowired
    Retention retention;

    @Autowired
    SignUps signUps;

    @Autowired
    SignUpsByLink byLink;

    @Autowired
    SignUpJobs jobs;

    @Autowired
    BookingJobs bookingJobs;

    @Autowired
    SessionBookings sessions;

    @Autowired
    Attendances day;

    @Autowired
    EmailHash hash;

    @Autowired
    VisitorsFixture visitorsFixture;

    @Autowired
    MailTemplates templates;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    BookingsFixture bookingsFixture;
    long session;
    String email;

    @BeforeEach
    void make() {
        bookingsFixture = new BookingsFixture(jdbc);
        session = visitorsFixture.session(visitorsFixture.activity("Drones", "CHILD"), START, 3);
        email = visitorsFixture.address();
    }

    @Test
    void placesAreHeldUntilTheAddressIsConfirmed_24HoursAtMost() {
        String secret = visitorsFixture.signUp(session, email, "Noor", "Sem");
        SignUp held = byLink.find(secret).orElseThrow();
        assertThat(held.state()).isEqualTo(BookingState.HELD);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(2, 0));
        assertThat(Duration.between(held.requestedAt(), held.deadline()))
                .isCloseTo(Duration.ofHours(24), Duration.ofSeconds(5));
        Message asked = visitorsFixture.post(email);
        assertThat(asked.subject()).isEqualTo("Nog één tik: Drones");
        assertThat(asked.text().indexOf("/mijn/"))
                .as("the link, before all that was filled in")
                .isBetween(1, asked.text().indexOf("Noor"));
        assertThat(asked.html().indexOf("/mijn/")).isBetween(1, asked.html().indexOf("Noor"));

        assertThat(byLink.confirm(secret)).isInstanceOf(SignUpChange.Done.class);
        assertThat(byLink.confirm(secret)).as("twice does no harm").isInstanceOf(SignUpChange.Done.class);
        assertThat(byLink.find(secret).orElseThrow().state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(visitorsFixture.mail(email)).hasSize(2);
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("Je doet mee: Drones");
        assertThat(letter.calendar())
                .contains("BEGIN:VEVENT", "SUMMARY:Drones", "STATUS:CONFIRMED")
                .doesNotContain("Noor", "Sanne");
        assertThat(letter.html()).contains("data:image/png;base64,");
        assertThat(letter.text())
                .contains(
                        "Noor (10 jaar) en Sem (10 jaar)",
                        "Techlab, Teststraat 1, Deventer",
                        "2 deelnemers: €\u00a015",
                        "Betalen: Je betaalt nu niets.");
    }

    @Test
    void aHoldIsNeverLongerThanUntilTheSession() {
        Instant soon = Instant.now().plus(5, ChronoUnit.HOURS);
        long today = visitorsFixture.session(visitorsFixture.activity("Drones", "CHILD"), soon, 3);
        SignUp held = byLink.find(visitorsFixture.signUp(today, email, "Noor")).orElseThrow();
        assertThat(held.deadline()).isEqualTo(held.session().session().slot().start());
    }

    @Test
    void anUnconfirmedHoldExpires_andTheNextEntryGetsThePlace() {
        String late = visitorsFixture.signUp(session, email, "Noor", "Sem", "Yara");
        String other = visitorsFixture.address();
        String waiting = visitorsFixture.signUp(session, other, "Daan", "Lina");
        byLink.confirm(waiting);
        assertThat(byLink.find(waiting).orElseThrow().turn()).isEqualTo(1);
        pastDeadline(session);

        assertThat(byLink.confirm(late)).isInstanceOf(SignUpChange.TooLate.class);
        assertThat(byLink.find(late).orElseThrow().state()).isEqualTo(BookingState.EXPIRED);
        assertThat(byLink.find(waiting).orElseThrow().state()).isEqualTo(BookingState.CONFIRMED);
        assertThat(bookingsFixture.taken(session))
                .isEqualTo(bookingsFixture.held(session))
                .isEqualTo(new BookedSeats(2, 0));
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Niet bevestigd: Drones");
        Message promoted = visitorsFixture.post(other);
        assertThat(promoted.subject()).isEqualTo("Er is plek, je doet mee: Drones");
        assertThat(promoted.calendar()).contains("STATUS:CONFIRMED");
        assertThat(promoted.html()).contains("data:image/png;base64,");
    }

    @Test
    void whoWaitsWithoutHavingConfirmedIsHeldThePlaceWhenItComes() {
        String first = visitorsFixture.takesPart(session, email, "Noor", "Sem", "Yara");
        String other = visitorsFixture.address();
        String waiting = visitorsFixture.signUp(session, other, "Daan");
        byLink.cancel(first);
        assertThat(byLink.find(waiting).orElseThrow().state()).isEqualTo(BookingState.HELD);
        assertThat(visitorsFixture.post(other).subject()).isEqualTo("Er is plek, bevestig snel: Drones");
        assertThat(byLink.confirm(waiting)).isInstanceOf(SignUpChange.Done.class);
    }

    @Test
    void theWaitingListIsFirstComeFirstServedAmongThoseThatFit() {
        String first = visitorsFixture.takesPart(session, email, "Noor", "Sem", "Yara");
        String three = visitorsFixture.takesPart(session, visitorsFixture.address(), "Daan", "Lina", "Job");
        String two = visitorsFixture.takesPart(session, visitorsFixture.address(), "Mila", "Tijn");
        String one = visitorsFixture.takesPart(session, visitorsFixture.address(), "Adam");
        assertThat(byLink.find(one).orElseThrow().turn()).isEqualTo(3);
        visitorsFixture.change(first, VisitorsFixture.parent(email, "Noor"));
        assertThat(state(three)).as("three do not fit in two").isEqualTo(BookingState.WAITING);
        assertThat(state(two)).isEqualTo(BookingState.CONFIRMED);
        assertThat(state(one)).isEqualTo(BookingState.WAITING);
        byLink.cancel(first);
        assertThat(state(one)).isEqualTo(BookingState.CONFIRMED);
        byLink.cancel(two);
        assertThat(state(three)).isEqualTo(BookingState.WAITING);
        byLink.cancel(one);
        assertThat(state(three)).isEqualTo(BookingState.CONFIRMED);
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
    }

    @Test
    void fullIsSaidBeforeAnybodyIsPutOnTheWaitingList() {
        visitorsFixture.takesPart(session, email, "Noor", "Sem");
        SignUpEntry two = VisitorsFixture.parent(visitorsFixture.address(), "Daan", "Lina");
        UUID form = UUID.randomUUID();
        assertThat(visitorsFixture.ask(session, two, form, false, null)).isEqualTo(new Full(1));
        assertThat(visitorsFixture.ask(session, two, form, true, null)).isInstanceOf(Received.class);
        assertThat(visitorsFixture.mail(two.email())).hasSize(1);
        assertThat(visitorsFixture.post(two.email()).subject()).isEqualTo("Op de wachtlijst: Drones");
    }

    @Test
    void aRequestSentTwiceSignsUpOnceAndIsAnsweredTheSame() {
        UUID form = UUID.randomUUID();
        SignUpResult first = visitorsFixture.ask(session, VisitorsFixture.parent(email, "Noor"), form, false, null);
        assertThat(visitorsFixture.ask(session, VisitorsFixture.parent(email, "Noor"), form, false, null))
                .isEqualTo(first);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(1, 0));
        assertThat(visitorsFixture.mail(email)).hasSize(1);
    }

    @Test
    void moreOnlyWhereThereIsRoom_fewerFreesPlacesAtOnce() {
        String mine = visitorsFixture.takesPart(session, email, "Noor");
        String other = visitorsFixture.takesPart(session, visitorsFixture.address(), "Daan");
        assertThat(problems(visitorsFixture.change(mine, VisitorsFixture.parent(email, "Noor", "Sem", "Yara"))))
                .containsExactly("signup.check.noRoom");
        assertThat(visitorsFixture.change(mine, VisitorsFixture.parent(email, "Noor", "Sem")))
                .isInstanceOf(SignUpChange.Done.class);
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Gewijzigd: Drones");
        assertThat(visitorsFixture.post(email).calendar()).contains("SEQUENCE:1");
        String waiting = visitorsFixture.takesPart(session, visitorsFixture.address(), "Lina");
        assertThat(state(waiting)).isEqualTo(BookingState.WAITING);
        assertThat(visitorsFixture.change(mine, VisitorsFixture.parent(email, "Sem")))
                .isInstanceOf(SignUpChange.Done.class);
        assertThat(state(waiting)).isEqualTo(BookingState.CONFIRMED);
        assertThat(byLink.find(mine).orElseThrow().people().get(0).firstName()).isEqualTo("Sem");
        assertThat(state(other)).isEqualTo(BookingState.CONFIRMED);
        assertThat(bookingsFixture.taken(session)).isEqualTo(bookingsFixture.held(session));
    }

    @Test
    void cancellingFreesThePlaceTellsThemAndStaysInTheHistory() {
        String secret = visitorsFixture.takesPart(session, email, "Noor");
        assertThat(byLink.cancel(secret)).isInstanceOf(SignUpChange.Done.class);
        assertThat(byLink.cancel(secret)).isInstanceOf(SignUpChange.TooLate.class);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(0, 0));
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Afgemeld: Drones");
        assertThat(visitorsFixture.post(email).calendar()).contains("METHOD:CANCEL", "STATUS:CANCELLED");
        long booking = byLink.find(secret).orElseThrow().bookingId();
        assertThat(TestSql.list(
                        jdbc,
                        String.class,
                        "select event from booking_event where booking_id = ? order by id",
                        booking))
                .containsExactly("HELD", "CONFIRMED", "CANCELLED");
        assertThat(visitorsFixture.change(secret, VisitorsFixture.parent(email, "Noor")))
                .isInstanceOf(SignUpChange.TooLate.class);
    }

    @Test
    void aSessionThatIsCalledOffIsToldToEverybodyWithTheReason() {
        visitorsFixture.takesPart(session, email, "Noor", "Sem", "Yara");
        String waits = visitorsFixture.address();
        visitorsFixture.signUp(session, waits, "Daan");
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        sessions.sessionsCancelled(List.of(session), "De lasersnijder is stuk", maker);
        for (String address : List.of(email, waits)) {
            Message letter = visitorsFixture.post(address);
            assertThat(letter.subject()).isEqualTo("Gaat niet door: Drones");
            assertThat(letter.text()).contains("De lasersnijder is stuk");
        }
        assertThat(visitorsFixture.post(email).calendar()).contains("METHOD:CANCEL");
        assertThat(visitorsFixture.post(waits).calendar())
                .as("it was never in the calendar")
                .isNull();
    }

    @Test
    void anotherTimeIsTold_withTheNewAppointment() {
        String secret = visitorsFixture.takesPart(session, email, "Noor");
        jdbc.sql(
                        "update session set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day' where id = ?")
                .param(session)
                .update();
        sessions.sessionsSaved(List.of(session), bookingsFixture.account(Role.PROGRAMME_MANAGER, null));
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("Andere tijd of plek: Drones");
        assertThat(letter.calendar()).contains("SEQUENCE:1");
        assertThat(letter.text()).contains(Dates.longDay(Dates.dayOf(START.plus(1, ChronoUnit.DAYS)), Texts.DUTCH));
        assertThat(state(secret)).isEqualTo(BookingState.CONFIRMED);
    }

    @Test
    void mailsAreInTheLanguageOfTheSignUp() {
        signUps.signUp(new SignUpVisitors(
                signUps.session(session).orElseThrow(),
                VisitorsFixture.parent(email, "Noor"),
                UUID.randomUUID(),
                true,
                Locale.ENGLISH,
                null));
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("One more tap: Drones");
        assertThat(letter.text()).contains("Noor (age 10)", "?lang=en").doesNotContain("jaar");
        byLink.confirm(VisitorsFixture.secret(letter));
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("You are in: Drones");
    }

    @Test
    void everyMailIsCompleteInBothLanguages() {
        long booking = byLink.find(visitorsFixture.takesPart(session, email, "Noor"))
                .orElseThrow()
                .bookingId();
        List<MailTemplate> ours = templates.list().stream()
                .filter(template -> template.name().startsWith("sign-up"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(12);
        for (MailTemplate template : ours) {
            Object which = template.name().equals("sign-up-links") ? List.of(booking) : booking;
            for (Locale language : List.of(Texts.DUTCH, Locale.ENGLISH)) {
                MailTemplate.Mail mail = template.render(json.valueToTree(Map.of("booking", which)), language);
                assertThat(mail.html())
                        .as(template.name())
                        .contains("<html lang=\"" + language.getLanguage() + "\"")
                        .doesNotContain("signup.");
                assertThat(mail.text()).as(template.name()).contains("http").doesNotContain("signup.", "{0}");
                if (language.equals(Locale.ENGLISH)) {
                    assertThat(mail.subject() + mail.text())
                            .as(template.name())
                            .contains("?lang=en")
                            .doesNotContainPattern("\\b(je|een|het|van|voor|niet|uur|jaar)\\b");
                }
            }
        }
    }

    @Test
    void everyMailHasALinkOfItsOwn_ofWhichOnlyHashesAreStored() {
        String first = visitorsFixture.takesPart(session, email, "Noor");
        String second = VisitorsFixture.secret(visitorsFixture.post(email));
        assertThat(second).isNotEqualTo(first);
        assertThat(byLink.find(first)).isPresent();
        assertThat(byLink.find(second)).isPresent();
        assertThat(jdbc.sql("select count(*) from sign_up_link where link_hash in (:hashes)")
                        .param("hashes", List.of(Secrets.hash(first), Secrets.hash(second)))
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from outbox where payload::text like '%' || ? || '%'", second))
                .isZero();
    }

    @Test
    void theCodeChecksInAndDoesNothingElse() {
        String secret = visitorsFixture.takesPart(session, email, "Noor");
        String address = byLink.checkInAddress(secret);
        String code = address.substring(address.lastIndexOf('/') + 1);
        assertThat(address).contains("/inchecken/");
        assertThat(byLink.find(code)).as("not a link").isEmpty();
        Actor maker = bookingsFixture.account(Role.PROGRAMME_MANAGER, null);
        assertThat(day.findByCode(code, maker).orElseThrow().guests()).hasSize(1);
        assertThat(day.findByCode(secret, maker)).isEmpty();
    }

    @Test
    void aSlipInTheAddressCanBeMended_andTheWrongAddressHasNothingAnyMore() {
        Received received = (Received)
                visitorsFixture.ask(session, VisitorsFixture.parent(email, "Noor"), UUID.randomUUID(), true, null);
        String wrong = VisitorsFixture.secret(visitorsFixture.post(email));
        String right = visitorsFixture.address();
        assertThat(signUps.mailAgain(session, received.key(), right)).isEqualTo(SignUps.Readdressed.DONE);
        assertThat(byLink.find(wrong)).isEmpty();
        assertThat(visitorsFixture.mail(email)).isEmpty();
        byLink.confirm(VisitorsFixture.secret(visitorsFixture.post(right)));
        assertThat(signUps.mailAgain(session, received.key(), email))
                .as("confirmed: it is theirs")
                .isEqualTo(SignUps.Readdressed.NOTHING);
    }

    @Test
    void whoLostTheMailGetsNewLinks_andNobodyIsToldWhetherTheAddressIsKnown() {
        visitorsFixture.takesPart(session, email, "Noor");
        byLink.mailLinks(email, Texts.DUTCH);
        Message letter = visitorsFixture.post(email);
        assertThat(letter.subject()).isEqualTo("De link naar je aanmelding");
        assertThat(state(VisitorsFixture.secret(letter))).isEqualTo(BookingState.CONFIRMED);
        String nobody = visitorsFixture.address();
        byLink.mailLinks(nobody, Texts.DUTCH);
        assertThat(visitorsFixture.mail(nobody)).isEmpty();
    }

    @Test
    void onlyWhatIsNeededIsAskedAndKept() {
        SignUpEntry entry = new SignUpEntry(
                email, "Sanne", false, "06 12345678", List.of(new Child("Noor", "10")), "3", "PARENT", false);
        visitorsFixture.ask(session, entry, UUID.randomUUID(), false, null);
        SignUp signUp =
                byLink.find(VisitorsFixture.secret(visitorsFixture.post(email))).orElseThrow();
        assertThat(signUp.phone()).as("the child does not come alone").isNull();
        assertThat(signUp.people()).as("not for parents").hasSize(1);
        assertThat(signUp.photos()).isFalse();
    }

    @Test
    void everythingThatIsWrongIsSaidAtItsField() {
        SignUpEntry entry = new SignUpEntry(
                "sanne@",
                " ",
                true,
                "12",
                List.of(new Child("", "10"), new Child("Sem", "6"), new Child("", "")),
                "",
                "",
                true);
        Refused refused = (Refused) visitorsFixture.ask(session, entry, UUID.randomUUID(), false, null);
        assertThat(refused.problems().all())
                .extracting(Problem::field, Problem::key)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("email", "form.email"),
                        org.assertj.core.groups.Tuple.tuple("naam", "signup.check.nameMissing"),
                        org.assertj.core.groups.Tuple.tuple("voornaam-1", "signup.check.firstNameMissing"),
                        org.assertj.core.groups.Tuple.tuple("leeftijd-2", "signup.check.age"),
                        org.assertj.core.groups.Tuple.tuple("telefoon", "signup.check.phone"));
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(0, 0));
        SignUpEntry spam = VisitorsFixture.parent(email, "Win http://x.nl");
        assertThat(visitorsFixture.ask(session, spam, UUID.randomUUID(), false, null))
                .isInstanceOf(Refused.class);
    }

    @Test
    void adultsSignUpForThemselves_andStateTheirAudienceWhereItMatters() {
        long evening = visitorsFixture.session(
                visitorsFixture.activity("Overstappen", "CAREER_SWITCHER", "WORKER"), START, 10);
        SignUpEntry entry = new SignUpEntry(email, "Ali", false, "", List.of(), "2", "", false);
        Refused refused = (Refused) visitorsFixture.ask(evening, entry, UUID.randomUUID(), false, null);
        assertThat(refused.problems().all()).extracting(Problem::field).containsExactly("als");
        SignUpEntry worker = new SignUpEntry(email, "Ali", false, "", List.of(), "2", "WORKER", false);
        assertThat(visitorsFixture.ask(evening, worker, UUID.randomUUID(), false, null))
                .isInstanceOf(Received.class);
        assertThat(jdbc.sql("""
                        select distinct p.audience from sign_up_person p join booking b on b.id = p.booking_id where b.session_id = ?
                        """).param(evening).query(String.class).list()).containsExactly("WORKER");
        assertThat(visitorsFixture.post(email).text()).contains("2 personen");
    }

    @Test
    void reminderTwoDaysBeforeInTheMorning_once() {
        visitorsFixture.takesPart(session, email, "Noor");
        String unconfirmed = visitorsFixture.address();
        visitorsFixture.signUp(session, unconfirmed, "Sem");
        Clock morning = at(START.minus(2, ChronoUnit.DAYS));
        jobs.remind(at(START.minus(3, ChronoUnit.DAYS)));
        assertThat(visitorsFixture.mail(email)).hasSize(2);
        jobs.remind(morning);
        jobs.remind(morning);
        jobs.remind(at(START.minus(1, ChronoUnit.DAYS)));
        assertThat(visitorsFixture.mail(email)).hasSize(3);
        assertThat(visitorsFixture.post(email).subject()).isEqualTo("Tot " + day() + ": Drones");
        assertThat(visitorsFixture.mail(unconfirmed)).hasSize(1);
    }

    /** Because it was moved to tomorrow, or yesterday's run was missed. */
    @Test
    void aReminderOnTheDayBefore_namesTheDay() {
        visitorsFixture.takesPart(session, email, "Noor");
        jobs.remind(at(START.minus(1, ChronoUnit.DAYS)));
        Message reminder = visitorsFixture.post(email);
        assertThat(reminder.subject()).isEqualTo("Tot " + day() + ": Drones");
        assertThat(reminder.text()).contains("Op " + day() + " is het zover");
    }

    /** The mail server was away, or a backup was restored. */
    @Test
    void aReminderThatWaitedUntilItHadBegun_isNotSent() {
        visitorsFixture.takesPart(session, email, "Noor");
        assertThat(visitorsFixture.mail(email)).hasSize(2);
        jobs.remind(at(START.minus(2, ChronoUnit.DAYS)));
        jdbc.sql(
                        "update session set starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour' where id = ?")
                .param(session)
                .update();
        assertThat(visitorsFixture.mail(email)).hasSize(2);
        assertThat(TestSql.integer(jdbc, "select count(*) from outbox where recipient = ? and sent_at is null", email))
                .isZero();
    }

    @Test
    void confirmedWaitingVisitorsAreMailedOnceAtTheStart_unconfirmedOnesAreNot() {
        visitorsFixture.takesPart(session, visitorsFixture.address(), "Daan", "Lina", "Job");
        String waiter = visitorsFixture.address();
        String secret = visitorsFixture.signUp(session, waiter, "Fenna");
        byLink.confirm(secret);
        String unknown = visitorsFixture.address();
        visitorsFixture.signUp(session, unknown, "Bram");
        jdbc.sql(
                        "update session set starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour' where id = ?")
                .param(session)
                .update();
        jdbc.sql("update session_capacity set bookable_until = now() - interval '1 minute' where session_id = ?")
                .param(session)
                .update();
        bookingJobs.expireAndPromote();
        bookingJobs.expireAndPromote();
        assertThat(visitorsFixture.mail(waiter))
                .extracting(Message::subject)
                .containsExactly("Geen plek vrijgekomen: Drones", "Op de wachtlijst: Drones");
        assertThat(visitorsFixture.mail(unknown)).hasSize(1);
        assertThat(byLink.find(secret).orElseThrow().state()).isEqualTo(BookingState.EXPIRED);
    }

    @Test
    void whoWaitsWithoutConfirmingLeavesTheWaitingListAfter24Hours() {
        visitorsFixture.takesPart(session, email, "Noor", "Sem", "Yara");
        String silent = visitorsFixture.signUp(session, visitorsFixture.address(), "Daan");
        String answered = visitorsFixture.takesPart(session, visitorsFixture.address(), "Lina");
        jobs.expireUnconfirmed(at(Instant.now().plus(23, ChronoUnit.HOURS)));
        assertThat(state(silent)).isEqualTo(BookingState.WAITING);
        jobs.expireUnconfirmed(at(Instant.now().plus(25, ChronoUnit.HOURS)));
        assertThat(state(silent)).isEqualTo(BookingState.EXPIRED);
        assertThat(byLink.find(answered).orElseThrow().turn()).isEqualTo(1);
        assertThat(byLink.confirm(silent)).isInstanceOf(SignUpChange.TooLate.class);
    }

    @Test
    void personalDataAreGone14DaysAfterTheSession_theCountsStay() {
        String secret = visitorsFixture.takesPart(session, email, "Noor", "Sem");
        SignUp signUp = byLink.find(secret).orElseThrow();
        attended(signUp);
        Instant end = signUp.session().session().slot().end();
        retention.erase("sign-ups", end.plus(13, ChronoUnit.DAYS));
        assertThat(byLink.find(secret)).isPresent();
        retention.erase("sign-ups", end.plus(14, ChronoUnit.DAYS).plusSeconds(1));
        assertThat(byLink.find(secret)).isEmpty();
        assertErased(signUp, email);
        assertThat(bookingsFixture.taken(session)).isEqualTo(new BookedSeats(2, 0));
        assertThat(jdbc.sql("""
                        select count(*) from attendance a join sign_up u on u.booking_id = a.booking_id
                        where a.session_id = ? and a.email_hash = ? and u.email_hash = ?
                        """)
                        .params(session, hash.of(email), hash.of(email))
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        retention.erase("sign-ups", end.plus(15, ChronoUnit.DAYS));
    }

    @Test
    void dataOfWhoCancelledOrNeverConfirmedGo14DaysAfterThat() {
        String cancelled = visitorsFixture.takesPart(session, email, "Noor");
        SignUp signUp = byLink.find(cancelled).orElseThrow();
        byLink.cancel(cancelled);
        retention.erase("sign-ups", Instant.now().plus(13, ChronoUnit.DAYS));
        assertThat(byLink.find(cancelled)).isPresent();
        retention.erase("sign-ups", Instant.now().plus(15, ChronoUnit.DAYS));
        assertThat(byLink.find(cancelled)).isEmpty();
        assertErased(signUp, email);
    }

    @Test
    void everybodyCanSeeExportAndDeleteWhatIsHeld() {
        String secret = visitorsFixture.takesPart(session, email, "Noor");
        SignUp signUp = byLink.find(secret).orElseThrow();
        assertThat(byLink.export(secret).orElseThrow().toString())
                .contains(email, "Sanne de Vries", "Noor", "leeftijd=10", "stand=Geboekt", "wat=bevestigd")
                .doesNotContain("CONFIRMED", "CHILD", "HELD");
        String waits = visitorsFixture.takesPart(session, visitorsFixture.address(), "Daan", "Lina", "Job");
        assertThat(byLink.erase(secret)).isTrue();
        assertThat(byLink.erase(secret)).isFalse();
        assertErased(signUp, email);
        assertThat(bookingsFixture.state(signUp.bookingId())).isEqualTo(BookingState.CANCELLED);
        assertThat(state(waits)).as("the place is free").isEqualTo(BookingState.CONFIRMED);
    }

    private void assertErased(SignUp signUp, String address) {
        assertThat(jdbc.sql("""
                        select concat(u.email, u.name, u.phone, string_agg(p.first_name, ''))
                        from sign_up u join sign_up_person p on p.booking_id = u.booking_id
                        where u.booking_id = ? group by u.booking_id
                        """).param(signUp.bookingId()).query(String.class).single())
                .isEmpty();
        assertThat(visitorsFixture.mail(address)).isEmpty();
        assertThat(TestSql.integer(jdbc, "select count(*) from outbox where recipient = ?", address))
                .isZero();
    }

    private void attended(SignUp signUp) {
        for (SignUpPerson person : signUp.people()) {
            jdbc.sql("""
                    insert into attendance (session_id, held_on, booking_id, person_id, audience, head_count, email_hash, recorded_at)
                    values (?, ?, ?, ?, 'CHILD', 1, ?, now())
                    """)
                    .params(session, Dates.dayOf(START), signUp.bookingId(), person.id(), hash.of(email))
                    .update();
        }
    }

    private BookingState state(String secret) {
        return byLink.find(secret).orElseThrow().state();
    }

    private static List<String> problems(SignUpChange change) {
        return ((SignUpChange.Refused) change)
                .problems().all().stream().map(Problem::key).toList();
    }

    private void pastDeadline(long session) {
        jdbc.sql(
                        "update booking set deadline = now() - interval '1 minute' where session_id = ? and deadline is not null")
                .param(session)
                .update();
    }

    private static String day() {
        return Dates.day(Dates.dayOf(START), Locale.forLanguageTag("nl"));
    }

    private static Clock at(Instant moment) {
        return Clock.fixed(moment, Dates.ZONE);
    }
}
