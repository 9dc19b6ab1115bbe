package nl.tec.programme.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Session;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
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

/** Making, changing, copying, publishing and cancelling one activity. */
@Controller
@RequestMapping("/beheer/programma")
class ManageActivityController {

    /** What to do when it is saved. */
    private static final String THEN = "dan";

    private final Catalogue catalogue;
    private final Sessions sessions;
    private final Venues venues;
    private final Texts texts;
    private final Clock clock;

    ManageActivityController(Catalogue catalogue, Sessions sessions, Venues venues, Texts texts, Clock clock) {
        this.catalogue = catalogue;
        this.sessions = sessions;
        this.venues = venues;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/nieuw")
    String ask(Model model) {
        return form(model, ManageActivityForm.empty(), new Problems(), null, List.of());
    }

    @PostMapping("/nieuw")
    String create(
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Catalogue.Result result = catalogue.create(ManageActivityForm.details(form, null), actor);
        if (result instanceof Catalogue.Refused refused) {
            return refused(model, response, form, refused.problems(), null);
        }
        return saved(((Catalogue.Saved) result).activity(), form, actor, request, response, model);
    }

    @GetMapping("/{id:\\d{1,18}}")
    String show(@PathVariable long id, Model model) {
        Activity activity = get(id);
        return form(model, ManageActivityForm.of(activity.details()), new Problems(), activity, List.of());
    }

    @PostMapping("/{id:\\d{1,18}}")
    String change(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Activity before = get(id);
        Catalogue.Result result = catalogue.change(
                id, version, ManageActivityForm.details(form, before.details().organiserId()), actor);
        if (result instanceof Catalogue.Refused refused) {
            return refused(model, response, form, refused.problems(), before);
        }
        if (result instanceof Catalogue.Outdated outdated) {
            response.setStatus(HttpStatus.CONFLICT.value());
            model.addAttribute("conflict", true);
            FormData theirs = ManageActivityForm.of(outdated.current().details());
            return form(
                    model,
                    form,
                    new Problems(),
                    outdated.current(),
                    ManageConflict.between(ManageActivityForm.FIELDS, form, theirs));
        }
        return saved(((Catalogue.Saved) result).activity(), form, actor, request, response, model);
    }

    /** It is saved; publishing it as well may still be refused, and then the form says what is missing. */
    private String saved(
            Activity activity,
            FormData form,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String page = "redirect:/beheer/programma/" + activity.id();
        switch (form.text(THEN)) {
            case "publiceer" -> {
                if (catalogue.publish(activity.id(), activity.version(), actor) instanceof Catalogue.Refused refused) {
                    model.addAttribute("savedAsDraft", true);
                    return refused(model, response, form, refused.problems(), activity);
                }
                Flash.say(request, response, "manage.activity.published");
                return page;
            }
            case "bekijk" -> {
                return page + "/voorbeeld";
            }
            default -> {
                Flash.say(request, response, "manage.saved");
                return page;
            }
        }
    }

    @PostMapping("/{id:\\d{1,18}}/kopie")
    String copy(
            @PathVariable long id,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Activity copy = catalogue.copy(id, actor);
        Flash.say(request, response, "manage.activity.copied");
        return "redirect:/beheer/programma/" + copy.id();
    }

    @PostMapping("/{id:\\d{1,18}}/publiceer")
    String publish(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return became(catalogue.publish(id, version, actor), id, "manage.activity.published", request, response, model);
    }

    /** Back to a draft. */
    @PostMapping("/{id:\\d{1,18}}/concept")
    String withdraw(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return became(
                catalogue.withdraw(id, version, actor), id, "manage.activity.withdrawn", request, response, model);
    }

    private String became(
            Catalogue.Result result,
            long id,
            String flash,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (result instanceof Catalogue.Saved) {
            Flash.say(request, response, flash);
            return "redirect:/beheer/programma/" + id;
        }
        Activity activity = get(id);
        Problems problems = result instanceof Catalogue.Refused refused
                ? refused.problems()
                : new Problems().add("", "manage.outdated");
        return refused(model, response, ManageActivityForm.of(activity.details()), problems, activity);
    }

    /** What cancelling does, before it is done. */
    @GetMapping("/{id:\\d{1,18}}/annuleer")
    String askCancel(@PathVariable long id, Model model) {
        return cancelPage(model, get(id), "", new Problems());
    }

    @PostMapping("/{id:\\d{1,18}}/annuleer")
    String cancel(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @RequestParam(name = SessionFields.REASON, defaultValue = "") String reason,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Catalogue.Result result = catalogue.cancel(id, version, reason, actor);
        if (result instanceof Catalogue.Saved) {
            Flash.say(request, response, "manage.activity.cancelled");
            return "redirect:/beheer/programma/" + id;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        Problems problems = result instanceof Catalogue.Refused refused
                ? refused.problems()
                : new Problems().add("", "manage.outdated");
        return cancelPage(model, get(id), reason, problems);
    }

    private String cancelPage(Model model, Activity activity, String reason, Problems problems) {
        Instant now = clock.instant();
        TimeSlot around = new TimeSlot(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(20 * 365)));
        List<Session> held = sessions.list(around, activity.id()).stream()
                .filter(session -> session.state() != Session.State.CANCELLED
                        && session.slot().end().isAfter(now))
                .toList();
        model.addAttribute("activity", activity);
        model.addAttribute("sessions", held);
        model.addAttribute(
                "bookings", sessions.bookings(held.stream().map(Session::id).toList()));
        model.addAttribute("reason", reason);
        model.addAttribute("problems", problems);
        return "programme/manageActivityCancel";
    }

    private String refused(
            Model model, HttpServletResponse response, FormData form, Problems problems, @Nullable Activity activity) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(model, form, problems, activity, List.of());
    }

    private String form(
            Model model,
            FormData form,
            Problems problems,
            @Nullable Activity activity,
            List<ManageConflict> conflicts) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("activity", activity);
        model.addAttribute("conflicts", conflicts);
        model.addAttribute("options", new ManageOptions(texts, LocaleContextHolder.getLocale()));
        model.addAttribute("places", venues.list());
        model.addAttribute("rooms", venues.rooms());
        model.addAttribute("equipment", venues.equipment());
        model.addAttribute("goals", catalogue.goals());
        return "programme/manageActivity";
    }

    private Activity get(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
