package nl.tec.employers;

import java.time.LocalDate;
import java.util.List;
import nl.tec.employers.internal.OfferSuggestionQueries;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Suggestions of offers that fit a class, and why. */
@Service
public class OfferSuggestions {

    /**
     * A feature that sets an offer apart among those that fit, which are all for the group, the age and the number of pupils; the text is
     * {@code offers.fits.<name>}.
     */
    public enum Fit {
        /** The class has not seen this world this school year. Argument: none. */
        NEW_WORLD,
        /** The company comes to the school. */
        COMES_TO_YOU,
        /** Argument: how far, in metres as the crow flies. */
        WALKING,
        CYCLING,
        BY_BUS,
        /** Not in all weeks that were asked. Argument: in which. */
        WEEKS,
        /** A visit was agreed on these days already. Argument: the days. */
        TAKEN,
        /** On each day that could be there is one, or its week has all that the company takes. */
        FULL
    }

    /** @param value metres; {@code weeks} for {@link Fit#WEEKS}, {@code days} for {@link Fit#TAKEN} */
    public record Reason(Fit fit, int value, List<Integer> weeks, List<LocalDate> days) {

        public Reason(Fit fit, int value, List<Integer> weeks) {
            this(fit, value, weeks, List.of());
        }
    }

    public record Suggestion(Offer offer, List<Reason> reasons) {

        /** Fits, but has no day left of those that were asked. */
        public boolean full() {
            return reasons.stream().anyMatch(reason -> reason.fit() == Fit.FULL);
        }
    }

    /**
     * A search for offers for a class.
     *
     * @param from the first day on which the class could go, {@code to} the last
     */
    public record Question(
            SchoolClass group,
            SchoolSite school,
            LocalDate from,
            LocalDate to,
            @Nullable World world,
            @Nullable OfferKind kind) {}

    private final OfferSuggestionQueries queries;

    OfferSuggestions(OfferSuggestionQueries queries) {
        this.queries = queries;
    }

    /**
     * Published offers that fit: for this group and age, as many pupils, near enough, free in one of those weeks, not asked for
     * yet. A world the class has not seen this school year comes first, then what is near; last those that have no day left.
     */
    public OfferPage<Suggestion> list(Question question, @Nullable String after, int size) {
        return queries.list(question, after, size);
    }
}
