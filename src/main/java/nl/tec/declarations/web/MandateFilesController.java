package nl.tec.declarations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.MandateFiles;
import nl.tec.declarations.Signatory;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The pages for uploading and downloading documents of mandates, for managers of declarations and for the partner that signs. */
@Controller
class MandateFilesController {

    private static final String PAGE =
            "/beheer/verklaringen/{id:[0-9]{1,18}}/ondertekenaar/{signatory:[0-9]{1,18}}/volmacht";

    private final MandateFiles files;
    private final Declarations declarations;
    private final Pages pages;

    MandateFilesController(MandateFiles files, Declarations declarations, Pages pages) {
        this.files = files;
        this.declarations = declarations;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    JteModel show(@PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor) {
        return page(id, signatory, actor);
    }

    @PostMapping(PAGE)
    View add(
            @PathVariable long id,
            @PathVariable long signatory,
            @RequestParam(name = DeclarationFields.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        Problems problems = files.add(id, signatory, FileTransfer.requiredUpload(file), actor);
        if (problems.any()) {
            return reply.refused(problems, page(id, signatory, actor));
        }
        return reply.saved("mandate.added", "/beheer/verklaringen/" + id + "/ondertekenaar/" + signatory + "/volmacht");
    }

    @GetMapping("/beheer/verklaringen/{id:[0-9]{1,18}}/volmacht/{file:[0-9]{1,18}}")
    ResponseEntity<byte[]> read(@PathVariable long id, @PathVariable long file, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(files.read(id, file, actor));
    }

    @GetMapping("/partner/verklaringen/{signatory:[0-9]{1,18}}/volmacht/{file:[0-9]{1,18}}")
    ResponseEntity<byte[]> readOwn(
            @PathVariable long signatory, @PathVariable long file, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(files.readOwn(signatory, file, actor));
    }

    private JteModel page(long id, long signatoryId, Actor actor) {
        Declaration declaration = declarations.read(id, actor);
        Signatory signatory = declaration.signatories().stream()
                .filter(one -> one.id() == signatoryId && one.mandate() != null)
                .findFirst()
                .orElseThrow(() -> new NotFound("mandate of signatory " + signatoryId));
        return pages.declarationsMandate(declaration, signatory, files.of(id).getOrDefault(signatoryId, List.of()));
    }
}
