package nl.tec.partners;

import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.documents.StoredFile;
import nl.tec.partners.Contribution.State;
import nl.tec.partners.internal.ContributionCheck;
import nl.tec.partners.internal.ContributionCheck.Declared;
import nl.tec.partners.internal.ContributionQueries;
import nl.tec.partners.internal.ContributionStore;
import nl.tec.partners.internal.Deliveries;
import nl.tec.partners.internal.Rights;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages the contributions of partners and their deliveries (rules 6). A programme manager acts for every partner, an account of a
 * partner for its own organisation; others get {@link nl.tec.shared.NotFound}. What a partner declares or reports counts once a
 * programme manager has accepted it. Commands return the id of the contribution or delivery.
 */
@Service
public class Contributions {

    public static final int MAX_DELIVERIES = 300;

    /** What the actor read has been changed meanwhile. */
    public static final String OUTDATED = "contributions.problem.outdated";

    private static final int MAX_PROGRAMME_LENGTH = 120;

    private final ContributionQueries queries;
    private final ContributionStore store;
    private final ContributionCheck check;
    private final Deliveries deliveries;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Contributions(
            ContributionQueries queries,
            ContributionStore store,
            ContributionCheck check,
            Deliveries deliveries,
            Audit audit,
            ApplicationEventPublisher events) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.deliveries = deliveries;
        this.audit = audit;
        this.events = events;
    }

    /**
     * A contribution with everything that its page shows.
     *
     * @param deliveries newest first; at most {@value #MAX_DELIVERIES}
     * @param sessions past sessions of the partner in that year, as candidates for evidence; newest first, at most 100
     */
    public record Detail(
            Contribution contribution,
            String organisation,
            List<ContributionDelivery> deliveries,
            List<ContributionDelivery.SessionLink> sessions,
            List<FundingProgramme> programmes) {}

    public Detail get(long id, Actor actor) {
        return queries.detail(found(queries.find(id), actor));
    }

    /** A delivery with its contribution. @param what the description of the contribution */
    public record CountedDelivery(String what, ContributionUnit unit, ContributionDelivery contributionDelivery) {}

    /**
     * Returns the deliveries that count of a partner's contributions of a year, newest first, at most {@value #MAX_DELIVERIES}.
     *
     * @throws NotFound if the actor may not read the contributions of the partner
     */
    public List<CountedDelivery> came(long organisationId, int year, Actor actor) {
        Rights.requireReadAccess(actor, organisationId);
        return queries.came(organisationId, year);
    }

    /**
     * Returns a document with the evidence of a delivery.
     *
     * @throws nl.tec.shared.NotFound if there is none, or the actor may not read the contributions of the partner
     */
    public StoredFile document(long documentId, Actor actor) {
        return queries.document(documentId, actor);
    }

    /** Declares a contribution; hours of people are valued at the hub's current hourly rate (rules 6). */
    @Transactional
    public Outcome<Long> declare(long organisationId, ContributionForm form, Actor by) {
        by.requireManagesPartner(organisationId);
        Problems problems = new Problems();
        Optional<Declared> declared = check.declared(form, problems);
        if (declared.isEmpty()) {
            return Outcome.refused(problems);
        }
        State state = by.is(Role.PROGRAMME_MANAGER) ? State.ACCEPTED : State.PROPOSED;
        long id = store.add(organisationId, declared.get(), state, by);
        done("CONTRIBUTION_DECLARED", id, by);
        return Outcome.done(id);
    }

    /**
     * Changes a contribution. A partner can change what is not accepted yet, which resubmits it; a programme manager anything.
     *
     * @param stamp as the actor read it
     */
    @Transactional
    public Outcome<Long> change(long id, String stamp, ContributionForm form, Actor by) {
        Contribution was = lock(id, by);
        Problems problems = new Problems();
        if (was.state() == State.WITHDRAWN) {
            return Outcome.refused(problems.add("", "contributions.problem.withdrawn"));
        }
        if (was.state() == State.ACCEPTED && !by.is(Role.PROGRAMME_MANAGER)) {
            return Outcome.refused(problems.add("", "contributions.problem.accepted"));
        }
        problems.addIf(!was.stamp().equals(stamp), "", OUTDATED);
        Optional<Declared> declared = check.declared(form, problems);
        if (declared.isEmpty() || problems.any()) {
            return Outcome.refused(problems);
        }
        Declared d = declared.get();
        boolean other = d.kind() != was.kind() || d.unit() != was.unit() || d.year() != was.year();
        if (other && was.delivered() > 0) {
            return Outcome.refused(problems.add("soort", "contributions.problem.delivered"));
        }
        // keep the hourly rate that was agreed
        boolean agreed = !other && d.kind().ofPeople() && d.unit() == ContributionUnit.HOUR;
        State state = was.state() == State.ACCEPTED ? State.ACCEPTED : State.PROPOSED;
        store.change(id, d, agreed ? was.unitCents() : d.unitCents(), state, other);
        done("CONTRIBUTION_CHANGED", id, by);
        return Outcome.done(id);
    }

    /**
     * Accepts a contribution, which counts from then on. Only for programme managers.
     *
     * @param stamp as the programme manager read it; refused if the partner changed it since
     */
    @Transactional
    public Outcome<Long> accept(long id, String stamp, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        Contribution was = lock(id, by);
        if (was.state() == State.ACCEPTED) {
            return Outcome.done(id);
        }
        if (was.state() == State.WITHDRAWN || !was.stamp().equals(stamp)) {
            return Outcome.refused(OUTDATED);
        }
        store.state(id, State.ACCEPTED, null);
        done("CONTRIBUTION_ACCEPTED", id, by);
        return Outcome.done(id);
    }

    /** Asks the partner a question about a contribution; the same question is asked once. Only for programme managers. */
    @Transactional
    public Outcome<Long> askBack(long id, String typed, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        Contribution was = lock(id, by);
        Problems problems = new Problems()
                .addIf(
                        was.state() != State.PROPOSED && was.state() != State.ASKED_BACK,
                        "",
                        "contributions.problem.notOpen");
        Optional<String> question = ContributionCheck.question(typed, problems);
        if (question.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (question.get().equals(was.question())) {
            return Outcome.done(id);
        }
        store.state(id, State.ASKED_BACK, question.get());
        deliveries.mailQuestion(was, question.get());
        audit.add(by, "CONTRIBUTION_ASKED_BACK", "contribution", id);
        return Outcome.done(id);
    }

    /** Withdraws a contribution; refused if an accepted delivery exists. */
    @Transactional
    public Outcome<Long> withdraw(long id, Actor by) {
        Contribution was = lock(id, by);
        if (was.state() == State.ACCEPTED && !by.is(Role.PROGRAMME_MANAGER)) {
            return Outcome.refused(new Problems().add("", "contributions.problem.accepted"));
        }
        if (was.delivered() > 0) {
            return Outcome.refused(new Problems().add("", "contributions.problem.delivered"));
        }
        if (was.state() != State.WITHDRAWN) {
            store.state(id, State.WITHDRAWN, null);
            done("CONTRIBUTION_WITHDRAWN", id, by);
        }
        return Outcome.done(id);
    }

    /** Proposes a withdrawn contribution again, which counts once a programme manager accepts it; idempotent. */
    @Transactional
    public Outcome<Long> restore(long id, Actor by) {
        if (lock(id, by).state() == State.WITHDRAWN) {
            store.state(id, State.PROPOSED, null);
            done("CONTRIBUTION_RESTORED", id, by);
        }
        return Outcome.done(id);
    }

    /** Reports a delivery with its evidence. */
    @Transactional
    public Outcome<Long> deliver(long id, DeliveryForm form, Actor by) {
        return deliveries.add(lock(id, by), form, by);
    }

    /**
     * Changes a delivery that has not been decided on or was asked back, and reports it again.
     *
     * @param stamp as the actor read it
     */
    @Transactional
    public Outcome<Long> changeDelivery(long deliveryId, String stamp, DeliveryForm form, Actor by) {
        return deliveries.change(lock(deliveries.contribution(deliveryId), by), deliveryId, stamp, form, by);
    }

    /** @param stamp as the programme manager read it; refused if the partner changed it since */
    @Transactional
    public Outcome<Long> acceptDelivery(long deliveryId, String stamp, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        return deliveries.accept(lock(deliveries.contribution(deliveryId), by), deliveryId, stamp, by);
    }

    @Transactional
    public Outcome<Long> askBackDelivery(long deliveryId, String question, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        return deliveries.askBack(lock(deliveries.contribution(deliveryId), by), deliveryId, question, by);
    }

    /** Withdraws a delivery, which no longer counts. A withdrawn visit is not counted automatically again. */
    @Transactional
    public Outcome<Long> withdrawDelivery(long deliveryId, Actor by) {
        return deliveries.withdraw(lock(deliveries.contribution(deliveryId), by), deliveryId, by);
    }

    /** Reports a withdrawn delivery again, which counts once a programme manager accepts it; idempotent. */
    @Transactional
    public Outcome<Long> restoreDelivery(long deliveryId, Actor by) {
        return deliveries.restore(lock(deliveries.contribution(deliveryId), by), deliveryId, by);
    }

    /**
     * Assigns a delivery to a funding programme. A delivery counts for one programme only: an assigned one has to be removed first.
     *
     * @param programmeId null: removes the assignment
     */
    @Transactional
    public Outcome<Long> fund(long deliveryId, @Nullable Long programmeId, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        lock(deliveries.contribution(deliveryId), by);
        return deliveries.fund(deliveryId, programmeId, by);
    }

    /**
     * Recounts the visits in the programme for all partners, which also happens automatically.
     *
     * @return the number of deliveries added, changed or removed
     */
    public long countVisits() {
        return deliveries.countAllVisits();
    }

    @Transactional
    public Outcome<Long> addProgramme(String typed, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        String name = typed.strip();
        if (name.isEmpty() || name.length() > MAX_PROGRAMME_LENGTH) {
            return Outcome.refused(new Problems().add("regeling", "contributions.problem.programme"));
        }
        Optional<Long> id = store.addProgramme(name);
        if (id.isEmpty()) {
            return Outcome.refused(new Problems().add("regeling", "contributions.problem.programmeKnown"));
        }
        audit.add(by, "FUNDING_PROGRAMME_ADDED", "funding_programme", id.get());
        return Outcome.done(id.get());
    }

    @Transactional
    public void endProgramme(long id, boolean ended, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        if (!store.endProgramme(id, ended ? check.today() : null)) {
            throw new NotFound("funding programme " + id);
        }
        audit.add(by, ended ? "FUNDING_PROGRAMME_ENDED" : "FUNDING_PROGRAMME_RESTORED", "funding_programme", id);
    }

    private Contribution lock(long id, Actor by) {
        return found(store.lock(id), by);
    }

    private static Contribution found(Contribution contribution, Actor actor) {
        actor.requireManagesPartner(contribution.organisationId());
        return contribution;
    }

    private void done(String action, long id, Actor by) {
        deliveries.countVisits(id);
        audit.add(by, action, "contribution", id);
        events.publishEvent(new ConnectionsChanged());
    }
}
