package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.partners.Contribution;
import nl.tec.partners.Contribution.State;
import nl.tec.partners.internal.ContributionCheck.Declared;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class ContributionStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    ContributionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Finds and locks a contribution until the end of the transaction.
     *
     * @throws NotFound if there is none
     */
    public Contribution lock(long id) {
        return jdbc.sql("select " + ContributionRows.COLUMNS
                        + " from contribution c where c.id = ? for no key update of c")
                .param(id)
                .query(Rows.of(Contribution.class))
                .optional()
                .orElseThrow(() -> new NotFound("contribution " + id));
    }

    /**
     * Adds a contribution, and makes the organisation a partner if it is not.
     *
     * @return its id
     * @throws NotFound if the organisation cannot be a partner
     */
    public long add(long organisationId, Declared d, State state, Actor by) {
        int known = jdbc.sql("""
                insert into partner (organisation_id)
                select id from organisations_organisation_v where id = ? and kind <> 'SCHOOL'
                on conflict (organisation_id) do update set shown = partner.shown
                """).param(organisationId).update();
        if (known == 0) {
            throw new NotFound("partner " + organisationId);
        }
        return jdbc.sql("""
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
                .param("state", state.name())
                .param("now", Rows.now(clock))
                .param("by", by.accountId())
                .query(Long.class)
                .single();
    }

    /** @param rate the worth of a unit, in cents */
    public void change(long id, Declared d, long rate, State state, boolean otherKind) {
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
                .param("worth", rate)
                .param("due", d.due())
                .param("state", state.name())
                .param("other", otherKind)
                .param("id", id)
                .update();
    }

    public void state(long id, State state, @Nullable String question) {
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

    /** @return its id; empty if the name exists */
    public Optional<Long> addProgramme(String name) {
        return jdbc.sql(
                        "insert into funding_programme (name) values (?) on conflict (lower(name)) do nothing returning id")
                .param(name)
                .query(Long.class)
                .optional();
    }

    /** @param day null: reopens it. @return false if there is none */
    public boolean endProgramme(long id, @Nullable LocalDate day) {
        return jdbc.sql("update funding_programme set ended_on = ? where id = ?")
                        .param(day)
                        .param(id)
                        .update()
                > 0;
    }
}
