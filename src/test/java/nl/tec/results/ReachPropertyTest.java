package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.reach.CohortReach;
import nl.tec.reach.GradeReach;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.SchoolVisits;
import nl.tec.reach.SessionReach;
import nl.tec.results.internal.Measurements;
import nl.tec.shared.Sector;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/**
 * For any sequence of events: corrections, other pupils, combination classes, parallel classes, groups to book with, classes that change,
 * are split or end after a visit, new counts, schools that move or end, children who come individually. Reach never exceeds the
 * population, equals a naive computation, and the drill-down adds up to it (rules 2.1-2.7, 2.12).
 */
@TecTest
class ReachPropertyTest {

    private static final int YEAR = 2014;

    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(YEAR, 8, 1),
            LocalDate.of(YEAR, 11, 3),
            LocalDate.of(YEAR, 12, 31),
            LocalDate.of(YEAR + 1, 1, 1),
            LocalDate.of(YEAR + 1, 7, 31),
            LocalDate.of(YEAR + 1, 8, 28),
            LocalDate.of(YEAR + 2, 5, 20));

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CohortReach reach;

    @Autowired
    Measurements measurements;

    @Autowired
    DrillDown drillDown;

    @Autowired
    HubSettings hub;

    private String municipalities = "";

    @BeforeProperty
    void program() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        municipalities = hub.get(Setting.MUNICIPALITIES);
    }

    @AfterProperty
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    /** A random event; the numbers select its subject. */
    record Event(What what, int which, int number, int day, boolean other) {}

    enum What {
        VISIT,
        VISIT_TOO,
        VISIT_AGAIN,
        CORRECTED,
        REMOVED,
        CLASS_RESIZED,
        PART_ENDED,
        CLASS_ENDED,
        CLASS_ADDED,
        GROUP_ADDED,
        COUNTED_AGAIN,
        OWN_NUMBERS,
        MOVED_AWAY,
        SCHOOL_ENDED,
        CHILDREN
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 35),
                        Arbitraries.integers().between(0, DAYS.size() - 1),
                        Arbitraries.of(true, false, false))
                .as(Event::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    /** A town in the program, mirrored in the naive computation. */
    private final class Both {
        final ResultsFixture resultsFixture = new ResultsFixture(jdbc);
        final String elsewhere = new ResultsFixture(jdbc).code;
        final SlowReach slow = new SlowReach();
        final List<Long> schools = List.of(resultsFixture.school(), resultsFixture.school());
        final List<SlowReach.School> slowSchools = List.of(new SlowReach.School(), new SlowReach.School());
        final List<Long> cohorts = new ArrayList<>();
        final List<Long> attendances = new ArrayList<>();
        final List<Long> sessions = new ArrayList<>();

        Both() {
            for (int school = 0; school < 2; school++) {
                for (int grade = 5; grade <= 8; grade++) {
                    SlowReach.Cohort cohort = new SlowReach.Cohort(slowSchools.get(school), YEAR + 9 - grade);
                    slow.cohorts.add(cohort);
                    cohorts.add(resultsFixture.cohort(schools.get(school), grade, YEAR));
                    for (int year = YEAR; year <= YEAR + 1 && cohort.grade(year) <= 8; year++) {
                        counted(slow.cohorts.size() - 1, year, 30);
                    }
                }
                for (int year = YEAR; year <= YEAR + 1; year++) {
                    addClass(school, year, "5/6", 20, 0, 1);
                    addClass(school, year, "6", 20, 1);
                    addClass(school, year, "7a", 20, 2);
                    addClass(school, year, "7b", 20, 2);
                    if (year == YEAR) {
                        addClass(school, year, "8", 20, 3);
                    }
                }
            }
        }

        void counted(int cohort, int year, int pupils) {
            resultsFixture.size(
                    cohorts.get(cohort), year, slow.cohorts.get(cohort).grade(year), pupils);
            slow.cohorts.get(cohort).counted.put(year, pupils);
        }

        void addClass(int school, int year, String label, int pupils, int... inIt) {
            add(school, year, label, pupils, false, inIt);
        }

        private void add(int school, int year, String label, int pupils, boolean group, int... inIt) {
            long schoolClass = resultsFixture.schoolClass(schools.get(school), year, label);
            TestSql.update(jdbc, "update school_class set booking_group = ? where id = ?", group, schoolClass);
            for (int n : inIt) {
                SlowReach.Cohort cohort = slow.cohorts.get(4 * school + n);
                long id = resultsFixture.part(schoolClass, cohorts.get(4 * school + n), cohort.grade(year), pupils);
                slow.parts.add(new SlowReach.Part(id, schoolClass, cohort, year, pupils, group));
            }
        }

        void recompute() {
            reach.recomputeSites(schools, YEAR);
        }

        void happen(Event event) {
            SlowReach.Part part = slow.parts.get(event.which() % slow.parts.size());
            int cohort = event.which() % cohorts.size();
            int year = YEAR + event.day() % 2;
            switch (event.what()) {
                case VISIT, VISIT_TOO, VISIT_AGAIN -> {
                    LocalDate day = DAYS.get(event.day());
                    long session = resultsFixture.session(day);
                    // a visit without a booking is found by its attendance; one whose attendance is undone, by its
                    // booking
                    long booking = resultsFixture.booking(session, part.id, event.number());
                    attendances.add(
                            resultsFixture.attendance(session, day, part.id, event.number(), event.other(), booking));
                    sessions.add(session);
                    slow.visit(part, day, event.number(), event.other());
                    reach.recomputeSession(session);
                }
                case CORRECTED -> {
                    if (!attendances.isEmpty()) {
                        int at = event.which() % attendances.size();
                        jdbc.sql("update attendance set head_count = ? where id = ?")
                                .params(event.number(), attendances.get(at))
                                .update();
                        slow.visits.get(at).came = event.number();
                        reach.recomputeSession(sessions.get(at));
                    }
                }
                case REMOVED -> {
                    if (!attendances.isEmpty()) {
                        int at = event.which() % attendances.size();
                        TestSql.update(jdbc, "delete from attendance where id = ?", attendances.get(at));
                        reach.recomputeSession(sessions.get(at));
                        slow.unrecorded.add(slow.visits.remove(at));
                        attendances.remove(at);
                        sessions.remove(at);
                    }
                }
                case CLASS_RESIZED -> {
                    TestSql.update(jdbc, "update class_part set head_count = ? where id = ?", event.number(), part.id);
                    part.headCount = event.number();
                    recompute();
                }
                case PART_ENDED -> {
                    TestSql.update(jdbc, "update class_part set ended_at = now() where id = ?", part.id);
                    part.ended = true;
                    recompute();
                }
                case CLASS_ENDED -> {
                    TestSql.update(jdbc, "update school_class set ended_at = now() where id = ?", part.classId);
                    slow.parts.stream().filter(p -> p.classId == part.classId).forEach(p -> p.ended = true);
                    recompute();
                }
                case CLASS_ADDED -> {
                    if (slow.cohorts.get(cohort).grade(year) <= 8) {
                        addClass(cohort / 4, year, "nieuw " + slow.parts.size(), event.number(), cohort % 4);
                        recompute();
                    }
                }
                case GROUP_ADDED -> {
                    if (slow.cohorts.get(cohort).grade(year) <= 8) {
                        add(cohort / 4, year, "groep " + slow.parts.size(), event.number(), true, cohort % 4);
                        recompute();
                    }
                }
                case COUNTED_AGAIN -> {
                    if (slow.cohorts.get(cohort).grade(year) <= 8) {
                        counted(cohort, year, event.number());
                        recompute();
                    }
                }
                case OWN_NUMBERS -> {
                    if (slow.cohorts.get(cohort).grade(year) <= 8) {
                        resultsFixture.own(cohorts.get(cohort), year, event.number());
                        slow.cohorts.get(cohort).own.put(year, event.number());
                        recompute();
                    }
                }
                case MOVED_AWAY -> // its location on 1 October of those years no longer changes
                    jdbc.sql("update organisation set municipality_code = ? where id = ?")
                            .params(elsewhere, schools.get(1))
                            .update();
                case SCHOOL_ENDED -> {
                    slowSchools.get(1).ended = LocalDate.of(YEAR + 1, 7, 31);
                    jdbc.sql("update organisation set ended_on = ? where id = ?")
                            .params(slowSchools.get(1).ended, schools.get(1))
                            .update();
                }
                case CHILDREN -> {
                    LocalDate day = DAYS.get(event.day());
                    long session = resultsFixture.session(day);
                    String mail = resultsFixture.code + "-" + event.which() % 2 + "@example.org";
                    int age = 8 + event.number() % 6;
                    Integer grade = event.other() ? Integer.valueOf(5 + event.number() % 4) : null;
                    for (int child = 0; child <= event.which() % 3; child++) {
                        resultsFixture.person(session, day, "CHILD", mail, age, grade);
                        slow.children.add(new SlowReach.Child(mail, age, grade, day, session));
                    }
                }
            }
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void reachEqualsTheNaiveComputation_afterEveryEvent(@ForAll("events") List<Event> events) {
        jdbc.sql(
                        "delete from attendance where email_hash is not null and class_part_id is null and held_on between ? and ?")
                .params(DAYS.get(0), DAYS.get(DAYS.size() - 1))
                .update();
        long before = reach.differences(); // of other tests, which insert attendances directly
        Both both = new Both();
        hub.set(Setting.MUNICIPALITIES, both.resultsFixture.code);
        for (Event event : events) {
            both.happen(event);
            check(both.slow, PeriodKind.SCHOOL_YEAR_STARTING, YEAR + event.day() % 2, 5 + event.which() % 4, 8);
        }
        for (int year = YEAR; year <= YEAR + 1; year++) {
            for (PeriodKind kind :
                    List.of(PeriodKind.SCHOOL_YEAR_STARTING, PeriodKind.SCHOOL_YEAR_ENDING, PeriodKind.CALENDAR_YEAR)) {
                check(both.slow, kind, year, 5, 6);
                check(both.slow, kind, year, 7, 8);
            }
        }
        assertThat(reach.differences()).isEqualTo(before);
    }

    private void check(SlowReach slow, PeriodKind kind, int year, int from, int to) {
        Kpi kpi = ReachRulesTest.pupils(Sector.PO, from, to, kind);
        Figure figure =
                Objects.requireNonNull(measurements.of(List.of(kpi), year).get(kpi.code()));
        String which = kind + " " + year + ", groups " + from + "-" + to;
        long reached = slow.reached(from, to, kind, year);
        long population = slow.population(from, to, kpi.period(year).countYear());
        if (population == 0) {
            assertThat(figure.value(Measure.REACH)).as(which).isNaN();
        } else {
            assertThat(figure.reached()).as(which).isEqualTo(Math.min(reached, population));
            assertThat(figure.value(Measure.REACH)).as(which).isBetween(0.0, 100.0);
        }
        assertThat(figure.reached() + figure.cut()).as(which).isEqualTo(reached);

        assertThat(figure.unrecorded()).as(which).isEqualTo(slow.unrecorded(from, to, kpi.period(year)));
        assertThat(figure.individuals()).as(which).isEqualTo(slow.children(from, to, kpi.period(year)));
        if (population > 0) {
            assertThat(figure.most())
                    .as(which)
                    .isEqualTo(Math.min(population, Math.min(reached, population) + figure.individuals()));
        }
        assertThat(drillDown.sessions(kpi, year, null, 100).rows().stream()
                        .mapToLong(SessionReach::first)
                        .sum())
                .as(which)
                .isEqualTo(figure.individuals());

        // every level adds up to the figure (rules 2.12)
        assertThat(drillDown.grades(kpi, year).stream()
                        .mapToLong(GradeReach::reached)
                        .sum())
                .as(which)
                .isEqualTo(reached);
        List<SchoolReach> schools = drillDown
                .schools(kpi, year, SchoolReach.Which.ALL, "", null, 10)
                .rows();
        assertThat(schools.stream().mapToLong(SchoolReach::reached).sum())
                .as(which)
                .isEqualTo(reached);
        assertThat(schools.stream().mapToLong(SchoolReach::visits).sum())
                .as(which)
                .isEqualTo(figure.attendances());
        assertThat(drillDown
                        .schools(kpi, year, SchoolReach.Which.CAME, "", null, 10)
                        .rows())
                .as(which)
                .isEqualTo(schools.stream().filter(line -> line.reached() > 0).toList());
        assertThat(drillDown
                        .schools(kpi, year, SchoolReach.Which.NOT_YET, "", null, 10)
                        .rows())
                .as(which)
                .isEqualTo(schools.stream().filter(line -> line.reached() == 0).toList());
        for (SchoolReach line : schools) {
            SchoolVisits school = drillDown.school(kpi, year, line.brin6()).orElseThrow();
            assertThat((long) school.reached()).as(which).isEqualTo(line.reached());
            assertThat(school.cohorts().stream()
                            .flatMap(cohort -> cohort.slices().stream())
                            .flatMap(slice -> slice.parts().stream())
                            .mapToLong(part -> part.visits().size())
                            .sum())
                    .as(which)
                    .isEqualTo(line.visits());
        }
    }
}
