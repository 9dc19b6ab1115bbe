package nl.tec.finance.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.finance.Budget;
import nl.tec.finance.CostCategory;
import nl.tec.finance.LedgerImports;
import nl.tec.finance.LedgerImports.Meaning;
import nl.tec.finance.LedgerImports.Preview;
import nl.tec.finance.LedgerLayout;
import nl.tec.finance.LedgerLayout.Column;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Importing bookings: choose a file, map its columns and accounts, preview the bookings, import them. */
@Controller
@RequestMapping("/beheer/geld/import")
class LedgerImportController {

    private static final String PATH = "/beheer/geld/import";
    private static final int MAX_PAST = 20;
    private static final String LEFT_OUT = "-";

    private final LedgerImports imports;
    private final Budget budget;
    private final Pages pages;

    LedgerImportController(LedgerImports imports, Budget budget, Pages pages) {
        this.imports = imports;
        this.budget = budget;
        this.pages = pages;
    }

    @GetMapping
    JteModel choose() {
        return pages.financeImport(imports.past(MAX_PAST));
    }

    @PostMapping
    View upload(
            @RequestParam(name = "bestand", required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        String name = file == null ? null : file.getOriginalFilename();
        if (file == null || name == null || name.isBlank() || file.isEmpty()) {
            return reply.refused(new Problems().add("bestand", "finance.import.noFile"), choose());
        }
        return imports.upload(name, file.getBytes(), actor)
                .either(id -> Reply.redirect(PATH + "/" + id), problems -> reply.refused(problems, choose()));
    }

    @GetMapping("/{id}")
    View look(
            @PathVariable UUID id,
            @RequestParam(name = "kolommen", defaultValue = "false") boolean columns,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return imports.look(id, actor)
                .either(look -> reply.page(page(look, columns, null)), problems -> gone(problems, reply));
    }

    /** @param typed null: the stored layout, or a guess */
    private JteModel page(Preview look, boolean columns, @Nullable FormData typed) {
        LedgerLayout layout = look.layout();
        if (layout != null && !columns) {
            return pages.financeImportLook(look, budget.sources());
        }
        return pages.financeImportColumns(
                look, typed != null ? typed : form(layout == null ? LedgerLayout.guess(look.headings()) : layout));
    }

    private static FormData form(LedgerLayout layout) {
        FormData form = new FormData().put("min", layout.costsNegative() ? "ja" : "");
        layout.headings().forEach((column, heading) -> form.put(column.name(), heading));
        return form;
    }

    @PostMapping("/{id}/kolommen")
    View columns(@PathVariable UUID id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Map<Column, String> headings = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            if (!form.line(column.name()).isEmpty()) {
                headings.put(column, form.line(column.name()));
            }
        }
        return imports.remember(id, new LedgerLayout(headings, form.has("min", "ja")), actor)
                .either(done -> Reply.redirect(PATH + "/" + id), problems -> refused(id, problems, form, actor, reply));
    }

    @PostMapping("/{id}/rekeningen")
    View accounts(@PathVariable UUID id, FormData form, Reply reply) {
        List<String> codes = form.all("code");
        List<String> chosen = form.all("betekenis");
        Map<String, Meaning> meanings = new HashMap<>();
        for (int i = 0; i < Math.min(codes.size(), chosen.size()); i++) {
            Meaning meaning = meaning(chosen.get(i));
            if (meaning != null) {
                meanings.put(codes.get(i), meaning);
            }
        }
        imports.remember(meanings);
        return Reply.redirect(PATH + "/" + id);
    }

    /** Returns null when nothing was chosen. */
    private @Nullable Meaning meaning(String chosen) {
        if (chosen.equals(LEFT_OUT)) {
            return Meaning.LEFT_OUT;
        }
        if (chosen.matches("bron-[0-9]{1,18}")) {
            return Meaning.cover(
                    budget.source(Long.parseLong(chosen.substring(5))).id());
        }
        return FormData.constant(CostCategory.class, chosen).map(Meaning::cost).orElse(null);
    }

    @PostMapping("/{id}")
    View run(@PathVariable UUID id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return imports.run(id, form.has(LedgerImports.WITHOUT_BAD, "ja"), actor)
                .either(
                        done -> reply.saved("finance.import.done", PATH + "#klaar"),
                        problems -> refused(id, problems, null, actor, reply));
    }

    /** @param columns the form with columns that was refused; null: the preview was */
    private View refused(UUID id, Problems problems, @Nullable FormData columns, Actor actor, Reply reply) {
        return imports.look(id, actor)
                .either(
                        look -> reply.refused(problems, page(look, columns != null, columns)),
                        gone -> gone(gone, reply));
    }

    private static View gone(Problems problems, Reply reply) {
        return reply.warn(problems.all().get(0).key(), PATH);
    }
}
