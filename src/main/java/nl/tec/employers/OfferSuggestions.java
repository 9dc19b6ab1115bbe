package nl.tec.employers;

import java.time.LocalDate;
import java.util.List;
import nl.tec.employers.internal.OfferSuggestionQueries;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Suggests offers that suit a class, with reasons. */
@Service
public class OfferSuggestions {

    /**
     * A distinguishing feature of a suitable offer. All suggestions match the group, the age and the number of pupils. The message key is
     * {@code offers.fits.<name>}.
     */
    public enum Fit {
        /** The class has not visited this world this school year. Argument: none. */
        NEW_WORLD,
        /** The company comes to the school. */
        COMES_TO_YOU,
        /** Argument: the distance in metres as the crow flies. */
        WALKING,
        CYCLING,
        BY_BUS,
        /** Available in only some of the requested weeks. Argument: those weeks. */
        WEEKS,
        /** Some days are taken by other visits. Argument: those days. */
        TAKEN,
        /** No day is left: all are taken, or their weeks are full. */
        FULL
    }

    /** @param value metres; {@code weeks} for {@link Fit#WEEKS}, {@code days} for {@link Fit#TAKEN} */
    public record Reason(Fit fit, int value, List<Integer> weeks, List<LocalDate> days) {

        public Reason(Fit fit, int value, List<Integer> weeks) {
            this(fit, value, weeks, List.of());
        }
    }

    public record Suggestion(Offer offer, List<Reason> reasons) {

        /** Whether the offer is suitable but has no requested day left. */
        public boolean full() {
            return reasons.stream().anyMatch(reason -> reason.fit() == Fit.FULL);
        }
    }

    /**
     * A search for offers for a class.
     *
     * @param from the first possible day; {@code to} is the last
     */
    public record Criteria(
            SchoolClass schoolClass,
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
     * Returns published offers that match the group, the age, the number of pupils, the distance and the weeks, and for which the class has
     * no open request. Offers in a new world come first, then nearer ones; those without an available day come last.
     */
    public OfferPage<Suggestion> list(Criteria question, @Nullable String after, int size) {
        return queries.list(question, after, size);
    }
}
