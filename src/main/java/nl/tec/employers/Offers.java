package nl.tec.employers;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.employers.internal.OfferCheck;
import nl.tec.employers.internal.OfferQueries;
import nl.tec.employers.internal.OfferStore;
import nl.tec.programme.Discipline;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Sector;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The employers' register (requirement D4): what companies offer to schools. A company keeps its own offers, the programme manager
 * keeps all; another's offer does not exist ({@link nl.tec.shared.NotFound}).
 */
@Service
public class Offers {

    /** Why a change is refused when somebody else made another one meanwhile. */
    public static final String OUTDATED = "offers.check.outdated";

    /**
     * A search for offers by anybody. Null and empty: doesn't matter.
     *
     * @param words of title, promise or the name of the company; a typing error is forgiven
     */
    public record Question(
            @Nullable World world,
            @Nullable Discipline discipline,
            @Nullable OfferKind kind,
            String words) {}

    /**
     * An offer with what came of it.
     *
     * @param asked how often, with {@code open} still to be answered
     * @param no declined by the company
     * @param reached participants who came, as counted on the day (rules 2.1)
     */
    public record Numbers(Offer offer, int asked, int yes, int no, int open, int reached) {}

    /**
     * A visit that came of an offer.
     *
     * @param group the label of the class
     * @param expected participants as booked
     * @param reached who came; null: nobody counted them (yet)
     */
    public record Visit(
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

    private final OfferQueries queries;

    private final OfferStore store;

    private final OfferCheck check;

    private final Audit audit;

    Offers(OfferQueries queries, OfferStore store, OfferCheck check, Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.audit = audit;
    }

    /** A new one. Problems are at the fields of {@link OfferFields}. @param publish false: a draft */
    @Transactional
    public Outcome<Offer> create(long organisationId, OfferDetails details, boolean publish, Actor by) {
        by.mustKeep(organisationId);
        Problems problems = publish ? check.publication(details, null, by) : check.draft(details, null, by);
        problems.addIf(!store.canOffer(organisationId), "organisatie", "offers.check.organisation");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(organisationId, publish ? Offer.State.PUBLISHED : Offer.State.DRAFT, details, by);
        audit.add(by, "OFFER_CREATED", "offer", id);
        return Outcome.done(store.get(id));
    }

    /** @param version the one that was on the screen */
    @Transactional
    public Outcome<Offer> change(long id, int version, OfferDetails details, Actor by) {
        Offer current = hold(id, by);
        if (current.version() != version) {
            return Outcome.refused(OUTDATED);
        }
        Problems problems = current.state() == Offer.State.PUBLISHED
                ? check.publication(details, current, by)
                : check.draft(details, current, by);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.update(id, details, by);
        audit.add(by, "OFFER_CHANGED", "offer", id);
        return Outcome.done(store.get(id));
    }

    /** Finds what is wrong with an offer, for a form of which something could not be read. @param before null: a new one */
    public Problems check(OfferDetails details, @Nullable Offer before, Actor by) {
        return check.draft(details, before, by);
    }

    /** Publishes, pauses or ends it. What was asked before stays to be answered. What ended can be published again. */
    @Transactional
    public Outcome<Offer> become(long id, Offer.State state, Actor by) {
        Offer current = hold(id, by);
        if (current.state() != state) {
            Problems problems =
                    state == Offer.State.PUBLISHED ? check.publication(current.details(), current, by) : new Problems();
            problems.addIf(state == Offer.State.DRAFT, "", "offers.check.noDraft");
            if (problems.any()) {
                return Outcome.refused(problems);
            }
            store.become(id, state, by);
            audit.add(by, "OFFER_" + state, "offer", id);
        }
        return Outcome.done(store.get(id));
    }

    /** One that this actor keeps. @throws nl.tec.shared.NotFound when there is none, or it is another's */
    public Offer get(long id, Actor by) {
        return mine(store.get(id), by);
    }

    /** The same, kept as it is until the transaction of the caller ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Offer hold(long id, Actor by) {
        return mine(store.lock(id), by);
    }

    private static Offer mine(Offer offer, Actor by) {
        by.mustKeep(offer.organisationId());
        return offer;
    }

    /** One that schools can ask for. */
    public Optional<Offer> findPublished(long id) {
        return queries.findPublished(id);
    }

    /** Published offers, the newest first. @param after where the page starts, as {@link OfferPage#next} said */
    public OfferPage<Offer> search(Question question, @Nullable String after, int size) {
        return queries.search(question, after, size);
    }

    /** Offers in any state, by title, for the programme manager. @param state null: all that have not ended */
    public OfferPage<Offer> list(Question question, Offer.@Nullable State state, @Nullable String after, int size) {
        return queries.list(question, state, after, size);
    }

    /** All offers of a company with their numbers, those that have not ended first; two queries at most. */
    public List<Numbers> ofPartner(long organisationId) {
        return queries.ofPartner(organisationId);
    }

    /** The visits that came of the offers of these companies, the latest first. */
    public List<Visit> visits(Collection<Long> organisationIds, int limit) {
        return queries.visits(organisationIds, limit);
    }
}
