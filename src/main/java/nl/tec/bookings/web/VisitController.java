package nl.tec.bookings.web;

import static nl.tec.bookings.Refusal.because;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Alternatives;
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
import nl.tec.bookings.VisitPlan.Item;
import nl.tec.bookings.Visits;
import nl.tec.bookings.Visits.Visit;
import nl.tec.hub.Flash;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One visit of a class: for its school under /school, for the programme manager under /beheer. The same page; what each may do with it
 * is decided by the services.
 */
@Controller
@RequestMapping("/{area:school|beheer}/boekingen/{id}")
class VisitController {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");

    private final Visits visits;
    private final VisitArrangements arrangements;
    private final Alternatives alternatives;
    private final ClassBookings bookings;
    private final Programme programme;
    private final SessionParts parts;

    VisitController(
            Visits visits,
            VisitArrangements arrangements,
            Alternatives alternatives,
            ClassBookings bookings,
            Programme programme,
            SessionParts parts) {
        this.visits = visits;
        this.arrangements = arrangements;
        this.alternatives = alternatives;
        this.bookings = bookings;
        this.programme = programme;
        this.parts = parts;
    }

    @GetMapping
    String show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        return page(model, area, visit(id, actor), null, null);
    }

    @PostMapping("/aantal")
    String changeHeadCounts(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> form,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        HeadCounts headCounts = HeadCounts.of(form);
        BookingResult result = bookings.changeHeadCounts(id, headCounts.headCounts(), headCounts.adults(), actor);
        return answer(result, area, id, headCounts, "booking.flash.resized", actor, model, request, response);
    }

    @PostMapping("/accepteren")
    String accept(
            @PathVariable String area,
            @PathVariable long id,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        BookingResult result = bookings.accept(id, actor);
        return answer(result, area, id, null, "booking.flash.accepted", actor, model, request, response);
    }

    /** The other dates of the activity that have room. */
    @GetMapping("/verplaats")
    String moving(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        return movePage(model, area, visit(id, actor), null);
    }

    @PostMapping("/verplaats")
    String move(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "sessie", required = false) @Nullable Long sessionId,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Visit visit = visit(id, actor);
        BookingResult result =
                sessionId == null ? new Refused(because(Reason.NO_DATE)) : bookings.move(id, sessionId, actor);
        if (result instanceof Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return movePage(model, area, visit, refused.refusal());
        }
        return answer(result, area, id, null, "booking.flash.moved", actor, model, request, response);
    }

    private String movePage(Model model, String area, Visit visit, @Nullable Refusal refusal) {
        if (visit.booking().state() != BookingState.CONFIRMED || visit.begun()) {
            return "redirect:/" + area + "/boekingen/" + visit.booking().id();
        }
        model.addAttribute("area", area);
        model.addAttribute("visit", visit);
        model.addAttribute("refusal", refusal);
        model.addAttribute(
                "dates", alternatives.forClass(visit.facts(), visit.booking().participants()));
        return "bookings/move";
    }

    /** What cancelling means, before it is done. */
    @GetMapping("/afzeggen")
    String cancelling(
            @PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        return cancelPage(model, area, visit(id, actor), "", null);
    }

    @PostMapping("/afzeggen")
    String cancel(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "reden", defaultValue = "") String reason,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        BookingResult result = bookings.cancel(id, shortened(reason), actor);
        if (result instanceof Refused refused && refused.refusal().reason() == Reason.REASON_MISSING) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return cancelPage(model, area, visit(id, actor), reason, refused.refusal());
        }
        return answer(result, area, id, null, "booking.flash.cancelled", actor, model, request, response);
    }

    @PostMapping("/vervoer")
    String transport(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("vervoer") Transport choice,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (choice == Transport.AT_SCHOOL || visit(id, actor).facts().atOwnSchool()) {
            throw BookController.notFound();
        }
        model.addAttribute("chosen", choice);
        BookingResult result = arrangements.chooseTransport(id, choice, actor);
        return answer(result, area, id, null, "booking.flash.saved", actor, model, request, response);
    }

    /** The programme manager gives a bus: when it leaves at the school and is back, on the day of the visit. */
    @PostMapping("/bus")
    String bus(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "vertrek", defaultValue = "") String departs,
            @RequestParam(name = "terug", defaultValue = "") String returns,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Visit visit = visit(id, actor);
        model.addAttribute("departs", departs);
        model.addAttribute("returns", returns);
        Instant from = at(visit, departs);
        Instant to = at(visit, returns);
        var session = visit.facts().session().time();
        if (from == null || to == null || from.isAfter(session.start()) || to.isBefore(session.end())) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(model, area, visit, null, because(Reason.BUS_TIMES));
        }
        BookingResult result = arrangements.arrangeBus(id, from, to, actor);
        return answer(result, area, id, null, "booking.flash.saved", actor, model, request, response);
    }

    @PostMapping("/les")
    String lesson(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam("les") Item lesson,
            @RequestParam("gedaan") boolean done,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (lesson != Item.BEFORE && lesson != Item.AFTER) {
            throw BookController.notFound();
        }
        arrangements.tick(id, lesson, done, actor);
        return saved(area, id, request, response);
    }

    @PostMapping("/praktisch")
    String practical(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "praktisch", defaultValue = "") String text,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        String kept = text.length() > Visits.MAX_PRACTICAL ? text.substring(0, Visits.MAX_PRACTICAL) : text;
        arrangements.tellPractical(id, kept, actor);
        return saved(area, id, request, response);
    }

    /** Whether photos may be made of the class; what is not ticked is not sent. */
    @PostMapping("/fotos")
    String photos(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = SignUpFields.PHOTOS, required = false) @Nullable String ticked,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        arrangements.allowPhotos(id, ticked != null, actor);
        return saved(area, id, request, response);
    }

    @PostMapping("/telefoon")
    String phone(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "telefoon", defaultValue = "") String phone,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        model.addAttribute("phone", phone);
        BookingResult result = arrangements.changePhone(id, phone, actor);
        return answer(result, area, id, null, "booking.flash.saved", actor, model, request, response);
    }

    private Visit visit(long id, Actor actor) {
        return visits.find(id, actor).orElseThrow(BookController::notFound);
    }

    private String answer(
            BookingResult result,
            String area,
            long id,
            @Nullable HeadCounts headCounts,
            String flash,
            Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (result instanceof Unknown) {
            throw BookController.notFound();
        }
        if (result instanceof Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(model, area, visit(id, actor), headCounts, refused.refusal());
        }
        Flash.say(request, response, flash);
        return "redirect:/" + area + "/boekingen/" + id;
    }

    private static String saved(String area, long id, HttpServletRequest request, HttpServletResponse response) {
        Flash.say(request, response, "booking.flash.saved");
        return "redirect:/" + area + "/boekingen/" + id;
    }

    private String page(
            Model model, String area, Visit visit, @Nullable HeadCounts headCounts, @Nullable Refusal refusal) {
        model.addAttribute("area", area);
        model.addAttribute("visit", visit);
        model.addAttribute(
                "numbers",
                headCounts == null
                        ? HeadCounts.of(
                                visit.booking().details().headCounts(),
                                visit.booking().details().adults())
                        : headCounts);
        model.addAttribute("refusal", refusal);
        model.addAttribute("others", area.equals("school") && refusal != null ? others(visit, refusal) : null);
        Cancellation cancellation = visit.booking().cancellation();
        model.addAttribute(
                "instead",
                area.equals("school") && cancellation != null && cancellation.by() == CancelledBy.TEC
                        ? alternatives.insteadForClass(visit.booking())
                        : List.of());
        Activity activity = programme.find(visit.facts().activity().id()).orElseThrow();
        model.addAttribute("lessons", Lessons.of(activity, programme.goalsOf(activity)));
        long session = visit.facts().session().id();
        model.addAttribute(
                "parts",
                visit.begun() && visit.booking().state() == BookingState.CONFIRMED
                        ? parts.in(SessionPart.Slot.VISIT, List.of(session)).getOrDefault(session, List.of())
                        : List.of());
        return "bookings/visit";
    }

    /** Null where other dates don't help; who lacks only a bus has a place, and hears nothing of a waiting list. */
    private @Nullable List<Session> others(Visit visit, Refusal refusal) {
        if (refusal.reason().wayOn() != WayOn.OTHER_SESSIONS) {
            return null;
        }
        List<Session> others =
                alternatives.forClass(visit.facts(), visit.booking().participants());
        return others.isEmpty() && refusal.reason() == Reason.NO_BUS ? null : others;
    }

    private static String cancelPage(Model model, String area, Visit visit, String reason, @Nullable Refusal refusal) {
        if (!visit.booking().state().active()) {
            return "redirect:/" + area + "/boekingen/" + visit.booking().id();
        }
        model.addAttribute("area", area);
        model.addAttribute("visit", visit);
        model.addAttribute("reason", reason);
        model.addAttribute("refusal", refusal);
        return "bookings/cancel";
    }

    private static @Nullable Instant at(Visit visit, String time) {
        try {
            return Dates.dayOf(visit.facts().session().time().start())
                    .atTime(LocalTime.parse(time.strip().replace('.', ':'), CLOCK))
                    .atZone(Dates.ZONE)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static String shortened(String reason) {
        return reason.length() > 500 ? reason.substring(0, 500) : reason;
    }
}
