package nl.tec.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.reach.Population;
import nl.tec.reach.UpcomingVisits;
import nl.tec.results.Judgement.Standing;
import nl.tec.shared.Rounding;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A displayed figure neither overstates nor understates its value (rules 2.7, 2.13). */
class RoundingTest {

    private static final LocalDate MIDWINTER = LocalDate.of(2027, 1, 15);
    private static final Kpi KPI = ReachRulesTest.pupils(Sector.PO, 7, 8, PeriodKind.SCHOOL_YEAR_STARTING);

    @Test
    void toTheNearestDecimal_butNeverOntoATargetThatIsNotReached() {
        assertThat(Rounding.nearest(100 * 551 / 1968.0, 80.0)).isEqualTo(28.0);
        assertThat(Rounding.nearest(79.97, 80.0)).isEqualTo(79.9);
        assertThat(Rounding.nearest(80.0, 80.0)).isEqualTo(80.0);
        assertThat(Rounding.nearest(79.97, null)).isEqualTo(80.0);
        assertThat(Rounding.nearest(-5.26, -5.2)).isEqualTo(-5.3);
    }

    @Test
    void aRangeIsNotTruncated() {
        assertThat(Rounding.down(100 * 16 / 304.0)).isEqualTo(5.2);
        assertThat(Rounding.up(100 * 19 / 304.0)).isEqualTo(6.3);
        assertThat(Rounding.up(12.5)).isEqualTo(12.5);
        assertThat(Rounding.down(0.3)).isEqualTo(0.3);
        assertThat(Rounding.down(-5.26)).isEqualTo(-5.3);
    }

    @Test
    void onCourseMeansThatTheProjectionReachesTheTarget_whateverThePace() {
        Figure figure = figure(50, new UpcomingVisits(20, 3, 0.9, 0.1, 12));
        assertThat(standing(figure, 60)).as("50 + 0.9 x 20 = 68 of 100").isEqualTo(Standing.ON_COURSE);
        assertThat(standing(figure, 70)).as("half way in January").isEqualTo(Standing.BEHIND);
        assertThat(standing(figure, 50)).isEqualTo(Standing.REACHED);
    }

    @Test
    void aBarEndsAtAHundredPercent_orAtTheLargerOfTheTargetAndTheUpperBound() {
        assertThat(bar(Measure.REACH, 50, 60.0)).isEqualTo(new KpiBar(50, 50, 60));
        assertThat(bar(Measure.REACH, 50, null)).isEqualTo(new KpiBar(50, 50, -1));
        assertThat(bar(Measure.DISTINCT_PUPILS, 50, 200.0)).isEqualTo(new KpiBar(25, 25, 100));
        assertThat(bar(Measure.DISTINCT_PUPILS, 50, 25.0)).isEqualTo(new KpiBar(100, 100, 50));
        assertThat(bar(Measure.DISTINCT_PUPILS, 50, null))
                .as("a number without a target")
                .isNull();
        assertThat(KpiBar.of(reported(Measure.REACH, null, 60.0)))
                .as("not measured")
                .isNull();
    }

    private static @Nullable KpiBar bar(Measure measure, long reached, @Nullable Double target) {
        return KpiBar.of(reported(measure, figure(reached, new UpcomingVisits(20, 3, 0.9, 0.1, 12)), target));
    }

    private static Snapshots.Reported reported(Measure measure, @Nullable Figure figure, @Nullable Double target) {
        Kpi kpi =
                new Kpi("test", 1, measure, "", "", "", "", null, null, null, null, PeriodKind.CALENDAR_YEAR, 0, null);
        return Snapshots.Reported.of(new Figures.Line(
                kpi, 2026, kpi.period(2026), figure, new Judgement(Standing.BEHIND, target, 1, 0), null, null));
    }

    private static Standing standing(Figure figure, double target) {
        return Judgement.of(KPI, 2026, figure, target, null, 0.45, MIDWINTER).standing();
    }

    private static Figure figure(long reached, UpcomingVisits coming) {
        return new Figure(
                "test",
                2026,
                Instant.EPOCH,
                reached,
                0,
                0,
                0,
                0,
                new Population(100, 100, 100, false, null),
                9,
                0,
                coming,
                null,
                null);
    }
}
