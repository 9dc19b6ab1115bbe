package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.ClassVisits;
import nl.tec.bookings.ComingVisit;
import nl.tec.hub.Flash;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.Schools;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** After a class was corrected or removed: its visits to come, to be changed along or cancelled. */
@Controller
@RequestMapping("/{area:school|beheer}/klassen/{id}/bezoeken")
class ClassVisitsController {

    private final ClassVisits visits;
    private final ClassBookings bookings;
    private final Classes classes;
    private final Schools schools;

    ClassVisitsController(ClassVisits visits, ClassBookings bookings, Classes classes, Schools schools) {
        this.visits = visits;
        this.bookings = bookings;
        this.classes = classes;
        this.schools = schools;
    }

    @GetMapping
    String show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor, Model model) {
        return page(area, group(area, id, actor), "", new Problems(), model);
    }

    @PostMapping("/aanpassen")
    String resize(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "bezoek", defaultValue = "") List<Long> chosen,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        group(area, id, actor);
        return each(
                area,
                id,
                chosen,
                "classVisits.resized",
                one -> bookings.changeHeadCounts(
                        one.bookingId(), visits.headCounts(one.bookingId()), one.adults(), actor),
                request,
                response);
    }

    @PostMapping("/afzeggen")
    String cancel(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "bezoek", defaultValue = "") List<Long> chosen,
            @RequestParam(name = "reden", defaultValue = "") String reason,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        SchoolClass group = group(area, id, actor);
        if (!actor.worksAt(group.siteId()) && reason.isBlank()) {
            response.setStatus(422);
            return page(area, group, reason, new Problems().add("reden", "Refusal.REASON_MISSING"), model);
        }
        return each(
                area,
                id,
                chosen,
                "classVisits.cancelled",
                one -> bookings.cancel(one.bookingId(), VisitController.shortened(reason), actor),
                request,
                response);
    }

    /** Each is done by itself; what could not be stays on the list, with its own page to look at. */
    private String each(
            String area,
            long classId,
            List<Long> chosen,
            String said,
            Function<ComingVisit, BookingResult> work,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<ComingVisit> asked = visits.coming(classId).stream()
                .filter(one -> chosen.contains(one.bookingId()))
                .toList();
        boolean all = true;
        for (ComingVisit one : asked) {
            all &= work.apply(one) instanceof Done;
        }
        if (asked.isEmpty()) {
            Flash.warn(request, response, "classVisits.nothing");
        } else if (all) {
            Flash.say(request, response, said);
        } else {
            Flash.warn(request, response, "classVisits.some");
        }
        return "redirect:/" + area + "/klassen/" + classId + "/bezoeken";
    }

    private String page(String area, SchoolClass group, String reason, Problems problems, Model model) {
        model.addAttribute("area", area);
        model.addAttribute("group", group);
        model.addAttribute("school", schools.get(group.siteId()));
        model.addAttribute("visits", visits.coming(group.id()));
        model.addAttribute("reason", reason);
        model.addAttribute("problems", problems);
        return "bookings/classVisits";
    }

    private SchoolClass group(String area, long id, Actor actor) {
        return classes.find(id)
                .filter(one -> area.equals("beheer") || actor.worksAt(one.siteId()))
                .orElseThrow(BookController::notFound);
    }
}
