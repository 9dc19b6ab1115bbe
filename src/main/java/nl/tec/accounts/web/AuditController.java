package nl.tec.accounts.web;

import gg.jte.generated.precompiled.Pages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import nl.tec.accounts.Account;
import nl.tec.accounts.AccountSearch;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.AuditLog;
import nl.tec.accounts.AuditLog.Entry;
import nl.tec.accounts.AuditLog.Filter;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The administrator's pages of the audit log (rules 8): view, filter, export, verify. */
@Controller
@RequestMapping("/admin/audit")
class AuditController {

    private static final int PAGE = 100;
    private static final int CHOICES = 20;

    private final AuditLog log;
    private final Accounts accounts;
    private final AccountSearch search;
    private final Audit audit;
    private final Texts texts;
    private final Pages pages;

    AuditController(AuditLog log, Accounts accounts, AccountSearch search, Audit audit, Texts texts, Pages pages) {
        this.log = log;
        this.accounts = accounts;
        this.search = search;
        this.audit = audit;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping
    View list(
            @AuthenticationPrincipal Actor actor,
            FormData query,
            @RequestParam(name = "voor", defaultValue = "" + Long.MAX_VALUE) long before,
            Locale language,
            Reply reply) {
        AuditQuestion asked = AuditQuestion.of(query);
        return list(actor, asked, who(asked), before, language, reply);
    }

    /** Searches by POST, to keep names out of URLs, browser histories and logs: the address of what was found has the id. */
    @PostMapping("/zoeken")
    View find(@AuthenticationPrincipal Actor actor, FormData query, Locale language, Reply reply) {
        AuditQuestion asked = AuditQuestion.of(query);
        List<Account> who = who(asked);
        return filter(asked, who, new Problems()).isPresent()
                ? Reply.redirect("/admin/audit?" + byId(asked, who).query())
                : list(actor, asked, who, Long.MAX_VALUE, language, reply);
    }

    private static AuditQuestion byId(AuditQuestion asked, List<Account> who) {
        return who.size() == 1 ? asked.of(who.get(0).id()) : asked;
    }

    private View list(Actor actor, AuditQuestion asked, List<Account> who, long before, Locale language, Reply reply) {
        Problems problems = new Problems();
        Optional<Filter> filter = filter(asked, who, problems);
        List<Entry> found = filter.map(f -> log.list(f, before, PAGE + 1)).orElse(List.of());
        if (who.size() > 1) {
            audit.add(actor, "ACCOUNTS_READ", "account", null);
        }
        audit.add(actor, "AUDIT_READ", "account", filter.map(Filter::accountId).orElse(null));
        return reply.refused(
                HttpStatus.OK,
                problems,
                pages.accountsAudit(
                        byId(asked, who),
                        found.subList(0, Math.min(PAGE, found.size())),
                        choices(log.actions(), code -> texts.audit(language, code)),
                        choices(log.subjects(), code -> texts.auditSubject(language, code)),
                        who,
                        log.lastCheck().orElse(null),
                        log.applicationOwnsLog(),
                        found.size() > PAGE ? found.get(PAGE - 1).id() : null));
    }

    /** Seals new entries and verifies all seals, as happens every night. */
    @PostMapping("/controle")
    View check(@AuthenticationPrincipal Actor actor, Reply reply) {
        AuditLog.Check check = log.check();
        audit.add(actor, "AUDIT_CHECKED", "account", null);
        return check.good()
                ? reply.saved("audit.check.said", "/admin/audit")
                : reply.warn("audit.check.bad", "/admin/audit");
    }

    /** Exports all entries that match the filter, newest first. */
    @GetMapping("/audit.csv")
    void export(@AuthenticationPrincipal Actor actor, FormData query, Locale language, HttpServletResponse response)
            throws IOException {
        AuditQuestion asked = AuditQuestion.of(query);
        Optional<Filter> filter = filter(asked, who(asked), new Problems());
        if (filter.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        audit.add(actor, "AUDIT_EXPORTED", "account", filter.get().accountId());
        List<String> columns =
                List.of("nr", "wanneer", "account", "naam", "actie", "code", "onderwerp", "onderwerp_nr");
        new TableExport(
                        "audit",
                        columns,
                        TableExport.<Long>inBatches(before -> TableExport.Batch.byKey(
                                log.list(
                                        filter.get(), before == null ? Long.MAX_VALUE : before, TableExport.BATCH_SIZE),
                                entry -> row(entry, language),
                                Entry::id)))
                .download("csv", response);
    }

    private List<@Nullable Object> row(Entry entry, Locale language) {
        return Arrays.asList(
                entry.id(),
                entry.at().atZone(Dates.ZONE).toOffsetDateTime(),
                entry.accountId(),
                entry.name(),
                texts.audit(language, entry.action()),
                entry.action(),
                entry.subjectType(),
                entry.subjectId());
    }

    /** Finds the accounts that match the query by id, mail address or part of a name; empty if the query names none. */
    private List<Account> who(AuditQuestion asked) {
        String words = asked.account();
        if (words.isEmpty() || asked.ofNobody()) {
            return List.of();
        }
        Optional<Long> id = FormData.parseId(words);
        if (id.isPresent()) {
            return accounts.find(id.get()).stream().toList();
        }
        return accounts.findByEmail(words)
                .map(List::of)
                .orElseGet(() -> search.list(new AccountSearch.Filter(words, null), 0, CHOICES));
    }

    private static Optional<Filter> filter(AuditQuestion asked, List<Account> who, Problems problems) {
        // deleted accounts are only known by their id
        Long account = FormData.parseId(asked.account())
                .orElse(who.size() == 1 ? Long.valueOf(who.get(0).id()) : null);
        problems.addIf(
                        account == null && !asked.account().isEmpty() && !asked.ofNobody() && who.isEmpty(),
                        "account",
                        "audit.account.unknown")
                .addIf(who.size() > 1, "account", "audit.account.which");
        Long number = FormData.parseId(asked.number()).orElse(null);
        problems.addIf(!asked.number().isEmpty() && number == null, "nummer", "audit.number.shape");
        LocalDate from = day(asked.from(), "van", problems);
        LocalDate until = day(asked.until(), "tot", problems);
        problems.addIf(from != null && until != null && until.isBefore(from), "tot", "audit.until.before");
        return problems.any()
                ? Optional.empty()
                : Optional.of(
                        new Filter(account, asked.ofNobody(), asked.action(), asked.subject(), number, from, until));
    }

    private static @Nullable LocalDate day(String typed, String field, Problems problems) {
        try {
            return typed.isEmpty() ? null : LocalDate.parse(typed);
        } catch (DateTimeException e) {
            problems.add(field, "audit.day.shape");
            return null;
        }
    }

    /** Returns the labels by code, in the order of the labels. */
    private static Map<String, String> choices(List<String> codes, UnaryOperator<String> words) {
        return codes.stream()
                .map(code -> Map.entry(code, StringUtils.capitalize(words.apply(code))))
                .sorted(Map.Entry.comparingByValue(String.CASE_INSENSITIVE_ORDER))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
