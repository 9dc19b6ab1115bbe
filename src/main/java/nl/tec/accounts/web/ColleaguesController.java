package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.Role;
import nl.tec.accounts.RoleInvitations;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * The coordinator's page to manage the teachers of their own school (rules 9). Somebody who already has an account has to consent first.
 */
@Controller
@RequestMapping("/school/collegas")
class ColleaguesController {

    private final Accounts accounts;
    private final RoleInvitations invitations;
    private final OrganisationNames organisations;
    private final Audit audit;
    private final RateLimit limits;
    private final Pages pages;

    ColleaguesController(
            Accounts accounts,
            RoleInvitations invitations,
            OrganisationNames organisations,
            Audit audit,
            RateLimit limits,
            Pages pages) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.organisations = organisations;
        this.audit = audit;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "school", required = false) @Nullable Long school) {
        return page(actor, school(actor, school), new FormData());
    }

    /** Invites an existing account, or creates one. Both send a mail. */
    @PostMapping
    View invite(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            FormData form,
            Reply reply) {
        long school = school(actor, asked);
        Problems problems = AccountForms.checkNameAndEmail(form);
        if (problems.any()) {
            return reply.refused(problems, page(actor, school, form));
        }
        // counted before looking whether there is an account, as the answer tells
        Optional<Duration> wait = limits.tryConsume(Limit.INVITATION, String.valueOf(actor.accountId()))
                .or(() -> limits.tryConsume(Limit.INVITATION_MAIL, actor.accountId() + " " + form.line("email")));
        if (wait.isPresent()) {
            problems.add("email", "accounts.colleagues.tooOften", wait.get().toMinutes() + 1);
            return reply.refused(HttpStatus.TOO_MANY_REQUESTS, problems, page(actor, school, form));
        }
        Optional<Account> known = accounts.findByEmail(form.text("email"));
        if (known.map(Account::disabled).orElse(false)) {
            return reply.refused(problems.add("email", "accounts.colleagues.disabled"), page(actor, school, form));
        }
        if (known.isPresent()) {
            if (!known.get().has(Role.TEACHER, school)) {
                invitations.invite(actor, known.get(), Role.TEACHER, school, AccountForms.name(form));
            }
            return done(school, "accounts.colleagues.asked", reply);
        }
        accounts.invite(
                actor,
                new NewAccount(
                        MailAddress.parse(form.text("email")).orElseThrow(),
                        AccountForms.name(form),
                        Texts.DUTCH,
                        null,
                        Set.of(Membership.of(Role.TEACHER, school))));
        return done(school, "accounts.colleagues.invited", reply);
    }

    /** Withdraws an unanswered invitation. */
    @PostMapping("/{id}/trek-in")
    View withdraw(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            Reply reply) {
        long school = school(actor, asked);
        if (invitations.withdraw(actor, id, Role.TEACHER, school) != Change.DONE) {
            throw new NotFound("invitation of " + id + " by school " + school);
        }
        return done(school, "accounts.colleagues.withdrawn", reply);
    }

    @PostMapping("/{id}/weg")
    View remove(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            Reply reply) {
        long school = school(actor, asked);
        Account colleague = accounts.find(id)
                .filter(account -> account.has(Role.TEACHER, school))
                .orElseThrow(() -> new NotFound("teacher " + id + " of school " + school));
        accounts.revoke(actor, colleague.id(), Membership.of(Role.TEACHER, school));
        return done(school, "accounts.colleagues.removed", reply);
    }

    private static View done(long school, String said, Reply reply) {
        return reply.saved(said, "/school/collegas?school=" + school);
    }

    private JteModel page(Actor actor, long school, FormData form) {
        List<Long> own = actor.organisations(Role.SCHOOL_COORDINATOR);
        Map<Long, String> names = organisations.names(own);
        audit.add(actor, "COLLEAGUES_READ", "organisation", school);
        return pages.accountsColleagues(
                school,
                names,
                accounts.members(school, Role.TEACHER, Role.SCHOOL_COORDINATOR),
                invitations.pending(school, Role.TEACHER),
                form);
    }

    /** Returns the requested school, which has to be one of the coordinator's; by default the first. */
    private static long school(Actor actor, @Nullable Long asked) {
        List<Long> own = actor.organisations(Role.SCHOOL_COORDINATOR);
        if (own.isEmpty() || asked != null && !own.contains(asked)) {
            throw new NotFound("school " + asked);
        }
        return asked == null ? own.get(0) : asked;
    }
}
