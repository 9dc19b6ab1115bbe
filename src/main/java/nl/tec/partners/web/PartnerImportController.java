package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerImports.Looked;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Importing partners: choose a file, see what would change, do it. */
@Controller
class PartnerImportController {

    private final PartnerImports imports;

    PartnerImportController(PartnerImports imports) {
        this.imports = imports;
    }

    @GetMapping("/beheer/partners/import")
    String choose(Model model) {
        return page(null, null, false, false, new Problems(), model);
    }

    @PostMapping("/beheer/partners/import")
    String look(
            @RequestParam(name = "bestand", required = false) @Nullable MultipartFile file,
            @RequestParam(name = "leegmaken", defaultValue = "false") boolean clearEmpty,
            @AuthenticationPrincipal Actor actor,
            HttpServletResponse response,
            Model model)
            throws IOException {
        String name = file == null ? null : file.getOriginalFilename();
        if (file == null || name == null || name.isBlank() || file.isEmpty()) {
            return refused("partners.import.noFile", clearEmpty, response, model);
        }
        Looked looked = imports.look(name, file.getBytes(), clearEmpty, actor);
        if (looked instanceof Looked.Unreadable unreadable) {
            return refused(unreadable.reason(), clearEmpty, response, model);
        }
        Looked.At at = (Looked.At) looked;
        return page(at.id(), at.report(), clearEmpty, false, new Problems(), model);
    }

    @PostMapping("/beheer/partners/import/{id}")
    String run(
            @PathVariable UUID id,
            @RequestParam(name = "leegmaken", defaultValue = "false") boolean clearEmpty,
            @AuthenticationPrincipal Actor actor,
            HttpServletResponse response,
            Model model) {
        return imports.run(id, clearEmpty, actor)
                .map(report -> page(null, report, clearEmpty, true, new Problems(), model))
                .orElseGet(() -> refused("partners.import.gone", clearEmpty, response, model));
    }

    private static String refused(String key, boolean clearEmpty, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(null, null, clearEmpty, false, new Problems().add("bestand", key), model);
    }

    /** @param id of what was looked at, to import it. @param report null before anything was looked at */
    private static String page(
            @Nullable UUID id,
            PartnerImports.@Nullable Report report,
            boolean clearEmpty,
            boolean done,
            Problems problems,
            Model model) {
        model.addAttribute("id", id);
        model.addAttribute("report", report);
        model.addAttribute("clearEmpty", clearEmpty);
        model.addAttribute("done", done);
        model.addAttribute("problems", problems);
        return "partners/partnerImport";
    }
}
