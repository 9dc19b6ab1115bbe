package nl.tec.accounts.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.AccountSearch;
import nl.tec.accounts.AccountSearch.Filter;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Accounts.Change;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Audit;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.OrganisationNames;
import nl.tec.accounts.OrganisationNames.Choice;
import nl.tec.accounts.Role;
import nl.tec.accounts.SignIn;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
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

/** The administrator's pages about accounts and their roles (rules 9). */
@Controller
@RequestMapping("/admin/accounts")
class AccountsController {

    private static final int PAGE = 50;
    private static final int CHOICES = 20;

    private final Accounts accounts;
    private final AccountSearch search;
    private final OrganisationNames organisations;
    private final SignIn signIn;
    private final Audit audit;
    private final HubSettings hub;

    AccountsController(
            Accounts accounts,
            AccountSearch search,
            OrganisationNames organisations,
            SignIn signIn,
            Audit audit,
            HubSettings hub) {
        this.hub = hub;
        this.accounts = accounts;
        this.search = search;
        this.organisations = organisations;
        this.signIn = signIn;
        this.audit = audit;
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @RequestParam(name = "rol", defaultValue = "") String role,
            @RequestParam(name = "na", defaultValue = "0") long after,
            Model model) {
        Filter filter = new Filter(words.strip(), role(role).orElse(null));
        List<Account> found = search.list(filter, after, PAGE + 1);
        List<Account> page = found.subList(0, Math.min(PAGE, found.size()));
        audit.add(actor, "ACCOUNTS_READ", "account", null);
        model.addAttribute("accounts", page);
        model.addAttribute("organisations", names(page));
        model.addAttribute("words", words);
        model.addAttribute("role", role);
        if (found.size() > PAGE) {
            model.addAttribute("next", page.get(PAGE - 1).id());
        }
        return "accounts/list";
    }

    @GetMapping("/nieuw")
    String ask(Model model) {
        return form(model, "", "", "nl", "", true, new Problems());
    }

    @PostMapping
    String make(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "email", defaultValue = "") String email,
            @RequestParam(name = "naam", defaultValue = "") String name,
            @RequestParam(name = "taal", defaultValue = "nl") String language,
            @RequestParam(name = "rol", defaultValue = "") String role,
            @RequestParam(name = "mail", required = false) @Nullable String mail,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Problems problems = AccountForms.name(AccountForms.email(new Problems(), email), name);
        if (!problems.any()) {
            Optional<Role> first = role(role);
            NewAccount account = new NewAccount(
                    MailAddress.parse(email).orElseThrow(),
                    name.strip(),
                    Texts.language(language),
                    null,
                    first.filter(r -> !r.ofOrganisation())
                            .map(Membership::of)
                            .map(Set::of)
                            .orElse(Set.of()));
            Optional<Account> made = mail == null ? accounts.create(actor, account) : accounts.invite(actor, account);
            if (made.isPresent()) {
                if (mail != null && !signIn.mailsLinks()) {
                    Flash.warn(request, response, "accounts.madeNoMail");
                } else {
                    Flash.say(request, response, "accounts.made");
                }
                // a role of a school or company takes a second step: which one
                String rest =
                        first.filter(Role::ofOrganisation).map(r -> "?rol=" + r).orElse("");
                return "redirect:/admin/accounts/" + made.get().id() + rest;
            }
            problems.add("email", "accounts.email.taken");
        }
        response.setStatus(422);
        return form(model, email, name, language, role, mail != null, problems);
    }

    @GetMapping("/{id}")
    String show(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "rol", defaultValue = "") String role,
            @RequestParam(name = "organisatie-zoek", defaultValue = "") String words,
            Model model) {
        audit.add(actor, "ACCOUNT_READ", "account", id);
        return page(model, get(id), role, words, new Problems());
    }

    @PostMapping("/{id}")
    String change(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "naam", defaultValue = "") String name,
            @RequestParam(name = "taal", defaultValue = "nl") String language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Account account = get(id);
        Problems problems = AccountForms.name(new Problems(), name);
        if (problems.any()) {
            response.setStatus(422);
            model.addAttribute("name", name);
            return page(model, account, "", "", problems);
        }
        accounts.change(actor, id, name.strip(), Texts.language(language));
        return saved(id, "accounts.saved", request, response);
    }

    /** Gives a role. Of a school or company, first the words of its name are searched, then one is chosen. */
    @PostMapping("/{id}/rollen")
    String grant(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "rol", defaultValue = "") String role,
            @RequestParam(name = "organisatie", required = false) @Nullable Long organisation,
            @RequestParam(name = "organisatie-zoek", defaultValue = "") String words,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Account account = get(id);
        Optional<Role> chosen = role(role);
        boolean needsOrganisation = chosen.map(Role::ofOrganisation).orElse(false);
        Problems problems = new Problems()
                .addIf(chosen.isEmpty(), "rol", "accounts.role.missing")
                .addIf(
                        needsOrganisation && organisation == null,
                        "organisatie-zoek",
                        words.isBlank() ? "accounts.organisation.missing" : "accounts.organisation.choose")
                .addIf(
                        needsOrganisation
                                && organisation != null
                                && organisations.names(List.of(organisation)).isEmpty(),
                        "organisatie-zoek",
                        "accounts.organisation.missing");
        if (problems.any()) {
            response.setStatus(422);
            return page(model, account, role, words, problems);
        }
        Role given = chosen.orElseThrow();
        accounts.grant(actor, id, new Membership(given, needsOrganisation ? organisation : null));
        return saved(id, "accounts.role.given", request, response);
    }

    @PostMapping("/{id}/rollen/weg")
    String revoke(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "rol") Role role,
            @RequestParam(name = "organisatie", required = false) @Nullable Long organisation,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Account account = get(id);
        Membership membership = account.memberships().stream()
                .filter(m -> m.role() == role && Objects.equals(m.organisationId(), organisation))
                .findFirst()
                .orElseThrow(() -> new NotFound("role of account " + id));
        Change change = accounts.revoke(actor, id, membership);
        return after(change, account, "accounts.role.taken", request, response, model);
    }

    @PostMapping("/{id}/uitzetten")
    String disable(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Account account = get(id);
        return after(accounts.disable(actor, id), account, "accounts.disabled", request, response, model);
    }

    @PostMapping("/{id}/aanzetten")
    String enable(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response) {
        accounts.enable(actor, get(id).id());
        return saved(id, "accounts.enabled", request, response);
    }

    @PostMapping("/{id}/link")
    String link(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Account account = get(id);
        if (account.disabled()) {
            Flash.warn(request, response, "accounts.linkNotMailed");
            return page(id);
        }
        if (!signIn.mailsLinks()) {
            response.setHeader("Cache-Control", "no-store");
            model.addAttribute("link", hub.get(Setting.BASE_URL) + signIn.linkToHandOver(actor, account));
            return page(model, account, "", "", new Problems());
        }
        signIn.mailLink(actor, account);
        return saved(id, "accounts.linkMailed", request, response);
    }

    private String after(
            Change change,
            Account account,
            String said,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (change == Change.LAST_ADMINISTRATOR) {
            response.setStatus(422);
            return page(model, account, "", "", new Problems().add("", "accounts.lastAdministrator"));
        }
        return saved(account.id(), said, request, response);
    }

    private static String saved(long id, String said, HttpServletRequest request, HttpServletResponse response) {
        Flash.say(request, response, said);
        return page(id);
    }

    private static String page(long id) {
        return "redirect:/admin/accounts/" + id;
    }

    private String page(Model model, Account account, String role, String words, Problems problems) {
        Optional<Role> chosen = role(role).filter(Role::ofOrganisation);
        List<Choice> choices =
                chosen.isPresent() && !words.isBlank() ? organisations.search(chosen.get(), words, CHOICES) : List.of();
        if (chosen.isPresent() && !words.isBlank() && choices.isEmpty()) {
            problems.add("organisatie-zoek", "accounts.organisation.none", words.strip());
        }
        model.addAttribute("account", account);
        model.addAttribute("mailsLinks", signIn.mailsLinks());
        if (!model.containsAttribute("name")) {
            model.addAttribute("name", account.name());
        }
        model.addAttribute("organisations", names(List.of(account)));
        model.addAttribute("role", role);
        model.addAttribute("words", words);
        model.addAttribute("choices", choices);
        model.addAttribute("problems", problems);
        return "accounts/show";
    }

    private static String form(
            Model model, String email, String name, String language, String role, boolean mail, Problems problems) {
        Map<String, Object> typed = new LinkedHashMap<>();
        typed.put("email", email);
        typed.put("name", name);
        typed.put("language", language);
        typed.put("role", role);
        typed.put("mail", mail);
        typed.put("problems", problems);
        model.addAllAttributes(typed);
        return "accounts/new";
    }

    private Map<Long, String> names(List<Account> page) {
        return organisations.names(page.stream()
                .flatMap(account -> account.memberships().stream())
                .map(Membership::organisationId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private Account get(long id) {
        return accounts.find(id).orElseThrow(() -> new NotFound("account " + id));
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values()).filter(r -> r.name().equals(name)).findFirst();
    }
}
