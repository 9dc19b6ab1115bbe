package nl.tec.employers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/** What schools ask of companies (rules 6): asking, withdrawing, finding. Answering is {@link OfferAnswers}. */
public interface OfferRequests {

    /** What came of asking. */
    sealed interface Result permits Asked, Refused {}

    record Asked(long id) implements Result {}

    /**
     * Nothing is asked: this is wrong, at the fields of {@link OfferFields}.
     *
     * @param free when a date was taken: the first ones after it that are not
     */
    record Refused(Problems problems, List<AskOffer.Date> free) implements Result {}

    /**
     * Asks, and mails the company, in one transaction. The same form sent twice asks once.
     *
     * @throws nl.tec.shared.NotFound when there is no such offer, or the class is another school's
     */
    Result ask(AskOffer command, Actor by);

    /** The school takes it back; the company is told. False when it was answered before. */
    boolean withdraw(long id, Actor by);

    /** One that is this actor's business: of its school, of its company, or any for a programme manager. */
    Optional<OfferRequest> find(long id, Actor by);

    /** Which part of the list. */
    enum View {
        /** Climbed up to the programme manager: unanswered at the end of the term. */
        ESCALATED,
        /** To be answered, the oldest first. */
        OPEN,
        /** Answered, withdrawn, closed or expired, the latest first. */
        ENDED
    }

    /** @param organisationIds of these companies; {@code siteIds}: of these schools; null: of all */
    record Filter(
            @Nullable Collection<Long> organisationIds,
            @Nullable Collection<Long> siteIds,
            View view) {

        public static Filter ofCompanies(Collection<Long> organisationIds, View view) {
            return new Filter(organisationIds, null, view);
        }

        public static Filter ofSchools(Collection<Long> siteIds, View view) {
            return new Filter(null, siteIds, view);
        }

        public static Filter all(View view) {
            return new Filter(null, null, view);
        }
    }

    /** @param after where the page starts, as {@link OfferPage#next} said; null: from the beginning */
    OfferPage<OfferRequest> list(Filter filter, @Nullable String after, int size);

    /** What a company still has to answer, the oldest first; for the home of its portal. */
    List<OfferRequest> openOf(long organisationId, int limit);

    /** How many questions wait for the programme manager. */
    int escalated();
}
