package nl.tec.accounts.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.internal.AuditLog;
import nl.tec.accounts.internal.AuditLog.Entry;
import nl.tec.accounts.internal.AuditLog.Filter;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log for the administrator (rules 8): look, filter, take along. */
@Controller
@RequestMapping("/admin/audit")
class AuditController {

    private static final int PAGE = 100;
    private static final int EXPORT_STEP = 5000;

    private final AuditLog log;
    private final Accounts accounts;
    private final Audit audit;
    private final Texts texts;

    AuditController(AuditLog log, Accounts accounts, Audit audit, Texts texts) {
        this.log = log;
        this.accounts = accounts;
        this.audit = audit;
        this.texts = texts;
    }

    @ModelAttribute("asked")
    AuditQuestion asked(
            @RequestParam(name = "account", defaultValue = "") String account,
            @RequestParam(name = "actie", defaultValue = "") String action,
            @RequestParam(name = "onderwerp", defaultValue = "") String subject,
            @RequestParam(name = "dag", defaultValue = "") String day) {
        return new AuditQuestion(account.strip(), action.strip(), subject.strip(), day.strip());
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Actor actor,
            @ModelAttribute("asked") AuditQuestion asked,
            @RequestParam(name = "voor", defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        Problems problems = new Problems();
        Optional<Filter> filter = filter(asked, problems);
        List<Entry> found = filter.map(f -> log.list(f, before, PAGE + 1)).orElse(List.of());
        audit.add(actor, "AUDIT_READ", "account", filter.map(Filter::accountId).orElse(null));
        model.addAttribute("entries", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("actions", log.recentActions());
        model.addAttribute("problems", problems);
        if (found.size() > PAGE) {
            model.addAttribute("next", found.get(PAGE - 1).id());
        }
        return "accounts/audit";
    }

    /** Everything the filter lets through, newest first. */
    @GetMapping("/audit.csv")
    void export(
            @AuthenticationPrincipal Actor actor,
            @ModelAttribute("asked") AuditQuestion asked,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        Optional<Filter> filter = filter(asked, new Problems());
        if (filter.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        audit.add(actor, "AUDIT_EXPORTED", "account", filter.get().accountId());
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"");
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        // Excel needs the mark to see that it is UTF-8
        out.write('\uFEFF');
        CSVPrinter csv =
                new CSVPrinter(out, CSVFormat.EXCEL.builder().setDelimiter(';').get());
        csv.printRecord("nr", "wanneer", "account", "naam", "actie", "code", "onderwerp", "onderwerp_nr");
        long before = Long.MAX_VALUE;
        List<Entry> step;
        do {
            step = log.list(filter.get(), before, EXPORT_STEP);
            for (Entry entry : step) {
                csv.printRecord(
                        entry.id(),
                        entry.at().atZone(Dates.ZONE).toOffsetDateTime(),
                        entry.accountId(),
                        harmless(entry.name()),
                        texts.audit(language, entry.action()),
                        entry.action(),
                        entry.subjectType(),
                        entry.subjectId());
                before = entry.id();
            }
        } while (step.size() == EXPORT_STEP);
        csv.flush();
    }

    private Optional<Filter> filter(AuditQuestion asked, Problems problems) {
        Long account = null;
        if (!asked.account().isEmpty()) {
            account = asked.account().matches("[0-9]{1,18}")
                    ? Long.valueOf(asked.account())
                    : accounts.findByEmail(asked.account()).map(Account::id).orElse(null);
            problems.addIf(account == null, "account", "audit.account.unknown");
        }
        String[] subject = asked.subject().split("[ :]+", 2);
        Long number = null;
        if (subject.length == 2) {
            number = subject[1].matches("[0-9]{1,18}") ? Long.valueOf(subject[1]) : null;
            problems.addIf(number == null, "onderwerp", "audit.subject.shape");
        }
        LocalDate day = null;
        if (!asked.day().isEmpty()) {
            try {
                day = LocalDate.parse(asked.day());
            } catch (DateTimeException e) {
                problems.add("dag", "audit.day.shape");
            }
        }
        return problems.any()
                ? Optional.empty()
                : Optional.of(new Filter(account, asked.action().toUpperCase(Locale.ROOT), subject[0], number, day));
    }

    /** A name that begins as a formula would be run by a spreadsheet. */
    private static String harmless(@Nullable String text) {
        return text == null ? "" : text.matches("^[=+\\-@\t\r].*") ? "'" + text : text;
    }
}
