package nl.tec.programme.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Days;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionFields;
import nl.tec.programme.SessionObserver;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
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

/** Making, changing, copying, publishing and cancelling sessions. */
@Controller
@RequestMapping("/beheer/sessies")
class ManageSessionController {

    /** The answer to the question whether it should move: {@code ja}, {@code terug}. */
    private static final String SURE = "zeker";

    private static final LocalTime EARLIEST = LocalTime.of(8, 0);
    private static final LocalTime LATEST = LocalTime.of(22, 0);

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final ManagerLists lists;
    private final ManageWhere where;
    private final Clock clock;

    ManageSessionController(
            Sessions sessions, Catalogue catalogue, ManagerLists lists, ManageWhere where, Clock clock) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.lists = lists;
        this.where = where;
        this.clock = clock;
    }

    /** For which activity, unless that was said. @param copy id of the session that it is made like */
    @GetMapping("/nieuw")
    String ask(
            @RequestParam(name = SessionFields.ACTIVITY, required = false) @Nullable Long activityId,
            @RequestParam(name = "kopie", required = false) @Nullable Long copy,
            Model model) {
        if (copy != null) {
            Session like = get(copy);
            FormData form = ManageSessionForm.of(like)
                    .put(SessionFields.DAY, Dates.dayOf(like.slot().start()).plusWeeks(1));
            return form(model, form, activity(like.activity().id()), null);
        }
        if (activityId == null) {
            model.addAttribute("activities", lists.choices());
            model.addAttribute("series", false);
            return "programme/manageChooseActivity";
        }
        Activity activity = activity(activityId);
        return form(model, ManageSessionForm.of(activity), activity, null);
    }

    @PostMapping("/nieuw")
    String create(
            @RequestParam(SessionFields.ACTIVITY) long activityId,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Activity activity = activity(activityId);
        boolean publish = form.text("dan").equals("publiceer");
        Problems problems = new Problems();
        Optional<SessionDetails> details = ManageSessionForm.details(form, activity, problems);
        if (details.isEmpty()) {
            return refused(model, response, form, activity, null, problems);
        }
        Sessions.Result result = sessions.create(details.get(), publish, actor);
        if (result instanceof Sessions.Saved saved) {
            Flash.say(request, response, publish ? "manage.session.published" : "manage.session.saved");
            return "redirect:/beheer/sessies/" + saved.ids().get(0);
        }
        return notSaved(model, response, form, activity, null, result);
    }

    @GetMapping("/{id:\\d{1,18}}")
    String show(@PathVariable long id, Model model) {
        Session session = get(id);
        return form(
                model,
                ManageSessionForm.of(session),
                activity(session.activity().id()),
                session);
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
        Session session = get(id);
        Activity activity = activity(session.activity().id());
        Problems problems = new Problems();
        Optional<SessionDetails> details = ManageSessionForm.details(form, activity, problems);
        if (details.isEmpty()) {
            return refused(model, response, form, activity, session, problems);
        }
        String answer = form.text(SURE);
        if (answer.equals("terug")) {
            return form(model, form, activity, session);
        }
        if (!answer.equals("ja") && moves(session, details.get())) {
            SessionObserver.Told told = sessions.told(id);
            if (told.anybody()) {
                Sessions.Result tried = sessions.tryChange(id, version, details.get(), actor);
                return tried instanceof Sessions.Saved
                        ? askMove(model, form, activity, session, details.get(), told)
                        : notSaved(model, response, form, activity, session, tried);
            }
        }
        Sessions.Result result = sessions.change(id, version, details.get(), actor);
        if (!(result instanceof Sessions.Saved)) {
            return notSaved(model, response, form, activity, session, result);
        }
        if (form.text("dan").equals("publiceer")) {
            Sessions.Result published = sessions.publish(List.of(id), actor);
            if (!(published instanceof Sessions.Saved)) {
                return notSaved(model, response, form, activity, get(id), published);
            }
            Flash.say(request, response, "manage.session.published");
        } else {
            Flash.say(request, response, "manage.saved");
        }
        return "redirect:/beheer/sessies/" + id;
    }

    /** Whether those who come would have to know. */
    private static boolean moves(Session session, SessionDetails details) {
        return session.state() == Session.State.PUBLISHED
                && !(session.slot().equals(details.slot())
                        && Objects.equals(session.where().siteId(), details.siteId())
                        && (details.siteId() != null
                                || Objects.equals(session.where().venueId(), details.venueId())));
    }

    /** Who hears what of it, and what is odd about the new time; with one button to do it and one to go back to the form. */
    private String askMove(
            Model model,
            FormData form,
            Activity activity,
            Session session,
            SessionDetails details,
            SessionObserver.Told told) {
        LocalDate day = Dates.dayOf(details.slot().start());
        LocalTime start = details.slot().start().atZone(Dates.ZONE).toLocalTime();
        LocalTime end = details.slot().end().atZone(Dates.ZONE).toLocalTime();
        model.addAttribute("form", form);
        model.addAttribute("activity", activity);
        model.addAttribute("session", session);
        model.addAttribute("fields", ManageSessionForm.FIELDS);
        model.addAttribute("details", details);
        model.addAttribute("told", told);
        model.addAttribute("holiday", lists.daysOff(new Days(day, day)).get(day));
        model.addAttribute("weekend", day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0);
        model.addAttribute("oddHour", start.isBefore(EARLIEST) || end.isAfter(LATEST) || end.isBefore(start));
        where.choices(model, session);
        return "programme/manageSessionMove";
    }

    /** All of these that are drafts. */
    @PostMapping("/publiceer")
    String publish(
            @RequestParam(name = "id", defaultValue = "") List<@Nullable Long> typed,
            @RequestParam(name = "reeks", required = false) @Nullable Long series,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        List<Long> ids = chosen(typed);
        if (ids.isEmpty()) {
            return nothingChosen(response, model);
        }
        if (sessions.publish(ids, actor) instanceof Sessions.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problems", refused.problems());
            return "programme/manageRefused";
        }
        Flash.say(request, response, "manage.session.published");
        return series == null ? "redirect:/beheer/sessies" : "redirect:/beheer/sessies?reeks=" + series;
    }

    @GetMapping("/annuleer")
    String askCancel(
            @RequestParam(name = "id", defaultValue = "") List<@Nullable Long> typed,
            HttpServletResponse response,
            Model model) {
        List<Long> ids = chosen(typed);
        return ids.isEmpty() ? nothingChosen(response, model) : cancelPage(model, ids, "", new Problems());
    }

    /** @param sure false: only ask, as from the list */
    @PostMapping("/annuleer")
    String cancel(
            @RequestParam(name = "id", defaultValue = "") List<@Nullable Long> typed,
            @RequestParam(name = "zeker", defaultValue = "false") boolean sure,
            @RequestParam(name = SessionFields.REASON, defaultValue = "") String reason,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        List<Long> ids = chosen(typed);
        if (ids.isEmpty()) {
            return nothingChosen(response, model);
        }
        if (!sure) {
            return cancelPage(model, ids, "", new Problems());
        }
        if (sessions.cancel(ids, reason, actor) instanceof Sessions.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return cancelPage(model, ids, reason, refused.problems());
        }
        Flash.say(request, response, "manage.session.cancelled");
        return ids.size() == 1 ? "redirect:/beheer/sessies/" + ids.get(0) : "redirect:/beheer/sessies";
    }

    /** Without what was left empty. */
    private static List<Long> chosen(List<@Nullable Long> typed) {
        return typed.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private String cancelPage(Model model, List<Long> ids, String reason, Problems problems) {
        List<Session> chosen = ids.stream().distinct().limit(200).map(this::get).toList();
        List<Session> held = chosen.stream()
                .filter(session -> session.state() != Session.State.CANCELLED)
                .filter(session -> session.slot().end().isAfter(clock.instant()))
                .toList();
        model.addAttribute("sessions", held);
        model.addAttribute("leftOut", chosen.size() - held.size());
        model.addAttribute(
                "bookings", sessions.bookings(held.stream().map(Session::id).toList()));
        model.addAttribute("reason", reason);
        model.addAttribute("problems", problems);
        return "programme/manageSessionCancel";
    }

    private static String nothingChosen(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problems", new Problems().add("", "manage.check.nothingChosen"));
        return "programme/manageRefused";
    }

    private String notSaved(
            Model model,
            HttpServletResponse response,
            FormData form,
            Activity activity,
            @Nullable Session session,
            Sessions.Result result) {
        if (result instanceof Sessions.Refused refused) {
            return refused(model, response, form, activity, session, refused.problems());
        }
        if (result instanceof Sessions.Occupied occupied) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("obstacles", occupied.obstacles());
            return form(model, form, activity, session);
        }
        Session current = ((Sessions.Outdated) result).current();
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("conflict", true);
        model.addAttribute(
                "conflicts", ManageConflict.between(ManageSessionForm.FIELDS, form, ManageSessionForm.of(current)));
        return form(model, form, activity, current);
    }

    private String refused(
            Model model,
            HttpServletResponse response,
            FormData form,
            Activity activity,
            @Nullable Session session,
            Problems problems) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problems", problems);
        return form(model, form, activity, session);
    }

    private String form(Model model, FormData form, Activity activity, @Nullable Session session) {
        model.addAttribute("form", form);
        model.addAttribute("activity", activity);
        model.addAttribute("session", session);
        model.addAttribute("bookings", session == null ? 0 : sessions.bookings(List.of(session.id())));
        model.addAttribute("over", session != null && !session.slot().start().isAfter(clock.instant()));
        where.choices(model, session);
        return "programme/manageSession";
    }

    private Session get(long id) {
        return sessions.find(id).orElseThrow(() -> new NotFound("session " + id));
    }

    private Activity activity(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
