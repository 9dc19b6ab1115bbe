package nl.tec.accounts.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import nl.tec.accounts.Role;
import nl.tec.accounts.RoleInvitations;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The accounts of a school, by its coordinator (rules 9): teachers of the own school, no other. Who has an account already is
 * asked first.
 */
@Controller
@RequestMapping("/school/collegas")
class ColleaguesController {

    private final Accounts accounts;
    private final RoleInvitations invitations;
    private final OrganisationNames organisations;
    private final Audit audit;

    ColleaguesController(Accounts accounts, RoleInvitations invitations, OrganisationNames organisations, Audit audit) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.organisations = organisations;
        this.audit = audit;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "school", required = false) @Nullable Long school,
            Model model) {
        return page(actor, school(actor, school), "", "", new Problems(), model);
    }

    /** Somebody who has an account already is asked; who has none gets one. Both get a mail. */
    @PostMapping
    String invite(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            @RequestParam(name = "email", defaultValue = "") String email,
            @RequestParam(name = "naam", defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        long school = school(actor, asked);
        Problems problems = AccountForms.name(AccountForms.email(new Problems(), email), name);
        Optional<Account> known = accounts.findByEmail(email);
        problems.addIf(known.map(Account::disabled).orElse(false), "email", "accounts.colleagues.disabled");
        if (problems.any()) {
            response.setStatus(422);
            return page(actor, school, email, name, problems, model);
        }
        Membership teacher = Membership.of(Role.TEACHER, school);
        if (known.isPresent()) {
            if (!known.get().has(Role.TEACHER, school)) {
                invitations.invite(actor, known.get(), Role.TEACHER, school, name.strip());
            }
            return done(school, "accounts.colleagues.asked", request, response);
        } else {
            accounts.invite(
                    actor,
                    new NewAccount(
                            MailAddress.parse(email).orElseThrow(), name.strip(), Texts.DUTCH, null, Set.of(teacher)));
        }
        return done(school, "accounts.colleagues.invited", request, response);
    }

    /** Takes an invitation back that was not answered yet. */
    @PostMapping("/{id}/trek-in")
    String withdraw(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        long school = school(actor, asked);
        if (invitations.withdraw(actor, id, Role.TEACHER, school) != Change.DONE) {
            throw new NotFound("invitation of " + id + " by school " + school);
        }
        return done(school, "accounts.colleagues.withdrawn", request, response);
    }

    @PostMapping("/{id}/weg")
    String remove(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "school", required = false) @Nullable Long asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        long school = school(actor, asked);
        Account colleague = accounts.find(id)
                .filter(account -> account.has(Role.TEACHER, school))
                .orElseThrow(() -> new NotFound("teacher " + id + " of school " + school));
        accounts.revoke(actor, colleague.id(), Membership.of(Role.TEACHER, school));
        return done(school, "accounts.colleagues.removed", request, response);
    }

    private static String done(long school, String said, HttpServletRequest request, HttpServletResponse response) {
        Flash.say(request, response, said);
        return "redirect:/school/collegas?school=" + school;
    }

    private String page(Actor actor, long school, String email, String name, Problems problems, Model model) {
        List<Long> own = actor.organisations(Role.SCHOOL_COORDINATOR);
        Map<Long, String> names = organisations.names(own);
        audit.add(actor, "COLLEAGUES_READ", "organisation", school);
        model.addAttribute("school", school);
        model.addAttribute("schools", names);
        model.addAttribute("colleagues", accounts.members(school, Role.TEACHER, Role.SCHOOL_COORDINATOR));
        model.addAttribute("pending", invitations.pending(school, Role.TEACHER));
        model.addAttribute("email", email);
        model.addAttribute("name", name);
        model.addAttribute("problems", problems);
        return "accounts/colleagues";
    }

    /** The school asked for when it is an own one; without asking the first. */
    private static long school(Actor actor, @Nullable Long asked) {
        List<Long> own = actor.organisations(Role.SCHOOL_COORDINATOR);
        if (own.isEmpty() || asked != null && !own.contains(asked)) {
            throw new NotFound("school " + asked);
        }
        return asked == null ? own.get(0) : asked;
    }
}
