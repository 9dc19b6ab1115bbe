package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.organisations.ImportBatches;
import nl.tec.organisations.ImportBatches.Batch;
import nl.tec.organisations.ImportBatches.Earlier;
import nl.tec.organisations.ImportBatches.Upload;
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
import org.springframework.web.server.ResponseStatusException;

/** Importing the public registers: choose files, see what would change, do it. */
@Controller
class ImportController {

    private static final int PAGE = 20;

    /** More files at once than there are registers and municipalities around. */
    private static final int MAX_FILES = 50;

    private final ImportBatches imports;

    ImportController(ImportBatches imports) {
        this.imports = imports;
    }

    @GetMapping("/admin/import")
    String page(@RequestParam(name = "voor", required = false) @Nullable Long before, Model model) {
        return page(before, new Problems(), model);
    }

    private String page(@Nullable Long before, Problems problems, Model model) {
        List<Earlier> earlier = imports.earlier(before, PAGE + 1);
        boolean more = earlier.size() > PAGE;
        List<Earlier> shown = more ? earlier.subList(0, PAGE) : earlier;
        model.addAttribute("problems", problems);
        model.addAttribute("open", imports.open());
        model.addAttribute("earlier", shown);
        model.addAttribute("first", before == null ? null : "/admin/import");
        model.addAttribute(
                "next",
                more ? "/admin/import?voor=" + shown.get(PAGE - 1).report().runId() : null);
        return "organisations/import";
    }

    @PostMapping("/admin/import")
    String upload(
            @AuthenticationPrincipal Actor actor,
            @RequestParam(name = "bestanden", required = false) @Nullable List<MultipartFile> files,
            @RequestParam(name = "ouder", defaultValue = "false") boolean older,
            HttpServletResponse response,
            Model model)
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
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("older", older);
            return page(null, problems, model);
        }
        return "redirect:/admin/import/" + imports.start(actor, uploads, older);
    }

    @GetMapping("/admin/import/{batch}")
    String batch(@PathVariable("batch") UUID id, Model model) {
        model.addAttribute("batch", get(id));
        return "organisations/importBatch";
    }

    /** How far it is, as a piece of the page. */
    @GetMapping("/admin/import/{batch}/stand")
    String progress(@PathVariable("batch") UUID id, Model model) {
        model.addAttribute("batch", get(id));
        return "organisations/importProgress";
    }

    @PostMapping("/admin/import/{batch}")
    String proceed(@AuthenticationPrincipal Actor actor, @PathVariable("batch") UUID id) {
        get(id);
        imports.proceed(actor, id);
        return "redirect:/admin/import/" + id;
    }

    @PostMapping("/admin/import/{batch}/weg")
    String discard(@PathVariable("batch") UUID id, HttpServletRequest request, HttpServletResponse response) {
        imports.discard(id);
        Flash.say(request, response, "import.discarded");
        return "redirect:/admin/import";
    }

    @GetMapping("/admin/import/eerder/{run}")
    String run(@PathVariable("run") long runId, Model model) {
        model.addAttribute(
                "earlier", imports.run(runId).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "organisations/importRun";
    }

    private Batch get(UUID id) {
        return imports.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
