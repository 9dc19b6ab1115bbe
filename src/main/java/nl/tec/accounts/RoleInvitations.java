package nl.tec.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor.Membership;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Roles at an organisation that are offered to people who have an account already (rules 9): nobody belongs to a school without
 * having said yes. Who may invite is for the caller to have asked.
 */
@Service
public class RoleInvitations {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Accounts accounts;
    private final AccountMails mails;
    private final OrganisationNames organisations;
    private final Audit audit;

    RoleInvitations(
            JdbcClient jdbc,
            Clock clock,
            Accounts accounts,
            AccountMails mails,
            OrganisationNames organisations,
            Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.accounts = accounts;
        this.mails = mails;
        this.organisations = organisations;
        this.audit = audit;
    }

    /** An invitation to take a role. @param invitedBy name of the inviter */
    public record Invitation(Role role, long organisationId, String organisation, String invitedBy) {}

    /** An unanswered invitation. @param name as the inviter typed it, not the name of the account */
    public record Pending(long accountId, String name, String email) {}

    /** Asks, by mail; asking again mails again. */
    @Transactional
    public void invite(Actor by, Account account, Role role, long organisationId, String name) {
        jdbc.sql("""
                insert into role_invitation (account_id, role, organisation_id, name, invited_by, invited_at)
                values (:account, :role, :organisation, :name, :by, :now)
                on conflict (account_id, role, organisation_id) do update
                set name = excluded.name, invited_by = excluded.invited_by, invited_at = excluded.invited_at
                """)
                .param("account", account.id())
                .param("role", role.name())
                .param("organisation", organisationId)
                .param("name", name)
                .param("by", by.accountId())
                .param("now", Rows.timestamp(clock.instant()))
                .update();
        mails.roleInvitation(
                account.email(), account.name(), account.language(), by.name(), organisations.name(organisationId));
        audit.add(by, "ROLE_OFFERED_" + role, "account", account.id());
    }

    /** The unanswered invitations of an account. */
    public List<Invitation> of(long accountId) {
        record Row(Role role, long organisationId, String name) {}
        List<Row> rows = jdbc.sql("""
                select i.role, i.organisation_id, b.name from role_invitation i join account b on b.id = i.invited_by
                where i.account_id = ? order by i.invited_at
                """).param(accountId).query(Row.class).list();
        Map<Long, String> names =
                organisations.names(rows.stream().map(Row::organisationId).toList());
        return rows.stream()
                .map(row -> new Invitation(
                        row.role(), row.organisationId(), names.getOrDefault(row.organisationId(), ""), row.name()))
                .toList();
    }

    /** The unanswered invitations for a role, ordered by name. */
    public List<Pending> pending(long organisationId, Role role) {
        return jdbc.sql("""
                select i.account_id, i.name, a.email from role_invitation i join account a on a.id = i.account_id
                where i.organisation_id = ? and i.role = ? order by i.name, i.account_id
                """)
                .params(organisationId, role.name())
                .query(Pending.class)
                .list();
    }

    /** The yes of who was asked. */
    @Transactional
    public Change accept(Actor actor, Role role, long organisationId) {
        return remove(actor.accountId(), role, organisationId)
                ? accounts.grant(actor, actor.accountId(), Membership.of(role, organisationId))
                : Change.NOTHING;
    }

    /** The no of who was asked, or who asked takes it back. */
    @Transactional
    public Change withdraw(Actor by, long accountId, Role role, long organisationId) {
        if (!remove(accountId, role, organisationId)) {
            return Change.NOTHING;
        }
        audit.add(by, "ROLE_DECLINED_" + role, "account", accountId);
        return Change.DONE;
    }

    private boolean remove(long accountId, Role role, long organisationId) {
        return jdbc.sql("delete from role_invitation where account_id = ? and role = ? and organisation_id = ?")
                        .params(accountId, role.name(), organisationId)
                        .update()
                > 0;
    }
}
