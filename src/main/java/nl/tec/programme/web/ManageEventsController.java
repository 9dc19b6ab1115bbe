package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvent.Details;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.programme.Session;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages to manage events: their details, tracks and parts. */
@Controller
@RequestMapping(ManageEventsController.EVENTS)
class ManageEventsController {

    static final String EVENTS = "/beheer/evenementen";

    private static final String EVENT = "/{id:\\d{1,18}}";
    private static final String VERSION = "versie";
    private static final String TRACK_OF = "spoor-van-";

    /** The fields of the form with details. */
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of(
                            ProgrammeEvents.TITLE,
                            ProgrammeEvents.PROMISE,
                            ProgrammeEvents.INTRO,
                            ProgrammeEvents.FIRST,
                            ProgrammeEvents.LAST),
                    IntStream.rangeClosed(1, ProgrammeEvent.MAX_TRACKS)
                            .mapToObj(number -> ProgrammeEvents.TRACK + number))
            .toList();

    private final ProgrammeEvents events;
    private final Pages pages;
    private final Clock clock;

    ManageEventsController(ProgrammeEvents events, Pages pages, Clock clock) {
        this.events = events;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list() {
        return pages.programmeManageEvents(events.list());
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return pages.programmeManageEvent(new FormData(), null, 0, null);
    }

    @PostMapping("/nieuw")
    View create(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Details details = details(form);
        return checked(form, details, () -> events.create(details, actor))
                .either(
                        made -> reply.saved("manage.event.made", address(made.id()) + "/onderdelen"),
                        problems -> reply.refused(problems, pages.programmeManageEvent(form, null, 0, null)));
    }

    @GetMapping(EVENT)
    JteModel edit(@PathVariable long id) {
        ProgrammeEvent event = events.get(id);
        return page(event, form(event));
    }

    @PostMapping(EVENT)
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        ProgrammeEvent event = events.get(id);
        Details details = details(form);
        int version = form.number(VERSION);
        return checked(form, details, () -> events.change(id, version, details, actor))
                .either(
                        changed -> reply.saved("manage.saved", address(id)),
                        problems -> outdated(problems)
                                ? reply.page(HttpStatus.CONFLICT, conflict(events.get(id), form))
                                : reply.refused(problems, page(event, form)));
    }

    @PostMapping(EVENT + "/tonen")
    View show(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        boolean shown = form.has("tonen", "ja");
        return events.show(id, shown, actor)
                .either(
                        done -> reply.saved(shown ? "manage.event.published" : "manage.event.withdrawn", address(id)),
                        problems -> reply.refused(problems, edit(id)));
    }

    @GetMapping(EVENT + "/onderdelen")
    JteModel parts(@PathVariable long id) {
        ProgrammeEvent event = events.get(id);
        return parts(event, chosen(event), null);
    }

    private FormData chosen(ProgrammeEvent event) {
        Map<Long, Integer> chosen = events.chosen(event);
        FormData form = new FormData()
                .put(VERSION, event.version())
                .put(
                        ProgrammeEvents.PARTS,
                        chosen.keySet().stream().map(String::valueOf).toList());
        chosen.forEach((session, track) -> form.put(TRACK_OF + session, track));
        return form;
    }

    @PostMapping(EVENT + "/onderdelen")
    View choose(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        ProgrammeEvent event = events.get(id);
        int version = form.number(VERSION);
        Map<Long, Integer> tracks = new LinkedHashMap<>();
        form.ids(ProgrammeEvents.PARTS).forEach(session -> tracks.put(session, form.number(TRACK_OF + session, 0)));
        return form.then(() -> events.choose(id, version, tracks, actor))
                .either(
                        done -> reply.saved("manage.saved", address(id) + "/onderdelen"),
                        problems -> outdated(problems)
                                ? reply.page(HttpStatus.CONFLICT, partsConflict(events.get(id), form))
                                : reply.refused(problems, parts(event, form, null)));
    }

    /** Runs the command, or combines unparseable fields with the validation of the others, so that all problems show together. */
    private Outcome<ProgrammeEvent> checked(FormData form, Details details, Supplier<Outcome<ProgrammeEvent>> command) {
        return form.problems().any()
                ? Outcome.refused(new Problems().and(form.problems()).and(events.check(details)))
                : command.get();
    }

    /** Whether it is an optimistic-locking conflict, on which the page shows what is stored now beside what was typed. */
    private static boolean outdated(Problems problems) {
        return problems.has("manage.outdated");
    }

    private static String address(long id) {
        return EVENTS + "/" + id;
    }

    private JteModel page(ProgrammeEvent event, FormData form) {
        return pages.programmeManageEvent(form, event, events.chosen(event).size(), null);
    }

    private JteModel conflict(ProgrammeEvent now, FormData form) {
        List<ManageConflict> conflicts = ManageConflict.between(FIELDS, form, form(now));
        return pages.programmeManageEvent(
                form.put(VERSION, now.version()), now, events.chosen(now).size(), conflicts);
    }

    private JteModel partsConflict(ProgrammeEvent now, FormData form) {
        FormData theirs = chosen(now);
        List<String> fields = new ArrayList<>(List.of(ProgrammeEvents.PARTS));
        if (!now.details().tracks().isEmpty()) {
            form.all(ProgrammeEvents.PARTS).stream()
                    .filter(theirs.all(ProgrammeEvents.PARTS)::contains)
                    .forEach(session -> fields.add(TRACK_OF + session));
        }
        List<ManageConflict> conflicts = ManageConflict.between(fields, form, theirs);
        return parts(now, form.put(VERSION, now.version()), conflicts);
    }

    /** @param conflicts what somebody else saved in the meantime; null: nobody did */
    private JteModel parts(ProgrammeEvent event, FormData form, @Nullable List<ManageConflict> conflicts) {
        Map<LocalDate, List<Session>> days = new LinkedHashMap<>();
        events.candidates(event)
                .forEach(session -> days.computeIfAbsent(
                                Dates.dayOf(session.slot().start()), day -> new ArrayList<>())
                        .add(session));
        return pages.programmeManageEventParts(form, event, days, conflicts);
    }

    private static FormData form(ProgrammeEvent event) {
        Details details = event.details();
        FormData form = new FormData()
                .put(VERSION, event.version())
                .put(ProgrammeEvents.TITLE, details.title())
                .put(ProgrammeEvents.PROMISE, details.promise())
                .put(ProgrammeEvents.INTRO, details.intro())
                .put(ProgrammeEvents.FIRST, details.first())
                .put(ProgrammeEvents.LAST, details.last());
        for (int number = 1; number <= details.tracks().size(); number++) {
            form.put(ProgrammeEvents.TRACK + number, details.tracks().get(number - 1));
        }
        return form;
    }

    private Details details(FormData form) {
        LocalDate first = form.day(ProgrammeEvents.FIRST, Dates.today(clock), "form.day");
        LocalDate last = form.day(ProgrammeEvents.LAST, "form.day");
        return new Details(
                form.both(ProgrammeEvents.TITLE),
                form.both(ProgrammeEvents.PROMISE),
                form.both(ProgrammeEvents.INTRO),
                first,
                Objects.requireNonNullElse(last, first),
                tracks(form));
    }

    /** Reads the tracks up to the last one with a name; adds a problem for unnamed ones in between. */
    private static List<Bilingual> tracks(FormData form) {
        List<Bilingual> tracks = new ArrayList<>();
        int last = 0;
        for (int number = 1; number <= ProgrammeEvent.MAX_TRACKS; number++) {
            Bilingual title = form.both(ProgrammeEvents.TRACK + number);
            tracks.add(title);
            last = title.isBlank() ? last : number;
        }
        for (int number = 1; number <= last; number++) {
            form.problems()
                    .addIf(
                            tracks.get(number - 1).dutch().isBlank(),
                            ProgrammeEvents.TRACK + number,
                            "programme.event.check.trackName");
        }
        return tracks.subList(0, last);
    }
}
