package nl.tec.planning;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.fields;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestDatabase;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingNotes;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.BulkBookings;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.EventBacklog;
import nl.tec.hub.Rows;
import nl.tec.mail.MailTemplate;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlannedVisit.Answer;
import nl.tec.planning.internal.Fitting;
import nl.tec.planning.internal.InstanceBuilder;
import nl.tec.planning.internal.PlanCache;
import nl.tec.planning.internal.ProposalStore;
import nl.tec.planning.internal.Publisher;
import nl.tec.planning.internal.Refill;
import nl.tec.planning.internal.RoundJobs;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.Bus;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A plan is published atomically, with one mail to each school; places given back go to schools left out (rules 5.4). */
@TecTest
class PublicationTest {

    private static final int KILLS = 5;
    private static final int MAX_RUNS = 20;

    /** The longest wait in milliseconds: about the duration of a publication. */
    private static final int LONGEST_WAIT = 300;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    RoundsFixture rounds;

    @Autowired
    Proposals proposals;

    @Autowired
    Publications publications;

    @Autowired
    Publisher publisher;

    @Autowired
    Adjustments adjustments;

    @Autowired
    Refill refill;

    @Autowired
    Replanning replanning;

    @Autowired
    ReplanningUndo replanningUndo;

    @Autowired
    ClassBookings classBookings;

    @Autowired
    RoundJobs jobs;

    @Autowired
    Assignments assignments;

    @Autowired
    BookingNotes notes;

    @Autowired
    BulkBookings bulk;

    @Autowired
    Classes classes;

    @Autowired
    Sessions sessions;

    @Autowired
    VisitArrangements arrangements;

    @Autowired
    Venues venues;

    @Autowired
    Supply supply;

    @Autowired
    Wishes wishes;

    @Autowired
    ProposalStore records;

    @Autowired
    PlanCache store;

    @Autowired
    List<MailTemplate> templates;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    EventBacklog backlog;

    @Autowired
    Environment environment;

    @Autowired
    HikariDataSource pool;

    @Autowired
    Clock clock;

    private BookingsFixture bookings;
    private School school;
    private School other;
    private SignedIn manager;
    private SignedIn coordinator;
    private SignedIn coordinatorOfOther;
    private StaffFixture staff;
    private SignedIn guide;
    private long member;
    private long robots;
    private long round;
    private long proposal;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        school = bookings.school();
        other = bookings.school();
        int thisYear = rounds.year().start() - 1;
        for (int i = 0; i < 3; i++) {
            bookings.schoolClass(school, thisYear, 6, 20 + i);
        }
        bookings.schoolClass(other, thisYear, 6, 24);
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        coordinator = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, school.siteId()));
        coordinatorOfOther = accounts.signedIn(Membership.of(Role.SCHOOL_COORDINATOR, other.siteId()));
        guide = accounts.signedIn(Role.PROFESSIONAL);
        staff = new StaffFixture(jdbc);
        member = staff.member(guide.account().id());
        robots = bookings.activity();
        long venue = bookings.insert("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude)
                values ('lab-' || gen_random_uuid(), 'TECHLAB', 'Het lab', 'The lab', 'Teststraat 1', 'Deventer', true, 52.251, 6.161)
                returning id
                """);
        TestSql.update(jdbc, "update activity set venue_id = ?, free_cancel_days = 0 where id = ?", venue, robots);
        round = rounds.open(manager.actor(), Set.of(school.siteId(), other.siteId()), robots);
        for (School one : List.of(school, other)) {
            wishes.of(round, one.siteId(), manager.actor()).classes().stream()
                    .filter(group -> group.grades().get(0).number() == 7)
                    .forEach(group -> wish(one, group));
        }
        supply.propose(round);
        proposal = propose(3);
    }

    private void wish(School of, WishClass group) {
        jdbc.sql("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                values (?, ?, ?, 1, '{7}', ?, array[?::bigint], now())
                """)
                .params(round, of.siteId(), group.label(), group.pupils(), robots)
                .update();
    }

    /** Stores a plan in which the given number of wishes is met, each on a different day that leaves time to give it to another. */
    private long propose(int met) {
        LocalDate soon = rounds.today().plusDays(9);
        PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of(), true));
        Fitting fitting = new Fitting(instance);
        Set<LocalDate> taken = new HashSet<>();
        List<Assignment> assignments = new ArrayList<>();
        for (PlanInstance.Wish wish : instance.wishes().subList(0, met)) {
            instance.candidates().stream()
                    .filter(one -> one.date().isAfter(soon) && fitting.allows(wish, one) && taken.add(one.date()))
                    .findFirst()
                    .ifPresent(one -> assignments.add(new Assignment(wish.id(), one.id(), null)));
        }
        PlanSolution plan = new PlanSolution(
                assignments,
                assignments.stream()
                        .map(assignment -> new HeldSession(assignment.candidate(), List.of("p" + member)))
                        .toList(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
        long id = records.insert(
                round,
                "Voorstel",
                null,
                10,
                PlanFiles.text(instance),
                new ProposalStore.Plan(0, List.of(), List.of(), PlanFiles.text(plan)),
                manager.actor(),
                clock.instant());
        TestSql.update(jdbc, "update plan_proposal set state = 'DONE' where id = ?", id);
        return id;
    }

    private void start(boolean atOnce) {
        done(publications.start(round, proposal, rounds.today().plusDays(14), atOnce, manager.actor()));
    }

    private int booked() {
        return count("select count(*) from booking where site_id in (?, ?)");
    }

    private int visible() {
        return TestSql.integer(
                jdbc, "select count(*) from session where activity_id = ? and state = 'PUBLISHED'", robots);
    }

    private int count(String sql) {
        return TestSql.integer(jdbc, sql, school.siteId(), other.siteId());
    }

    private int mails(SignedIn to) {
        return TestSql.integer(
                jdbc,
                "select count(*) from outbox where recipient = ?",
                to.account().email());
    }

    @Test
    void nothingIsPlannedWhileItIsClosed_norMorePupilsThanARoomTakes() {
        long venue = TestSql.bigint(jdbc, "select venue_id from activity where id = ?", robots);
        long room = venues.put(new Room(0, "zaal-" + UUID.randomUUID(), venue, Bilingual.same("Zaal"), 22));
        TestSql.update(jdbc, "update plan_supply set room_id = ? where round_id = ?", room, round);
        LocalDate closed = candidates().get(0).date();
        jdbc.sql("""
                insert into venue_hours (venue_id, room_id, weekday, from_time, until_time)
                select ?, null, n, '10:30', '12:30' from unnest(array[1, 3, 4]) n
                """).param(venue).update();
        jdbc.sql(
                        "insert into venue_closed (venue_id, room_id, first_day, last_day, reason) values (?, ?, ?, ?, 'feest')")
                .params(venue, room, closed, closed)
                .update();
        assertThat(candidates()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.date().getDayOfWeek()).isIn(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY);
            assertThat(one.date()).isNotEqualTo(closed);
            assertThat(one.pupils()).isEqualTo(22);
        });
    }

    private List<PlanInstance.Candidate> candidates() {
        return proposals.instance(round, new Proposals.Settings(Map.of(), true)).candidates();
    }

    @Test
    void proposalsComeInPages() {
        List<Long> made = new ArrayList<>(List.of(proposal));
        for (int i = 0; i < 6; i++) {
            made.add(propose(1));
        }
        TestBrowser browser = manager.browser();
        String page = "/beheer/jaarplan/" + round + "/voorstellen";
        String first = browser.get(page).body();
        assertThat(first).contains(page + "?na=" + made.get(1), page + "/" + made.get(6) + "\"");
        assertThat(first).doesNotContain(page + "/" + proposal + "\"");
        assertThat(browser.get(page + "?na=" + made.get(1)).body()).contains(page + "/" + proposal + "\"");
    }

    @Test
    void aPlanWithASessionTodayIsNotPublished() {
        LocalDate first = candidates().get(0).date();
        jdbc.sql("update plan_proposal set instance = replace(instance, ?, ?) where id = ?")
                .params(first.toString(), rounds.today().toString(), proposal)
                .update();
        assertThat(reasons(publications.start(round, proposal, rounds.today().plusDays(14), true, manager.actor())))
                .containsExactly("planning.publish.tooSoon");
        assertThat(publications.find(round)).isEmpty();
    }

    @Test
    void aPlanThatIsBeingPublishedIsNotChanged() {
        Proposal one = proposals.get(round, proposal);
        PlanSolution plan = Objects.requireNonNull(store.load(proposal)).plan();
        long wish = InstanceBuilder.number(plan.assignments().get(0).wish());
        start(false);
        publisher.run();
        assertThat(adjustments.pin(one, wish, true, manager.actor())).isFalse();
        publications.recall(round, manager.actor());
        assertThat(adjustments.pin(one, wish, true, manager.actor())).isTrue();
    }

    /** What a school writes with a wish is about who comes: it has to reach whoever plans and runs the visit. */
    @Test
    void whatASchoolWroteWithAWishIsReadWhileItIsPlanned_andIsWithTheBooking() {
        TestSql.update(jdbc, "update plan_wish set note = 'Een kind met een rolstoel' where round_id = ?", round);
        TestBrowser browser = manager.browser();
        assertThat(browser.get("/beheer/jaarplan/" + round).body()).contains("3 opmerkingen", "1 opmerking");
        assertThat(browser.get("/beheer/jaarplan/" + round + "/scholen.csv").body())
                .contains("Wensen met een opmerking");
        assertThat(browser.get("/beheer/jaarplan/" + round + "/scholen/" + school.siteId())
                        .body())
                .contains(">opmerking<");
        String plan = "/beheer/jaarplan/" + round + "/voorstellen/" + proposal;
        String written = "De school schreef bij deze wens: Een kind met een rolstoel";
        assertThat(browser.get(plan).body()).contains(">opmerking<");
        assertThat(browser.get(plan + "?per=zonder").body()).contains(written);
        long wish = InstanceBuilder.number(Objects.requireNonNull(store.load(proposal))
                .plan()
                .assignments()
                .get(0)
                .wish());
        assertThat(browser.get(plan + "/wens/" + wish).body()).contains(written);
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.visits(round);
        assertThat(visits)
                .hasSize(3)
                .allSatisfy(visit -> assertThat(notes.of(visit.bookingId()))
                        .singleElement()
                        .satisfies(note -> assertThat(note.text()).isEqualTo(written)));
        assertThat(browser.get("/beheer/boekingen/" + visits.get(0).bookingId()).body())
                .contains(written);
        coordinator.browser().post(giveBack(visits.get(0)));
        tenMinutesLater();
        assertThat(ofOther())
                .singleElement()
                .satisfies(one -> assertThat(notes.of(one.bookingId())).hasSize(1));
    }

    @Test
    void aVisitThatCannotBeBookedIsNamedWithItsDay() {
        start(false);
        publisher.run();
        PlanInstance instance = Objects.requireNonNull(store.load(proposal)).instance();
        LocalDate day = instance.candidates().get(0).date();
        assertThat(jdbc.sql("""
                        insert into class_occupation (class_id, during, visit)
                        select id, tstzrange(?::timestamptz, ?::timestamptz), gen_random_uuid() from school_class
                         where site_id in (?, ?) and school_year = ?
                        """)
                        .params(
                                Rows.startOf(day),
                                Rows.startOf(day.plusYears(1)),
                                school.siteId(),
                                other.siteId(),
                                rounds.year().start())
                        .update())
                .isPositive();
        jdbc.sql("update plan_publication set publish_at = now() - interval '1 second' where round_id = ?")
                .param(round)
                .update();
        publisher.run();
        Publication failed = publications.find(round).orElseThrow();
        assertThat(failed.fault()).isEqualTo("planning.publish.bookingRefused");
        assertThat(failed.faultAbout()).contains("7", " " + day.getYear() + ")");
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/publicatie")
                        .body())
                .contains(failed.faultAbout() + " kan niet geboekt worden");
    }

    @Test
    void aPlanBecomesSessionsAndBookings_withOneMailToEachSchool() {
        start(true);
        publisher.run();
        publisher.run();
        assertThat(publications.find(round).orElseThrow().state()).isEqualTo(Publication.State.DONE);
        assertThat(booked()).isEqualTo(3);
        assertThat(visible()).isEqualTo(3);
        assertThat(mails(coordinator)).isEqualTo(1);
        // nothing was found for the other school, which is notified
        assertThat(jdbc.sql("select template from outbox where recipient = ?")
                        .param(coordinatorOfOther.account().email())
                        .query(String.class)
                        .list())
                .containsExactly(Publisher.LEFT_OUT);
        assertThat(publications.visits(round)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "plan_prepared_session, insert",
        "session, update",
        "booking, insert",
        "outbox, insert",
        "plan_visit, insert",
        "assignment, insert",
        "plan_round, update"
    })
    void whereverItFails_nothingIsVisibleOrMailed_andTheNextRunPublishesAll(String table, String deed) {
        start(true);
        var owner = TestDatabase.owner(environment);
        owner.sql("""
                create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$
                """).update();
        owner.sql("create trigger break_off before " + deed + " on " + table
                        + " for each row execute function break_off()")
                .update();
        try {
            publisher.run();
        } finally {
            owner.sql("drop function break_off() cascade").update();
        }
        assertThat(publications.find(round).orElseThrow().state()).isEqualTo(Publication.State.PREPARING);
        assertThat(booked()).isZero();
        assertThat(visible()).isZero();
        assertThat(mails(coordinator)).isZero();
        assertThat(mails(coordinatorOfOther)).isZero();
        assertThat(mails(guide)).isZero();
        publisher.run();
        publisher.run();
        assertThat(booked()).isEqualTo(3);
        assertThat(visible()).isEqualTo(3);
        assertThat(mails(coordinator)).isEqualTo(1);
        assertThat(mails(coordinatorOfOther)).isEqualTo(1);
        assertThat(mails(guide)).isEqualTo(1);
        assertThat(guided()).isEqualTo(3);
    }

    private int guided() {
        return TestSql.integer(jdbc, "select count(*) from assignment where member_id = ?", member);
    }

    @Test
    void unavailableGuidesAreNotAsked_andTheOthersGetOneMail() {
        LocalDate day = Objects.requireNonNull(store.load(proposal)).instance().candidates().stream()
                .filter(one -> one.id()
                        == Objects.requireNonNull(store.load(proposal))
                                .plan()
                                .assignments()
                                .get(0)
                                .candidate())
                .map(PlanInstance.Candidate::date)
                .findFirst()
                .orElseThrow();
        jdbc.sql("insert into staff_exception (member_id, from_day, until_day, available) values (?, ?, ?, false)")
                .params(member, day, day)
                .update();
        start(true);
        publisher.run();
        assertThat(publications.find(round).orElseThrow().state()).isEqualTo(Publication.State.DONE);
        assertThat(guided()).isEqualTo(2);
        String payload = TestSql.text(
                jdbc,
                "select payload from outbox where recipient = ?",
                guide.account().email());
        MailTemplate template = templates.stream()
                .filter(one -> one.name().equals("team-plan"))
                .findFirst()
                .orElseThrow();
        MailTemplate.Mail mail = template.render(json.readTree(payload), Locale.forLanguageTag("nl"));
        assertThat(mail.subject()).isEqualTo("Wil jij 2 activiteiten begeleiden?");
        assertThat(mail.text()).containsPattern("(?s)/begeleiden/.*/begeleiden/.*/rooster");
        assertThat(mail.calendar()).containsPattern("(?s)BEGIN:VEVENT.*BEGIN:VEVENT");
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/voorstellen/" + proposal + "?per=persoon")
                        .body())
                .contains(guide.account().name());
    }

    /** Kills the connection: to the database, that is the same as a killed program. */
    @RepeatedTest(4)
    void killedAtAnyMomentItIsPublishedWholeOrNotAtAll() throws InterruptedException {
        start(true);
        Random random = new Random();
        for (int run = 0; run < MAX_RUNS && !isDone(); run++) {
            Thread work = new Thread(publisher::run);
            work.start();
            if (run < KILLS) {
                Thread.sleep(random.nextInt(LONGEST_WAIT));
                jdbc.sql("""
                        select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
                         where datname = current_database() and usename = current_user and pid <> pg_backend_pid() and xact_start is not null
                        """).query(Integer.class).single();
            }
            work.join();
            // a connection that was killed as it went back to the pool
            pool.getHikariPoolMXBean().softEvictConnections();
            int all = isDone() ? 3 : 0;
            assertThat(booked()).isEqualTo(all);
            assertThat(visible()).isEqualTo(all);
            assertThat(guided()).isEqualTo(all);
            for (SignedIn one : List.of(coordinator, coordinatorOfOther, guide)) {
                assertThat(mails(one)).isEqualTo(isDone() ? 1 : 0);
            }
        }
        assertThat(isDone()).isTrue();
        retryInterruptedListeners();
    }

    /**
     * Retries the listeners that also lost their connections right away, so that other tests need not wait for the back-off. Repeats
     * until none is left, because a listener may still be running on a dead connection and fail later; listeners are idempotent.
     */
    private void retryInterruptedListeners() {
        Awaitility.await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            TestSql.update(jdbc, "update event_publication set status = 'FAILED' where completion_date is null");
            backlog.retryNow();
            return backlog.pending().isEmpty();
        });
    }

    private boolean isDone() {
        return publications.find(round).orElseThrow().state() == Publication.State.DONE;
    }

    @Test
    void untilItIsPublishedItCanBeRecalled_andAnotherPlanPublished() {
        start(false);
        publisher.run();
        assertThat(publications.find(round).orElseThrow().prepared()).isEqualTo(3);
        assertThat(visible()).isZero();
        TestBrowser browser = manager.browser();
        String page = "/beheer/jaarplan/" + round + "/publicatie";
        assertThat(browser.get(page).body()).contains("Neem terug");
        assertThat(browser.post(page + "/terugnemen").statusCode()).isEqualTo(303);
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from session where activity_id = ? and state <> 'CANCELLED'", robots))
                .isZero();
        assertThat(mails(coordinator)).isZero();
        start(true);
        publisher.run();
        assertThat(booked()).isEqualTo(3);
        assertThat(publications.recall(round, manager.actor())).isFalse();
    }

    /** Whoever made the plan: here somebody in the database. */
    @Test
    void aPlanThatBreaksARuleIsNeverPublished() {
        PlanSolution plan = Objects.requireNonNull(store.load(proposal)).plan();
        Assignment first = plan.assignments().get(0);
        List<Assignment> twice = new ArrayList<>(plan.assignments());
        twice.set(1, new Assignment(twice.get(1).wish(), first.candidate(), null));
        PlanSolution broken = new PlanSolution(
                twice,
                plan.sessions().stream()
                        .filter(one -> twice.stream().anyMatch(visit -> visit.candidate() == one.candidate()))
                        .toList(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
        jdbc.sql("update plan_proposal set solution = ?, version = version + 1 where id = ?")
                .params(PlanFiles.text(broken), proposal)
                .update();
        start(true);
        publisher.run();
        Publication failed = publications.find(round).orElseThrow();
        assertThat(failed.fault()).isEqualTo("planning.publish.invalid");
        assertThat(failed.prepared()).isZero();
        assertThat(booked()).isZero();
        assertThat(visible()).isZero();
        assertThat(mails(coordinator)).isZero();
        assertThat(mails(guide)).isZero();
    }

    @Test
    void aRoomTakenMeanwhileStopsThePublication_withoutAnyMail() {
        PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of(), false));
        PlanSolution plan = Objects.requireNonNull(store.load(proposal)).plan();
        PlanInstance.Candidate first = instance.candidates().stream()
                .filter(one -> one.id() == plan.assignments().get(0).candidate())
                .findFirst()
                .orElseThrow();
        start(true);
        long resource = jdbc.sql("""
                        select r.id from resource r join activity a on a.venue_id = r.venue_id where r.kind = 'VENUE' and a.id = ?
                        """).param(robots).query(Long.class).single();
        jdbc.sql("""
                insert into reservation (resource_id, during, subject, subject_id)
                values (?, tstzrange(?::timestamp at time zone 'Europe/Amsterdam', ?::timestamp at time zone 'Europe/Amsterdam'), 'BLOCKED', 1)
                """)
                .params(resource, first.start().toString(), first.end().toString())
                .update();
        publisher.run();
        Publication failed = publications.find(round).orElseThrow();
        assertThat(failed.state()).isEqualTo(Publication.State.FAILED);
        assertThat(failed.fault()).isEqualTo("planning.publish.occupied");
        assertThat(booked()).isZero();
        assertThat(mails(coordinator)).isZero();
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/publicatie")
                        .body())
                .contains("Publiceren lukte niet", "Niemand heeft bericht gekregen");
    }

    @Test
    void aSchoolAcceptsOrAsksForAChange() {
        start(true);
        publisher.run();
        TestBrowser browser = coordinator.browser();
        assertThat(browser.get("/school/jaarplan").body()).contains(school.name(), "Keur alle 3 goed");
        List<PlannedVisit> visits = publications.ofSchool(round, school.siteId(), coordinator.actor());
        String first = "/school/jaarplan/bezoek/" + visits.get(0).id();
        assertThat(fields(publications.answer(
                        visits.get(0).id(), visits.get(0).shown(), Answer.CHANGE_ASKED, "", coordinator.actor())))
                .containsExactly(Publications.NOTE + visits.get(0).id());
        assertThat(browser.post(first, "gezien", visits.get(0).shown(), "antwoord", "CHANGE_ASKED")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post(
                                first,
                                "gezien",
                                visits.get(0).shown(),
                                "antwoord",
                                "CHANGE_ASKED",
                                "opmerking" + visits.get(0).id(),
                                "Liever in mei")
                        .statusCode())
                .isEqualTo(303);
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/publicatie")
                        .body())
                .contains("Liever in mei");
        assertThat(browser.post("/school/jaarplan/" + round + "/" + school.siteId() + "/goed")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void whatIsNotAnsweredAndWhatASchoolAsks_waitsOnTheStartPage() {
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.ofSchool(round, school.siteId(), coordinator.actor());
        assertThat(coordinator.browser().get("/werk").body())
                .contains("Kijk of de 3 geplande bezoeken passen", "/school/jaarplan");
        assertThat(coordinatorOfOther.browser().get("/werk").body()).doesNotContain("geplande bezoeken");
        publications.answer(
                visits.get(0).id(), visits.get(0).shown(), Answer.CHANGE_ASKED, "Liever in mei", coordinator.actor());
        assertThat(coordinator.browser().get("/werk").body()).contains("Kijk of de 2 geplande bezoeken passen");
        acceptAll();
        assertThat(coordinator.browser().get("/werk").body()).doesNotContain("geplande bezoeken");
        // before any other round
        TestSql.update(jdbc, "update plan_round set answer_by = date '2001-01-01' where id = ?", round);
        TestBrowser browser = manager.browser();
        String page = "/beheer/jaarplan/" + round + "/publicatie";
        assertThat(browser.get("/werk").body())
                .contains("Voor 1 gepland bezoek vraagt een school om iets anders", page + "#gevraagd");
        assertThat(browser.post(
                                page + "/afgesproken",
                                "bezoek",
                                "" + visits.get(1).id())
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get(page).body()).contains("Liever in mei", "Afgesproken: het blijft zo");
        assertThat(browser.post(
                                page + "/afgesproken",
                                "bezoek",
                                "" + visits.get(0).id())
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get(page).body()).doesNotContain("Liever in mei");
        assertThat(publications.visits(round)).extracting(PlannedVisit::answer).containsOnly(Answer.ACCEPTED);
        assertThat(browser.get("/werk").body()).doesNotContain(page);
    }

    @Test
    void aSchoolThatHasNotAnsweredIsRemindedOnce_whenTheLastDayIsNear() {
        start(true);
        publisher.run();
        jobs.run();
        TestSql.update(
                jdbc,
                "update plan_round set answer_by = ? where id = ?",
                rounds.today().plusDays(2),
                round);
        // a plan that was published only just
        jobs.run();
        assertThat(reminders()).isZero();
        TestSql.update(
                jdbc, "update plan_round set published_at = published_at - interval '9 days' where id = ?", round);
        jobs.run();
        jobs.run();
        // no mails are sent at night
        boolean day = clock.instant().atZone(Dates.ZONE).getHour() >= 8;
        assertThat(reminders()).isEqualTo(day ? 1 : 0);
        acceptAll();
        TestSql.update(jdbc, "update plan_round_school set answer_asked_at = null where round_id = ?", round);
        jobs.run();
        assertThat(reminders()).isEqualTo(day ? 1 : 0);
    }

    private void acceptAll() {
        assertThat(publications.acceptAll(round, school.siteId(), shown(), coordinator.actor()))
                .isTrue();
    }

    /** What the school sees of its visits now. */
    private List<String> shown() {
        return publications.ofSchool(round, school.siteId(), coordinator.actor()).stream()
                .map(PlannedVisit::shown)
                .toList();
    }

    private int reminders() {
        return TestSql.integer(
                jdbc,
                "select count(*) from outbox where template = 'plan-answer-asked' and (payload->>'round')::bigint = ?",
                round);
    }

    private String giveBack(PlannedVisit visit) {
        return "/school/jaarplan/bezoek/" + visit.id() + "/teruggeven";
    }

    /** Lets the ten minutes end in which a visit that was given back can be kept. */
    private void tenMinutesLater() {
        jdbc.sql("update plan_visit set returns_at = returns_at - interval '10 minutes' where round_id = ?")
                .param(round)
                .update();
        refill.run();
    }

    private List<PlannedVisit> ofOther() {
        return publications.ofSchool(round, other.siteId(), coordinatorOfOther.actor());
    }

    @Test
    void aSchoolIsAskedBeforeItGivesAVisitBack_andCanKeepItForTenMinutes() {
        start(true);
        publisher.run();
        PlannedVisit visit = publications.visits(round).get(0);
        TestBrowser browser = coordinator.browser();
        int mails = mails(coordinator);
        assertThat(browser.get("/school/jaarplan").body()).contains(giveBack(visit));
        assertThat(browser.get(giveBack(visit)).body())
                .contains(school.name() + " krijgt dan een mail", "Tien minuten lang", "klas zonder plek");
        assertThat(browser.post(giveBack(visit), "opmerking", "x".repeat(501)).statusCode())
                .isEqualTo(422);
        for (int colleague = 0; colleague < 2; colleague++) {
            assertThat(browser.post(giveBack(visit), "opmerking", "Die week is het kamp")
                            .statusCode())
                    .isEqualTo(303);
        }
        refill.run();
        assertThat(booked()).isEqualTo(3);
        assertThat(mails(coordinator)).isEqualTo(mails);
        assertThat(ofOther()).isEmpty();
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/publicatie")
                        .body())
                .contains("Komt vrij:");
        String keep = "/school/jaarplan/bezoek/" + visit.id() + "/houden";
        assertThat(browser.get("/school/jaarplan").body()).contains("Tot dan kun je het houden", keep);
        assertThat(coordinatorOfOther.browser().post(keep).statusCode()).isEqualTo(404);
        assertThat(browser.post(keep).statusCode()).isEqualTo(303);
        assertThat(publications.keep(visit.id(), coordinator.actor()))
                .as("that a colleague kept it is no reason to say that it is gone")
                .isTrue();
        tenMinutesLater();
        assertThat(publications.visits(round)).hasSize(3).allSatisfy(one -> {
            assertThat(one.isComing()).isTrue();
            assertThat(one.answer()).isEqualTo(Answer.OPEN);
        });
        assertThat(mails(coordinator)).isEqualTo(mails);
    }

    @Test
    void theAdministratorSeesAVisitThatIsGivenBackAndCanNotBeCancelled() {
        start(true);
        publisher.run();
        coordinator.browser().post(giveBack(publications.visits(round).get(0)), "opmerking", "");
        TestBrowser administrator = accounts.signedIn(Role.ADMINISTRATOR).browser();
        JdbcClient owner = TestDatabase.owner(environment);
        owner.sql(
                        "alter table plan_visit add constraint disk_full check (answer <> 'GIVEN_BACK' or returns_at is not null) not valid")
                .update();
        try {
            tenMinutesLater();
            assertThat(administrator.get("/admin/toestand").body()).doesNotContain("nog niet afgezegd");
            tenMinutesLater();
            tenMinutesLater();
            assertThat(administrator.get("/admin/toestand").body())
                    .contains("1 bezoek dat een school teruggaf, is nog niet afgezegd");
        } finally {
            owner.sql("alter table plan_visit drop constraint disk_full").update();
        }
        refill.run();
        assertThat(administrator.get("/admin/toestand").body()).doesNotContain("nog niet afgezegd");
        assertThat(ofOther()).hasSize(1);
    }

    @Test
    void whatIsGivenBackGoesToASchoolLeftOut_withOneMailEach() {
        start(true);
        publisher.run();
        PlannedVisit visit = publications.visits(round).get(0);
        TestBrowser browser = coordinator.browser();
        browser.post(giveBack(visit), "opmerking", "Die week is het kamp");
        int mails = mails(coordinator);
        int mailsOfOther = mails(coordinatorOfOther);
        tenMinutesLater();
        refill.run();
        assertThat(ofOther()).singleElement().satisfies(one -> {
            assertThat(one.sessionId()).isEqualTo(visit.sessionId());
            assertThat(one.isComing()).isTrue();
        });
        assertThat(mails(coordinator)).isEqualTo(mails + 1);
        assertThat(mails(coordinatorOfOther)).isEqualTo(mailsOfOther + 1);
        assertThat(jdbc.sql("select count(*) from outbox where recipient = ? and payload->>'page' = '/school/jaarplan'")
                        .param(coordinatorOfOther.account().email())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(browser.post("/school/jaarplan/bezoek/" + visit.id() + "/houden")
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/school/jaarplan").body()).contains("Het bezoek is al afgezegd");
        assertThat(publications.ofSchool(round, school.siteId(), coordinator.actor()))
                .filteredOn(one -> one.id() == visit.id())
                .singleElement()
                .satisfies(one -> assertThat(one.isComing()).isFalse());
        assertThat(ofOther()).hasSize(1);
        assertThat(TestBrowser.location(browser.get(giveBack(visit)))).startsWith("/school/jaarplan");
    }

    /** As most visits are cancelled: on the page of the visit, or by telephone, and after the last day for answers. */
    @ParameterizedTest
    @CsvSource({"true, true, 1", "false, true, 1", "true, false, 0"})
    void whatIsCancelledInTheOrdinaryWayGoesToASchoolLeftOut_ifItHasTimeToSayNo(
            boolean bySchool, boolean hasTime, int visits) {
        start(true);
        publisher.run();
        PlannedVisit visit = publications.visits(round).get(0);
        TestSql.update(
                jdbc,
                "update plan_round set answer_by = ? where id = ?",
                rounds.today().minusDays(1),
                round);
        jdbc.sql("update plan_publication set answer_by = ? where round_id = ?")
                .params(rounds.today().minusDays(1), round)
                .update();
        int days = hasTime ? 0 : (int) ChronoUnit.DAYS.between(rounds.today(), Dates.dayOf(visit.start()));
        TestSql.update(jdbc, "update activity set free_cancel_days = ? where id = ?", days, robots);
        assertThat(classBookings.cancel(
                        visit.bookingId(), "De klas kan niet", bySchool ? coordinator.actor() : manager.actor()))
                .isInstanceOf(BookingResult.Done.class);
        int mailsOfOther = mails(coordinatorOfOther);
        refill.run();
        refill.run();
        assertThat(ofOther()).hasSize(visits).allSatisfy(one -> {
            assertThat(one.sessionId()).isEqualTo(visit.sessionId());
            assertThat(one.isComing()).isTrue();
        });
        assertThat(mails(coordinatorOfOther)).isEqualTo(mailsOfOther + visits);
        // who cancels does not get the place back
        assertThat(publications.ofSchool(round, school.siteId(), manager.actor()))
                .hasSize(3);
        assertThat(jdbc.sql("select count(*) from outbox where recipient = ? and payload->>'cameFree' = 'true'")
                        .param(coordinatorOfOther.account().email())
                        .query(Integer.class)
                        .single())
                .isEqualTo(visits);
        String page = manager.browser()
                .get("/beheer/jaarplan/" + round + "/publicatie")
                .body();
        assertThat(page.contains("De plek ging naar " + other.name())).isEqualTo(visits == 1);
    }

    /** Rules 3.6: the bookings move to the top of the wish list. */
    @Test
    void aClassWhoseVisitTheTecCallsOffIsTheFirstToGetAPlace() {
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.ofSchool(round, school.siteId(), manager.actor());
        PlannedVisit calledOff = visits.get(0);
        sessions.cancel(List.of(calledOff.sessionId()), "Het lab staat onder water", manager.actor());
        refill.run();
        assertThat(publications.visits(round)).hasSize(3);
        assertThat(coordinator.browser().get("/school/jaarplan").body())
                .contains("Gaat niet door", "het eerst aan de beurt");
        // the other school has got nothing, and would come first otherwise
        classBookings.cancel(visits.get(1).bookingId(), "De klas kan niet", coordinator.actor());
        refill.run();
        assertThat(publications.visits(round))
                .filteredOn(one ->
                        one.isComing() && one.sessionId() == visits.get(1).sessionId())
                .singleElement()
                .satisfies(one -> assertThat(one.wishId()).isEqualTo(calledOff.wishId()));
        assertThat(coordinator.browser().get("/school/jaarplan").body()).doesNotContain("het eerst aan de beurt");
    }

    @Test
    void aClassThatBookedByItselfWhatItWished_isNotLeftOut() {
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.visits(round);
        SchoolClass group = classes.list(other.siteId(), rounds.year()).stream()
                .filter(one -> one.label().equals(labelOfOther()))
                .findFirst()
                .orElseThrow();
        long own = bookings.session(robots, visits.get(2).start().plus(Duration.ofDays(14)), 30, 1);
        assertThat(bulk.book(
                                List.of(new BookClass(
                                        own,
                                        group.id(),
                                        Map.of(group.parts().get(0).id(), 20),
                                        3,
                                        UUID.randomUUID())),
                                true,
                                manager.actor())
                        .booked())
                .hasSize(1);
        classBookings.cancel(visits.get(0).bookingId(), "De klas kan niet", coordinator.actor());
        refill.run();
        assertThat(ofOther()).isEmpty();
    }

    private String labelOfOther() {
        return TestSql.text(
                jdbc, "select label from plan_wish where round_id = ? and site_id = ?", round, other.siteId());
    }

    @ParameterizedTest
    @CsvSource({"53, 1", "10, 0"})
    void aClassLeftOutThatHasToTravelComesByBus_orNotAtAll(int seats, int visits) {
        TestSql.update(jdbc, "update organisation set latitude = 52.45, longitude = 6.5 where id = ?", other.siteId());
        bookings.onlyBuses(seats);
        proposal = propose(3);
        start(true);
        publisher.run();
        coordinator.browser().post(giveBack(publications.visits(round).get(0)));
        tenMinutesLater();
        assertThat(ofOther()).hasSize(visits);
        assertThat(TestSql.integer(
                        jdbc,
                        "select count(*) from venues_bus_of_visit_v b join booking k on k.id = b.booking_id where k.site_id = ?",
                        other.siteId()))
                .isEqualTo(visits);
    }

    @Test
    void onlyVisitsThatCannotStayAreMoved() {
        start(true);
        publisher.run();
        List<PlannedVisit> before = publications.visits(round);
        PlannedVisit hit = before.get(0);
        String day = Dates.dayOf(hit.start()).toString();
        String page = "/beheer/jaarplan/" + round + "/herplannen";
        TestBrowser browser = manager.browser();
        String shown = browser.get(page + "?wat=" + hit.subject().place() + "&van=" + day + "&tot=" + day)
                .body();
        assertThat(shown).contains("Dit raakt 1 bezoek", "Kan ook op").doesNotContain("Wat je koos");
        assertThat(browser.get(page + "?wat=b999999999&van=" + day + "&tot=" + day)
                        .body())
                .as("a bus that is in use nowhere")
                .contains("selected>Wat je koos");
        String dayBefore = Dates.dayOf(hit.start()).minusDays(1).toString();
        assertThat(browser.get(page + "?wat=" + hit.subject().place() + "&van=" + day + "&tot=" + dayBefore)
                        .body())
                .contains("De laatste dag ligt voor de eerste.", "value=\"" + dayBefore + "\"")
                .doesNotContain("Dit raakt");
        int mails = mails(coordinator);
        assertThat(browser.post(page, "wat", hit.subject().place(), "van", day, "tot", day, "bezoek", "" + hit.id())
                        .statusCode())
                .isEqualTo(303);
        List<PlannedVisit> after = publications.visits(round);
        PlannedVisit moved =
                after.stream().filter(one -> one.id() == hit.id()).findFirst().orElseThrow();
        assertThat(Dates.dayOf(moved.start())).isNotEqualTo(Dates.dayOf(hit.start()));
        assertThat(moved.isComing()).isTrue();
        assertThat(after.stream().filter(one -> one.id() != hit.id()).map(PlannedVisit::start))
                .containsExactlyInAnyOrderElementsOf(before.stream()
                        .filter(one -> one.id() != hit.id())
                        .map(PlannedVisit::start)
                        .toList());
        assertThat(mails(coordinator)).isEqualTo(mails + 1);
        assertThat(coordinator.browser().get(page).statusCode()).isEqualTo(403);
    }

    @Test
    void aSchoolThatCannotComeGetsOtherDays_allAtOnce() {
        start(true);
        publisher.run();
        List<PlannedVisit> before = publications.ofSchool(round, school.siteId(), manager.actor());
        LocalDate first = Dates.dayOf(before.get(0).start());
        LocalDate last = Dates.dayOf(before.get(before.size() - 1).start());
        assertThat(before).hasSizeGreaterThan(1);
        Mishap closed = new Mishap("s" + school.siteId(), first, last);
        assertThat(replanning.propose(round, closed)).hasSameSizeAs(before);
        assertThat(replanning.subjects(round)).containsKey(closed.subject());
        String page = "/beheer/jaarplan/" + round + "/herplannen";
        TestBrowser browser = manager.browser();
        assertThat(browser.get(page + "?wat=" + closed.subject() + "&van=" + first + "&tot=" + last)
                        .body())
                .contains("Doe dit voor alle " + before.size());
        String read = Replanning.digest(replanning.propose(round, closed));
        assertThat(browser.get(page + "/alles?wat=" + closed.subject() + "&van=" + first + "&tot=" + last)
                        .body())
                .contains(
                        "Dit doen voor alle " + before.size() + " bezoeken?",
                        "Eén school krijgt over tien minuten mail over " + before.size() + " bezoeken",
                        "Andere tijd of plek",
                        "gaat naar",
                        "name=\"gezien\" value=\"" + read + "\"");
        browser.post(page, "wat", closed.subject(), "van", "" + first, "tot", "" + last, "gezien", "iets anders");
        assertThat(replanning.propose(round, closed))
                .as("what nobody read is not done")
                .hasSameSizeAs(before);
        assertThat(browser.post(page, "wat", closed.subject(), "van", "" + first, "tot", "" + last, "gezien", read)
                        .statusCode())
                .isEqualTo(303);
        assertThat(publications.ofSchool(round, school.siteId(), manager.actor()))
                .hasSameSizeAs(before)
                .allSatisfy(visit -> {
                    assertThat(visit.isComing()).isTrue();
                    assertThat(Dates.dayOf(visit.start())).matches(on -> on.isBefore(first) || on.isAfter(last));
                });
        assertThat(replanning.propose(round, closed)).isEmpty();
    }

    /** The school of {@link #school} can come on none of its days. */
    private Mishap closed() {
        List<PlannedVisit> visits = publications.ofSchool(round, school.siteId(), manager.actor());
        return new Mishap(
                "s" + school.siteId(),
                Dates.dayOf(visits.get(0).start()),
                Dates.dayOf(visits.get(visits.size() - 1).start()));
    }

    private long replanned(Mishap mishap) {
        assertThat(replanning.moveAll(
                        round, mishap, false, Replanning.digest(replanning.propose(round, mishap)), manager.actor()))
                .isTrue();
        return replanningUndo.open(round).get(0).id();
    }

    /** Everything that undoing restores: where each visit is and what was answered, seats, buses, guides. */
    private List<String> planned() {
        return jdbc.sql("""
                select concat_ws(' ', v.id, b.session_id, b.state, s.state, s.cancels_at, s.starts_at, v.answer, v.session_id, b.travel_minutes,
                                 o.during, p.open, p.taken, p.classes_taken, u.bus_id, u.during, t.state, t.choice, t.departs_at, t.returns_at,
                                 (select string_agg(concat_ws(':', w.member_id, w.answer, w.during), ',' order by w.member_id)
                                    from assignment w where w.session_id = s.id))
                  from plan_visit v
                  join booking b on b.id = v.booking_id
                  join session s on s.id = b.session_id
                  join session_capacity p on p.session_id = s.id
                  left join class_occupation o on o.booking_id = b.id
                  left join venues_bus_of_visit_v u on u.booking_id = b.id
                  left join visit_item t on t.booking_id = b.id and t.item = 'TRANSPORT'
                 where v.round_id = ? order by v.id
                """).param(round).query(String.class).list();
    }

    private int due(SignedIn to) {
        return jdbc.sql("select count(*) from outbox where recipient = ? and next_attempt_at <= now()")
                .param(to.account().email())
                .query(Integer.class)
                .single();
    }

    private void undoWindowEnds() {
        jdbc.sql(
                        "update plan_replanning set made_at = made_at - interval '11 minutes', final_at = final_at - interval '11 minutes' where round_id = ?")
                .param(round)
                .update();
        jdbc.sql(
                        "update outbox set next_attempt_at = next_attempt_at - interval '11 minutes' where sent_at is null and recipient in (?, ?)")
                .params(
                        coordinator.account().email(),
                        coordinatorOfOther.account().email())
                .update();
    }

    @Test
    void whatWasReplannedIsUndoneForTenMinutes_byAColleagueToo_andNobodyIsMailed() {
        start(true);
        publisher.run();
        bookings.onlyBuses(60, 60);
        PlannedVisit first =
                publications.ofSchool(round, school.siteId(), manager.actor()).get(0);
        TimeSlot trip =
                new TimeSlot(first.start(), first.end()).widened(Duration.ofMinutes(30), Duration.ofMinutes(30));
        arrangements.planRide(
                venues.buses().stream()
                        .filter(bus -> bus.ridesOn(Dates.dayOf(first.start())))
                        .findFirst()
                        .orElseThrow()
                        .id(),
                trip,
                Map.of(first.bookingId(), trip),
                manager.actor());
        acceptAll();
        List<String> before = planned();
        Map<SignedIn, Integer> mails = new HashMap<>();
        List.of(coordinator, coordinatorOfOther, guide).forEach(one -> mails.put(one, mails(one)));
        Mishap closed = closed();
        long id = replanned(closed);
        assertThat(planned()).isNotEqualTo(before);
        mails.forEach((one, number) -> assertThat(due(one)).isEqualTo(number));
        assertThat(mails(coordinator)).isGreaterThan(mails.get(coordinator));
        assertThat(jdbc.sql("select count(*) from reservation where subject = 'HELD' and subject_id = ?")
                        .param(first.bookingId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        TestBrowser colleague = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        String page = "/beheer/jaarplan/" + round;
        assertThat(colleague.get(page + "/publicatie").body())
                .contains("anders geregeld door " + manager.account().name(), "herplannen/" + id + "/terug");
        String back = page + "/herplannen/" + id + "/terug";
        assertThat(coordinator.browser().post(back).statusCode()).isEqualTo(403);
        assertThat(colleague.post(page + "/herplannen/" + id + 1 + "/terug").statusCode())
                .isEqualTo(303);
        assertThat(colleague
                        .post(back, "wat", closed.subject(), "van", "" + closed.from(), "tot", "" + closed.until())
                        .headers()
                        .firstValue("location")
                        .orElseThrow())
                .contains("herplannen?wat=" + closed.subject());
        assertThat(planned()).isEqualTo(before);
        mails.forEach((one, number) -> assertThat(mails(one)).isEqualTo(number));
        assertThat(colleague.get(page + "/publicatie").body()).doesNotContain("anders geregeld door");
        assertThat(visible()).as("no session stays that was made").isEqualTo(3);
        assertThat(jdbc.sql(
                                "select (select count(*) from moved_visit m join plan_visit v on v.booking_id = m.booking_id where v.round_id = :round)"
                                        + " + (select count(*) from plan_replanning_step s join plan_replanning r on r.id = s.replanning_id where r.round_id = :round)"
                                        + " + (select count(*) from reservation r join plan_visit v on v.booking_id = r.subject_id where r.subject = 'HELD' and v.round_id = :round)")
                        .param("round", round)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(done(replanningUndo.undo(round, id, manager.actor()))).isEmpty();
        undoWindowEnds();
        replanningUndo.finishDue();
        assertThat(planned()).isEqualTo(before);
    }

    @Test
    void afterTenMinutesSchoolsAreMailedOnce_andWhatWasLeftEmptyIsCancelled() {
        start(true);
        publisher.run();
        List<PlannedVisit> before = publications.ofSchool(round, school.siteId(), manager.actor());
        int mails = due(coordinator);
        long id = replanned(closed());
        replanningUndo.finishDue();
        assertThat(due(coordinator)).isEqualTo(mails);
        // what was left stays taken
        assertThat(bookings.held(before.get(0).sessionId()).participants()).isZero();
        assertThat(bookings.taken(before.get(0).sessionId()).participants()).isPositive();
        assertThat(jdbc.sql("select count(*) from venues_reservation_v where subject = 'SESSION' and subject_id = ?")
                        .param(before.get(0).sessionId())
                        .query(Integer.class)
                        .single())
                .isPositive();
        undoWindowEnds();
        replanningUndo.finishDue();
        replanningUndo.finishDue();
        assertThat(due(coordinator)).isEqualTo(mails + before.size());
        before.forEach(visit -> {
            assertThat(sessions.find(visit.sessionId()).orElseThrow().state()).isEqualTo(Session.State.CANCELLED);
            assertThat(bookings.taken(visit.sessionId()).participants()).isZero();
        });
        assertThat(reasons(replanningUndo.undo(round, id, manager.actor())))
                .containsExactly("planning.replan.undo.late");
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/publicatie")
                        .body())
                .doesNotContain("anders geregeld door");
    }

    @Test
    void whatASchoolChangedMeanwhileStays_andIsNamed() {
        start(true);
        publisher.run();
        List<PlannedVisit> before = publications.ofSchool(round, school.siteId(), manager.actor());
        long id = replanned(closed());
        PlannedVisit gone = before.get(0);
        PlannedVisit elsewhere = before.get(1);
        classBookings.cancel(gone.bookingId(), "", coordinator.actor());
        long own = bookings.session(robots, elsewhere.start().plus(Duration.ofHours(2)), 30, 1);
        assertThat(classBookings.move(elsewhere.bookingId(), own, coordinator.actor()))
                .isInstanceOf(BookingResult.Done.class);
        HttpResponse<String> answer =
                manager.browser().post("/beheer/jaarplan/" + round + "/herplannen/" + id + "/terug");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("2 bezoeken konden niet terug", "/beheer/boekingen/" + gone.bookingId(), elsewhere.label());
        for (PlannedVisit visit : List.of(gone, elsewhere)) {
            assertThat(sessions.find(visit.sessionId()).orElseThrow().state()).isEqualTo(Session.State.CANCELLED);
            assertThat(bookings.taken(visit.sessionId())).isEqualTo(bookings.held(visit.sessionId()));
        }
        assertThat(bookings.taken(own)).isEqualTo(bookings.held(own));
    }

    @Test
    void thePlaceInASessionThatIsHeldAllTheSameStaysTakenUntilItIsFinal() {
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.ofSchool(round, school.siteId(), manager.actor());
        PlannedVisit hit = visits.get(0);
        long session = hit.sessionId();
        jdbc.sql("update session set class_capacity = 2, capacity = 60 where id = ?")
                .param(session)
                .update();
        jdbc.sql("update session_capacity set class_capacity = 2, capacity = 60 where session_id = ?")
                .param(session)
                .update();
        TestClass group = bookings.schoolClass(bookings.school(), rounds.year().start(), 7, 20);
        TestClass late = bookings.schoolClass(bookings.school(), rounds.year().start(), 7, 20);
        assertThat(book(session, group)).isInstanceOf(BookingResult.Done.class);
        LocalDate day = Dates.dayOf(hit.start());
        Mishap camp = new Mishap("w" + hit.wishId(), day, day);
        List<String> before = planned();
        long id = replanned(camp);
        assertThat(book(session, late)).isInstanceOf(BookingResult.Waiting.class);
        assertThat(done(replanningUndo.undo(round, id, manager.actor()))).isEmpty();
        assertThat(planned()).isEqualTo(before);
        replanned(camp);
        undoWindowEnds();
        replanningUndo.finishDue();
        assertThat(sessions.find(session).orElseThrow().state()).isEqualTo(Session.State.PUBLISHED);
        assertThat(bookings.taken(session)).isEqualTo(bookings.held(session));
        assertThat(bookings.held(session).classes())
                .as("the class that waited is offered the place")
                .isEqualTo(2);
    }

    private BookingResult book(long session, TestClass group) {
        return classBookings.book(
                new BookClass(session, group.id(), Map.of(group.partId(), 20), 3, UUID.randomUUID()), manager.actor());
    }

    @Test
    void twoManagersAtOnceReplanAndUndoOnce() {
        start(true);
        publisher.run();
        List<String> before = planned();
        Mishap closed = closed();
        String read = Replanning.digest(replanning.propose(round, closed));
        int mails = mails(coordinator);
        int visits =
                publications.ofSchool(round, school.siteId(), manager.actor()).size();
        atOnce(() -> replanning.moveAll(round, closed, false, read, manager.actor()));
        assertThat(mails(coordinator)).as("each visit moved once").isEqualTo(mails + visits);
        List<OpenReplanning> open = replanningUndo.open(round);
        assertThat(open.stream().mapToInt(OpenReplanning::visits).sum()).isEqualTo(visits);
        atOnce(() -> open.forEach(one -> done(replanningUndo.undo(round, one.id(), manager.actor()))));
        assertThat(planned()).isEqualTo(before);
        assertThat(mails(coordinator)).isEqualTo(mails);
        assertThat(visible()).isEqualTo(3);
    }

    private static void atOnce(Runnable work) {
        CompletableFuture.allOf(CompletableFuture.runAsync(work), CompletableFuture.runAsync(work))
                .join();
    }

    /** Killed as in {@link #killedAtAnyMomentItIsPublishedWholeOrNotAtAll}: when undoing or finishing, nothing is done by halves. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void killedAtAnyMomentItIsUndoneOrFinishedWholeOrNotAtAll(boolean undo) throws InterruptedException {
        start(true);
        publisher.run();
        List<String> before = planned();
        int mails = mails(coordinator);
        long id = replanned(closed());
        List<String> after = planned();
        int held = mails(coordinator);
        if (!undo) {
            undoWindowEnds();
        }
        Random random = new Random();
        boolean over = false;
        for (int run = 0; run < MAX_RUNS && !over; run++) {
            Thread work = new Thread(
                    undo ? () -> replanningUndo.undo(round, id, manager.actor()) : replanningUndo::finishDue);
            work.start();
            if (run < KILLS) {
                Thread.sleep(random.nextInt(LONGEST_WAIT));
                jdbc.sql("""
                        select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity
                         where datname = current_database() and usename = current_user and pid <> pg_backend_pid() and xact_start is not null
                        """).query(Integer.class).single();
            }
            work.join();
            pool.getHikariPoolMXBean().softEvictConnections();
            over = jdbc.sql("select undone_at is not null or done_at is not null from plan_replanning where id = ?")
                    .param(id)
                    .query(Boolean.class)
                    .single();
            assertThat(planned()).isEqualTo(over && undo ? before : after);
            assertThat(mails(coordinator)).isEqualTo(over && undo ? mails : held);
            assertThat(visible()).isEqualTo(over ? 3 : 3 + (held - mails));
        }
        assertThat(over).isTrue();
        retryInterruptedListeners();
    }

    @Test
    void aClassThatAskedForAChangeIsMoved_andAnswersAgain() {
        start(true);
        publisher.run();
        PlannedVisit asked =
                publications.ofSchool(round, school.siteId(), manager.actor()).get(0);
        publications.answer(asked.id(), asked.shown(), Answer.CHANGE_ASKED, "Dan is het kamp", coordinator.actor());
        LocalDate day = Dates.dayOf(asked.start());
        TestBrowser browser = manager.browser();
        String question = "/herplannen?wat=w" + asked.wishId() + "&amp;van=" + day + "&amp;tot=" + day;
        String publication = "/beheer/jaarplan/" + round + "/publicatie";
        assertThat(browser.get(publication).body()).contains("Dan is het kamp", question);
        Mishap camp = new Mishap("w" + asked.wishId(), day, day);
        assertThat(replanning.subjects(round)).containsKey(camp.subject());
        assertThat(replanning.move(round, camp, asked.id(), false, manager.actor()))
                .isTrue();
        PlannedVisit moved = publications.ofSchool(round, school.siteId(), manager.actor()).stream()
                .filter(one -> one.id() == asked.id())
                .findFirst()
                .orElseThrow();
        assertThat(Dates.dayOf(moved.start())).isNotEqualTo(day);
        assertThat(moved.answer()).isEqualTo(Answer.OPEN);
        assertThat(browser.get(publication).body()).doesNotContain(question);
        acceptAll();
        assertThat(publications.ofSchool(round, school.siteId(), manager.actor()))
                .allSatisfy(visit -> assertThat(visit.answer()).isEqualTo(Answer.ACCEPTED));
    }

    @Test
    void anAnswerToAVisitThatWasMovedSinceIsNotAnAnswer() {
        start(true);
        publisher.run();
        List<String> shown = shown();
        PlannedVisit visit = publications
                .ofSchool(round, school.siteId(), coordinator.actor())
                .get(0);
        LocalDate day = Dates.dayOf(visit.start());
        assertThat(replanning.move(
                        round, new Mishap("w" + visit.wishId(), day, day), visit.id(), false, manager.actor()))
                .isTrue();
        TestBrowser browser = coordinator.browser();
        HttpResponse<String> stale = browser.post(
                "/school/jaarplan/bezoek/" + visit.id(),
                "gezien",
                visit.shown(),
                "antwoord",
                "CHANGE_ASKED",
                "opmerking" + visit.id(),
                "Dan is het kamp");
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body()).contains("intussen verplaatst", "Dan is het kamp");
        assertThat(publications.acceptAll(round, school.siteId(), shown, coordinator.actor()))
                .isFalse();
        assertThat(publications.ofSchool(round, school.siteId(), coordinator.actor()))
                .allSatisfy(one ->
                        assertThat(one.answer()).isEqualTo(one.id() == visit.id() ? Answer.OPEN : Answer.ACCEPTED));
        assertThat(browser.get("/school/jaarplan").body()).contains("Keur het bezoek goed");
        acceptAll();
        assertThat(publications.ofSchool(round, school.siteId(), coordinator.actor()))
                .allSatisfy(one -> assertThat(one.answer()).isEqualTo(Answer.ACCEPTED));
    }

    @Test
    void onlyIfAskedAnotherVisitMovesToMakeRoom() {
        PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of(), true));
        LocalDate monday = Dates.monday(instance.candidates().get(0).date()).plusWeeks(2);
        // the first class can come in one week only, the second in the week after it too
        List<Long> wish = instance.wishes().stream()
                .map(one -> InstanceBuilder.number(one.id()))
                .toList();
        onlyInWeeks(wish.get(0), monday, monday);
        onlyInWeeks(wish.get(1), monday, monday.plusWeeks(1));
        proposal = propose(2);
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.visits(round);
        PlannedVisit hit = visits.get(0);
        PlannedVisit other = visits.get(1);
        assertThat(visits).extracting(PlannedVisit::wishId).containsExactly(wish.get(0), wish.get(1));
        PlanInstance.Candidate planned = instance.candidates().stream()
                .filter(one -> one.start().equals(LocalDateTime.ofInstant(hit.start(), Dates.ZONE)))
                .findFirst()
                .orElseThrow();
        // one session on two days of the week
        jdbc.sql(
                        "update plan_supply set weekdays = array[:one, :two]::int[], opens = :opens, closes = :closes where round_id = :round")
                .param("opens", planned.occupiedFrom().toLocalTime())
                .param("closes", planned.occupiedUntil().toLocalTime())
                .param("one", Dates.dayOf(hit.start()).getDayOfWeek().getValue())
                .param("two", Dates.dayOf(other.start()).getDayOfWeek().getValue())
                .param("round", round)
                .update();
        LocalDate day = Dates.dayOf(hit.start());
        Mishap closed = new Mishap("s" + hit.siteId(), day, day);
        assertThat(replanning.propose(round, closed))
                .filteredOn(move -> move.visit().id() == hit.id())
                .noneMatch(Replanning.Move::isSolved);
        saysWhyThereIsNoOtherTime(closed, hit);
        String page = "/beheer/jaarplan/" + round + "/herplannen";
        String shown = manager.browser()
                .get(page + "?wat=" + closed.subject() + "&van=" + day + "&tot=" + day + "&anderen=ja")
                .body();
        assertThat(shown).contains("Verplaats beide");
        List<String> before = planned();
        assertThat(replanning.move(round, closed, hit.id(), true, manager.actor()))
                .isTrue();
        assertThat(publications.visits(round)).extracting(PlannedVisit::start).doesNotContain(hit.start());
        assertThat(done(replanningUndo.undo(
                        round, replanningUndo.open(round).get(0).id(), manager.actor())))
                .isEmpty();
        assertThat(planned()).isEqualTo(before);
        assertThat(replanning.move(round, closed, hit.id(), true, manager.actor()))
                .isTrue();
        assertThat(publications.visits(round)).allSatisfy(visit -> {
            assertThat(visit.isComing()).isTrue();
            if (visit.id() == hit.id()) {
                assertThat(visit.start()).isEqualTo(other.start());
            } else {
                assertThat(Dates.dayOf(visit.start())).isAfterOrEqualTo(monday.plusWeeks(1));
            }
        });
    }

    /** The other session in the week of the visit is taken, and all others are in weeks that do not suit. */
    private void saysWhyThereIsNoOtherTime(Mishap closed, PlannedVisit hit) {
        List<PlanSolution.Reason> reasons = replanning.propose(round, closed).stream()
                .filter(move -> move.visit().id() == hit.id())
                .findFirst()
                .orElseThrow()
                .reasons();
        assertThat(reasons)
                .extracting(PlanSolution.Reason::obstacle)
                .containsExactlyInAnyOrder(Obstacle.WEEKS, Obstacle.ROOM);
        assertThat(reasons)
                .filteredOn(reason -> reason.obstacle() == Obstacle.ROOM)
                .singleElement()
                .satisfies(reason -> assertThat(reason.count()).isEqualTo(1));
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + round + "/herplannen?wat=" + closed.subject() + "&van="
                                + closed.from() + "&tot=" + closed.until())
                        .body())
                .contains("Er is geen andere plek", "1 keer is de ruimte bezet of dicht", "past de wens, als");
    }

    private void onlyInWeeks(long wish, LocalDate first, LocalDate last) {
        jdbc.sql("""
                update plan_wish set excluded = (select array_agg(d::date) from generate_series(cast(:first as date) - 700, cast(:first as date) + 700, '7 days') d
                                                  where d::date not between :first and :last)
                 where id = :wish
                """)
                .param("first", first)
                .param("last", last)
                .param("wish", wish)
                .update();
    }

    @Test
    void theVisitsOfASchoolOrWithAnAnswerAreFoundAmongAll() {
        start(true);
        publisher.run();
        PlannedVisit accepted =
                publications.ofSchool(round, school.siteId(), manager.actor()).get(0);
        publications.answer(accepted.id(), accepted.shown(), Answer.ACCEPTED, "", coordinator.actor());
        TestBrowser browser = manager.browser();
        String page = "/beheer/jaarplan/" + round + "/publicatie";
        int all = publications.visits(round).size();
        assertThat(browser.get(page).body()).contains(all + " van de " + all + " bezoeken");
        assertThat(browser.get(page + "?antwoord=ACCEPTED").body()).contains("1 van de 1 bezoeken");
        assertThat(browser.get(page + "?antwoord=ACCEPTED&school=" + other.siteId())
                        .body())
                .contains("0 van de 0 bezoeken");
        assertThat(browser.get(page + "?antwoord=x&school=y&na=z").statusCode()).isEqualTo(200);
    }

    @Test
    void sessionsAtASchoolHaveNoPlaceThatCanBeClosed() {
        start(true);
        publisher.run();
        jdbc.sql("update session set venue_id = null, room_id = null, site_id = ? where id = ?")
                .params(school.siteId(), publications.visits(round).get(0).sessionId())
                .update();
        assertThat(replanning.subjects(round)).doesNotContainKey("").isNotEmpty();
    }

    @Test
    void aGuideWhoIsIllIsReplaced_andTheVisitStaysAsItWasPromised() {
        long drones = staff.skill();
        staff.needs(robots, drones, 1);
        staff.has(member, drones);
        proposal = propose(3);
        start(true);
        publisher.run();
        PlannedVisit hit = publications.visits(round).get(0);
        LocalDate day = Dates.dayOf(hit.start());
        Mishap ill = new Mishap("p" + member, day, day);
        // nobody else has the skill, and the guide is ill for one day only
        assertThat(replanning.propose(round, ill)).singleElement().satisfies(move -> {
            assertThat(move.visit().id()).isEqualTo(hit.id());
            assertThat(move.with()).isNull();
            assertThat(move.isSolved() || !move.reasons().isEmpty()).isTrue();
        });
        long other = staff.member();
        staff.has(other, drones);
        int mails = mails(coordinator);
        int guideMails = mails(guide);
        List<String> before = planned();
        String page = "/beheer/jaarplan/" + round + "/herplannen";
        TestBrowser browser = manager.browser();
        assertThat(browser.get(page).body())
                .contains("Begeleider: " + guide.account().name());
        assertThat(browser.get(page + "?wat=p" + member + "&van=" + day + "&tot=" + day)
                        .body())
                .contains("Dit raakt 1 bezoek", "kan het doorgaan zoals afgesproken");
        assertThat(browser.post(page, "wat", "p" + member, "van", "" + day, "tot", "" + day, "bezoek", "" + hit.id())
                        .statusCode())
                .isEqualTo(303);
        assertThat(publications.visits(round)).extracting(PlannedVisit::start).contains(hit.start());
        assertThat(TestSql.list(
                        jdbc, Long.class, "select member_id from assignment where session_id = ?", hit.sessionId()))
                .containsExactly(other);
        assertThat(mails(coordinator)).isEqualTo(mails);
        assertThat(replanning.propose(round, ill)).isEmpty();
        assertThat(done(replanningUndo.undo(
                        round, replanningUndo.open(round).get(0).id(), manager.actor())))
                .isEmpty();
        assertThat(planned()).isEqualTo(before);
        assertThat(mails(guide)).as("the guide hears nothing").isEqualTo(guideMails);
    }

    @Test
    void aBusThatBrokeDownIsReplaced_withEverybodyInIt() {
        start(true);
        publisher.run();
        List<PlannedVisit> visits = publications.visits(round);
        PlannedVisit hit = visits.get(0);
        bookings.onlyBuses(53, 52);
        List<Bus> there = venues.buses().stream()
                .filter(bus -> bus.ridesOn(Dates.dayOf(hit.start())))
                .toList();
        Bus large = there.get(there.get(0).seats() == 53 ? 0 : 1);
        TimeSlot trip = new TimeSlot(hit.start(), hit.end()).widened(Duration.ofMinutes(30), Duration.ofMinutes(30));
        arrangements.planRide(
                large.id(), trip, Map.of(hit.bookingId(), trip, visits.get(1).bookingId(), trip), manager.actor());
        List<String> before = planned();
        LocalDate day = Dates.dayOf(hit.start());
        Mishap broken = new Mishap("b" + large.id(), day, day);
        assertThat(replanning.propose(round, broken))
                .singleElement()
                .satisfies(move -> assertThat(
                                Objects.requireNonNull(move.with()).name().dutch())
                        .isEqualTo("Bus 52"));
        assertThat(replanning.move(round, broken, hit.id(), false, manager.actor()))
                .isTrue();
        assertThat(jdbc.sql("select distinct name_nl from venues_bus_of_visit_v where booking_id in (?, ?)")
                        .params(hit.bookingId(), visits.get(1).bookingId())
                        .query(String.class)
                        .list())
                .containsExactly("Bus 52");
        assertThat(replanning.propose(round, broken)).isEmpty();
        assertThat(done(replanningUndo.undo(
                        round, replanningUndo.open(round).get(0).id(), manager.actor())))
                .isEmpty();
        assertThat(planned()).isEqualTo(before);
    }

    @Test
    void whatAMishapAffectsBesidesThePlanIsNamedToo() {
        start(true);
        publisher.run();
        PlannedVisit planned = publications.visits(round).get(0);
        Instant begins = planned.start().plus(Duration.ofDays(7));
        LocalDate day = Dates.dayOf(begins);
        long town = bookings.activity();
        long walk = bookings.session(town, begins, 30, 1);
        TestClass group = bookings.schoolClass(other, rounds.year().start(), 7, 22);
        long booking = Objects.requireNonNull(bulk.book(
                        List.of(new BookClass(walk, group.id(), Map.of(group.partId(), 22), 4, UUID.randomUUID())),
                        true,
                        manager.actor())
                .booked()
                .values()
                .iterator()
                .next());
        bookings.onlyBuses(53);
        Bus bus = venues.buses().stream()
                .filter(one -> one.ridesOn(day))
                .findFirst()
                .orElseThrow();
        TimeSlot trip = new TimeSlot(begins.minusSeconds(1800), begins.plusSeconds(9000));
        arrangements.planRide(bus.id(), trip, Map.of(booking, trip), manager.actor());
        long volunteer = staff.member();
        assignments.assignTeams(Map.of(walk, List.of(volunteer)), manager.actor());
        long venue = bookings.venue();
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", venue, walk);

        Map<String, Bilingual> subjects = replanning.subjects(round);
        TestBrowser browser = manager.browser();
        for (String subject : List.of("b" + bus.id(), "p" + volunteer, "v" + venue, "s" + other.siteId())) {
            Mishap mishap = new Mishap(subject, day, day);
            assertThat(replanning.propose(round, mishap)).isEmpty();
            assertThat(replanning.besides(round, mishap))
                    .as(subject)
                    .singleElement()
                    .satisfies(one -> assertThat(one.sessionId()).isEqualTo(walk));
            assertThat(replanning.besides(round, new Mishap(subject, day.plusDays(1), day.plusDays(1))))
                    .isEmpty();
            String page = browser.get(
                            "/beheer/jaarplan/" + round + "/herplannen?wat=" + subject + "&van=" + day + "&tot=" + day)
                    .body();
            assertThat(page)
                    .contains("Dit raakt geen bezoek uit het plan", "Buiten het plan raakt dit ook iets")
                    .contains(
                            switch (subject.charAt(0)) {
                                case 'p' -> "/beheer/rooster/" + walk;
                                case 'v' -> "/beheer/sessies/" + walk;
                                default -> "/beheer/boekingen/" + booking;
                            });
        }
        assertThat(subjects).containsKeys("b" + bus.id(), "p" + volunteer);
        assertThat(replanning.subjects(round)).containsKey("v" + venue);
        // a visit of the plan is not named twice
        Mishap closed =
                new Mishap(planned.subject().place(), Dates.dayOf(planned.start()), Dates.dayOf(planned.start()));
        assertThat(replanning.besides(round, closed)).isEmpty();
    }

    @Test
    void nobodyAnswersForAnotherSchool_orAfterTheDeadline() {
        start(true);
        publisher.run();
        long visit = publications.visits(round).get(0).id();
        TestBrowser stranger = coordinatorOfOther.browser();
        for (String answer : List.of("", "/teruggeven", "/houden")) {
            assertThat(stranger.post("/school/jaarplan/bezoek/" + visit + answer, "antwoord", "ACCEPTED")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(stranger.get("/school/jaarplan/bezoek/" + visit + "/teruggeven")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.post("/school/jaarplan/" + round + "/" + school.siteId() + "/goed")
                        .statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/school/jaarplan").body()).doesNotContain(school.name());
        TestSql.update(
                jdbc,
                "update plan_round set answer_by = ? where id = ?",
                rounds.today().minusDays(1),
                round);
        assertThat(coordinator
                        .browser()
                        .post("/school/jaarplan/bezoek/" + visit, "antwoord", "ACCEPTED")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void beforePublishingItShowsWhomItReaches() {
        TestBrowser browser = manager.browser();
        String page = "/beheer/jaarplan/" + round + "/voorstellen/" + proposal + "/publiceren";
        assertThat(browser.get(page).body())
                .contains(
                        "3 bezoeken",
                        "Eén school krijgt één mail",
                        "nog wensen doorgeven",
                        "2 scholen zijn nog niet klaar");
        rounds.close(round);
        assertThat(browser.get(page).body()).contains("3 bezoeken").doesNotContain("nog wensen doorgeven");
        assertThat(browser.post(page, "antwoordVoor", rounds.today().toString()).statusCode())
                .isEqualTo(422);
        assertThat(browser.post(page, "antwoordVoor", rounds.today().plusDays(9).toString(), "wanneer", "meteen")
                        .headers()
                        .firstValue("location"))
                .hasValue("/beheer/jaarplan/" + round + "/publicatie");
        assertThat(coordinator.browser().get(page).statusCode()).isEqualTo(403);
        publisher.run();
        assertThat(browser.get(page).headers().firstValue("location"))
                .hasValue("/beheer/jaarplan/" + round + "/publicatie");
    }
}
