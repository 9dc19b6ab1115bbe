package nl.tec.results;

import static nl.tec.results.ResultsFixture.autumn;
import static nl.tec.results.ResultsFixture.spring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.programme.ActivityKind;
import nl.tec.reach.Arithmetic;
import nl.tec.reach.Band;
import nl.tec.reach.CohortReach;
import nl.tec.reach.Period;
import nl.tec.reach.Population;
import nl.tec.reach.SchoolReach;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.Figure.Earlier;
import nl.tec.results.internal.Measurements;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Sector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests of rules 2, one by one. */
@TecTest
class ReachRulesTest {

    private static final int YEAR = 2012;
    private static final Kpi GROUPS_7_8 = pupils(Sector.PO, 7, 8, PeriodKind.SCHOOL_YEAR_STARTING);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Classes schoolClasses;

    @Autowired
    CohortReach reach;

    @Autowired
    Measurements measurements;

    @Autowired
    Profiles profiles;

    @Autowired
    DrillDown drillDown;

    @Autowired
    ClassChanges classes;

    @Autowired
    AccountsFixture people;

    @Autowired
    Kpis kpis;

    @Autowired
    HubSettings hub;

    private ResultsFixture resultsFixture;
    private String municipalities;

    @BeforeEach
    void useOwnTown() {
        resultsFixture = new ResultsFixture(jdbc);
        municipalities = hub.get(Setting.MUNICIPALITIES);
        hub.set(Setting.MUNICIPALITIES, resultsFixture.code);
    }

    @AfterEach
    void restoreMunicipalities() {
        hub.set(Setting.MUNICIPALITIES, municipalities);
    }

    @Test
    void rule_2_1_onlyAttendanceCountsNeverABooking() {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 25);
        long session = resultsFixture.session(autumn(YEAR));
        long booking = resultsFixture.booking(session, part, 25);
        reach.recomputeSession(session);
        Figure before = measure(GROUPS_7_8, YEAR);
        assertThat(before.reached()).isZero();
        assertThat(before.unrecorded()).as("on the to-do list").isEqualTo(1);

        resultsFixture.attendance(session, autumn(YEAR), part, 23, false, booking);
        reach.recomputeSession(session);
        Figure after = measure(GROUPS_7_8, YEAR);
        assertThat(after.reached()).isEqualTo(23);
        assertThat(after.unrecorded()).isZero();
    }

    @Test
    void rule_2_1_aVisitThatNobodyRecordedIsOneOfTheYearAndOfTheBandsThatItsPupilsAreIn() {
        long school = resultsFixture.school();
        long combined = resultsFixture.schoolClass(school, YEAR, "6/7");
        long six = resultsFixture.part(combined, resultsFixture.cohort(school, 6, YEAR), 6, 10);
        long seven = resultsFixture.part(combined, resultsFixture.cohort(school, 7, YEAR), 7, 12);
        long session = resultsFixture.session(autumn(YEAR));
        long booking = resultsFixture.booking(session, seven, 12);
        jdbc.sql("insert into booking_part (booking_id, class_part_id, head_count) values (?, ?, 10)")
                .params(booking, six)
                .update();
        Kpi all = pupils(Sector.PO, 1, 8, PeriodKind.SCHOOL_YEAR_STARTING);
        Kpi lowest = pupils(Sector.PO, 1, 5, PeriodKind.SCHOOL_YEAR_STARTING);
        assertThat(measure(all, YEAR).unrecorded())
                .as("of two groups, and one visit")
                .isEqualTo(1);
        assertThat(measure(GROUPS_7_8, YEAR).unrecorded()).isEqualTo(1);
        assertThat(measure(lowest, YEAR).unrecorded()).isZero();

        begins(session, LocalDate.of(YEAR + 1, 7, 31).atTime(23, 59));
        assertThat(measure(all, YEAR).unrecorded())
                .as("the last minute of the year")
                .isEqualTo(1);
        begins(session, LocalDate.of(YEAR + 1, 8, 1).atStartOfDay());
        assertThat(measure(all, YEAR).unrecorded()).isZero();
        assertThat(measure(all, YEAR + 1).unrecorded())
                .as("the first minute of the next")
                .isEqualTo(1);
    }

    private void begins(long session, LocalDateTime at) {
        Instant start = at.atZone(Dates.ZONE).toInstant();
        jdbc.sql("update session set starts_at = ?, ends_at = ? where id = ?")
                .params(Timestamp.from(start), Timestamp.from(start.plusSeconds(3600)), session)
                .update();
    }

    @Test
    void rule_2_2_theSameClassAgainIsTheSamePupils() {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 25);
        visits(part, 20, 24, 18);
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(24);
        assertThat(measure(GROUPS_7_8, YEAR).attendances()).isEqualTo(3);
    }

    @Test
    void rule_2_2_otherPupilsOfTheClassAddUpToItsHeadCount() {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 25);
        visits(part, 12);
        reach.recomputeSession(resultsFixture.visit(spring(YEAR), part, 8, true));
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(20);
        reach.recomputeSession(resultsFixture.visit(spring(YEAR), part, 9, true));
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(25);
    }

    @Test
    void rule_2_3_parallelClassesAddUpToTheSizeOfTheCohort() {
        long school = resultsFixture.school();
        long cohort = resultsFixture.cohort(school, 7, YEAR);
        resultsFixture.size(cohort, YEAR, 7, 40);
        visits(resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "7a"), cohort, 7, 25), 22);
        long b = resultsFixture.schoolClass(school, YEAR, "7b");
        visits(resultsFixture.part(b, cohort, 7, 25), 21);
        assertThat(measure(GROUPS_7_8, YEAR).reached())
                .as("of two classes of 25, whatever DUO counted; the band has no more than 40")
                .isEqualTo(40);
        assertThat(measure(GROUPS_7_8, YEAR).cut()).isEqualTo(3);
        TestSql.update(jdbc, "update school_class set ended_at = now() where id = ?", b);
        visits(resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "7c"), cohort, 7, 25), 25);
        assertThat(measure(GROUPS_7_8, YEAR).reached()
                        + measure(GROUPS_7_8, YEAR).cut())
                .as("7c is who was in 7b: never more than the cohort had, 50")
                .isEqualTo(50);
    }

    @Test
    void rule_2_3_aCombinationClassCountsForTheCohortOfEachGroup() {
        long school = resultsFixture.school();
        long six = resultsFixture.cohort(school, 6, YEAR);
        long seven = resultsFixture.cohort(school, 7, YEAR);
        resultsFixture.size(six, YEAR, 6, 12);
        resultsFixture.size(seven, YEAR, 7, 14);
        long combined = resultsFixture.schoolClass(school, YEAR, "6/7");
        visits(resultsFixture.part(combined, six, 6, 12), 11);
        visits(resultsFixture.part(combined, seven, 7, 14), 13);
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(13);
        assertThat(measure(pupils(Sector.PO, 3, 6, PeriodKind.SCHOOL_YEAR_STARTING), YEAR)
                        .reached())
                .isEqualTo(11);
    }

    @Test
    void rule_2_4_aCohortCountsOnceInACalendarYearTheLarger() {
        long school = resultsFixture.school();
        long cohort = resultsFixture.cohort(school, 7, YEAR);
        resultsFixture.size(cohort, YEAR, 7, 30);
        resultsFixture.size(cohort, YEAR + 1, 8, 30);
        long seven = resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "7a"), cohort, 7, 30);
        long eight = resultsFixture.part(resultsFixture.schoolClass(school, YEAR + 1, "8a"), cohort, 8, 30);
        reach.recomputeSession(resultsFixture.visit(spring(YEAR), seven, 18));
        reach.recomputeSession(resultsFixture.visit(autumn(YEAR + 1), eight, 22));
        assertThat(measure(pupils(Sector.PO, 7, 8, PeriodKind.CALENDAR_YEAR), YEAR + 1)
                        .reached())
                .isEqualTo(22);
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(18);
        assertThat(measure(pupils(Sector.PO, 7, 8, PeriodKind.SCHOOL_YEAR_ENDING), YEAR + 1)
                        .reached())
                .isEqualTo(18);
    }

    @Test
    void rule_2_4_ofTwoEqualYearsTheLaterCounts() {
        Arithmetic.ClassPart part = new Arithmetic.ClassPart("7a", 7, 20, List.of(), 12);
        Arithmetic.Slice earlier = new Arithmetic.Slice(2024, Period.Part.SPRING, 7, 20, 20, List.of(part));
        Arithmetic.Slice later = new Arithmetic.Slice(2025, Period.Part.AUTUMN, 8, 20, 20, List.of(part));
        Arithmetic.Cohort cohort = new Arithmetic.Cohort(1, List.of(earlier, later));
        assertThat(cohort.counts(later)).isTrue();
        assertThat(cohort.counts(earlier)).isFalse();
    }

    @Test
    void rule_2_5_childrenWhoSignUpIndividuallyOnlyCountInTheUpperBound() {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 7, 2009, 25);
        reach.recomputeSession(resultsFixture.visit(autumn(2009), part, 20));
        long open = resultsFixture.activity("AFTER_SCHOOL", "INDIVIDUALS");
        resultsFixture.person(autumn(2009), open, "CHILD", "een@example.org", 10);
        resultsFixture.person(spring(2009), open, "CHILD", "een@example.org", 10);
        resultsFixture.person(spring(2009), open, "CHILD", "twee@example.org", 11);
        resultsFixture.person(spring(2009), open, "CHILD", "klein@example.org", 6);
        resultsFixture.person(spring(2009), open, "PARENT", "een@example.org", null);
        Figure figure = measure(GROUPS_7_8, 2009);
        assertThat(figure.reached()).isEqualTo(20);
        assertThat(figure.individuals()).isEqualTo(2);
        assertThat(figure.most()).isEqualTo(22);
        for (int n = 0; n < 9; n++) {
            resultsFixture.person(spring(2009), open, "CHILD", n + "@example.org", 11);
        }
        assertThat(measure(GROUPS_7_8, 2009).most())
                .as("never more than there are")
                .isEqualTo(25);
    }

    @Test
    void rule_2_6_theGroupOnTheDayDecidesTheBand() {
        long school = resultsFixture.school();
        long cohort = resultsFixture.cohort(school, 6, YEAR);
        resultsFixture.size(cohort, YEAR, 6, 20);
        resultsFixture.size(cohort, YEAR + 1, 7, 20);
        long six = resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "6a"), cohort, 6, 20);
        long seven = resultsFixture.part(resultsFixture.schoolClass(school, YEAR + 1, "7a"), cohort, 7, 20);
        reach.recomputeSession(resultsFixture.visit(spring(YEAR), six, 20));
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isZero();
        reach.recomputeSession(resultsFixture.visit(autumn(YEAR + 1), seven, 19));
        assertThat(measure(GROUPS_7_8, YEAR + 1).reached()).isEqualTo(19);
        // in this calendar year it was in the lower band in spring and in the higher one in autumn
        assertThat(measure(pupils(Sector.PO, 3, 6, PeriodKind.CALENDAR_YEAR), YEAR + 1)
                        .reached())
                .isEqualTo(20);
        assertThat(measure(pupils(Sector.PO, 7, 8, PeriodKind.CALENDAR_YEAR), YEAR + 1)
                        .reached())
                .isEqualTo(19);
    }

    @Test
    void rule_2_6_aVisitInAugustWithTheClassOfLastYearIsOfTheNewSchoolYear() {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 6, YEAR, 20);
        reach.recomputeSession(resultsFixture.visit(LocalDate.of(YEAR + 1, 8, 28), part, 20));
        resultsFixture.size(cohortOf(part), YEAR + 1, 7, 20);
        assertThat(measure(GROUPS_7_8, YEAR + 1).reached()).isEqualTo(20);
        assertThat(measure(pupils(Sector.PO, 3, 6, PeriodKind.SCHOOL_YEAR_STARTING), YEAR)
                        .reached())
                .isZero();
    }

    @Test
    void rule_2_7_aPercentageOfThePupilsEnrolledInTheMunicipality() {
        long school = resultsFixture.school();
        long part = resultsFixture.wholeClass(school, 7, YEAR, 30);
        resultsFixture.wholeClass(school, 8, YEAR, 20);
        visits(part, 25);
        long elsewhere =
                resultsFixture.wholeClass(resultsFixture.school(Sector.PO, new ResultsFixture(jdbc).code), 7, YEAR, 30);
        visits(elsewhere, 30);
        Figure figure = measure(GROUPS_7_8, YEAR);
        assertThat(figure.value(Measure.REACH)).isEqualTo(50);
        assertThat(figure.population()).isEqualTo(new Population(50, 50, 50, false, null));
    }

    @Test
    void rule_2_7_aSchoolThatEndsOnTheFirstDayOfAYearIsNotInThatYear() {
        resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 30);
        long closed = resultsFixture.school();
        resultsFixture.wholeClass(closed, 7, YEAR, 20);
        TestSql.update(jdbc, "update organisation set ended_on = make_date(?, 8, 2) where id = ?", YEAR, closed);
        assertThat(measure(GROUPS_7_8, YEAR).population()).isEqualTo(new Population(50, 50, 50, false, null));
        TestSql.update(jdbc, "update organisation set ended_on = make_date(?, 8, 1) where id = ?", YEAR, closed);
        assertThat(measure(GROUPS_7_8, YEAR).population()).isEqualTo(new Population(30, 30, 30, false, null));
    }

    @Test
    void rule_2_7_withoutACountLastYearsMovesUpAndTheFigureIsProvisional() {
        long school = resultsFixture.school();
        resultsFixture.wholeClass(school, 1, YEAR, 10);
        long cohort = resultsFixture.cohort(school, 6, YEAR);
        resultsFixture.size(cohort, YEAR, 6, 20);
        resultsFixture.size(resultsFixture.cohort(school, 8, YEAR), YEAR, 8, 99);
        long seven = resultsFixture.part(resultsFixture.schoolClass(school, YEAR + 1, "7a"), cohort, 7, 24);
        reach.recomputeSession(resultsFixture.visit(autumn(YEAR + 1), seven, 22));
        Figure figure = measure(GROUPS_7_8, YEAR + 1);
        assertThat(figure.population()).isEqualTo(new Population(20, 20, 20, true, YEAR));
        assertThat(figure.reached()).as("never over 100%").isEqualTo(20);
        Figure youngest = measure(pupils(Sector.PO, 1, 2, PeriodKind.SCHOOL_YEAR_STARTING), YEAR + 1);
        assertThat(youngest.population()).isEqualTo(new Population(20, 20, 20, true, YEAR));

        resultsFixture.size(cohort, YEAR + 1, 7, 21, "MOVED_UP");
        reach.recomputeSites(List.of(school), YEAR + 1);
        assertThat(measure(GROUPS_7_8, YEAR + 1).population()).isEqualTo(new Population(21, 21, 21, true, YEAR));
    }

    @Test
    void rule_2_7_anOldCountIsMarked() {
        long school = resultsFixture.school(Sector.VO, resultsFixture.code);
        long cohort = resultsFixture.cohort(school, Sector.VO, 2, YEAR);
        resultsFixture.size(cohort, YEAR, 2, 80, "DUO_TOTAL");
        TestSql.update(jdbc, "update cohort_size set counted_in = ? where cohort_id = ?", YEAR - 4, cohort);
        Kpi vo = pupils(Sector.VO, 1, 6, PeriodKind.SCHOOL_YEAR_STARTING);
        assertThat(measure(vo, YEAR).population()).isEqualTo(new Population(80, 80, 80, true, YEAR - 4));
    }

    @Test
    void rule_2_7_aCountThatDuoCallsProvisionalIsProvisional() {
        long school = resultsFixture.school();
        long cohort = resultsFixture.cohort(school, 7, YEAR);
        resultsFixture.size(cohort, YEAR, 7, 80, "DUO_AGE");
        TestSql.update(jdbc, "update cohort_size set counted_in = ? where cohort_id = ?", YEAR, cohort);
        jdbc.sql("insert into enrolment (site_id, reference_year, pupils, provisional) values (?, ?, 80, true)")
                .params(school, YEAR)
                .update();
        assertThat(measure(GROUPS_7_8, YEAR).population()).isEqualTo(new Population(80, 80, 80, true, null));
    }

    /** A school creates, corrects and splits its classes through the service used by the pages. */
    @Test
    void rules_2_2_2_7_changesOfClassesByASchoolDoNotReduceReach_orChangeTheDenominator() {
        int year = ResultsFixture.current().start();
        long school = resultsFixture.school();
        TestSql.update(
                jdbc, "insert into enrolment (site_id, reference_year, pupils) values (?, ?, 160)", school, year);
        Actor maker = people.signedIn(Role.PROGRAMME_MANAGER).actor();
        classes.start(maker, school, ResultsFixture.current());
        Population counted = measure(GROUPS_7_8, year).population();
        assertThat(counted).isNotNull();
        assertThat(counted.pupils()).isEqualTo(40);

        assertThat(classes.add(maker, school, ResultsFixture.current(), ClassNumbers.of("7/8x", Map.of(7, 12, 8, 10))))
                .isInstanceOf(Outcome.Done.class);
        long schoolClass =
                TestSql.bigint(jdbc, "select id from school_class where site_id = ? and label = '7/8x'", school);
        LocalDate today = LocalDate.now(Dates.ZONE);
        for (long part : TestSql.list(
                jdbc, Long.class, "select id from class_part where class_id = ? order by grade", schoolClass)) {
            reach.recomputeSession(resultsFixture.visit(today, part, 12));
        }
        assertThat(measure(GROUPS_7_8, year).reached()).isEqualTo(22);
        assertThat(measure(GROUPS_7_8, year).population()).as("DUO's alone").isEqualTo(counted);

        classes.correct(
                maker,
                schoolClass,
                schoolClasses.find(schoolClass).orElseThrow().version(),
                ClassNumbers.of("7x", Map.of(7, 5)));
        reach.recomputeSites(List.of(school), year);
        assertThat(measure(GROUPS_7_8, year).reached())
                .as("they were there: group 8 left the class, group 7 is smaller now")
                .isEqualTo(22);
        classes.remove(maker, schoolClass);
        reach.recomputeSites(List.of(school), year);
        assertThat(measure(GROUPS_7_8, year).reached()).isEqualTo(22);
        assertThat(measure(GROUPS_7_8, year).population()).isEqualTo(counted);
    }

    @Test
    void rule_2_7_specialEducationIsInNoBand_andOnASeparateLine() {
        long school = resultsFixture.school(Sector.SO, resultsFixture.code);
        long cohort = jdbc.sql("insert into cohort (site_id, sector, leaves_in) values (?, 'SO', ?) returning id")
                .params(school, YEAR + 2)
                .query(Long.class)
                .single();
        long part = resultsFixture.part(resultsFixture.schoolClass(school, YEAR, "geel"), cohort, 7, 12);
        visits(part, 11);
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isZero();
        assertThat(measure(kpis.find("speciaal-onderwijs").orElseThrow(), YEAR).reached())
                .isEqualTo(11);
    }

    /** Pupils who came up to this day last year count, those who came later do not; missing attendance is reported. */
    @Test
    void rule_2_12_aRunningKpiIsComparedWithTheSameDayAYearEarlier() {
        LocalDate day = LocalDate.now(Dates.ZONE).minusYears(1);
        int year = ResultsFixture.current().start();
        long school = resultsFixture.school();
        long seven = resultsFixture.wholeClass(school, 7, year - 1, 20);
        resultsFixture.visit(day, seven, 19);
        resultsFixture.booking(resultsFixture.session(day), seven, 20);
        resultsFixture.visit(day.plusDays(1), resultsFixture.wholeClass(school, 8, year - 1, 20), 17);
        Figure figure = measure(GROUPS_7_8, year);
        assertThat(figure.earlier()).isEqualTo(new Earlier(day, 19, 40L, 1));
        assertThat(figure.earlierOrNull(Measure.REACH)).isEqualTo(47.5);
        assertThat(measure(GROUPS_7_8, year - 1).earlier())
                .as("a year that is over is compared with whole years")
                .isNull();
    }

    /** A person in two audiences of a target group counts once; people of other groups do not count. */
    @Test
    void rule_2_9_aTargetGroupCountsPeopleOfAllItsAudiencesOnce() {
        Kpi kpi = kpis.find("werk-naar-ander-werk").orElseThrow();
        long before = measure(kpi, YEAR).reached();
        long meeting = resultsFixture.activity("INFORMATION_MEETING", "INDIVIDUALS");
        String mail = "over" + System.nanoTime() + "@example.org";
        resultsFixture.person(autumn(YEAR), meeting, "WORKER", mail, null);
        resultsFixture.person(spring(YEAR), meeting, "CAREER_SWITCHER", mail, null);
        resultsFixture.person(spring(YEAR), meeting, "EMPLOYER", "x" + mail, null);
        assertThat(measure(kpi, YEAR).reached() - before).isEqualTo(1);
        assertThat(kpi.ofGroup()).isEqualTo(TargetGroup.WORK_TO_WORK);
        assertThat(people(Audience.EMPLOYER, null).ofGroup()).isEqualTo(TargetGroup.LEARNING_AT_WORK);
        assertThat(people(Audience.PARENT, null).ofGroup()).isNull();
    }

    @Test
    void rule_2_12_organisationsOfOtherKindsWithASchoolCanBeBrokenDown() {
        long college = resultsFixture.school(Sector.MBO, resultsFixture.code);
        TestSql.update(jdbc, "update organisation set kind = 'MBO' where id = ?", college);
        long cohort = resultsFixture.cohort(college, Sector.MBO, 1, YEAR);
        resultsFixture.size(cohort, YEAR, 1, 30);
        visits(resultsFixture.part(resultsFixture.schoolClass(college, YEAR, "T1"), cohort, 1, 30), 16);
        Kpi mbo = pupils(Sector.MBO, 1, 4, PeriodKind.SCHOOL_YEAR_STARTING);
        assertThat(measure(mbo, YEAR).reached()).isEqualTo(16);
        assertThat(drillDown
                        .schools(mbo, YEAR, SchoolReach.Which.ALL, "", null, 10)
                        .rows())
                .singleElement()
                .satisfies(line -> assertThat(line.reached()).isEqualTo(16));
    }

    @Test
    void rule_2_13_surplusVisitorsDoNotCompensateAbsencesElsewhere() {
        int year = ResultsFixture.current().start();
        LocalDate past = LocalDate.now(Dates.ZONE).minusDays(1);
        // the first day of a school year has no past
        assumeThat(ResultsFixture.current().contains(past)).isTrue();
        long school = resultsFixture.school();
        for (int n = 0; n < 6; n++) {
            long part = resultsFixture.part(
                    resultsFixture.schoolClass(school, year, "5" + n), sized(school, 5 - n % 4, year, n), 5, 20);
            long session = resultsFixture.session(past);
            resultsFixture.attendance(
                    session, past, part, n == 0 ? 60 : 10, false, resultsFixture.booking(session, part, 20));
            reach.recomputeSession(session);
        }
        UpcomingVisits coming = measure(GROUPS_7_8, year).coming();
        assertThat(coming).isNotNull();
        assertThat(coming.rate()).isEqualTo((20 + 5 * 10) / 120.0);
    }

    @Test
    void rule_2_8_thePeriodIsData() {
        assertThat(PeriodKind.SCHOOL_YEAR_STARTING.of(2026).first()).isEqualTo("2026-08-01");
        assertThat(PeriodKind.SCHOOL_YEAR_ENDING.of(2026).first()).isEqualTo("2025-08-01");
        assertThat(PeriodKind.CALENDAR_YEAR.of(2026).last()).isEqualTo("2026-12-31");
        Period year = PeriodKind.REFERENCE_DATE.of(2026);
        assertThat(year.referenceDate(LocalDate.of(2026, 11, 23))).isEqualTo("2026-11-23");
        assertThat(year.referenceDate(LocalDate.of(2027, 2, 1))).isEqualTo("2026-12-31");
    }

    @Test
    void rule_2_9_distinctPeopleByMailAndWalkInsApart() {
        long meeting = resultsFixture.activity("INFORMATION_MEETING", "INDIVIDUALS");
        resultsFixture.person(autumn(YEAR), meeting, "PARENT", "een@example.org", null);
        resultsFixture.person(spring(YEAR), meeting, "PARENT", "een@example.org", null);
        resultsFixture.person(spring(YEAR), meeting, "PARENT", "twee@example.org", null);
        resultsFixture.person(spring(YEAR), meeting, "TEACHER", "drie@example.org", null);
        resultsFixture.person(
                spring(YEAR),
                resultsFixture.activity("PROFESSIONALISATION", "INDIVIDUALS"),
                "TEACHER",
                "vier@example.org",
                null);
        resultsFixture.walkIns(spring(YEAR), meeting, "PARENT", 7);
        Figure parents = measure(people(Audience.PARENT, null), YEAR);
        assertThat(parents.reached()).isEqualTo(2);
        assertThat(parents.walkIns()).isEqualTo(7);
        assertThat(parents.most()).isEqualTo(9);
        long evening = resultsFixture.session(spring(YEAR), meeting);
        resultsFixture.person(evening, spring(YEAR), "PARENT", "een@example.org", null, null);
        resultsFixture.person(evening, spring(YEAR), "PARENT", "een@example.org", null, null);
        assertThat(measure(people(Audience.PARENT, null), YEAR).reached())
                .as("one address is one person for sure")
                .isEqualTo(2);
        assertThat(measure(people(Audience.PARENT, null), YEAR).most())
                .as("and both parents at most")
                .isEqualTo(10);
        assertThat(measure(people(Audience.TEACHER, ActivityKind.PROFESSIONALISATION), YEAR)
                        .reached())
                .isEqualTo(1);
    }

    @Test
    void rule_2_11_technicalProfilesInPercentChangeAgainstTheBaselineYear() {
        Kpi kpi = new Kpi(
                "test",
                1,
                Measure.TECHNICAL_PROFILE,
                "",
                "",
                "",
                "",
                null,
                null,
                null,
                null,
                PeriodKind.SCHOOL_YEAR_STARTING,
                0,
                null);
        long school = resultsFixture.school(Sector.VO, resultsFixture.code);
        long elsewhere = resultsFixture.school(Sector.VO, new ResultsFixture(jdbc).code);
        resultsFixture.exam(school, 2022, "HAVO - N&T", 60, 0);
        resultsFixture.exam(school, 2022, "VWO - N&G / E&M", 20, 0);
        resultsFixture.exam(school, 2022, "VMBO K - techniek", 20, 0);
        resultsFixture.exam(school, 2022, "HAVO - C&M", 300, 0);
        resultsFixture.exam(school, 2022, "VMBO T", 50, 0);
        resultsFixture.exam(school, 2021, "HAVO - N&T", 125, 0);
        assertThat(measurements.of(List.of(kpi), 2023)).as("not counted yet").isEmpty();
        resultsFixture.exam(school, 2023, "HAVO - N&T", 90, 0);
        resultsFixture.exam(school, 2023, "VMBO K - techniek", 11, 2);
        resultsFixture.exam(school, 2023, "HAVO - C&M", 200, 1);
        resultsFixture.exam(elsewhere, 2023, "HAVO - N&T", 500, 0);
        Figure figure = measure(kpi, 2023);
        assertThat(figure.reached())
                .as("two masked counts of 1 to 4, in the middle")
                .isEqualTo(106);
        assertThat(figure.compared()).isEqualTo(new Figure.Compared(100, 100, 100, 103, 109, 450L, 125L));
        assertThat(figure.population()).isEqualTo(new Population(309, 304, 313, false, null));
        assertThat(figure.value(Measure.TECHNICAL_PROFILE)).isEqualTo(6);
        assertThat(profiles.list(kpi, 2023))
                .as("rules 2.12: the counts behind it add up to it")
                .hasSize(3)
                .satisfies(lines -> assertThat(
                                lines.stream().mapToLong(Profiles.Line::now).sum())
                        .isEqualTo(101))
                .satisfies(lines -> assertThat(
                                lines.stream().mapToLong(Profiles.Line::before).sum())
                        .isEqualTo(100));
        String words = hub.get(Setting.TECHNICAL_PROFILES);
        try {
            hub.set(Setting.TECHNICAL_PROFILES, "N&T");
            assertThat(measure(kpi, 2023).value(Measure.TECHNICAL_PROFILE))
                    .as("which profiles are technical is data")
                    .isEqualTo(50);
        } finally {
            hub.set(Setting.TECHNICAL_PROFILES, words);
        }
    }

    @Test
    void rule_2_13_bookingsTimesTheAttendanceRateSoFar() {
        int year = ResultsFixture.current().start();
        LocalDate past = LocalDate.now(Dates.ZONE).minusDays(1);
        LocalDate soon = LocalDate.now(Dates.ZONE).plusDays(1);
        // on the first or last day of a school year there is no past or no future
        assumeThat(ResultsFixture.current().contains(past)).isTrue();
        assumeThat(ResultsFixture.current().contains(soon)).isTrue();
        long school = resultsFixture.school();
        for (int n = 0; n < 6; n++) {
            long part = resultsFixture.part(
                    resultsFixture.schoolClass(school, year, "5" + n), sized(school, 5 - n % 4, year, n), 5, 20);
            long session = resultsFixture.session(past);
            resultsFixture.attendance(session, past, part, 18, false, resultsFixture.booking(session, part, 20));
            reach.recomputeSession(session);
        }
        long seen = resultsFixture.wholeClass(school, 7, year, 20);
        reach.recomputeSession(resultsFixture.visit(past, seen, 20));
        resultsFixture.booking(resultsFixture.session(soon), seen, 20); // comes again: adds nothing
        resultsFixture.booking(resultsFixture.session(soon), resultsFixture.wholeClass(school, 8, year, 30), 30);
        Figure figure = measure(GROUPS_7_8, year);
        assertThat(figure.reached()).isEqualTo(20);
        assertThat(figure.coming()).isNotNull();
        assertThat(figure.coming().most()).isEqualTo(30);
        assertThat(figure.coming().bookings()).isEqualTo(2);
        Projection projection = java.util.Objects.requireNonNull(Projection.of(figure));
        assertThat(projection.rate()).isEqualTo(0.9);
        assertThat(projection.expected()).isEqualTo(47);
        assertThat(projection.low()).isBetween(20.0, 47.0);
        assertThat(projection.high()).isBetween(47.0, 50.0);
    }

    @Test
    void recordingAgainOrCorrectingIsIdempotent() {
        long part = resultsFixture.wholeClass(resultsFixture.school(), 7, YEAR, 25);
        long session = resultsFixture.visit(autumn(YEAR), part, 20);
        reach.recomputeSession(session);
        reach.recomputeSession(session);
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(20);
        long booking = resultsFixture.booking(session, part, 25);
        jdbc.sql("delete from attendance where session_id = ?").param(session).update();
        reach.recomputeSession(session);
        assertThat(measure(GROUPS_7_8, YEAR).reached()).as("taken back").isZero();
        resultsFixture.attendance(session, autumn(YEAR), part, 24, false, booking);
        reach.recomputeAll();
        assertThat(measure(GROUPS_7_8, YEAR).reached()).isEqualTo(24);
        assertThat(reach.differences()).isZero();
        TestSql.update(jdbc, "update reach_cohort set reached = 3 where cohort_id = ?", cohortOf(part));
        assertThat(reach.differences()).isEqualTo(1);
        reach.recomputeAll();
        assertThat(reach.differences()).isZero();
    }

    /** A node of an earlier version counts while this one lists the schools. */
    @Test
    void aCohortThatAnEarlierVersionCountedIsOfItsSchool() {
        long school = resultsFixture.school();
        long part = resultsFixture.wholeClass(school, 7, YEAR, 25);
        jdbc.sql("""
                insert into reach_cohort (cohort_id, school_year, grade, reached, reached_autumn, reached_spring, visits_autumn, visits_spring)
                values (?, ?, 7, 20, 20, 0, 1, 0)
                """).params(cohortOf(part), YEAR).update();
        assertThat(drillDown
                        .schools(GROUPS_7_8, YEAR, SchoolReach.Which.CAME, "", null, 10)
                        .rows())
                .singleElement()
                .extracting(SchoolReach::siteId, SchoolReach::reached)
                .containsExactly(school, 20L);
    }

    private long sized(long school, int grade, int year, int n) {
        long cohort = jdbc.sql("select id from cohort where site_id = ? and leaves_in = ?")
                .params(school, year + 9 - grade)
                .query(Long.class)
                .optional()
                .orElseGet(() -> resultsFixture.cohort(school, grade, year));
        resultsFixture.size(cohort, year, grade, 40 + n);
        return cohort;
    }

    private void visits(long part, int... headCounts) {
        for (int n = 0; n < headCounts.length; n++) {
            reach.recomputeSession(resultsFixture.visit(autumn(YEAR).plusWeeks(n * 12L), part, headCounts[n]));
        }
    }

    private long cohortOf(long part) {
        return TestSql.bigint(jdbc, "select cohort_id from class_part where id = ?", part);
    }

    private Figure measure(Kpi kpi, int year) {
        return measurements.of(List.of(kpi), year).values().iterator().next();
    }

    static Kpi pupils(Sector sector, int from, int to, PeriodKind period) {
        return new Kpi(
                "test",
                1,
                Measure.REACH,
                "",
                "",
                "",
                "",
                new Band(sector, from, to),
                null,
                null,
                null,
                period,
                0,
                null);
    }

    private static Kpi people(Audience audience, @org.jspecify.annotations.Nullable ActivityKind kind) {
        return new Kpi(
                "test",
                1,
                Measure.PEOPLE,
                "",
                "",
                "",
                "",
                null,
                audience,
                null,
                kind,
                PeriodKind.SCHOOL_YEAR_STARTING,
                0,
                null);
    }
}
