package nl.tec.employers;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.programme.Discipline;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * The employers' register (requirement D4): what companies offer to schools. A company keeps its own offers, the programme manager
 * keeps all; another's offer does not exist ({@link nl.tec.shared.NotFound}).
 */
public interface Offers {

    /** Why a change is refused when somebody else made another one meanwhile. */
    String OUTDATED = "offers.check.outdated";

    /** A new one. Problems are at the fields of {@link OfferFields}. @param publish false: a draft */
    Outcome<Offer> create(long organisationId, OfferDetails details, boolean publish, Actor by);

    /** @param version the one that was on the screen */
    Outcome<Offer> change(long id, int version, OfferDetails details, Actor by);

    /** What is wrong with one, for a form of which something could not be read. @param before null: a new one */
    Problems check(OfferDetails details, @Nullable Offer before, Actor by);

    /** Publishes, pauses or ends it. What was asked before stays to be answered. What ended can be published again. */
    Outcome<Offer> become(long id, Offer.State state, Actor by);

    /** One that this actor keeps. @throws nl.tec.shared.NotFound when there is none, or it is another's */
    Offer get(long id, Actor by);

    /** One that schools can ask for. */
    Optional<Offer> findPublished(long id);

    /**
     * What everybody can find. Null and empty: doesn't matter.
     *
     * @param words of title, promise or the name of the company; a typing error is forgiven
     */
    record Question(
            @Nullable World world,
            @Nullable Discipline discipline,
            @Nullable OfferKind kind,
            String words) {}

    /** Published offers, the newest first. @param after where the page starts, as {@link OfferPage#next} said */
    OfferPage<Offer> search(Question question, @Nullable String after, int size);

    /** Offers in any state, by title, for the programme manager. @param state null: all that have not ended */
    OfferPage<Offer> list(Question question, Offer.@Nullable State state, @Nullable String after, int size);

    /**
     * An offer with what came of it.
     *
     * @param asked how often, with {@code open} still to be answered
     * @param no declined by the company
     * @param reached participants who came, as counted on the day (rules 2.1)
     */
    record Numbers(Offer offer, int asked, int yes, int no, int open, int reached) {}

    /** All offers of a company with their numbers, those that have not ended first; two queries at most. */
    List<Numbers> ofPartner(long organisationId);

    /**
     * A visit that came of an offer.
     *
     * @param group the label of the class
     * @param expected participants as booked
     * @param reached who came; null: nobody counted them (yet)
     */
    record Visit(
            long requestId,
            Bilingual title,
            World world,
            String school,
            Sector sector,
            String group,
            LocalDate day,
            boolean calledOff,
            int expected,
            @Nullable Integer reached) {}

    /** The visits that came of the offers of these companies, the latest first. */
    List<Visit> visits(Collection<Long> organisationIds, int limit);
}
