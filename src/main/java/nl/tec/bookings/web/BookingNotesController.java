package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingNotes;
import nl.tec.bookings.Visits;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The page with the notes and files of a booking, for the hub's staff. */
@Controller
@RequestMapping("/beheer/boekingen/{id:[0-9]{1,18}}/notities")
class BookingNotesController {

    private final BookingNotes notes;
    private final Visits visits;
    private final Pages pages;

    BookingNotesController(BookingNotes notes, Visits visits, Pages pages) {
        this.notes = notes;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page(id, new FormData(), actor);
    }

    @PostMapping
    View add(
            @PathVariable long id,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        return notes.add(id, form.text(BookingNotes.TEXT), FileTransfer.upload(file), actor)
                .either(
                        done -> reply.saved("note.saved", "/beheer/boekingen/" + id + "#notities"),
                        problems -> reply.refused(problems, page(id, form, actor)));
    }

    @PostMapping("/{note:[0-9]{1,18}}/weg")
    View remove(@PathVariable long id, @PathVariable long note, @AuthenticationPrincipal Actor actor, Reply reply) {
        notes.remove(id, note, actor);
        return reply.saved("note.removed", "/beheer/boekingen/" + id + "#notities");
    }

    @GetMapping("/{note:[0-9]{1,18}}/bijlage")
    ResponseEntity<byte[]> read(@PathVariable long id, @PathVariable long note, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(notes.read(id, note, actor));
    }

    private JteModel page(long id, FormData form, Actor actor) {
        return pages.bookingsNotes(visits.find(id, actor).orElseThrow(BookController::notFound), notes.of(id), form);
    }
}
