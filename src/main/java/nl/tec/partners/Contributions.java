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
 * The promises of partners and what comes of them (rules 6). A programme manager acts for every partner, somebody of a partner for
 * the own organisation; anybody else's does not exist for it: {@link nl.tec.shared.NotFound}. What a partner declares or
 * reports counts once a programme manager accepted it. A command answers the id of the contribution or delivery.
 */
@Service
public class Contributions {

    public static final int MAX_DELIVERIES = 300;

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
     * A contribution on its own page.
     *
     * @param deliveries newest first; at most {@value #MAX_DELIVERIES}
     * @param sessions of the partner in that year that took place, to choose as evidence; newest first, at most 100
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

    /** A delivery of a promise. @param what was promised */
    public record Came(
            long contributionId, String what, ContributionUnit unit, ContributionDelivery contributionDelivery) {}

    /**
     * Finds the deliveries of a partner's promises for a year that count, for whoever may read what it promised; newest first, at most
     * {@value #MAX_DELIVERIES}.
     */
    public List<Came> came(long organisationId, int year, Actor actor) {
        Rights.mustRead(actor, organisationId);
        return queries.came(organisationId, year);
    }

    /**
     * A document behind a delivery, for whoever may read what the partner promised.
     *
     * @throws nl.tec.shared.NotFound when there is none, or it is of another partner
     */
    public StoredFile document(long documentId, Actor actor) {
        return queries.document(documentId, actor);
    }

    /** Declares a contribution; hours of people at the hub's hourly rate of now (rules 6). */
    @Transactional
    public Outcome<Long> declare(long organisationId, ContributionForm form, Actor by) {
        by.mustKeep(organisationId);
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

    /** A partner changes what is not accepted yet, and sends it in again; a programme manager anything. */
    @Transactional
    public Outcome<Long> change(long id, ContributionForm form, Actor by) {
        Contribution was = lock(id, by);
        Problems problems = new Problems();
        if (was.state() == State.WITHDRAWN) {
            return Outcome.refused(problems.add("", "contributions.problem.withdrawn"));
        }
        if (was.state() == State.ACCEPTED && !by.is(Role.PROGRAMME_MANAGER)) {
            return Outcome.refused(problems.add("", "contributions.problem.accepted"));
        }
        Optional<Declared> declared = check.declared(form, problems);
        if (declared.isEmpty()) {
            return Outcome.refused(problems);
        }
        Declared d = declared.get();
        boolean other = d.kind() != was.kind() || d.unit() != was.unit() || d.year() != was.year();
        if (other && was.delivered() > 0) {
            return Outcome.refused(problems.add("soort", "contributions.problem.delivered"));
        }
        // the hourly rate stays the one that was agreed
        boolean agreed = !other && d.kind().ofPeople() && d.unit() == ContributionUnit.HOUR;
        State state = was.state() == State.ACCEPTED ? State.ACCEPTED : State.PROPOSED;
        store.change(id, d, agreed ? was.unitCents() : d.unitCents(), state, other);
        done("CONTRIBUTION_CHANGED", id, by);
        return Outcome.done(id);
    }

    /** From now on it counts. Only for a programme manager. */
    @Transactional
    public void accept(long id, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
        Contribution was = lock(id, by);
        if (was.state() == State.PROPOSED || was.state() == State.ASKED_BACK) {
            store.state(id, State.ACCEPTED, null);
            done("CONTRIBUTION_ACCEPTED", id, by);
        }
    }

    /** Asks the partner something about it. Only for a programme manager. */
    @Transactional
    public Outcome<Long> askBack(long id, String typed, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
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
        store.state(id, State.ASKED_BACK, question.get());
        deliveries.tellQuestion(was, question.get());
        audit.add(by, "CONTRIBUTION_ASKED_BACK", "contribution", id);
        return Outcome.done(id);
    }

    /** Takes it back; what was delivered and accepted stands in the way. */
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

    /** Reports a part that came, with its evidence. */
    @Transactional
    public Outcome<Long> deliver(long id, DeliveryForm form, Actor by) {
        return deliveries.add(lock(id, by), form, by);
    }

    /** Changes a delivery that was asked back or not looked at yet, and reports it again. */
    @Transactional
    public Outcome<Long> changeDelivery(long deliveryId, DeliveryForm form, Actor by) {
        return deliveries.change(lock(deliveries.contribution(deliveryId), by), deliveryId, form, by);
    }

    @Transactional
    public void acceptDelivery(long deliveryId, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
        deliveries.accept(lock(deliveries.contribution(deliveryId), by), deliveryId, by);
    }

    @Transactional
    public Outcome<Long> askBackDelivery(long deliveryId, String question, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
        return deliveries.askBack(lock(deliveries.contribution(deliveryId), by), deliveryId, question, by);
    }

    /** It does not count after all. A visit that was withdrawn is not counted by itself again. */
    @Transactional
    public Outcome<Long> withdrawDelivery(long deliveryId, Actor by) {
        return deliveries.withdraw(lock(deliveries.contribution(deliveryId), by), deliveryId, by);
    }

    /**
     * Says for which funding programme a delivery counts: one only. One that counts already is refused until it was taken off.
     *
     * @param programmeId null: takes it off
     */
    @Transactional
    public Outcome<Long> fund(long deliveryId, @Nullable Long programmeId, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
        lock(deliveries.contribution(deliveryId), by);
        return deliveries.fund(deliveryId, programmeId, by);
    }

    /**
     * Counts the visits in the programme anew, for all partners; it happens by itself too.
     *
     * @return how many deliveries that added, changed or removed
     */
    public long countVisits() {
        return deliveries.countAllVisits();
    }

    @Transactional
    public Outcome<Long> addProgramme(String typed, Actor by) {
        by.mustBe(Role.PROGRAMME_MANAGER);
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
        by.mustBe(Role.PROGRAMME_MANAGER);
        if (!store.endProgramme(id, ended ? check.today() : null)) {
            throw new NotFound("funding programme " + id);
        }
        audit.add(by, ended ? "FUNDING_PROGRAMME_ENDED" : "FUNDING_PROGRAMME_RESTORED", "funding_programme", id);
    }

    private Contribution lock(long id, Actor by) {
        return found(store.lock(id), by);
    }

    private static Contribution found(Contribution contribution, Actor actor) {
        actor.mustKeep(contribution.organisationId());
        return contribution;
    }

    private void done(String action, long id, Actor by) {
        deliveries.countVisits(id);
        audit.add(by, action, "contribution", id);
        events.publishEvent(new ConnectionsChanged());
    }
}
