package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.declarations.DocumentCheck;
import nl.tec.hub.Texts;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Checking a document: bring the PDF, or type a hash. For everybody. */
@Controller
@RequestMapping("/controleer")
class CheckController {

    private static final String FILE = "bestand";
    private static final String HASH = "code";
    private static final int MEGABYTE = 1_000_000;

    private final DocumentCheck check;
    private final RateLimit limits;

    CheckController(DocumentCheck check, RateLimit limits) {
        this.check = check;
        this.limits = limits;
    }

    @GetMapping
    String ask(Model model) {
        return page(null, "", new Problems(), model);
    }

    /** The form in another language; a file has to be chosen again. */
    @PostMapping(params = Texts.SHOW_IN)
    String askIn(@RequestParam(name = HASH, defaultValue = "") String hash, Model model) {
        return page(null, hash, new Problems(), model);
    }

    @PostMapping
    String check(
            @RequestParam(name = FILE, required = false) @Nullable MultipartFile file,
            @RequestParam(name = HASH, defaultValue = "") String hash,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        limits.consume(Limit.DOCUMENT_CHECK, RateLimit.address(request.getRemoteAddr()));
        MultipartFile pdf = file == null || file.isEmpty() ? null : file;
        boolean hasFile = pdf != null;
        Problems problems = new Problems()
                .addIf(!hasFile && hash.isBlank(), FILE, "check.problem.nothing")
                .addIf(
                        pdf != null && pdf.getSize() > DocumentCheck.MAX_BYTES,
                        FILE,
                        "check.problem.large",
                        DocumentCheck.MAX_BYTES / MEGABYTE);
        if (problems.any()) {
            return refused(hash, problems, response, model);
        }
        DocumentCheck.Result result = pdf != null ? check.file(pdf.getBytes()) : check.hash(hash);
        if (result instanceof DocumentCheck.Result.NotReadable) {
            return refused(
                    hash,
                    problems.add(hasFile ? FILE : HASH, hasFile ? "check.problem.notPdf" : "check.problem.notHash"),
                    response,
                    model);
        }
        return page(result, hash, problems, model);
    }

    private static String refused(String hash, Problems problems, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(null, hash, problems, model);
    }

    private static String page(DocumentCheck.@Nullable Result result, String hash, Problems problems, Model model) {
        model.addAttribute("result", result);
        model.addAttribute("hash", hash);
        model.addAttribute("problems", problems);
        return "declarations/check";
    }
}
