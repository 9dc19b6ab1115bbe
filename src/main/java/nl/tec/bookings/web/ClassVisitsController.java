package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.function.Function;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.ChangedClassVisit;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.ClassVisits;
import nl.tec.hub.Reply;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.Schools;
import nl.tec.shared.Problems;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The page with the upcoming visits of a class that was corrected or removed, to adapt or cancel them. */
@Controller
@RequestMapping("/{area:school|beheer}/klassen/{id}/bezoeken")
class ClassVisitsController {

    private final ClassVisits visits;
    private final ClassBookings bookings;
    private final Classes classes;
    private final Schools schools;
    private final Pages pages;

    ClassVisitsController(ClassVisits visits, ClassBookings bookings, Classes classes, Schools schools, Pages pages) {
        this.visits = visits;
        this.bookings = bookings;
        this.classes = classes;
        this.schools = schools;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@PathVariable String area, @PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page(area, schoolClass(area, id, actor), "");
    }

    @PostMapping("/aanpassen")
    View resize(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "bezoek", defaultValue = "") List<Long> chosen,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        schoolClass(area, id, actor);
        return each(
                area,
                id,
                chosen,
                "classVisits.resized",
                one -> bookings.changeHeadCounts(
                        one.bookingId(), visits.headCounts(one.bookingId()), one.adults(), actor),
                reply);
    }

    @PostMapping("/afzeggen")
    View cancel(
            @PathVariable String area,
            @PathVariable long id,
            @RequestParam(name = "bezoek", defaultValue = "") List<Long> chosen,
            @RequestParam(name = "reden", defaultValue = "") String reason,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        SchoolClass schoolClass = schoolClass(area, id, actor);
        if (!actor.worksAt(schoolClass.siteId()) && reason.isBlank()) {
            return reply.refused(
                    new Problems().add("reden", "Refusal.REASON_MISSING"), page(area, schoolClass, reason));
        }
        return each(
                area,
                id,
                chosen,
                "classVisits.cancelled",
                one -> bookings.cancel(one.bookingId(), VisitController.shortened(reason), actor),
                reply);
    }

    /** Applies the change to each visit separately; visits that failed stay on the list. */
    private View each(
            String area,
            long classId,
            List<Long> chosen,
            String said,
            Function<ChangedClassVisit, BookingResult> work,
            Reply reply) {
        List<ChangedClassVisit> asked = visits.coming(classId).stream()
                .filter(one -> chosen.contains(one.bookingId()))
                .toList();
        boolean all = true;
        for (ChangedClassVisit one : asked) {
            all &= work.apply(one) instanceof Done;
        }
        String address = "/" + area + "/klassen/" + classId + "/bezoeken";
        return !asked.isEmpty() && all
                ? reply.saved(said, address)
                : reply.warn(asked.isEmpty() ? "classVisits.nothing" : "classVisits.some", address);
    }

    private JteModel page(String area, SchoolClass schoolClass, String reason) {
        return pages.bookingsClassVisits(
                area, schoolClass, schools.get(schoolClass.siteId()), visits.coming(schoolClass.id()), reason);
    }

    private SchoolClass schoolClass(String area, long id, Actor actor) {
        return classes.find(id)
                .filter(one -> area.equals("beheer") || actor.worksAt(one.siteId()))
                .orElseThrow(BookController::notFound);
    }
}
