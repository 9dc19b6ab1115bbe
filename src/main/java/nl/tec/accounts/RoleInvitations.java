package nl.tec.accounts;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.internal.RoleInvitationStore;
import nl.tec.accounts.internal.RoleInvitationStore.Offer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invitations of existing accounts to roles at an organisation (rules 9): nobody becomes a member of a school without consent. The caller
 * checks authorisation.
 */
@Service
public class RoleInvitations {

    private final RoleInvitationStore store;
    private final Clock clock;
    private final Accounts accounts;
    private final AccountMails mails;
    private final OrganisationNames organisations;
    private final Audit audit;

    RoleInvitations(
            RoleInvitationStore store,
            Clock clock,
            Accounts accounts,
            AccountMails mails,
            OrganisationNames organisations,
            Audit audit) {
        this.store = store;
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

    /** Invites an account by mail; a repeated invitation sends another mail. */
    @Transactional
    public void invite(Actor by, Account account, Role role, long organisationId, String name) {
        store.add(account.id(), role, organisationId, name, by.accountId(), clock.instant());
        mails.roleInvitation(
                account.email(), account.name(), account.language(), by.name(), organisations.name(organisationId));
        audit.add(by, "ROLE_OFFERED_" + role, "account", account.id());
    }

    /** Returns the unanswered invitations of an account. */
    public List<Invitation> of(long accountId) {
        List<Offer> offers = store.of(accountId);
        Map<Long, String> names =
                organisations.names(offers.stream().map(Offer::organisationId).toList());
        return offers.stream()
                .map(offer -> new Invitation(
                        offer.role(),
                        offer.organisationId(),
                        names.getOrDefault(offer.organisationId(), ""),
                        offer.name()))
                .toList();
    }

    /** Returns the unanswered invitations for a role, by name. */
    public List<Pending> pending(long organisationId, Role role) {
        return store.pending(organisationId, role);
    }

    @Transactional
    public Change accept(Actor actor, Role role, long organisationId) {
        return store.remove(actor.accountId(), role, organisationId)
                ? accounts.grant(actor, actor.accountId(), Membership.of(role, organisationId))
                : Change.NOTHING;
    }

    /** Declines an invitation, or withdraws it on behalf of the inviter. */
    @Transactional
    public Change withdraw(Actor by, long accountId, Role role, long organisationId) {
        if (!store.remove(accountId, role, organisationId)) {
            return Change.NOTHING;
        }
        audit.add(by, "ROLE_DECLINED_" + role, "account", accountId);
        return Change.DONE;
    }
}
