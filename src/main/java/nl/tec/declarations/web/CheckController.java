package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.declarations.DocumentCheck;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The public page on which anybody can check a PDF or a hash. */
@Controller
@RequestMapping("/controleer")
class CheckController {

    private static final String FILE = "bestand";
    private static final String HASH = "code";
    private static final int MEGABYTE = 1_000_000;

    private final DocumentCheck check;
    private final RateLimit limits;
    private final Pages pages;

    CheckController(DocumentCheck check, RateLimit limits, Pages pages) {
        this.check = check;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping
    JteModel ask() {
        return pages.declarationsCheck(null, "");
    }

    /** Shows the form in another language; a file has to be chosen again. */
    @PostMapping(params = Texts.SHOW_IN)
    JteModel askIn(FormData form) {
        return pages.declarationsCheck(null, form.text(HASH));
    }

    @PostMapping
    View check(
            @RequestParam(name = FILE, required = false) @Nullable MultipartFile file,
            FormData form,
            HttpServletRequest request,
            Reply reply)
            throws IOException {
        limits.consume(Limit.DOCUMENT_CHECK, RateLimit.address(request.getRemoteAddr()));
        String hash = form.text(HASH);
        MultipartFile pdf = file == null || file.isEmpty() ? null : file;
        boolean hasFile = pdf != null;
        Problems problems = new Problems()
                .addIf(!hasFile && hash.isBlank(), FILE, "check.problem.nothing")
                .addIf(
                        pdf != null && pdf.getSize() > DocumentCheck.MAX_BYTES,
                        FILE,
                        "check.problem.large",
                        DocumentCheck.MAX_BYTES / MEGABYTE);
        if (!problems.any()) {
            DocumentCheck.Result result = pdf != null ? check.file(pdf.getBytes()) : check.hash(hash);
            if (!(result instanceof DocumentCheck.Result.NotReadable)) {
                return reply.page(pages.declarationsCheck(result, hash));
            }
            problems.add(hasFile ? FILE : HASH, hasFile ? "check.problem.notPdf" : "check.problem.notHash");
        }
        return reply.refused(problems, pages.declarationsCheck(null, hash));
    }
}
