package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import nl.tec.documents.Markdown;
import nl.tec.hub.HubSettings;
import nl.tec.hub.SitemapPart;
import nl.tec.hub.Texts;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvent.Track;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Session;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The public page of an event with its parts to choose from, and its programme as a PDF. */
@Controller
class ProgrammeEventController implements SitemapPart {

    private final ProgrammeEvents events;
    private final Programme programme;
    private final ActivityLabels labels;
    private final StructuredData structured;
    private final PublicPdfs pdfs;
    private final Texts texts;
    private final HubSettings hub;
    private final Clock clock;
    private final Pages pages;

    ProgrammeEventController(
            ProgrammeEvents events,
            Programme programme,
            ActivityLabels labels,
            StructuredData structured,
            PublicPdfs pdfs,
            Texts texts,
            HubSettings hub,
            Clock clock,
            Pages pages) {
        this.events = events;
        this.programme = programme;
        this.labels = labels;
        this.structured = structured;
        this.pdfs = pdfs;
        this.texts = texts;
        this.hub = hub;
        this.clock = clock;
        this.pages = pages;
    }

    /** @param asked the parts that are ticked already, for a user who returns to change the selection */
    @GetMapping("/evenement/{slug}")
    JteModel show(@PathVariable String slug, FormData asked, Locale language) {
        return page(find(slug), asked, language, false);
    }

    /** Shows a preview of the page, for the programme manager. */
    @GetMapping("/beheer/evenementen/{id:\\d{1,18}}/voorbeeld")
    JteModel preview(@PathVariable long id, Locale language) {
        return page(events.get(id), new FormData(), language, true);
    }

    @GetMapping("/evenement/{slug}/programma.pdf")
    ResponseEntity<byte[]> document(@PathVariable String slug, Locale language) {
        return document(find(slug), language);
    }

    @GetMapping("/beheer/evenementen/{id:\\d{1,18}}/programma.pdf")
    ResponseEntity<byte[]> document(@PathVariable long id, Locale language) {
        return document(events.get(id), language);
    }

    private JteModel page(ProgrammeEvent event, FormData asked, Locale language, boolean preview) {
        SortedMap<LocalDate, List<Track>> days = events.programme(event);
        List<Session> parts = parts(days.values());
        Map<Long, Programme.Organiser> organisers = programme.organisersOf(activities(parts));
        return pages.programmeEvent(
                event,
                Markdown.html(event.details().intro().in(language), 1),
                days,
                parts,
                organisers,
                new HashSet<>(asked.all(ProgrammeEvents.PARTS)),
                structured.event(event, parts, organisers, labels, language),
                clock.instant(),
                labels,
                preview);
    }

    private ResponseEntity<byte[]> document(ProgrammeEvent event, Locale language) {
        SortedMap<LocalDate, List<Track>> days = events.programme(event);
        byte[] pdf = pdfs.of(pages.programmeEventPdf(
                event, days, programme.organisersOf(activities(parts(days.values()))), labels, texts, hub, language));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + event.slug() + ".pdf\"")
                .body(pdf);
    }

    private static List<Session> parts(Collection<List<Track>> days) {
        return days.stream()
                .flatMap(List::stream)
                .flatMap(track -> track.sessions().stream())
                .toList();
    }

    private static List<Long> activities(List<Session> parts) {
        return parts.stream().map(part -> part.activity().id()).distinct().toList();
    }

    private ProgrammeEvent find(String slug) {
        return events.find(slug).orElseThrow(() -> new NotFound("event " + slug));
    }

    @Override
    public List<String> paths() {
        return events.coming().stream()
                .map(event -> "/evenement/" + event.slug())
                .toList();
    }
}
