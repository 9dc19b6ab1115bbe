package nl.tec.neighbours.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookedElsewhere.ElsewhereState;
import nl.tec.hub.Reply;
import nl.tec.neighbours.NeighbourBooking;
import nl.tec.neighbours.NeighbourBookings;
import nl.tec.neighbours.NeighbourBookings.Ask;
import nl.tec.neighbours.NeighbourSession;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Booking a class at a hub of another city, from our own pages, and following the bookings. */
@Controller
@RequestMapping(BookAtNeighbourController.PATH)
class BookAtNeighbourController {

    static final String PATH = "/school/buren";

    private final NeighbourBookings bookings;
    private final Schools schools;
    private final Classes classes;
    private final Clock clock;
    private final Pages pages;

    BookAtNeighbourController(NeighbourBookings bookings, Schools schools, Classes classes, Clock clock, Pages pages) {
        this.bookings = bookings;
        this.schools = schools;
        this.classes = classes;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@AuthenticationPrincipal Actor actor) {
        return pages.neighboursVisits(bookings.list(actor.schools()));
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel one(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        NeighbourBooking visit = bookings.get(id, actor);
        NeighbourBooking.Numbers numbers = visit.wanted() == null ? visit.numbers() : visit.wanted();
        FormData form = new FormData().put(NeighbourBookings.ADULTS, numbers.adults());
        numbers.pupils().forEach((part, pupils) -> form.put(NeighbourBookings.PUPILS + part, pupils));
        return pages.neighboursVisit(visit, clock.instant(), form);
    }

    /** Asks for the class, and then for the numbers. */
    @GetMapping("/boeken")
    JteModel form(
            @RequestParam("hub") long neighbour,
            @RequestParam("sessie") String item,
            @RequestParam(name = "klas", required = false) @Nullable Long classId,
            @AuthenticationPrincipal Actor actor) {
        NeighbourSession session = session(neighbour, item);
        if (classId == null) {
            SchoolYear year = SchoolYear.of(Dates.dayOf(session.time().start()));
            List<SchoolSite> sites = schools.of(actor);
            Map<Long, SchoolSite> byId = sites.stream().collect(Collectors.toMap(SchoolSite::id, site -> site));
            return pages.neighboursWhichClass(session, classes.list(List.copyOf(byId.keySet()), year), byId);
        }
        SchoolClass schoolClass = mine(classId, actor);
        FormData form = new FormData().put("sleutel", UUID.randomUUID().toString());
        schoolClass.parts().forEach(part -> form.put(NeighbourBookings.PUPILS + part.id(), part.headCount()));
        return page(session, schoolClass, form);
    }

    @PostMapping("/boeken")
    View book(
            @RequestParam("hub") long neighbour,
            @RequestParam("sessie") String item,
            @RequestParam("klas") long classId,
            @RequestParam("sleutel") UUID key,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Ask ask = new Ask(
                key,
                neighbour,
                item,
                classId,
                form.numbersById(NeighbourBookings.PUPILS),
                form.number(NeighbourBookings.ADULTS, 0),
                form.line(NeighbourBookings.PHONE));
        return form.then(() -> bookings.book(ask, actor))
                .either(
                        id -> {
                            ElsewhereState state = bookings.get(id, actor).state();
                            return state == ElsewhereState.BOOKED
                                    ? reply.saved("elsewhere.flash.booked", PATH + "/" + id)
                                    : reply.warn("elsewhere.flash." + state, PATH + "/" + id);
                        },
                        problems ->
                                reply.refused(problems, page(session(neighbour, item), mine(classId, actor), form)));
    }

    @PostMapping("/{id:\\d{1,18}}/aantallen")
    View resize(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Map<Long, Integer> pupils = form.numbersById(NeighbourBookings.PUPILS);
        int adults = form.number(NeighbourBookings.ADULTS, 0);
        return form.then(() -> bookings.resize(id, pupils, adults, actor))
                .either(
                        done -> {
                            NeighbourBooking after = bookings.get(id, actor);
                            boolean told = after.adults() == adults
                                    && after.numbers().pupils().equals(pupils);
                            return told
                                    ? reply.saved("elsewhere.flash.resized", PATH + "/" + id)
                                    : reply.warn(
                                            after.wanted() == null
                                                    ? "elsewhere.flash.notResized"
                                                    : "elsewhere.flash.resizeAsked",
                                            PATH + "/" + id);
                        },
                        problems -> {
                            NeighbourBooking visit = bookings.get(id, actor);
                            return reply.refused(problems, pages.neighboursVisit(visit, clock.instant(), form));
                        });
    }

    @PostMapping("/{id:\\d{1,18}}/annuleren")
    View cancel(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        bookings.cancel(id, actor);
        NeighbourBooking after = bookings.get(id, actor);
        return after.state() == ElsewhereState.CANCELLED
                ? reply.saved(
                        after.connected() ? "elsewhere.flash.cancelled" : "elsewhere.flash.cancelledHere",
                        PATH + "/" + id)
                : reply.warn(
                        after.cancelAsked() ? "elsewhere.flash.cancelAsked" : "elsewhere.flash.notCancelled",
                        PATH + "/" + id);
    }

    private JteModel page(NeighbourSession session, SchoolClass schoolClass, FormData form) {
        return pages.neighboursBook(session, schoolClass, schools.get(schoolClass.siteId()), form);
    }

    private NeighbourSession session(long neighbour, String item) {
        return bookings.session(neighbour, item).orElseThrow(() -> new NotFound("session " + item));
    }

    private SchoolClass mine(long classId, Actor actor) {
        return classes.find(classId)
                .filter(schoolClass -> actor.worksAt(schoolClass.siteId()))
                .orElseThrow(() -> new NotFound("class " + classId));
    }
}
