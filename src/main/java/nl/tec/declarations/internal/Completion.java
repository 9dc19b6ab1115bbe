package nl.tec.declarations.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.declarations.DeclarationKind;
import nl.tec.hub.Rows;
import nl.tec.partners.Membership;
import nl.tec.partners.SignedConnections;
import nl.tec.partners.SignedConnections.Ambassador;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Completes a declaration with its last signature, and begins its memberships and ambassadors (rules 6); ends these when it is
 * withdrawn.
 */
@Component
public class Completion {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final History history;
    private final SignedConnections connections;

    Completion(JdbcClient jdbc, Clock clock, History history, SignedConnections connections) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.history = history;
        this.connections = connections;
    }

    /**
     * Completes a declaration if all required signatories have signed. Runs in the transaction of the last signature, which holds the lock
     * on the declaration, so that it happens once; the database rejects completion without all signatures.
     *
     * @return whether this call completed it
     */
    public boolean completeIfAllSigned(long id, @Nullable Actor by) {
        int done = jdbc.sql("""
                with asked as (
                  select s.required, g.id is not null as signed
                    from signatory s
                    join declaration_latest_version(s.declaration_id) v on true
                    left join signature g on g.signatory_id = s.id and g.version_id = v.id
                   where s.declaration_id = :id and s.withdrawn_at is null)
                update declaration set completed_at = :now
                 where id = :id and completed_at is null and withdrawn_at is null and opened_at is not null
                   and exists (select from asked where required) and not exists (select from asked where required and not signed)
                """).param("id", id).param("now", Rows.now(clock)).update();
        if (done == 0) {
            return false;
        }
        history.add(id, "COMPLETED", by);
        begin(id);
        return true;
    }

    private record Term(
            DeclarationKind kind,
            @Nullable String membershipKind,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Long feeCents) {}

    private record Signed(long id, @Nullable Long organisationId, String position) {}

    /**
     * Begins the memberships from the first day of their term, or else from today; ambassadors from today. Of a term that was over before
     * that day nothing begins.
     */
    private void begin(long id) {
        Term term = jdbc.sql("""
                select kind, membership_kind, term_from as "from", term_until as "until", fee_cents from declaration where id = ?
                """).param(id).query(Term.class).single();
        List<Signed> signed = jdbc.sql("""
                select s.id, s.organisation_id, s.position from signatory s
                 where s.declaration_id = ? and s.withdrawn_at is null and exists (select from signature g where g.signatory_id = s.id)
                 order by s.id
                """).param(id).query(Signed.class).list();
        LocalDate today = Dates.today(clock);
        if (term.kind() == DeclarationKind.MEMBERSHIP) {
            LocalDate from = Objects.requireNonNullElse(term.from(), today);
            if (term.until() == null || !term.until().isBefore(from)) {
                connections.beginMemberships(
                        id,
                        Membership.Kind.valueOf(Objects.requireNonNull(term.membershipKind())),
                        from,
                        term.until(),
                        term.feeCents(),
                        signed.stream()
                                .map(Signed::organisationId)
                                .filter(Objects::nonNull)
                                .toList());
            }
        } else if (term.kind() == DeclarationKind.AMBASSADOR
                && (term.until() == null || !term.until().isBefore(today))) {
            connections.beginAmbassadors(
                    signed.stream()
                            .map(s -> new Ambassador(s.id(), s.position()))
                            .toList(),
                    today,
                    term.until());
        }
    }

    /** Ends today the memberships and ambassadors of a withdrawn declaration. */
    public void end(long id) {
        List<Long> signatories = jdbc.sql("select id from signatory where declaration_id = ?")
                .param(id)
                .query(Long.class)
                .list();
        connections.end(id, signatories, Dates.today(clock));
    }
}
