package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.organisations.ImportBatches;
import nl.tec.organisations.ImportBatches.Batch;
import nl.tec.organisations.ImportBatches.Earlier;
import nl.tec.organisations.ImportBatches.Upload;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/** The pages for importing public registers: choose files, review the changes, import. */
@Controller
class ImportController {

    private static final int PAGE = 20;

    /** The maximum number of files, more than there are registers and municipalities around. */
    private static final int MAX_FILES = 50;

    private final ImportBatches imports;
    private final Pages pages;

    ImportController(ImportBatches imports, Pages pages) {
        this.imports = imports;
        this.pages = pages;
    }

    @GetMapping("/admin/import")
    JteModel page(@RequestParam(name = "voor", required = false) @Nullable Long before) {
        return page(before, false);
    }

    private JteModel page(@Nullable Long before, boolean older) {
        List<Earlier> earlier = imports.earlier(before, PAGE + 1);
        boolean more = earlier.size() > PAGE;
        List<Earlier> shown = more ? earlier.subList(0, PAGE) : earlier;
        return pages.organisationsImport(
                imports.open(),
                shown,
                older,
                before == null ? null : "/admin/import",
                more ? "/admin/import?voor=" + shown.get(PAGE - 1).report().runId() : null);
    }

    @PostMapping("/admin/import")
    View upload(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "bestanden", required = false) @Nullable List<MultipartFile> files,
            @RequestParam(name = "ouder", defaultValue = "false") boolean older,
            Reply reply)
            throws IOException {
        List<Upload> uploads = new ArrayList<>();
        Problems problems = new Problems();
        for (MultipartFile file : files == null ? List.<MultipartFile>of() : files) {
            String name = file.getOriginalFilename();
            if (name != null && !name.isBlank() && file.getSize() > ImportBatches.MAX_FILE_BYTES) {
                problems.add("bestanden", "import.problem.tooLarge", name, ImportBatches.MAX_FILE_BYTES / 1024 / 1024);
            } else if (name != null && !name.isBlank()) {
                uploads.add(new Upload(
                        name.substring(Math.max(0, name.length() - 200)), file.getSize(), file.getInputStream()));
            }
        }
        problems.addIf(uploads.isEmpty() && !problems.any(), "bestanden", "import.problem.noFile")
                .addIf(uploads.size() > MAX_FILES, "bestanden", "import.problem.tooMany", MAX_FILES);
        return problems.any()
                ? reply.refused(problems, page(null, older))
                : Reply.redirect("/admin/import/" + imports.start(actor, uploads, older));
    }

    @GetMapping("/admin/import/{batch}")
    JteModel batch(@PathVariable("batch") UUID id) {
        return pages.organisationsImportBatch(get(id));
    }

    /** Renders the progress of an import, as a fragment of the page. */
    @GetMapping("/admin/import/{batch}/stand")
    JteModel progress(@PathVariable("batch") UUID id) {
        return pages.organisationsImportProgress(get(id));
    }

    @PostMapping("/admin/import/{batch}")
    View proceed(@AuthenticationPrincipal Actor actor, @PathVariable("batch") UUID id) {
        get(id);
        imports.proceed(actor, id);
        return Reply.redirect("/admin/import/" + id);
    }

    @PostMapping("/admin/import/{batch}/weg")
    View discard(@PathVariable("batch") UUID id, Reply reply) {
        imports.discard(id);
        return reply.saved("import.discarded", "/admin/import");
    }

    @GetMapping("/admin/import/eerder/{run}")
    JteModel run(@PathVariable("run") long runId) {
        return pages.organisationsImportRun(
                imports.run(runId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private Batch get(UUID id) {
        return imports.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
