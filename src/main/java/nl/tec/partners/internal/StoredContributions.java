package nl.tec.partners.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.StoredFile;
import nl.tec.partners.ConnectionsChanged;
import nl.tec.partners.Contribution;
import nl.tec.partners.Contribution.State;
import nl.tec.partners.ContributionForm;
import nl.tec.partners.ContributionUnit;
import nl.tec.partners.Contributions;
import nl.tec.partners.DeliveryForm;
import nl.tec.partners.internal.ContributionCheck.Declared;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Promises between a partner and the hub; what is delivered on them is {@link Deliveries}' work. */
@Service
class StoredContributions implements Contributions {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;
    private final ContributionCheck check;
    private final ContributionReader reader;
    private final Deliveries deliveries;
    private final ApplicationEventPublisher events;

    StoredContributions(
            JdbcClient jdbc,
            Audit audit,
            Clock clock,
            ContributionCheck check,
            ContributionReader reader,
            Deliveries deliveries,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.check = check;
        this.reader = reader;
        this.deliveries = deliveries;
        this.events = events;
    }

    @Override
    public Detail get(long id, Actor actor) {
        return reader.detail(reader.find(id, actor));
    }

    @Override
    @Transactional
    public Outcome<Long> declare(long organisationId, ContributionForm form, Actor by) {
        Rights.mustWork(by, organisationId);
        Problems problems = new Problems();
        Optional<Declared> declared = check.declared(form, problems);
        if (declared.isEmpty()) {
            return Outcome.refused(problems);
        }
        int known = jdbc.sql("""
                insert into partner (organisation_id)
                select id from organisations_organisation_v where id = ? and kind <> 'SCHOOL'
                on conflict (organisation_id) do update set shown = partner.shown
                """).param(organisationId).update();
        if (known == 0) {
            throw new NotFound("partner " + organisationId);
        }
        Declared d = declared.get();
        long id = jdbc.sql("""
                insert into contribution (organisation_id, year, kind, unit, what, amount, unit_cents, due_on, state, declared_at, declared_by)
                values (:organisation, :year, :kind, :unit, :what, :amount, :worth, :due, :state, :now, :by) returning id
                """)
                .param("organisation", organisationId)
                .param("year", d.year())
                .param("kind", d.kind().name())
                .param("unit", d.unit().name())
                .param("what", d.what())
                .param("amount", d.amount())
                .param("worth", d.unitCents())
                .param("due", d.due())
                .param("state", (Rights.maker(by) ? State.ACCEPTED : State.PROPOSED).name())
                .param("now", Timestamp.from(clock.instant()))
                .param("by", by.accountId())
                .query(Long.class)
                .single();
        done("CONTRIBUTION_DECLARED", id, by);
        return Outcome.done(id);
    }

    @Override
    @Transactional
    public Outcome<Long> change(long id, ContributionForm form, Actor by) {
        Contribution was = reader.lock(id, by);
        Problems problems = new Problems();
        if (was.state() == State.WITHDRAWN) {
            return Outcome.refused(problems.add("", "contributions.problem.withdrawn"));
        }
        if (was.state() == State.ACCEPTED && !Rights.maker(by)) {
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
        boolean rate = !other && d.kind().ofPeople() && d.unit() == ContributionUnit.HOUR;
        jdbc.sql("""
                update contribution set year = :year, kind = :kind, unit = :unit, what = :what, amount = :amount, unit_cents = :worth,
                       due_on = :due, state = :state, question = null, counts_visits = counts_visits and not :other,
                       reminded_at = case when due_on = :due and amount >= :amount then reminded_at end
                 where id = :id
                """)
                .param("year", d.year())
                .param("kind", d.kind().name())
                .param("unit", d.unit().name())
                .param("what", d.what())
                .param("amount", d.amount())
                .param("worth", rate ? was.unitCents() : d.unitCents())
                .param("due", d.due())
                .param("state", (was.state() == State.ACCEPTED ? State.ACCEPTED : State.PROPOSED).name())
                .param("other", other)
                .param("id", id)
                .update();
        done("CONTRIBUTION_CHANGED", id, by);
        return Outcome.done(id);
    }

    @Override
    @Transactional
    public void accept(long id, Actor by) {
        Rights.mustBeMaker(by);
        Contribution was = reader.lock(id, by);
        if (was.state() == State.PROPOSED || was.state() == State.ASKED_BACK) {
            state(id, State.ACCEPTED, null);
            done("CONTRIBUTION_ACCEPTED", id, by);
        }
    }

    @Override
    @Transactional
    public Outcome<Long> askBack(long id, String typed, Actor by) {
        Rights.mustBeMaker(by);
        Contribution was = reader.lock(id, by);
        Problems problems = new Problems()
                .addIf(
                        was.state() != State.PROPOSED && was.state() != State.ASKED_BACK,
                        "",
                        "contributions.problem.notOpen");
        Optional<String> question = ContributionCheck.question(typed, problems);
        if (question.isEmpty()) {
            return Outcome.refused(problems);
        }
        state(id, State.ASKED_BACK, question.get());
        deliveries.tellQuestion(was, question.get());
        audit.add(by, "CONTRIBUTION_ASKED_BACK", "contribution", id);
        return Outcome.done(id);
    }

    @Override
    @Transactional
    public Outcome<Long> withdraw(long id, Actor by) {
        Contribution was = reader.lock(id, by);
        if (was.state() == State.ACCEPTED && !Rights.maker(by)) {
            return Outcome.refused(new Problems().add("", "contributions.problem.accepted"));
        }
        if (was.delivered() > 0) {
            return Outcome.refused(new Problems().add("", "contributions.problem.delivered"));
        }
        if (was.state() != State.WITHDRAWN) {
            state(id, State.WITHDRAWN, null);
            done("CONTRIBUTION_WITHDRAWN", id, by);
        }
        return Outcome.done(id);
    }

    private void state(long id, State state, @Nullable String question) {
        jdbc.sql("""
                update contribution set state = :state, question = :question,
                       counts_visits = counts_visits and :state <> 'WITHDRAWN'
                 where id = :id
                """)
                .param("state", state.name())
                .param("question", question)
                .param("id", id)
                .update();
    }

    @Override
    public List<Came> came(long organisationId, int year, Actor actor) {
        Rights.mustRead(actor, organisationId);
        return reader.came(organisationId, year);
    }

    @Override
    public StoredFile document(long documentId, Actor actor) {
        return reader.document(documentId, actor);
    }

    @Override
    @Transactional
    public Outcome<Long> deliver(long id, DeliveryForm form, Actor by) {
        return deliveries.add(reader.lock(id, by), form, by);
    }

    @Override
    @Transactional
    public Outcome<Long> changeDelivery(long deliveryId, DeliveryForm form, Actor by) {
        return deliveries.change(reader.lock(deliveries.contribution(deliveryId), by), deliveryId, form, by);
    }

    @Override
    @Transactional
    public void acceptDelivery(long deliveryId, Actor by) {
        Rights.mustBeMaker(by);
        deliveries.accept(reader.lock(deliveries.contribution(deliveryId), by), deliveryId, by);
    }

    @Override
    @Transactional
    public Outcome<Long> askBackDelivery(long deliveryId, String question, Actor by) {
        Rights.mustBeMaker(by);
        return deliveries.askBack(reader.lock(deliveries.contribution(deliveryId), by), deliveryId, question, by);
    }

    @Override
    @Transactional
    public Outcome<Long> withdrawDelivery(long deliveryId, Actor by) {
        return deliveries.withdraw(reader.lock(deliveries.contribution(deliveryId), by), deliveryId, by);
    }

    @Override
    @Transactional
    public Outcome<Long> fund(long deliveryId, @Nullable Long programmeId, Actor by) {
        Rights.mustBeMaker(by);
        reader.lock(deliveries.contribution(deliveryId), by);
        return deliveries.fund(deliveryId, programmeId, by);
    }

    @Override
    public long countVisits() {
        return deliveries.countAllVisits();
    }

    @Override
    @Transactional
    public Outcome<Long> addProgramme(String typed, Actor by) {
        Rights.mustBeMaker(by);
        String name = typed.strip();
        if (name.isEmpty() || name.length() > 120) {
            return Outcome.refused(new Problems().add("regeling", "contributions.problem.programme"));
        }
        Optional<Long> id = jdbc.sql("""
                insert into funding_programme (name) values (?) on conflict (lower(name)) do nothing returning id
                """).param(name).query(Long.class).optional();
        if (id.isEmpty()) {
            return Outcome.refused(new Problems().add("regeling", "contributions.problem.programmeKnown"));
        }
        audit.add(by, "FUNDING_PROGRAMME_ADDED", "funding_programme", id.get());
        return Outcome.done(id.get());
    }

    @Override
    @Transactional
    public void endProgramme(long id, boolean ended, Actor by) {
        Rights.mustBeMaker(by);
        int changed = jdbc.sql("update funding_programme set ended_on = ? where id = ?")
                .param(ended ? check.today() : null)
                .param(id)
                .update();
        if (changed == 0) {
            throw new NotFound("funding programme " + id);
        }
        audit.add(by, ended ? "FUNDING_PROGRAMME_ENDED" : "FUNDING_PROGRAMME_RESTORED", "funding_programme", id);
    }

    private void done(String action, long id, Actor by) {
        deliveries.countVisits(id);
        audit.add(by, action, "contribution", id);
        events.publishEvent(new ConnectionsChanged());
    }
}
