package nl.tec.bookings.web;

import static nl.tec.bookings.Refusal.because;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Alternatives;
import nl.tec.bookings.BookingNotes;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Unknown;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.ClassBooking.Cancellation;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.Refusal.WayOn;
import nl.tec.bookings.SessionPart;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.Transport;
import nl.tec.bookings.VisitArrangements;
import nl.tec.bookings.VisitDetails;
import nl.tec.bookings.VisitPlan.Item;
import nl.tec.bookings.Visits;
import nl.tec.bookings.Visits.Visit;
import nl.tec.hub.Reply;
import nl.tec.mail.Outbox;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * The page of one visit of a class: for its school under /school, for the programme manager under /beheer. The services decide on
 * authorisation.
 */
@Controller
@RequestMapping("/{area:school|beheer}/boekingen/{id}")
class VisitController {

    private final Visits visits;
    private final VisitArrangements arrangements;
    private final Alternatives alternatives;
    private final ClassBookings bookings;
    private final Programme programme;
    private final SessionParts parts;
    private final BookingNotes notes;
    private final Outbox outbox;
    private final Pages pages;

    VisitController(
            Visits visits,
            VisitArrangements arrangements,
            Alternatives alternatives,
            ClassBookings bookings,
            Programme programme,
            SessionParts parts,
            BookingNotes notes,
            Outbox outbox,
            Pages pages) {
        this.visits = visits;
        this.arrangements = arrangements;
        this.alternatives = alternatives;
        this.bookings = bookings;
        this.programme = programme;
        this.parts = parts;
        this.notes = notes;
        this.outbox = outbox;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page(area, visit(id, actor), new FormData(), null);
    }

    @PostMapping("/aantal")
    View changeHeadCounts(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        String now = HeadCounts.shown(visit(id, actor).booking().details());
        BookingResult result = form.text("gezien").equals(now)
                ? bookings.changeHeadCounts(id, HeadCounts.pupils(form), HeadCounts.adults(form), actor)
                : new Refused(because(Reason.NUMBERS_CHANGED));
        return answer(result, area, id, form, "booking.flash.resized", actor, reply);
    }

    @PostMapping("/accepteren")
    View accept(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return answer(bookings.accept(id, actor), area, id, form, "booking.flash.accepted", actor, reply);
    }

    /** Shows the other dates of the activity with room. */
    @GetMapping("/verplaats")
    View moving(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return movePage(area, visit(id, actor), new FormData(), null, reply);
    }

    @PostMapping("/verplaats")
    View move(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Visit visit = visit(id, actor);
        Long sessionId = form.id("sessie");
        BookingResult result =
                sessionId == null ? new Refused(because(Reason.NO_DATE)) : bookings.move(id, sessionId, actor);
        if (result instanceof Refused refused) {
            return movePage(area, visit, form, refused.refusal(), reply);
        }
        boolean lostBus = result instanceof BookingResult.Done
                && visit.plan().transport().departs() != null
                && visit(id, actor).plan().transport().departs() == null;
        return lostBus
                ? reply.warn("booking.flash.movedNoBus", address(area, id))
                : answer(result, area, id, form, "booking.flash.moved", actor, reply);
    }

    private View movePage(String area, Visit visit, FormData typed, @Nullable Refusal refusal, Reply reply) {
        if (visit.booking().state() != BookingState.CONFIRMED || visit.begun()) {
            return Reply.redirect(address(area, visit.booking().id()));
        }
        List<Session> dates =
                alternatives.forClass(visit.facts(), visit.booking().participants());
        return shown(refusal, visit, typed, pages.bookingsMove(area, visit, dates, refusal), reply);
    }

    /** Shows the consequences of cancelling, for confirmation. */
    @GetMapping("/afzeggen")
    View cancelling(
            @PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        return cancelPage(area, visit(id, actor), new FormData(), null, reply);
    }

    @PostMapping("/afzeggen")
    View cancel(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        BookingResult result = bookings.cancel(id, shortened(form.text("reden")), actor);
        return result instanceof Refused refused && refused.refusal().reason() == Reason.REASON_MISSING
                ? cancelPage(area, visit(id, actor), form, refused.refusal(), reply)
                : answer(result, area, id, form, "booking.flash.cancelled", actor, reply);
    }

    private View cancelPage(String area, Visit visit, FormData typed, @Nullable Refusal refusal, Reply reply) {
        return visit.booking().state().active()
                ? shown(refusal, visit, typed, pages.bookingsCancel(area, visit, typed.text("reden"), refusal), reply)
                : Reply.redirect(address(area, visit.booking().id()));
    }

    @PostMapping("/vervoer")
    View transport(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("vervoer") Transport choice,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        if (choice == Transport.AT_SCHOOL || visit(id, actor).facts().atOwnSchool()) {
            throw BookController.notFound();
        }
        BookingResult result = arrangements.chooseTransport(id, choice, actor);
        return answer(result, area, id, form, "booking.flash.saved", actor, reply);
    }

    /** Reserves a bus for the programme manager, with its departure and return on the day of the visit. */
    @PostMapping("/bus")
    View bus(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        TimeSlot session = visit(id, actor).facts().session().time();
        Instant from = at(session, form.text("vertrek"));
        Instant to = at(session, form.text("terug"));
        BookingResult result = from == null || to == null || from.isAfter(session.start()) || to.isBefore(session.end())
                ? new Refused(because(Reason.BUS_TIMES))
                : arrangements.arrangeBus(id, from, to, actor);
        return answer(result, area, id, form, "booking.flash.saved", actor, reply);
    }

    @PostMapping("/les")
    View lesson(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("les") Item lesson,
            @RequestParam("gedaan") boolean done,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        if (lesson != Item.BEFORE && lesson != Item.AFTER) {
            throw BookController.notFound();
        }
        BookingResult result = arrangements.tick(id, lesson, done, actor);
        return answer(result, area, id, form, "booking.flash.saved", actor, reply);
    }

    /**
     * Stores what the school tells of the day itself: special needs and, on its own page, the telephone number and whether photos may be
     * made. What the form did not change stays as it is, as a colleague may have changed it since.
     */
    @PostMapping("/praktisch")
    View ofDay(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        String text = form.text("praktisch");
        String kept = text.length() > Visits.MAX_PRACTICAL ? text.substring(0, Visits.MAX_PRACTICAL) : text;
        boolean all = form.has("telefoon-was");
        boolean photos = form.has(SignUpFields.PHOTOS);
        BookingResult result = arrangements.tellOfDay(
                id,
                form.text("gezien"),
                kept,
                all && !form.text(SignUpFields.PHONE).equals(form.text("telefoon-was"))
                        ? form.text(SignUpFields.PHONE)
                        : null,
                all && photos == form.text("fotos-was").isEmpty() ? photos : null,
                actor);
        return answer(result, area, id, form, "booking.flash.saved", actor, reply);
    }

    /** Stores whether photos may be made of the class; browsers do not send an unticked box. */
    @PostMapping("/fotos")
    View photos(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        BookingResult result = arrangements.allowPhotos(id, form.has(SignUpFields.PHOTOS), actor);
        return answer(result, area, id, form, "booking.flash.saved", actor, reply);
    }

    @PostMapping("/telefoon")
    View phone(
            @PathVariable String area,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        BookingResult result = arrangements.changePhone(id, form.text("telefoon"), actor);
        return answer(result, area, id, form, "booking.flash.saved", actor, reply);
    }

    private Visit visit(long id, Actor actor) {
        return visits.find(id, actor).orElseThrow(BookController::notFound);
    }

    /** @param typed the submitted form, to show again after a refusal */
    private View answer(
            BookingResult result, String area, long id, FormData typed, String flash, Actor actor, Reply reply) {
        if (result instanceof Unknown) {
            throw BookController.notFound();
        }
        if (result instanceof Refused refused) {
            Visit visit = visit(id, actor);
            return shown(refused.refusal(), visit, typed, page(area, visit, typed, refused.refusal()), reply);
        }
        return reply.saved(flash, address(area, id));
    }

    private static String address(String area, long id) {
        return "/" + area + "/boekingen/" + id;
    }

    private static View shown(@Nullable Refusal refusal, Visit visit, FormData typed, JteModel page, Reply reply) {
        return refusal == null
                ? reply.page(page)
                : reply.refused(RefusedFields.of(refusal, visit.facts(), typed), page);
    }

    private JteModel page(String area, Visit visit, FormData typed, @Nullable Refusal refusal) {
        VisitDetails details = visit.booking().details();
        Cancellation cancellation = visit.booking().cancellation();
        Activity activity = programme.find(visit.facts().activity().id()).orElseThrow();
        long session = visit.facts().session().id();
        return pages.bookingsVisit(
                area,
                visit,
                HeadCounts.form(details.headCounts(), details.adults()).put(typed),
                Lessons.of(activity, programme.goalsOf(activity)),
                visit.begun() && visit.booking().state() == BookingState.CONFIRMED
                        ? parts.in(SessionPart.Slot.VISIT, List.of(session)).getOrDefault(session, List.of())
                        : List.of(),
                refusal,
                area.equals("school") && refusal != null ? others(visit, refusal) : null,
                area.equals("school") && cancellation != null && cancellation.by() == CancelledBy.TEC
                        ? alternatives.replacementsForClass(visit.booking())
                        : List.of(),
                area.equals("beheer") ? notes.of(visit.booking().id()) : List.of(),
                area.equals("beheer")
                        ? outbox.undelivered(
                                        List.of("booking"),
                                        List.of(visit.booking().id()))
                                .getOrDefault(visit.booking().id(), List.of())
                        : List.of());
    }

    /**
     * Returns the alternatives; null if other dates do not help. A visit that only lacks a bus has its seats, so an empty list, which
     * suggests the waiting list, becomes null too.
     */
    private @Nullable List<Session> others(Visit visit, Refusal refusal) {
        if (refusal.reason().wayOn() != WayOn.OTHER_SESSIONS) {
            return null;
        }
        List<Session> others =
                alternatives.forClass(visit.facts(), visit.booking().participants());
        return others.isEmpty() && refusal.reason() == Reason.NO_BUS ? null : others;
    }

    /** Returns this time on the day of the session; null if it cannot be parsed. */
    private static @Nullable Instant at(TimeSlot session, String time) {
        return FormData.parseTime(time)
                .map(clock -> Dates.at(Dates.dayOf(session.start()), clock))
                .orElse(null);
    }

    static String shortened(String reason) {
        return reason.length() > ClassBookings.MAX_REASON ? reason.substring(0, ClassBookings.MAX_REASON) : reason;
    }
}
