package nl.tec.partners.internal;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Rows;
import nl.tec.partners.ConnectionsChanged;
import nl.tec.partners.Contribution;
import nl.tec.partners.ContributionDelivery.Source;
import nl.tec.partners.ContributionDelivery.State;
import nl.tec.partners.Contributions;
import nl.tec.partners.DeliveryForm;
import nl.tec.partners.internal.ContributionCheck.Delivered;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Manages the deliveries of a contribution (rules 6). The caller has locked the contribution and checked access. */
@Component
public class Deliveries {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;
    private final ContributionCheck check;
    private final VisitCounting visits;
    private final PartnerMail mail;
    private final ApplicationEventPublisher events;

    Deliveries(
            JdbcClient jdbc,
            Audit audit,
            Clock clock,
            ContributionCheck check,
            VisitCounting visits,
            PartnerMail mail,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.check = check;
        this.visits = visits;
        this.mail = mail;
        this.events = events;
    }

    /** Returns the id of the contribution of a delivery. */
    public long contribution(long deliveryId) {
        return jdbc.sql("select contribution_id from contribution_delivery where id = ?")
                .param(deliveryId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("delivery " + deliveryId));
    }

    public void countVisits(long contributionId) {
        visits.ofContribution(contributionId);
    }

    public long countAllVisits() {
        return visits.all();
    }

    public void mailQuestion(Contribution contribution, String question) {
        mail.question(contribution.organisationId(), contribution.id(), contribution.what(), question);
    }

    public Outcome<Long> add(Contribution c, DeliveryForm form, Actor by) {
        Problems problems = new Problems();
        problems.addIf(c.state() != Contribution.State.ACCEPTED, "", "contributions.problem.notAccepted");
        Optional<Delivered> delivered = check.delivered(form, c.year(), problems);
        delivered.ifPresent(d -> checkSession(c, d.session(), 0, problems));
        if (delivered.isEmpty() || problems.any()) {
            return Outcome.refused(problems);
        }
        boolean byHub = by.is(Role.PROGRAMME_MANAGER);
        long id = jdbc.sql("""
                insert into contribution_delivery (contribution_id, day, amount, evidence, evidence_link, session_id, source, state,
                                                   recorded_at, recorded_by)
                values (:contribution, :day, :amount, :evidence, nullif(:link, ''), :session, :source, :state, :now, :by) returning id
                """)
                .param("link", delivered.get().link())
                .param("contribution", c.id())
                .param("day", delivered.get().day())
                .param("amount", delivered.get().amount())
                .param("evidence", delivered.get().evidence())
                .param("session", delivered.get().session())
                .param("source", (byHub ? Source.HUB : Source.PARTNER).name())
                .param("state", (byHub ? State.ACCEPTED : State.REPORTED).name())
                .param("now", Rows.now(clock))
                .param("by", by.accountId())
                .query(Long.class)
                .single();
        keep(id, form, by);
        return done("DELIVERY_REPORTED", id, by);
    }

    public Outcome<Long> change(Contribution c, long id, String stamp, DeliveryForm form, Actor by) {
        Problems problems = new Problems();
        Now now = now(id);
        problems.addIf(!now.open(), "", "contributions.problem.deliveryDecided")
                .addIf(now.open() && !now.stamp().equals(stamp), "", Contributions.OUTDATED);
        Optional<Delivered> delivered = check.delivered(form, c.year(), problems);
        delivered.ifPresent(d -> checkSession(c, d.session(), id, problems));
        if (delivered.isEmpty() || problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("""
                update contribution_delivery set day = :day, amount = :amount, evidence = :evidence, evidence_link = nullif(:link, ''),
                       session_id = :session, state = 'REPORTED', question = null
                 where id = :id
                """)
                .param("link", delivered.get().link())
                .param("day", delivered.get().day())
                .param("amount", delivered.get().amount())
                .param("evidence", delivered.get().evidence())
                .param("session", delivered.get().session())
                .param("id", id)
                .update();
        keep(id, form, by);
        return done("DELIVERY_CHANGED", id, by);
    }

    /** Stores the attached document, if any. */
    private void keep(long id, DeliveryForm form, Actor by) {
        UploadedFile document = form.document();
        if (document == null) {
            return;
        }
        FileType type = Objects.requireNonNull(EvidenceDocument.type(document.bytes()));
        jdbc.sql("""
                insert into contribution_delivery_file (delivery_id, name, type, content, sha256, added_at, account_id)
                values (:delivery, :name, :type, :content, sha256(:content), :now, :account)
                """)
                .param("delivery", id)
                .param("name", type.fileName(document.name(), "bestand"))
                .param("type", type.media())
                .param("content", document.bytes())
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .update();
    }

    /** Checks that the session is of this partner, and not evidence for the contribution already. */
    private void checkSession(Contribution c, @Nullable Long session, long delivery, Problems problems) {
        if (session == null) {
            return;
        }
        record Found(boolean ofPartner, boolean counted) {}
        Found found = jdbc.sql("""
                select exists (select from partners_session_v s where s.organisation_id = :organisation and s.session_id = :session) as of_partner,
                       exists (select from contribution_delivery d
                                where d.contribution_id = :contribution and d.session_id = :session and d.id <> :delivery) as counted
                """)
                .param("organisation", c.organisationId())
                .param("session", session)
                .param("contribution", c.id())
                .param("delivery", delivery)
                .query(Rows.of(Found.class))
                .single();
        problems.addIf(!found.ofPartner(), "sessie", "contributions.problem.session")
                .addIf(found.ofPartner() && found.counted(), "sessie", "contributions.problem.sessionCounted");
    }

    public Outcome<Long> accept(Contribution c, long id, String stamp, Actor by) {
        Now now = now(id);
        if (now.state() == State.ACCEPTED) {
            return Outcome.done(id);
        }
        if (c.state() != Contribution.State.ACCEPTED) {
            return Outcome.refused("contributions.problem.notAccepted");
        }
        if (!now.stamp().equals(stamp) || !now.open()) {
            return Outcome.refused(Contributions.OUTDATED);
        }
        jdbc.sql("update contribution_delivery set state = 'ACCEPTED', question = null where id = ?")
                .param(id)
                .update();
        return done("DELIVERY_ACCEPTED", id, by);
    }

    public Outcome<Long> askBack(Contribution c, long id, String typed, Actor by) {
        Now now = now(id);
        Problems problems = new Problems().addIf(!now.open(), "", "contributions.problem.deliveryDecided");
        Optional<String> question = ContributionCheck.question(typed, problems);
        if (question.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (question.get().equals(now.question())) {
            return Outcome.done(id);
        }
        jdbc.sql("update contribution_delivery set state = 'ASKED_BACK', question = ? where id = ?")
                .param(question.get())
                .param(id)
                .update();
        mail.question(c.organisationId(), c.id(), c.what(), question.get());
        return done("DELIVERY_ASKED_BACK", id, by);
    }

    /** Withdraws a delivery: a partner until it is accepted, a programme manager always. */
    public Outcome<Long> withdraw(Contribution c, long id, Actor by) {
        if (now(id).state() == State.ACCEPTED && !by.is(Role.PROGRAMME_MANAGER)) {
            return Outcome.refused(new Problems().add("", "contributions.problem.deliveryDecided"));
        }
        jdbc.sql("""
                update contribution_delivery set state = 'WITHDRAWN', question = null, funding_programme_id = null where id = ?
                """).param(id).update();
        return done("DELIVERY_WITHDRAWN", id, by);
    }

    public Outcome<Long> restore(Contribution c, long id, Actor by) {
        if (c.state() != Contribution.State.ACCEPTED) {
            return Outcome.refused("contributions.problem.notAccepted");
        }
        if (now(id).state() != State.WITHDRAWN) {
            return Outcome.done(id);
        }
        jdbc.sql("update contribution_delivery set state = 'REPORTED' where id = ?")
                .param(id)
                .update();
        return done("DELIVERY_RESTORED", id, by);
    }

    public Outcome<Long> fund(long id, @Nullable Long programme, Actor by) {
        if (programme == null) {
            jdbc.sql("update contribution_delivery set funding_programme_id = null where id = ?")
                    .param(id)
                    .update();
            audit.add(by, "DELIVERY_FUNDING_REMOVED", "delivery", id);
            return Outcome.done(id);
        }
        int counted =
                jdbc.sql("""
                update contribution_delivery d set funding_programme_id = f.id from funding_programme f
                 where d.id = :id and d.state = 'ACCEPTED' and f.id = :programme and f.ended_on is null
                   and (d.funding_programme_id is null or d.funding_programme_id = f.id)
                """).param("id", id).param("programme", programme).update();
        if (counted == 0) {
            return Outcome.refused(new Problems().add("regeling", fundingRefusal(id)));
        }
        audit.add(by, "DELIVERY_FUNDED", "delivery", id);
        return Outcome.done(id);
    }

    private String fundingRefusal(long id) {
        return jdbc.sql("""
                select case when state <> 'ACCEPTED' then 'contributions.problem.fundNotAccepted'
                            when funding_programme_id is not null then 'contributions.problem.fundedAlready'
                            else 'contributions.problem.programmeGone' end
                  from contribution_delivery where id = ?
                """).param(id).query(String.class).single();
    }

    private record Now(State state, @Nullable String question, String stamp) {

        /** Whether it waits for a decision, or for an answer of the partner. */
        boolean open() {
            return state == State.REPORTED || state == State.ASKED_BACK;
        }
    }

    private Now now(long id) {
        return jdbc.sql("select d.state, d.question, " + ContributionRows.DELIVERY_STAMP
                        + " from contribution_delivery d where d.id = ?")
                .param(id)
                .query(Rows.of(Now.class))
                .single();
    }

    private Outcome<Long> done(String action, long id, Actor by) {
        audit.add(by, action, "delivery", id);
        events.publishEvent(new ConnectionsChanged());
        return Outcome.done(id);
    }
}
