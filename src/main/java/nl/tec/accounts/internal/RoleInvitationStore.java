package nl.tec.accounts.internal;

import java.time.Instant;
import java.util.List;
import nl.tec.accounts.Role;
import nl.tec.accounts.RoleInvitations.Pending;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code role_invitation}. */
@Component
public class RoleInvitationStore {

    /** An invitation. @param name of the inviter */
    public record Offer(Role role, long organisationId, String name) {}

    private final JdbcClient jdbc;

    RoleInvitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void add(long accountId, Role role, long organisationId, String name, long by, Instant now) {
        jdbc.sql("""
                insert into role_invitation (account_id, role, organisation_id, name, invited_by, invited_at)
                values (:account, :role, :organisation, :name, :by, :now)
                on conflict (account_id, role, organisation_id) do update
                set name = excluded.name, invited_by = excluded.invited_by, invited_at = excluded.invited_at
                """)
                .param("account", accountId)
                .param("role", role.name())
                .param("organisation", organisationId)
                .param("name", name)
                .param("by", by)
                .param("now", Rows.timestamp(now))
                .update();
    }

    public List<Offer> of(long accountId) {
        return jdbc.sql("""
                select i.role, i.organisation_id, b.name from role_invitation i join account b on b.id = i.invited_by
                where i.account_id = ? order by i.invited_at
                """).param(accountId).query(Offer.class).list();
    }

    public List<Pending> pending(long organisationId, Role role) {
        return jdbc.sql("""
                select i.account_id, i.name, a.email from role_invitation i join account a on a.id = i.account_id
                where i.organisation_id = ? and i.role = ? order by i.name, i.account_id
                """)
                .params(organisationId, role.name())
                .query(Pending.class)
                .list();
    }

    /** @return whether it existed */
    public boolean remove(long accountId, Role role, long organisationId) {
        return jdbc.sql("delete from role_invitation where account_id = ? and role = ? and organisation_id = ?")
                        .params(accountId, role.name(), organisationId)
                        .update()
                > 0;
    }
}
