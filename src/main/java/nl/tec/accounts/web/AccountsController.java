package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
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
import nl.tec.accounts.SecondFactor;
import nl.tec.accounts.SignIn;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
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
    private final SecondFactor secondFactor;
    private final Audit audit;
    private final HubSettings hub;
    private final Pages pages;

    AccountsController(
            Accounts accounts,
            AccountSearch search,
            OrganisationNames organisations,
            SignIn signIn,
            SecondFactor secondFactor,
            Audit audit,
            HubSettings hub,
            Pages pages) {
        this.hub = hub;
        this.accounts = accounts;
        this.search = search;
        this.organisations = organisations;
        this.signIn = signIn;
        this.secondFactor = secondFactor;
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "rol", defaultValue = "") String role,
            @RequestParam(name = "na", defaultValue = "0") long after) {
        return list(actor, new FormData().put("rol", role), after);
    }

    /** Searches by POST, to keep names out of URLs, browser histories and logs. */
    @PostMapping("/zoeken")
    JteModel find(
            @AuthenticationPrincipal Actor actor,
            FormData query,
            @RequestParam(name = "na", defaultValue = "0") long after) {
        return list(actor, query, after);
    }

    private JteModel list(Actor actor, FormData query, long after) {
        Filter filter = new Filter(query.line("zoek"), role(query).orElse(null));
        List<Account> found = search.list(filter, after, PAGE + 1);
        List<Account> page = found.subList(0, Math.min(PAGE, found.size()));
        audit.add(actor, "ACCOUNTS_READ", "account", null);
        return pages.accountsList(
                page,
                names(page),
                query.text("zoek"),
                query.text("rol"),
                found.size() > PAGE ? page.get(PAGE - 1).id() : null);
    }

    @GetMapping("/nieuw")
    JteModel ask() {
        return pages.accountsNew(new FormData().put("taal", "nl").put("mail", "ja"));
    }

    @PostMapping
    View make(@AuthenticationPrincipal Actor actor, FormData form, Reply reply) {
        Problems problems = AccountForms.checkNameAndEmail(form);
        if (!problems.any()) {
            Optional<Role> first = role(form);
            boolean mail = form.has("mail");
            NewAccount account = new NewAccount(
                    MailAddress.parse(form.text("email")).orElseThrow(),
                    AccountForms.name(form),
                    Texts.language(form.text("taal")),
                    null,
                    first.filter(r -> !r.ofOrganisation())
                            .map(Membership::of)
                            .map(Set::of)
                            .orElse(Set.of()));
            Optional<Account> made = mail ? accounts.invite(actor, account) : accounts.create(actor, account);
            if (made.isPresent()) {
                // a role tied to an organisation takes a second step, to choose the organisation
                String rest =
                        first.filter(Role::ofOrganisation).map(r -> "?rol=" + r).orElse("");
                String address = "/admin/accounts/" + made.get().id() + rest;
                return mail && !signIn.canMailLinks()
                        ? reply.warn("accounts.madeNoMail", address)
                        : reply.saved("accounts.made", address);
            }
            problems.add("email", "accounts.email.taken");
        }
        return reply.refused(problems, pages.accountsNew(form));
    }

    @GetMapping("/{id}")
    View show(@AuthenticationPrincipal Actor actor, @PathVariable long id, FormData query, Reply reply) {
        audit.add(actor, "ACCOUNT_READ", "account", id);
        Account account = get(id);
        String words = query.line("organisatie-zoek");
        Problems problems = new Problems()
                .addIf(
                        needsOrganisation(query)
                                && !words.isEmpty()
                                && choices(query).isEmpty(),
                        "organisatie-zoek",
                        "accounts.organisation.none",
                        words);
        return reply.refused(HttpStatus.OK, problems, page(account, form(account, query), null));
    }

    @PostMapping("/{id}")
    View change(@AuthenticationPrincipal Actor actor, @PathVariable long id, FormData form, Reply reply) {
        Account account = get(id);
        Problems problems = AccountForms.checkName(new Problems(), form);
        if (problems.any()) {
            return reply.refused(problems, page(account, form, null));
        }
        accounts.change(actor, id, AccountForms.name(form), Texts.language(form.text("taal")));
        return reply.saved("accounts.saved", address(id));
    }

    /** Grants a role. For a role tied to an organisation, a search by name comes first, then the choice. */
    @PostMapping("/{id}/rollen")
    View grant(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "organisatie", required = false) @Nullable Long organisation,
            FormData form,
            Reply reply) {
        Account account = get(id);
        Optional<Role> chosen = role(form);
        boolean needsOrganisation = needsOrganisation(form);
        String words = form.line("organisatie-zoek");
        Problems problems = new Problems()
                .addIf(chosen.isEmpty(), "rol", "accounts.role.missing")
                .addIf(
                        needsOrganisation && organisation == null,
                        "organisatie-zoek",
                        words.isEmpty() ? "accounts.organisation.missing" : "accounts.organisation.choose")
                .addIf(
                        needsOrganisation
                                && organisation != null
                                && organisations.names(List.of(organisation)).isEmpty(),
                        "organisatie-zoek",
                        "accounts.organisation.missing")
                .addIf(
                        needsOrganisation && !words.isEmpty() && choices(form).isEmpty(),
                        "organisatie-zoek",
                        "accounts.organisation.none",
                        words);
        if (problems.any()) {
            return reply.refused(problems, page(account, form(account, form), null));
        }
        Role given = chosen.orElseThrow();
        accounts.grant(actor, id, new Membership(given, needsOrganisation ? organisation : null));
        return reply.saved("accounts.role.given", address(id));
    }

    @PostMapping("/{id}/rollen/weg")
    View revoke(
            @AuthenticationPrincipal Actor actor,
            @PathVariable long id,
            @RequestParam(name = "rol") Role role,
            @RequestParam(name = "organisatie", required = false) @Nullable Long organisation,
            Reply reply) {
        Account account = get(id);
        Membership membership = account.memberships().stream()
                .filter(m -> m.role() == role && Objects.equals(m.organisationId(), organisation))
                .findFirst()
                .orElseThrow(() -> new NotFound("role of account " + id));
        return after(accounts.revoke(actor, id, membership), account, "accounts.role.taken", reply);
    }

    @PostMapping("/{id}/uitzetten")
    View disable(@AuthenticationPrincipal Actor actor, @PathVariable long id, Reply reply) {
        Account account = get(id);
        return after(accounts.disable(actor, id), account, "accounts.disabled", reply);
    }

    @PostMapping("/{id}/aanzetten")
    View enable(@AuthenticationPrincipal Actor actor, @PathVariable long id, Reply reply) {
        accounts.enable(actor, get(id).id());
        return reply.saved("accounts.enabled", address(id));
    }

    @PostMapping("/{id}/link")
    View link(@AuthenticationPrincipal Actor actor, @PathVariable long id, HttpServletResponse response, Reply reply) {
        Account account = get(id);
        if (account.disabled()) {
            return reply.warn("accounts.linkNotMailed", address(id));
        }
        if (!signIn.canMailLinks()) {
            response.setHeader("Cache-Control", "no-store");
            String link = hub.get(Setting.BASE_URL) + signIn.createHandoverLink(actor, account);
            return reply.page(page(account, form(account, new FormData()), link));
        }
        signIn.mailLink(actor, account);
        return reply.saved("accounts.linkMailed", address(id));
    }

    private View after(Change change, Account account, String said, Reply reply) {
        return change == Change.LAST_ADMINISTRATOR
                ? reply.refused(
                        new Problems().add("", "accounts.lastAdministrator"),
                        page(account, form(account, new FormData()), null))
                : reply.saved(said, address(account.id()));
    }

    private static String address(long id) {
        return "/admin/accounts/" + id;
    }

    /** Returns the form of an account, with the role to grant and the words of the search. */
    private static FormData form(Account account, FormData asked) {
        return new FormData()
                .put("naam", account.name())
                .put("taal", account.language().getLanguage())
                .put("rol", asked.text("rol"))
                .put("organisatie-zoek", asked.text("organisatie-zoek"));
    }

    /** @param link a sign-in link to hand over; null: none */
    private JteModel page(Account account, FormData form, @Nullable String link) {
        return pages.accountsShow(
                account,
                form,
                names(List.of(account)),
                choices(form),
                signIn.canMailLinks(),
                secondFactor.hasApp(account.id()) || secondFactor.hasPasskey(account.id()),
                link);
    }

    private List<Choice> choices(FormData form) {
        String words = form.text("organisatie-zoek");
        return needsOrganisation(form) && !words.isBlank()
                ? organisations.search(role(form).orElseThrow(), words, CHOICES)
                : List.of();
    }

    private static boolean needsOrganisation(FormData form) {
        return role(form).map(Role::ofOrganisation).orElse(false);
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

    private static Optional<Role> role(FormData form) {
        return form.constant("rol", Role.class);
    }
}
