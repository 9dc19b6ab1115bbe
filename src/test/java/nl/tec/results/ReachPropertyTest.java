package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import nl.tec.TecTest;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.results.internal.Measurements;
import nl.tec.shared.Sector;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContextManager;

/**
 * Whatever is recorded in whatever order, corrections, other pupils, combination classes, parallel classes, head counts that
 * change and classes that move up included: reach is never more than there are, equals a slow, obvious computation, and the
 * drill-down adds up to it (rules 2.1-2.4, 2.6, 2.7, 2.12).
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
    Reach reach;

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
    void backToTheOthers() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    /** Something that happens; the numbers choose what it happens to. */
    record Event(What what, int which, int number, int day, boolean other) {}

    enum What {
        VISIT,
        VISIT_TOO,
        CORRECTED,
        REMOVED,
        CLASS_RESIZED,
        COHORT_RESIZED
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

    /** What the obvious computation knows: everything that was written, as plain lists. */
    static final class Notes {
        record Part(long id, int cohort, int grade, int classYear) {}

        static final class Attendance {
            final Part part;
            final LocalDate day;
            final boolean other;
            int heads;

            Attendance(Part part, LocalDate day, int heads, boolean other) {
                this.part = part;
                this.day = day;
                this.heads = heads;
                this.other = other;
            }
        }

        final List<Part> parts = new ArrayList<>();
        final Map<Part, Integer> headCounts = new HashMap<>();
        /** By cohort and school year. */
        final Map<List<Integer>, Integer> sizes = new HashMap<>();

        final List<Attendance> attendances = new ArrayList<>();

        long reached(int from, int to, PeriodKind kind, int year) {
            long total = 0;
            for (int cohort = 0; cohort < 4; cohort++) {
                total += switch (kind) {
                    case SCHOOL_YEAR_STARTING -> between(cohort, from, to, year, 8, 19);
                    case SCHOOL_YEAR_ENDING -> between(cohort, from, to, year - 1, 8, 19);
                    case CALENDAR_YEAR ->
                        Math.max(between(cohort, from, to, year - 1, 13, 19), between(cohort, from, to, year, 8, 12));
                    case REFERENCE_DATE -> throw new IllegalArgumentException();
                };
            }
            return total;
        }

        /** Months of a school year: 8 is August, 13 is January of the next calendar year. */
        private long between(int cohort, int from, int to, int schoolYear, int firstMonth, int lastMonth) {
            int grade = 5 + cohort + schoolYear - YEAR;
            if (grade < from || grade > to) {
                return 0;
            }
            long all = 0;
            for (Part part : parts) {
                if (part.cohort() != cohort) {
                    continue;
                }
                int largest = 0;
                int others = 0;
                for (Attendance attendance : attendances) {
                    int month = attendance.day.getMonthValue() + 12 * (attendance.day.getYear() - schoolYear);
                    if (attendance.part != part || month < firstMonth || month > lastMonth) {
                        continue;
                    }
                    if (attendance.other) {
                        others += attendance.heads;
                    } else {
                        largest = Math.max(largest, attendance.heads);
                    }
                }
                all += Math.min(largest + others, headCounts.getOrDefault(part, 0));
            }
            Integer size = sizes.get(List.of(cohort, schoolYear));
            if (size == null) {
                size = sizes.get(List.of(cohort, schoolYear - 1));
            }
            return size == null ? all : Math.min(all, size);
        }

        long population(int from, int to, int schoolYear) {
            long pupils = 0;
            for (int cohort = 0; cohort < 4; cohort++) {
                int grade = 5 + cohort + schoolYear - YEAR;
                if (grade >= from && grade <= to) {
                    pupils += sizes.getOrDefault(List.of(cohort, schoolYear), 0);
                }
            }
            return pupils;
        }
    }

    @Property(tries = 30)
    void reachIsWhatTheObviousComputationSaysAndNeverMoreThanThereAre(@ForAll("events") List<Event> events) {
        Town town = new Town(jdbc);
        hub.set(Setting.MUNICIPALITIES, town.code);
        long school = town.school();
        Notes notes = new Notes();
        List<Long> cohorts = new ArrayList<>();
        for (int cohort = 0; cohort < 4; cohort++) {
            cohorts.add(town.cohort(school, 5 + cohort, YEAR));
            for (int year = YEAR; year <= YEAR + 1 && 5 + cohort + year - YEAR <= 8; year++) {
                town.size(cohorts.get(cohort), year, 5 + cohort + year - YEAR, 30);
                notes.sizes.put(List.of(cohort, year), 30);
            }
        }
        for (int year = YEAR; year <= YEAR + 1; year++) {
            addClass(town, notes, school, cohorts, year, "5/6", 0, 1);
            addClass(town, notes, school, cohorts, year, "6", 1);
            addClass(town, notes, school, cohorts, year, "7a", 2);
            addClass(town, notes, school, cohorts, year, "7b", 2);
            if (year == YEAR) {
                addClass(town, notes, school, cohorts, year, "8", 3);
            }
        }
        List<Long> ids = new ArrayList<>();
        List<Long> sessions = new ArrayList<>();
        for (Event event : events) {
            happen(event, town, notes, school, cohorts, ids, sessions);
        }
        for (int year = YEAR; year <= YEAR + 1; year++) {
            for (PeriodKind kind :
                    List.of(PeriodKind.SCHOOL_YEAR_STARTING, PeriodKind.SCHOOL_YEAR_ENDING, PeriodKind.CALENDAR_YEAR)) {
                check(town, notes, kind, year, 5, 6);
                check(town, notes, kind, year, 7, 8);
            }
        }
    }

    private void check(Town town, Notes notes, PeriodKind kind, int year, int from, int to) {
        Kpi kpi = ReachRulesTest.pupils(Sector.PO, from, to, kind);
        Figure figure = measurements.of(kpi, year).orElseThrow();
        String which = kind + " " + year + ", groups " + from + "-" + to;
        long reached = notes.reached(from, to, kind, year);
        long population = notes.population(from, to, kpi.period(year).countYear());
        if (population == 0) {
            assertThat(figure.value(Measure.REACH)).as(which).isNaN();
        } else {
            assertThat(figure.reached()).as(which).isEqualTo(Math.min(reached, population));
            assertThat(figure.value(Measure.REACH)).as(which).isBetween(0.0, 100.0);
        }
        assertThat(figure.reached() + figure.cut()).as(which).isEqualTo(reached);

        // rules 2.12: every level adds up to the figure
        assertThat(drillDown.grades(kpi, year).stream()
                        .mapToLong(DrillDown.GradeLine::reached)
                        .sum())
                .as(which)
                .isEqualTo(reached);
        List<DrillDown.SchoolLine> schools =
                drillDown.schools(kpi, year, DrillDown.Which.ALL, "", null, 10).lines();
        assertThat(schools.stream().mapToLong(DrillDown.SchoolLine::reached).sum())
                .as(which)
                .isEqualTo(reached);
        assertThat(schools.stream().mapToLong(DrillDown.SchoolLine::visits).sum())
                .as(which)
                .isEqualTo(figure.attendances());
        for (DrillDown.SchoolLine line : schools) {
            DrillDown.School school = drillDown.school(kpi, year, line.brin6()).orElseThrow();
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

    private void happen(
            Event event, Town town, Notes notes, long school, List<Long> cohorts, List<Long> ids, List<Long> sessions) {
        switch (event.what()) {
            case VISIT, VISIT_TOO -> {
                Notes.Part part = notes.parts.get(event.which() % notes.parts.size());
                LocalDate day = DAYS.get(event.day());
                long session = town.session(day);
                // a visit without a booking is found through the attendance; one that is taken back through its booking
                long booking = town.booking(session, part.id(), event.number());
                ids.add(town.attendance(session, day, part.id(), event.number(), event.other(), booking));
                sessions.add(session);
                notes.attendances.add(new Notes.Attendance(part, day, event.number(), event.other()));
                reach.recomputeSession(session);
            }
            case CORRECTED -> {
                if (!ids.isEmpty()) {
                    int at = event.which() % ids.size();
                    jdbc.sql("update attendance set head_count = ? where id = ?")
                            .params(event.number(), ids.get(at))
                            .update();
                    notes.attendances.get(at).heads = event.number();
                    reach.recomputeSession(sessions.get(at));
                }
            }
            case REMOVED -> {
                if (!ids.isEmpty()) {
                    int at = event.which() % ids.size();
                    jdbc.sql("delete from attendance where id = ?")
                            .param(ids.get(at))
                            .update();
                    reach.recomputeSession(sessions.get(at));
                    notes.attendances.remove(at);
                    ids.remove(at);
                    sessions.remove(at);
                }
            }
            case CLASS_RESIZED -> {
                Notes.Part part = notes.parts.get(event.which() % notes.parts.size());
                jdbc.sql("update class_part set head_count = ? where id = ?")
                        .params(event.number(), part.id())
                        .update();
                notes.headCounts.put(part, event.number());
                reach.recomputeSite(school, part.classYear());
            }
            case COHORT_RESIZED -> {
                int cohort = event.which() % 4;
                int year = YEAR + event.day() % 2;
                if (5 + cohort + year - YEAR <= 8) {
                    town.size(cohorts.get(cohort), year, 5 + cohort + year - YEAR, event.number());
                    notes.sizes.put(List.of(cohort, year), event.number());
                    reach.recomputeSite(school, year);
                }
            }
        }
    }

    private static void addClass(
            Town town, Notes notes, long school, List<Long> cohorts, int year, String label, int... inIt) {
        long schoolClass = town.schoolClass(school, year, label);
        for (int cohort : inIt) {
            int grade = 5 + cohort + year - YEAR;
            long id = town.part(schoolClass, cohorts.get(cohort), grade, 20);
            Notes.Part part = new Notes.Part(id, cohort, grade, year);
            notes.parts.add(part);
            notes.headCounts.put(part, 20);
        }
    }
}
