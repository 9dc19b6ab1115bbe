package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Rows;
import nl.tec.partners.MembershipChange;
import nl.tec.partners.Memberships.Term;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
public class MembershipStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    MembershipStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Locks a membership against changes and renewal until the end of the transaction. Callers have to read it afterwards in a separate
     * statement, because a statement that waits for the lock does not see a next term that was added meanwhile.
     */
    public void lock(long id) {
        jdbc.sql("select id from membership where id = ? for no key update")
                .param(id)
                .query(Long.class)
                .optional();
    }

    /**
     * Adds a membership; empty if it would overlap another one of the same kind, which a constraint prevents.
     *
     * @param renews the membership of which this is the next term; null: none
     */
    public Optional<Long> add(long organisationId, Term term, @Nullable Long renews) {
        return jdbc.sql("""
                insert into membership (organisation_id, kind, from_day, until_day, fee_cents, renews, recorded_at)
                values (:organisation, :kind, :from, :until, :fee, :renews, :now)
                on conflict do nothing returning id
                """)
                .param("now", Rows.now(clock))
                .param("organisation", organisationId)
                .param("kind", term.kind().name())
                .param("from", term.from())
                .param("until", term.until())
                .param("fee", term.feeCents())
                .param("renews", renews)
                .query(Long.class)
                .optional();
    }

    public void end(long id, LocalDate last) {
        jdbc.sql("update membership set until_day = :last where id = :id")
                .param("last", last)
                .param("id", id)
                .update();
    }

    public void correct(long id, Term term) {
        jdbc.sql("update membership set kind = :kind, from_day = :from, until_day = :until where id = :id")
                .param("kind", term.kind().name())
                .param("from", term.from())
                .param("until", term.until())
                .param("id", id)
                .update();
    }

    public void remove(long id) {
        jdbc.sql("delete from membership where id = ?").param(id).update();
    }

    /** Records the current values before a change or deletion. */
    public void keep(long id, MembershipChange.Event event, String reason, Actor by) {
        jdbc.sql("""
                insert into membership_change (membership_id, organisation_id, event, kind, from_day, until_day, fee_cents,
                                               declaration_id, paper_id, fee_receipt_id, reason, at, account_id)
                select id, organisation_id, :event, kind, from_day, until_day, fee_cents, declaration_id, paper_id, fee_receipt_id,
                       :reason, :at, :account
                  from membership where id = :id
                """)
                .param("id", id)
                .param("event", event.name())
                .param("reason", reason)
                .param("at", Rows.now(clock))
                .param("account", by.accountId())
                .update();
    }
}
