package nl.tec.organisations.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.MovingUp.NextClass;
import nl.tec.organisations.MovingUp.Outcome;
import nl.tec.organisations.MovingUp.Preview;
import nl.tec.organisations.MovingUp.Proposal;
import nl.tec.organisations.MovingUp.Undone;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Moving up in summer: a preview that can be changed, and one button. */
@Controller
class MovingUpController {

    private final Schools schools;
    private final Classes classes;
    private final MovingUp movingUp;
    private final Clock clock;

    MovingUpController(Schools schools, Classes classes, MovingUp movingUp, Clock clock) {
        this.schools = schools;
        this.classes = classes;
        this.movingUp = movingUp;
        this.clock = clock;
    }

    @GetMapping({"/school/klassen/overgang", "/beheer/klassen/overgang"})
    String preview(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long siteId,
            HttpServletRequest request,
            Model model) {
        return page(actor, siteId, request, model, null, new Problems(), "");
    }

    @PostMapping({"/school/klassen/overgang", "/beheer/klassen/overgang"})
    String confirm(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long siteId,
            @RequestParam("van") int from,
            @RequestParam("versie") String version,
            @RequestParam("aantal") int count,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        List<ClassForm> forms = new ArrayList<>();
        List<ClassNumbers> numbers = new ArrayList<>();
        Problems problems = new Problems();
        for (int i = 0; i < Math.min(count, 200); i++) {
            ClassForm form = ClassForm.read(fields, i + ".");
            forms.add(form);
            numbers.add(form.numbers(problems, i + "."));
        }
        if (!problems.any()) {
            Outcome outcome = movingUp.confirm(actor, siteId, ClassesController.year(from), version, numbers);
            if (outcome instanceof Outcome.Done done) {
                return "redirect:" + back(siteId, request) + "&overgegaan=" + from + "&versie=" + done.version();
            }
            if (outcome instanceof Outcome.NotFound) {
                throw ClassesController.notFound();
            }
            if (outcome instanceof Outcome.AlreadyThere) {
                return page(actor, siteId, request, model, null, problems, "");
            }
            if (outcome instanceof Outcome.Changed) {
                response.setStatus(409);
                return page(actor, siteId, request, model, null, problems, "movingUp.changed");
            }
            problems = ((Outcome.Refused) outcome).problems();
        }
        response.setStatus(422);
        return page(actor, siteId, request, model, forms, problems, "");
    }

    @PostMapping({"/school/klassen/overgang/terug", "/beheer/klassen/overgang/terug"})
    String undo(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long siteId,
            @RequestParam("van") int from,
            @RequestParam("versie") String version,
            HttpServletRequest request,
            HttpServletResponse response) {
        Undone undone = movingUp.undo(actor, siteId, ClassesController.year(from), version);
        if (undone == Undone.NOT_FOUND) {
            throw ClassesController.notFound();
        }
        if (undone == Undone.DONE) {
            Flash.say(request, response, "movingUp.undone");
        } else {
            Flash.warn(request, response, undone == Undone.IN_USE ? "movingUp.inUse" : "movingUp.changedSince");
        }
        return "redirect:" + back(siteId, request);
    }

    private String page(
            Actor actor,
            long siteId,
            HttpServletRequest request,
            Model model,
            @org.jspecify.annotations.Nullable List<ClassForm> forms,
            Problems problems,
            String notice) {
        SchoolSite school = schools.find(siteId).orElseThrow(ClassesController::notFound);
        SchoolYear current = SchoolYear.of(LocalDate.now(clock));
        // in August the new school year has begun, and the classes may still be last year's
        SchoolYear from = classes.list(siteId, current).isEmpty() ? current.previous() : current;
        Preview preview = movingUp.preview(actor, siteId, from);
        model.addAttribute("school", school);
        model.addAttribute("back", back(siteId, request));
        model.addAttribute("action", request.getRequestURI());
        model.addAttribute("classBase", request.getRequestURI().replace("/overgang", ""));
        if (preview instanceof Preview.NotFound) {
            throw ClassesController.notFound();
        }
        if (preview instanceof Preview.AlreadyThere there) {
            model.addAttribute("year", there.to());
            model.addAttribute("classes", there.classes());
            return "organisations/movedUp";
        }
        if (preview instanceof Preview.Nothing nothing) {
            model.addAttribute("year", nothing.from().next());
            model.addAttribute("classes", List.of());
            return "organisations/movedUp";
        }
        Proposal proposal = ((Preview.Ready) preview).proposal();
        model.addAttribute("proposal", proposal);
        model.addAttribute(
                "forms", forms != null && forms.size() == proposal.classes().size() ? forms : forms(proposal));
        model.addAttribute("problems", problems);
        model.addAttribute("notice", notice);
        return "organisations/movingUp";
    }

    private static List<ClassForm> forms(Proposal proposal) {
        return proposal.classes().stream().map(MovingUpController::form).toList();
    }

    private static ClassForm form(NextClass k) {
        Map<Integer, String> pupils = new TreeMap<>();
        k.numbers().pupils().forEach((grade, count) -> pupils.put(grade, String.valueOf(count)));
        return new ClassForm(k.label(), k.level(), pupils);
    }

    private static String back(long siteId, HttpServletRequest request) {
        return request.getRequestURI().startsWith("/beheer/")
                ? "/beheer/scholen/" + siteId + "?deel=klassen"
                : "/school/klassen?school=" + siteId;
    }
}
