package nl.tec.declarations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationFields;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.MandateFiles;
import nl.tec.declarations.Signatory;
import nl.tec.hub.Flash;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.web.FileTransfer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The documents behind a mandate: bring one, and read them; for who works with declarations and for the partner that signs. */
@Controller
class MandateFilesController {

    private static final String PAGE =
            "/beheer/verklaringen/{id:[0-9]{1,18}}/ondertekenaar/{signatory:[0-9]{1,18}}/volmacht";

    private final MandateFiles files;
    private final Declarations declarations;

    MandateFilesController(MandateFiles files, Declarations declarations) {
        this.files = files;
        this.declarations = declarations;
    }

    @GetMapping(PAGE)
    String show(
            @PathVariable long id, @PathVariable long signatory, @AuthenticationPrincipal Actor actor, Model model) {
        return page(id, signatory, new Problems(), actor, model);
    }

    @PostMapping(PAGE)
    String add(
            @PathVariable long id,
            @PathVariable long signatory,
            @RequestParam(name = DeclarationFields.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Problems problems = files.add(id, signatory, FileTransfer.requiredUpload(file), actor);
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(id, signatory, problems, actor, model);
        }
        Flash.say(request, response, "mandate.added");
        return "redirect:/beheer/verklaringen/" + id + "/ondertekenaar/" + signatory + "/volmacht";
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

    private String page(long id, long signatoryId, Problems problems, Actor actor, Model model) {
        Declaration declaration = declarations.read(id, actor);
        Signatory signatory = declaration.signatories().stream()
                .filter(one -> one.id() == signatoryId && one.mandate() != null)
                .findFirst()
                .orElseThrow(() -> new NotFound("mandate of signatory " + signatoryId));
        model.addAttribute("declaration", declaration);
        model.addAttribute("signatory", signatory);
        model.addAttribute("files", files.of(id).getOrDefault(signatoryId, List.of()));
        model.addAttribute("problems", problems);
        return "declarations/mandate";
    }
}
