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

/** The promises and deliveries of all partners, per year, kind and partner; without any personal data (requirements D3, G2). */
@Service
public class ContributionOverview {

    private final ContributionOverviewQueries queries;
    private final Clock clock;

    ContributionOverview(ContributionOverviewQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** The side whose money or work it is, for public-private co-financing. */
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

    /** Accepted contributions of one year, kind and side, worth so much. @param count how many */
    public record Cell(int year, ContributionKind kind, Side side, Sums sums, int count) {}

    /**
     * The worth of contributions together. Declared is fulfilled and open together: more on one contribution does not make up
     * for less on another.
     *
     * @param fulfilled what came of what was declared
     * @param beyond what came on top of what was declared
     * @param open what is still to come
     * @param unvalued how many contributions have no worth in money, and so are not in it
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

        /** Everything that came. */
        public Money delivered() {
            return fulfilled.plus(beyond);
        }
    }

    /**
     * A partner in a year.
     *
     * @param outstanding promises of which something is still to come, also what has no worth in money
     * @param late promises whose last day has passed
     */
    public record Line(
            long organisationId,
            String name,
            OrganisationKind kind,
            boolean invented,
            Sums sums,
            int contributions,
            int outstanding,
            int late) {

        /** Whether something is still to come. */
        public boolean open() {
            return outstanding > 0;
        }
    }

    /** The place in the list: the name and id of the last one shown. */
    public record Key(String name, long id) {}

    /**
     * A contribution or delivery that waits for a programme manager, or is late.
     *
     * @param day since when, or its last day
     * @param reachable whether there is a mail address to remind the partner at
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

    /** Everything there is, added up: at most a few hundred cells. */
    public List<Cell> cells() {
        return queries.cells();
    }

    /** A filter for partners: those with a promise of which something is still to come, or of which the last day has passed too. */
    public enum Which {
        ALL,
        OPEN,
        LATE
    }

    /**
     * The partners with an accepted contribution in a year, by name.
     *
     * @param words a part of the name; empty: all
     */
    public List<Line> lines(int year, String words, Which which, @Nullable Key after, int limit) {
        return queries.lines(year, words, which, after, limit, Dates.dayOf(clock.instant()));
    }

    /** The worth of what counts for a funding programme in a year. */
    public record Funded(FundingProgramme programme, Money worth) {}

    /** Of all programmes, also those for which nothing counts; those that have not ended first, by name. */
    public List<Funded> funded(int year) {
        return queries.funded(year);
    }

    /** Returns what waits, then what is late; at most {@code most} of each. */
    public List<ToDo> toDo(int most) {
        return queries.toDo(most, Dates.dayOf(clock.instant()));
    }

    /** A contribution in a download. */
    public record Row(String organisation, OrganisationKind organisationKind, Contribution contribution) {}

    /** All accepted contributions of a year, by partner. */
    public List<Row> rows(int year) {
        return queries.rows(year);
    }
}
