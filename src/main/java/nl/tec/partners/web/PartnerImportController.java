package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.PartnerImports.Preview;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The pages for importing partners: choose a file, preview the changes, import. */
@Controller
class PartnerImportController {

    private final PartnerImports imports;
    private final Pages pages;

    PartnerImportController(PartnerImports imports, Pages pages) {
        this.imports = imports;
        this.pages = pages;
    }

    @GetMapping("/beheer/partners/import")
    JteModel choose() {
        return pages.partnersPartnerImport(null, null, false, false);
    }

    @PostMapping("/beheer/partners/import")
    View look(
            @RequestParam(name = "bestand", required = false) @Nullable MultipartFile file,
            @RequestParam(name = "leegmaken", defaultValue = "false") boolean clearEmpty,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        String name = file == null ? null : file.getOriginalFilename();
        if (file == null || name == null || name.isBlank() || file.isEmpty()) {
            return refused("partners.import.noFile", clearEmpty, reply);
        }
        Preview looked = imports.look(name, file.getBytes(), clearEmpty, actor);
        if (looked instanceof Preview.Unreadable unreadable) {
            return refused(unreadable.reason(), clearEmpty, reply);
        }
        Preview.At at = (Preview.At) looked;
        return reply.page(pages.partnersPartnerImport(at.id(), at.report(), clearEmpty, false));
    }

    @PostMapping("/beheer/partners/import/{id}")
    View run(
            @PathVariable UUID id,
            @RequestParam(name = "leegmaken", defaultValue = "false") boolean clearEmpty,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return imports.run(id, clearEmpty, actor)
                .map(report -> reply.page(pages.partnersPartnerImport(null, report, clearEmpty, true)))
                .orElseGet(() -> refused("partners.import.gone", clearEmpty, reply));
    }

    private View refused(String key, boolean clearEmpty, Reply reply) {
        return reply.refused(
                new Problems().add("bestand", key), pages.partnersPartnerImport(null, null, clearEmpty, false));
    }
}
