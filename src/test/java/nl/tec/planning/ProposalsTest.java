package nl.tec.planning;

import static nl.tec.Outcomes.fields;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.Adults;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.ClassBookings;
import nl.tec.hub.Rows;
import nl.tec.planning.internal.ProposalStore;
import nl.tec.planning.internal.SolverRunner;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import nl.tec.staff.StaffFixture;
import nl.tec.venues.SetUps;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Proposals: from wishes and supply to a plan that can be viewed and adjusted (rules 5). */
@TecTest
class ProposalsTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    RoundsFixture rounds;

    @Autowired
    Proposals proposals;

    @Autowired
    Supply supply;

    @Autowired
    ProposalStore records;

    @Autowired
    SolverRunner runner;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SetUps setUps;

    @Autowired
    ClassBookings classBookings;

    @Autowired
    Adults adults;

    @Autowired
    Clock clock;

    private BookingsFixture bookings;
    private School school;
    private SignedIn manager;
    private long robots;
    private long round;

    @BeforeEach
    void make() {
        bookings = new BookingsFixture(jdbc);
        school = bookings.school();
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        robots = bookings.activity();
        long venue = bookings.insert("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude)
                values ('lab-' || gen_random_uuid(), 'TECHLAB', 'Het lab', 'The lab', 'Teststraat 1', 'Deventer', true, 52.251, 6.161)
                returning id
                """);
        TestSql.update(jdbc, "update activity set venue_id = ? where id = ?", venue, robots);
        round = rounds.open(manager.actor(), Set.of(school.siteId()), robots);
        // proposals of other tests must not block the queue
        jdbc.sql(
                        "update plan_proposal set state = 'FAILED', node = null, heartbeat_at = null where state in ('QUEUED', 'SOLVING')")
                .update();
    }

    private long wish(String label, int pupils) {
        return bookings.insert("""
                insert into plan_wish (round_id, site_id, label, position, grades, pupils, choices, changed_at)
                values (?, ?, ?, 1, '{7}', ?, array[?::bigint], now()) returning id
                """, round, school.siteId(), label, pupils, robots);
    }

    private String page() {
        return "/beheer/jaarplan/" + round;
    }

    @Test
    void activitiesWithASetUpAreOnlyHeldWhereAndWhileItStands() {
        long room = bookings.insert("""
                insert into resource (kind, key, name, venue_id, capacity)
                select 'ROOM', 'zaal-' || gen_random_uuid(), 'Zaal', venue_id, 40 from activity where id = ? returning id
                """, robots);
        TestSql.update(jdbc, "update activity set room_id = ? where id = ?", room, robots);
        wish("7a", 24);
        supply.propose(round);
        Proposals.Settings settings = new Proposals.Settings(Map.of(), false);
        assertThat(proposals.instance(round, settings).candidates()).isNotEmpty();
        long setUp = bookings.insert("insert into set_up (name_nl, name_en) values ('Dansvloer', '') returning id");
        TestSql.update(jdbc, "insert into set_up_activity (activity_id, set_up_id) values (?, ?)", robots, setUp);
        assertThat(proposals.instance(round, settings).candidates()).isEmpty();
        LocalDate first = LocalDate.of(rounds.year().start(), 10, 1);
        assertThat(setUps.place(setUps.find(setUp).orElseThrow(), room, first, first.plusDays(9), manager.actor()))
                .isInstanceOf(Outcome.Done.class);
        assertThat(proposals.instance(round, settings).candidates())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.date()).isBetween(first, first.plusDays(9)));
    }

    @Test
    void theSupplyIsProposedShownBesideTheWishes_andChanged() {
        wish("7a", 24);
        TestBrowser browser = manager.browser();
        assertThat(browser.get(page() + "/aanbod").body()).contains("Er is nog geen aanbod");
        assertThat(browser.post(page() + "/aanbod/voorstel").statusCode()).isEqualTo(303);
        SupplyLine line = supply.lines(round).get(0);
        SupplyOverview overview = supply.overview(round);
        assertThat(overview.wishes()).isEqualTo(1);
        assertThat(overview.candidates()).isGreaterThan(100);
        assertThat(browser.get(page() + "/aanbod").body()).contains("momenten waarop een activiteit kan");
        // no session on a day on which schools are closed, or outside the hours
        PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of(), false));
        Set<Object> closed = Set.copyOf(jdbc.sql("""
                select d::date from organisations_day_off_v f, generate_series(f.first_day, f.last_day, interval '1 day') d
                 where f.site_id is null and (f.region is null or f.region = 'NOORD')
                """).query(LocalDate.class).list());
        assertThat(instance.candidates()).allSatisfy(one -> {
            assertThat(closed).doesNotContain(one.date());
            assertThat(one.occupiedFrom().toLocalTime()).isAfterOrEqualTo(line.opens());
            assertThat(one.occupiedUntil().toLocalTime()).isBeforeOrEqualTo(line.closes());
        });
        String id = String.valueOf(line.id());
        String version = supply.version(round);
        var refused = browser.post(
                page() + "/aanbod",
                "versie",
                version,
                "school-van",
                "8.30",
                "school-tot",
                "14.30",
                "woensdag-tot",
                "12.30",
                "van-" + id,
                "9.00",
                "tot-" + id,
                "8.00",
                "eerste-" + id,
                line.firstDay().toString(),
                "laatste-" + id,
                line.lastDay().toString());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(browser.post(
                                page() + "/aanbod",
                                "versie",
                                version,
                                "school-van",
                                "8.30",
                                "school-tot",
                                "14.30",
                                "woensdag-tot",
                                "12.30",
                                "dag-" + id,
                                "TUESDAY",
                                "van-" + id,
                                "9.00",
                                "tot-" + id,
                                "12.00",
                                "eerste-" + id,
                                line.firstDay().toString(),
                                "laatste-" + id,
                                line.lastDay().toString())
                        .statusCode())
                .isEqualTo(303);
        // a colleague whose page was open already
        var stale = browser.post(
                page() + "/aanbod",
                "versie",
                version,
                "school-van",
                "8.45",
                "school-tot",
                "14.30",
                "woensdag-tot",
                "12.30",
                "van-" + id,
                "9.30",
                "tot-" + id,
                "12.00",
                "eerste-" + id,
                line.firstDay().toString(),
                "laatste-" + id,
                line.lastDay().toString());
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body())
                .contains("intussen veranderd", "De schooltijden zijn nu", "value=\"9.30\"", "value=\"8.45\"")
                .contains("name=\"versie\" value=\"" + supply.version(round) + "\"")
                .as("a day that was unticked stays so")
                .doesNotContain("value=\"TUESDAY\" checked");
        assertThat(supply.lines(round).get(0).opens()).isEqualTo(LocalTime.of(9, 0));
        assertThat(proposals
                        .instance(round, new Proposals.Settings(Map.of(), false))
                        .candidates())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.date().getDayOfWeek()).isEqualTo(DayOfWeek.TUESDAY));
    }

    @Test
    void guidesArePlannedWithTheirSkillsHoursAndCertificate() {
        StaffFixture staff = new StaffFixture(jdbc);
        long drones = staff.skill();
        staff.needs(robots, drones, 1);
        staff.needs(robots, null, 2);
        long guide = staff.member();
        staff.has(guide, drones);
        long withoutCertificate = staff.member();
        jdbc.sql("update staff_member set vog_issued_on = null, vog_seen_on = null where id = ?")
                .param(withoutCertificate)
                .update();
        long expires = staff.member();
        LocalDate lastDay = LocalDate.of(rounds.year().start(), 11, 30);
        staff.vog(expires, lastDay.plusDays(1).minusYears(3));
        jdbc.sql("""
                insert into staff_hours (member_id, weekday, from_time, until_time)
                values (:guide, 1, '08:00', '12:00'), (:guide, 2, '08:00', '17:00')
                """).param("guide", guide).update();
        wish("7a", 24);
        supply.propose(round);
        PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of(), true));
        assertThat(instance.activities().get(0).staff()).isEqualTo(Map.of("k" + drones, 1, "k0", 2));
        assertThat(person(instance, withoutCertificate)).isEmpty();
        PlanInstance.Person planned = person(instance, guide).orElseThrow();
        assertThat(planned.skills()).containsExactlyInAnyOrder("k" + drones, "k0");
        assertThat(planned.weekdays()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.TUESDAY);
        assertThat(planned.absences()).isNotEmpty().allSatisfy(absence -> {
            assertThat(absence.from().getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
            assertThat(absence.from().toLocalTime()).isEqualTo(LocalTime.NOON);
        });
        assertThat(person(instance, expires).orElseThrow().daysOff())
                .contains(instance.candidates().stream()
                        .map(PlanInstance.Candidate::date)
                        .filter(lastDay::isBefore)
                        .findFirst()
                        .orElseThrow())
                .allSatisfy(day -> assertThat(day).isAfter(lastDay));
        assertThat(proposals
                        .instance(round, new Proposals.Settings(Map.of(), false))
                        .staff())
                .isEmpty();
    }

    @Test
    void daysOnWhichAClassIsOutAlreadyDoNotSuit() {
        BookingsFixture.TestClass group =
                bookings.schoolClass(school, rounds.year().start(), 7, 24);
        String label = TestSql.text(jdbc, "select label from school_class where id = ?", group.id());
        wish(label, 24);
        supply.propose(round);
        Proposals.Settings settings = new Proposals.Settings(Map.of(), false);
        PlanInstance before = proposals.instance(round, settings);
        LocalDate booked = before.candidates().get(0).date();
        LocalDate elsewhere = before.candidates().stream()
                .map(PlanInstance.Candidate::date)
                .filter(booked::isBefore)
                .findFirst()
                .orElseThrow();
        long session = bookings.session(robots, Dates.at(booked, LocalTime.of(10, 0)), 32, 1);
        assertThat(classBookings.book(
                        new BookClass(session, group.id(), Map.of(group.partId(), 24), 3, UUID.randomUUID()),
                        manager.actor()))
                .isInstanceOf(BookingResult.Done.class);
        jdbc.sql("""
                insert into class_occupation (class_id, during, visit)
                values (?, tstzrange(?::timestamptz, ?::timestamptz), gen_random_uuid())
                """)
                .param(group.id())
                .param(Rows.timestamp(Dates.at(elsewhere, LocalTime.of(9, 0))))
                .param(Rows.timestamp(Dates.at(elsewhere, LocalTime.of(11, 0))))
                .update();
        PlanInstance after = proposals.instance(round, settings);
        assertThat(before.wishes().get(0).notDates()).doesNotContain(booked, elsewhere);
        assertThat(after.wishes().get(0).notDates()).contains(booked, elsewhere);
        assertThat(after.candidates()).extracting(PlanInstance.Candidate::date).doesNotContain(booked, elsewhere);
    }

    @Test
    void reservedBusesAndHoursOfGuidesAreTaken() {
        StaffFixture staff = new StaffFixture(jdbc);
        long guide = staff.member();
        TestSql.update(jdbc, "update staff_member set max_hours = 8 where id = ?", guide);
        wish("7a", 24);
        supply.propose(round);
        Proposals.Settings settings = new Proposals.Settings(Map.of(), true);
        PlanInstance before = proposals.instance(round, settings);
        PlanInstance.Candidate one = before.candidates().get(0);
        int usual = person(before, guide).orElseThrow().maxPerWeek();
        assertThat(usual).isPositive();
        assertThat(person(before, guide).orElseThrow().maxInWeek()).isEmpty();
        long bus = bookings.insert("""
                insert into resource (kind, key, name, name_en, capacity)
                values ('BUS', gen_random_uuid()::text, 'Bus', 'Coach', 48) returning id
                """);
        Instant from = Dates.at(one.date(), LocalTime.of(8, 40));
        jdbc.sql("""
                insert into reservation (resource_id, during, subject, subject_id)
                values (?, tstzrange(?::timestamptz, ?::timestamptz), 'BLOCKED', 1)
                """)
                .param(bus)
                .param(Rows.timestamp(from))
                .param(Rows.timestamp(from.plusSeconds(7200)))
                .update();
        long session = bookings.session(robots, Dates.at(one.date(), LocalTime.of(20, 0)), 32, 1);
        jdbc.sql("""
                insert into assignment (session_id, member_id, during, answer, assigned_at)
                select id, ?, tstzrange(starts_at, ends_at + interval '4 hours'), 'ACCEPTED', now() from session where id = ?
                """).params(guide, session).update();
        PlanInstance after = proposals.instance(round, settings);
        int turnaround = after.turnaroundMinutes();
        assertThat(after.buses())
                .filteredOn(each -> each.id().equals("b" + bus))
                .flatExtracting(PlanInstance.Bus::absences)
                .containsExactly(new PlanInstance.Absence(
                        one.date().atTime(8, 40).minusMinutes(turnaround),
                        one.date().atTime(10, 40)));
        assertThat(person(after, guide).orElseThrow().maxIn(Dates.isoWeek(one.date())))
                .isLessThan(usual);
        assertThat(person(after, guide)
                        .orElseThrow()
                        .maxIn(Dates.isoWeek(one.date().plusWeeks(1))))
                .isEqualTo(usual);
    }

    @Test
    void theStrictestWishedActivitySaysHowManyAdultsComeAlong() {
        long strict = bookings.activity();
        TestSql.update(jdbc, "update activity set children_per_adult = 4 where id = ?", strict);
        round = rounds.open(manager.actor(), Set.of(school.siteId()), robots, strict);
        long usual = wish("7a", 28);
        long other = wish("7b", 28);
        jdbc.sql("update plan_wish set choices = array[?::bigint, ?::bigint] where id = ?")
                .params(robots, strict, other)
                .update();
        assertThat(proposals
                        .instance(round, new Proposals.Settings(Map.of(), false))
                        .wishes())
                .extracting(PlanInstance.Wish::id, PlanInstance.Wish::adults)
                .containsExactlyInAnyOrder(
                        tuple("w" + usual, adults.needed(Map.of(new Grade(Sector.PO, 7), 28))), tuple("w" + other, 7));
    }

    @Test
    void aCombinedClassGetsItsSecondChoiceForItsOtherGroup() {
        long blocks = bookings.activity();
        jdbc.sql(
                        "update activity set po_from = 1, po_to = 2, venue_id = (select venue_id from activity where id = ?) where id = ?")
                .params(robots, blocks)
                .update();
        TestSql.update(jdbc, "update activity set po_from = 3, po_to = 4 where id = ?", robots);
        round = rounds.open(manager.actor(), Set.of(school.siteId()), robots, blocks);
        long id = wish("2/3", 24);
        jdbc.sql("update plan_wish set grades = '{2,3}', choices = array[?::bigint, ?::bigint] where id = ?")
                .params(robots, blocks, id)
                .update();
        supply.propose(round);
        PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of(), false));
        PlanInstance.Wish wish = instance.wishes().get(0);
        assertThat(wish.grade()).isEqualTo(3);
        assertThat(wish.allGrades()).containsExactlyInAnyOrder(2, 3);
        PlanInstance.Candidate second = instance.candidates().stream()
                .filter(one -> one.activity().equals("a" + blocks))
                .findFirst()
                .orElseThrow();
        PlanSolution plan = new PlanSolution(
                List.of(new PlanSolution.Assignment(wish.id(), second.id(), null)),
                List.of(new PlanSolution.HeldSession(second.id(), List.of())),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
        assertThat(PlanChecker.check(instance, plan).violations()).isEmpty();
    }

    @Test
    void theGroupsThatGetPriorityAreThoseOfTheGoals() {
        wish("7a", 24);
        supply.propose(round);
        jdbc.sql("""
                insert into kpi (code, position, measure, name_nl, name_en, sector, grade_from, grade_to, period)
                values ('proef-groep-7', 99, 'REACH', 'Groep 7', 'Group 7', 'PO', 7, 7, 'SCHOOL_YEAR_STARTING')
                """).update();
        try {
            PlanInstance instance = proposals.instance(round, new Proposals.Settings(Map.of("7", 2), false));
            assertThat(instance.wishes()).extracting(PlanInstance.Wish::band).containsExactly("7");
            TestBrowser browser = manager.browser();
            assertThat(browser.get(page() + "/voorstellen").body()).contains("name=\"groep-7\"");
            var refused = browser.post(page() + "/voorstellen", "naam", "Een", "seconden", "15", "groep-7", "9");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("Kies een getal van 0 tot en met 5", "value=\"9\"");
            // an ended goal gets no priority
            TestSql.update(jdbc, "update kpi set last_year = 2020 where code = 'proef-groep-7'");
            assertThat(browser.get(page() + "/voorstellen").body()).doesNotContain("name=\"groep-7\"");
        } finally {
            jdbc.sql("delete from kpi where code = 'proef-groep-7'").update();
        }
    }

    @Test
    void aSchoolOfWhichOnlyThePostcodeIsKnownTravelsAsInABooking() {
        jdbc.sql(
                        "insert into postcode_area (pc4, latitude, longitude) values ('9997', 52.2515, 6.162) on conflict do nothing")
                .update();
        jdbc.sql("update organisation set latitude = null, longitude = null, postcode = '9997 AA' where id = ?")
                .param(school.siteId())
                .update();
        wish("7a", 24);
        supply.propose(round);
        assertThat(proposals
                        .instance(round, new Proposals.Settings(Map.of(), false))
                        .travel())
                .extracting(PlanInstance.Travel::mode)
                .containsExactly(PlanInstance.Mode.WALK);
    }

    private static Optional<PlanInstance.Person> person(PlanInstance instance, long member) {
        return instance.staff().stream()
                .filter(one -> one.id().equals("p" + member))
                .findFirst();
    }

    @Test
    void theInstanceOfARoundIsReadableByTheSolver_withoutNames(@TempDir Path folder) throws Exception {
        wish("7a", 24);
        supply.propose(round);
        Path file = folder.resolve("instance.json");
        proposals.export(round, file);
        PlanInstance read = PlanFiles.readInstance(file);
        assertThat(read.wishes()).hasSize(1);
        assertThat(read.candidates()).isNotEmpty();
        assertThat(Files.readString(file)).doesNotContain(school.name(), "Deventer");
    }

    @Test
    void anImpossiblePlanIsRefused() {
        assertThat(fields(proposals.start(round, " ", 1, new Proposals.Settings(Map.of(), false), manager.actor())))
                .contains(Proposals.NAME, Proposals.SECONDS, "");
        assertThat(manager.browser()
                        .post(page() + "/voorstellen", "naam", "Mijn plan", "seconden", "15")
                        .body())
                .contains("Er zijn nog geen wensen", "value=\"Mijn plan\"");
        supply.propose(round);
        assertThat(reasons(proposals.start(round, "Plan", 15, new Proposals.Settings(Map.of(), true), manager.actor())))
                .containsExactly("planning.proposal.noWishes");
    }

    @Test
    void onlyOneIsSolvedAtATime_andADeadNodeIsReplaced() {
        wish("7a", 24);
        supply.propose(round);
        String instance = "{}";
        long first = records.insert(round, "een", null, 10, instance, null, manager.actor(), clock.instant());
        records.insert(round, "twee", null, 10, instance, null, manager.actor(), clock.instant());
        String line =
                "seconds=1.0 of=2 bound=2 met=1 worstSchool=0.500 shares=0.500 unfairness=1 preference=0 weeks=0 lag=0 busKm=0 load=0 moved=0"
                        + " improving=met school=s1";
        assertThat(records.claim("node-1", clock.instant()).orElseThrow().proposalId())
                .isEqualTo(first);
        assertThat(records.claim("node-2", clock.instant())).isEmpty();
        assertThat(proposals.solvingSince())
                .hasValueSatisfying(since -> assertThat(since).isBeforeOrEqualTo(clock.instant()));
        assertThat(proposals.waiting()).as("the second").isEqualTo(1);
        // the first node stops sending heartbeats
        var later = clock.instant().plus(Duration.ofSeconds(60));
        assertThat(records.solvingSince(later)).as("nobody works on it").isEmpty();
        assertThat(records.waiting(later)).isEqualTo(2);
        assertThat(records.claim("node-2", later).orElseThrow().proposalId()).isEqualTo(first);
        assertThat(records.heartbeat(first, "node-1", null, later)).isFalse();
        assertThat(records.heartbeat(first, "node-2", line, later)).isTrue();
        records.finish(first, "node-1", null, null, later);
        assertThat(records.find(first).orElseThrow().state()).isEqualTo(Proposal.State.SOLVING);
        records.finish(first, "node-2", null, "broken", later);
        assertThat(records.find(first).orElseThrow().state()).isEqualTo(Proposal.State.FAILED);
    }

    @Test
    void aProposalIsSolvedReadAndAdjusted() {
        long one = wish("7a", 24);
        long other = wish("7b", 26);
        long tooLarge = wish("7c", 99);
        jdbc.sql("update venue set groups_at_once = 3 where id = (select venue_id from activity where id = ?)")
                .param(robots)
                .update();
        supply.propose(round);
        TestBrowser browser = manager.browser();
        var started = browser.post(page() + "/voorstellen", "naam", "Voorstel 1", "seconden", "15");
        assertThat(started.statusCode()).isEqualTo(303);
        String address = started.headers().firstValue("location").orElseThrow();
        long id = Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
        // in a process of its own, with the memory of TEC_PLAN_MEMORY
        Awaitility.await()
                .until(() -> ProcessHandle.current()
                        .children()
                        .anyMatch(child -> child.info().commandLine().orElse("").contains("-Xmx500m")));
        Awaitility.await().until(() -> !proposals.get(round, id).isRunning());
        assertThat(proposals.get(round, id).state()).isEqualTo(Proposal.State.DONE);
        for (String by : List.of("week", "school", "ruimte", "persoon", "bus", "zonder", "wijzigingen")) {
            assertThat(browser.get(address + "?per=" + by).statusCode()).as(by).isEqualTo(200);
        }
        assertThat(browser.get(address).body())
                .contains("van 3 wensen vervuld", school.name())
                // every level, with what is proved about it
                .containsPattern("2 wensen zijn vervuld</span>\\s*<span class=\"state good\">")
                .contains("eerste keus, alle klassen samen: 0")
                .doesNotContain("Niet onderzocht");
        assertThat(browser.get(address + "?per=zonder").body())
                .contains("De klas heeft 99 leerlingen.", "hoogstens 32 tegelijk");
        assertThat(browser.get(address + "/wens/" + tooLarge).body()).contains("De klas heeft 99 leerlingen.");
        assertThat(browser.get(address + "/plan.csv").body()).contains("7a", "7b");
        assertThat(browser.get(page() + "/voorstellen").body())
                .contains("Voorstel 1", "Meer kan niet")
                .containsPattern("data-label=\"Begeleiders\">Later<")
                .containsPattern("data-label=\"Niet de liefste week\" class=\"num\">0<");
        adjust(browser, address, one, other);
        // resuming from the proposal keeps the pins
        var next = browser.post(address + "/verder", "seconden", "5");
        assertThat(next.statusCode()).isEqualTo(303);
        long nextId = Long.parseLong(
                next.headers().firstValue("location").orElseThrow().replaceAll(".*/", ""));
        Awaitility.await().until(() -> !proposals.get(round, nextId).isRunning());
        assertThat(browser.get(next.headers().firstValue("location").orElseThrow() + "?per=wijzigingen")
                        .body())
                .contains("Er is niets veranderd");
        assertThat(browser.get(address).body()).doesNotContain("nadat dit voorstel is gemaakt");
        wish("8a", 20);
        TestSql.update(jdbc, "update plan_wish set changed_at = now() where id = ?", one);
        jdbc.sql("delete from plan_wish where id = ?").param(tooLarge).update();
        rounds.close(round);
        for (String shown : List.of(address, address + "/publiceren", page() + "/voorstellen/" + nextId)) {
            assertThat(browser.get(shown).body())
                    .as(shown)
                    .contains("3 wensen zijn veranderd nadat dit voorstel is gemaakt")
                    .containsPattern(school.name() + ", 7a</a>: de wens is veranderd en is nu: ")
                    .containsPattern(school.name() + ", 7c</a>: de wens is weg")
                    .containsPattern(school.name() + ", 8a</a>: nieuwe wens")
                    .doesNotContain(school.name() + ", 7b</a>: de wens");
        }
    }

    private void adjust(TestBrowser browser, String address, long one, long other) {
        String wish = address + "/wens/" + one;
        String body = browser.get(wish).body();
        assertThat(body).contains("Zet vast", "mogelijke plekken");
        // three groups fit at once, which nobody can tell apart
        assertThat(Pattern.compile("#antwoord\">([^·<]+)")
                        .matcher(body)
                        .results()
                        .map(shown -> shown.group(1).strip()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        var places = Pattern.compile("\\?naar=(\\d+)#antwoord").matcher(body);
        String last = "";
        while (places.find()) {
            last = places.group(1);
        }
        String tried = browser.get(wish + "?naar=" + last).body();
        assertThat(tried).contains("Ja, dit kan", "Deze klas gaat van", "Er blijven 2 wensen vervuld");
        var version = Pattern.compile("name=\"versie\" value=\"(\\d+)\"").matcher(tried);
        assertThat(version.find()).isTrue();
        assertThat(browser.post(wish, "doe", "verplaats", "naar", last, "versie", "0")
                        .headers()
                        .firstValue("location"))
                .hasValue(wish);
        assertThat(browser.get(wish).body()).doesNotContain("Laat los");
        browser.post(wish, "doe", "verplaats", "naar", last, "versie", version.group(1));
        assertThat(browser.get(wish).body()).contains("Laat los");
        // what is proved with fewer pins is proved with more, and not the other way round
        assertThat(browser.get(address).body()).contains("Meer wensen vervullen kan niet");
        // the room is occupied by the pinned visit
        assertThat(browser.get(address + "/wens/" + other + "?naar=" + last).body())
                .contains("Nee, dit kan niet");
        assertThat(browser.get(address + "/wens/999999999").statusCode()).isEqualTo(404);
        browser.post(wish, "doe", "los");
        assertThat(browser.get(address).body()).doesNotContain("Meer wensen vervullen kan niet");
        assertThat(browser.get(wish + "?niet=true").body()).contains("Deze klas gaat van", "Sluit deze plek uit");
    }

    @Test
    void afterTheSchoolYearOnlyThePublishedPlanIsKept() {
        long first = failed("een", null);
        long published = failed("twee", first);
        failed("drie", published);
        jdbc.sql("""
                insert into plan_publication (round_id, proposal_id, state, publish_at, answer_by, started_by, started_at)
                values (?, ?, 'DONE', now(), current_date, ?, now())
                """).params(round, published, manager.actor().accountId()).update();
        SchoolYear year = new SchoolYear(2001);
        TestSql.update(jdbc, "update plan_round set school_year = ? where id = ?", year.start(), round);
        records.removeUnpublished(year);
        assertThat(proposals.list(round)).as("until its last day").hasSize(3);
        records.removeUnpublished(year.next());
        assertThat(proposals.list(round))
                .singleElement()
                .returns(published, Proposal::id)
                .returns(null, Proposal::parentId);
    }

    private long failed(String name, @Nullable Long parent) {
        long id = records.insert(round, name, parent, 10, "{}", null, manager.actor(), clock.instant());
        TestSql.update(jdbc, "update plan_proposal set state = 'FAILED' where id = ?", id);
        return id;
    }

    @Test
    void nobodyElseSeesIt() {
        long id = records.insert(round, "een", null, 10, "{}", null, manager.actor(), clock.instant());
        TestBrowser teacher = accounts.teacherOf(school.siteId()).browser();
        for (String path :
                List.of("/aanbod", "/voorstellen", "/voorstellen/" + id, "/voorstellen/" + id + "/plan.csv")) {
            assertThat(teacher.get(page() + path).statusCode()).as(path).isEqualTo(403);
        }
        long another = rounds.draft(manager.actor(), Set.of(school.siteId()), robots);
        assertThat(manager.browser()
                        .get("/beheer/jaarplan/" + another + "/voorstellen/" + id)
                        .statusCode())
                .isEqualTo(404);
    }
}
