package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.RunSheet;
import nl.tec.documents.Documents;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The run sheet as a PDF, for screen readers and other devices. */
@Controller
class DayDocumentController {

    private final Attendances attendances;
    private final Documents documents;
    private final Texts texts;
    private final HubSettings hub;
    private final Clock clock;
    private final Pages pages;

    DayDocumentController(
            Attendances attendances, Documents documents, Texts texts, HubSettings hub, Clock clock, Pages pages) {
        this.attendances = attendances;
        this.documents = documents;
        this.texts = texts;
        this.hub = hub;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping("/dag/{day:\\d{4}-\\d{2}-\\d{2}}/draaiboek.pdf")
    ResponseEntity<byte[]> document(
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal Actor actor,
            Locale language) {
        RunSheet sheet = attendances.runSheet(day, actor);
        return FileTransfer.pdf(
                documents.pdf(pages.bookingsDayPdf(sheet, clock.instant(), texts, hub, language)), "draaiboek-" + day);
    }
}
