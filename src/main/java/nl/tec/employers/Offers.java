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
 * Manages the employers' register (requirement D4), the offers of companies to schools. A company manages its own offers, the programme
 * manager all of them; others get {@link nl.tec.shared.NotFound}.
 */
@Service
public class Offers {

    /** The problem of a change that conflicts with a concurrent one. */
    public static final String OUTDATED = "form.outdated";

    /**
     * A public search for offers. Null and empty: any.
     *
     * @param words from the title, the promise or the name of the company; tolerates typing errors
     */
    public record Filter(
            @Nullable World world,
            @Nullable Discipline discipline,
            @Nullable OfferKind kind,
            String words) {}

    /**
     * An offer with its results.
     *
     * @param asked the number of requests, of which {@code open} are unanswered
     * @param no the number declined by the company
     * @param reached the number of participants who came, as counted on the day (rules 2.1)
     */
    public record Numbers(Offer offer, int asked, int yes, int no, int open, int reached) {}

    /**
     * A visit that resulted from an offer.
     *
     * @param group the label of the class
     * @param expected the number of participants booked
     * @param reached the number who came; null: not counted (yet)
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

    /** Creates an offer. Problems are at the fields of {@link OfferFields}. @param publish false: a draft */
    @Transactional
    public Outcome<Offer> create(long organisationId, OfferDetails details, boolean publish, Actor by) {
        by.requireManagesPartner(organisationId);
        Problems problems = publish ? check.publication(details, null, by) : check.draft(details, null, by);
        problems.addIf(!store.canOffer(organisationId), "organisatie", "offers.check.organisation");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(organisationId, publish ? Offer.State.PUBLISHED : Offer.State.DRAFT, details, by);
        audit.add(by, "OFFER_CREATED", "offer", id);
        return Outcome.done(store.get(id));
    }

    /** Changes an offer. @param version the version that the form showed, for optimistic locking */
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

    /** Validates an offer, for a form with unreadable fields. @param before null: a new offer */
    public Problems check(OfferDetails details, @Nullable Offer before, Actor by) {
        return check.draft(details, before, by);
    }

    /** Publishes, pauses or ends an offer. Open requests remain to be answered. An ended offer can be published again. */
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

    /** Returns an offer that the actor manages. @throws nl.tec.shared.NotFound if there is none, or the actor does not manage it */
    public Offer get(long id, Actor by) {
        return mine(store.get(id), by);
    }

    /** Returns and locks an offer that the actor manages, until the end of the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Offer hold(long id, Actor by) {
        return mine(store.lock(id), by);
    }

    private static Offer mine(Offer offer, Actor by) {
        by.requireManagesPartner(offer.organisationId());
        return offer;
    }

    /** Finds an offer that schools can ask for. */
    public Optional<Offer> findPublished(long id) {
        return queries.findPublished(id);
    }

    /** Returns published offers, the newest first. @param after the cursor from {@link OfferPage#next} */
    public OfferPage<Offer> search(Filter question, @Nullable String after, int size) {
        return queries.search(question, after, size);
    }

    /** Returns offers ordered by title, for the programme manager. @param state null: all that have not ended */
    public OfferPage<Offer> list(Filter question, Offer.@Nullable State state, @Nullable String after, int size) {
        return queries.list(question, state, after, size);
    }

    /** Returns the offers of a company with their results, ended ones last. */
    public List<Numbers> ofPartner(long organisationId) {
        return queries.ofPartner(organisationId);
    }

    /** Returns the visits that resulted from the offers of these companies, the latest first. */
    public List<Visit> visits(Collection<Long> organisationIds, int limit) {
        return queries.visits(organisationIds, limit);
    }
}
