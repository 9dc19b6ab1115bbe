package nl.tec.partners;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.internal.ContributionOverviewQueries;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Summarises the contributions and deliveries of all partners per year, kind and partner, without personal data (requirements D3, G2). */
@Service
public class ContributionOverview {

    private final ContributionOverviewQueries queries;
    private final Clock clock;

    ContributionOverview(ContributionOverviewQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** The side that provides the money or work, for public-private co-financing. */
    public enum Side {
        PUBLIC,
        PRIVATE,
        /** Neither: foundations, platforms, neighbouring hubs. */
        CIVIL;

        public static Side of(OrganisationKind kind) {
            return switch (kind) {
                case MUNICIPALITY, SCHOOL_BOARD, SCHOOL, MBO, HBO, CULTURE -> PUBLIC;
                case COMPANY, EMPLOYERS_ASSOCIATION -> PRIVATE;
                case FOUNDATION, PLATFORM, HUB, OTHER -> CIVIL;
            };
        }
    }

    /** The totals of accepted contributions of one year, kind and side. @param count the number of contributions */
    public record Cell(int year, ContributionKind kind, Side side, Sums sums, int count) {}

    /**
     * The total worth of contributions. Declared equals fulfilled plus open: an excess on one contribution does not make up for a shortfall
     * on another.
     *
     * @param fulfilled delivered, up to what was declared
     * @param beyond delivered in excess of what was declared
     * @param open outstanding
     * @param unvalued the number of contributions without a worth in money, which are not in the totals
     */
    public record Sums(Money declared, Money fulfilled, Money beyond, Money open, int unvalued) {

        public static final Sums NONE = new Sums(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, 0);

        public Sums plus(Sums other) {
            return new Sums(
                    declared.plus(other.declared),
                    fulfilled.plus(other.fulfilled),
                    beyond.plus(other.beyond),
                    open.plus(other.open),
                    unvalued + other.unvalued);
        }

        /** Returns the total delivered. */
        public Money delivered() {
            return fulfilled.plus(beyond);
        }
    }

    /**
     * A partner in a year.
     *
     * @param outstanding the number of contributions not delivered completely, including those without a worth in money
     * @param late the number of those whose last day has passed
     */
    public record Line(
            long organisationId,
            String name,
            OrganisationKind kind,
            boolean invented,
            Sums sums,
            int outstanding,
            int late) {

        /** Whether a contribution is outstanding. */
        public boolean open() {
            return outstanding > 0;
        }
    }

    /** The pagination cursor: the name and id of the last partner shown. */
    public record Key(String name, long id) {}

    /**
     * A contribution or delivery that waits for a programme manager, or is late.
     *
     * @param day the day since which it waits, or its last day if late
     * @param reachable whether the partner has a mail address for reminders
     */
    public record ToDo(
            long contributionId,
            long organisationId,
            String organisation,
            String what,
            Why why,
            LocalDate day,
            boolean reachable) {}

    public enum Why {
        PROPOSED,
        REPORTED,
        LATE
    }

    /** Returns the totals of all contributions, in at most a few hundred cells. */
    public List<Cell> cells() {
        return queries.cells();
    }

    /** A filter for partners: all, those with an outstanding contribution, or those with a late one. */
    public enum Which {
        ALL,
        OPEN,
        LATE
    }

    /**
     * Returns the partners with an accepted contribution in a year, ordered by name.
     *
     * @param words a part of the name; empty: all
     */
    public List<Line> lines(int year, String words, Which which, @Nullable Key after, int limit) {
        return queries.lines(year, words, which, after, limit, Dates.today(clock));
    }

    /** The total worth of the deliveries that count for a funding programme in a year. */
    public record Funded(FundingProgramme programme, Money worth) {}

    /** Returns the totals of all programmes, including empty ones; running programmes first, ordered by name. */
    public List<Funded> funded(int year) {
        return queries.funded(year);
    }

    /** Returns the waiting contributions and deliveries, then the late ones; at most {@code most} of each. */
    public List<ToDo> toDo(int most) {
        return queries.toDo(most, Dates.today(clock));
    }

    /** The late contributions of all years. @param year the latest with one; 0: there are none */
    public record Late(int count, int year) {}

    /** Counts the late contributions of all partners that have not ended. */
    public Late late() {
        return queries.late(Dates.today(clock));
    }

    /** A contribution in a download. */
    public record Row(String organisation, OrganisationKind organisationKind, Contribution contribution) {}

    /** Returns all accepted contributions of a year, ordered by partner. */
    public List<Row> rows(int year) {
        return queries.rows(year);
    }
}
