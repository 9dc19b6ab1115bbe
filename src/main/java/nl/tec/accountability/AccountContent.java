package nl.tec.accountability;

import java.time.LocalDate;
import java.util.List;
import nl.tec.finance.CostCategory;
import nl.tec.finance.FundingSource;
import nl.tec.finance.Risk;
import nl.tec.partners.ContributionKind;
import nl.tec.partners.ContributionOverview.Side;
import nl.tec.reach.AreaReach;
import nl.tec.results.KpiNote;
import nl.tec.results.Snapshots.Reported;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import nl.tec.steering.Condition;
import nl.tec.steering.Phase;
import nl.tec.steering.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The figures of an annual account: pupils of the school year that starts in its year, money of its calendar year.
 *
 * @param funder null for the general account
 * @param given contributions of partners; empty in an account for a financier, as are phases and conditions
 * @param quotes published remarks of participants
 */
public record AccountContent(
        int year,
        @Nullable Funder funder,
        List<KpiResult> kpis,
        Schools schools,
        List<Given> given,
        Spending spending,
        List<PhaseResult> phases,
        List<ConditionResult> conditions,
        List<String> quotes) {

    /** The source of funding that an account is for, with its terms. */
    public record Funder(long sourceId, String name, FundingSource.Terms terms) {}

    /**
     * @param expected null if its period was over
     * @param before the value a year earlier, in the unit of the measure; null if not measured
     * @param note the board's explanation; null if none
     */
    public record KpiResult(
            Reported reported,
            @Nullable Range expected,
            @Nullable Double before,
            @Nullable KpiNote note) {}

    /**
     * A projection, in the unit of the measure.
     *
     * @param rateKnown whether there were enough visits to expect more than a range (rules 2.13); null in an account that was adopted
     *     before this was kept
     */
    public record Range(
            double low,
            double expected,
            double high,
            @Nullable Boolean rateKnown) {}

    /** Primary schools in the municipalities of the hub. */
    public record Schools(List<AreaReach> areas) {

        public long all() {
            return areas.stream().mapToLong(AreaReach::schools).sum();
        }

        /** Returns the number of schools with at least one class that visited. */
        public long reached() {
            return areas.stream().mapToLong(AreaReach::schoolsReached).sum();
        }

        public long pupils() {
            return areas.stream().mapToLong(AreaReach::pupils).sum();
        }

        public long pupilsReached() {
            return areas.stream().mapToLong(AreaReach::pupilsReached).sum();
        }
    }

    /** Contributions of one kind by one side in a calendar year, promised and delivered. @param count the number of contributions */
    public record Given(
            ContributionKind kind, Side side, Money declared, Money fulfilled, Money beyond, Money open, int count) {

        public Money delivered() {
            return fulfilled.plus(beyond);
        }
    }

    /**
     * The money of the calendar year; in an account for a financier, only the costs that it may pay and the cover from it.
     *
     * @param pupils the distinct pupils of any school who visited in the calendar year; 0 in an account for a financier
     */
    public record Spending(
            List<Costs> costs,
            List<Cover> cover,
            Money inKindPromised,
            Money inKindDelivered,
            long pupils,
            List<Risk> risks) {

        public Money costsPlanned() {
            return sum(costs.stream().map(Costs::planned).toList());
        }

        public Money costsBooked() {
            return sum(costs.stream().map(Costs::booked).toList());
        }

        public Money coverPlanned() {
            return sum(cover.stream().map(Cover::planned).toList());
        }

        public Money coverBooked() {
            return sum(cover.stream().map(Cover::booked).toList());
        }

        /** Returns the costs per pupil, with half cents rounded up; null without pupils. */
        public @Nullable Money perPupil() {
            return costsBooked().each(pupils).orElse(null);
        }

        private static Money sum(List<Money> amounts) {
            return amounts.stream().reduce(Money.ZERO, Money::plus);
        }
    }

    public record Costs(CostCategory category, Money planned, Money booked) {}

    public record Cover(String source, Money planned, Money booked) {}

    /** @param total the number of public steps */
    public record PhaseResult(
            Bilingual name, LocalDate from, @Nullable LocalDate until, Phase.State state, long done, long total) {}

    /** @param verdict the board's verdict; null if it did not judge this year */
    public record ConditionResult(
            Condition condition, @Nullable Verdict verdict, String reasons) {}
}
