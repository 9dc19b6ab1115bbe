package nl.tec.programme.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.Series;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
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

/** A series of sessions at once: first what would be made and what is skipped and why, then the making. */
@Controller
@RequestMapping("/beheer/sessies/reeks")
class ManageSeriesController {

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final ManagerLists lists;
    private final ManageWhere where;

    ManageSeriesController(Sessions sessions, Catalogue catalogue, ManagerLists lists, ManageWhere where) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.lists = lists;
        this.where = where;
    }

    @GetMapping
    String ask(@RequestParam(name = SessionFields.ACTIVITY, required = false) @Nullable Long activityId, Model model) {
        if (activityId == null) {
            model.addAttribute("activities", lists.choices());
            model.addAttribute("series", true);
            return "programme/manageChooseActivity";
        }
        Activity activity = activity(activityId);
        return form(model, ManageSessionForm.series(activity), activity);
    }

    @PostMapping
    String make(
            @RequestParam(SessionFields.ACTIVITY) long activityId,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Activity activity = activity(activityId);
        Problems problems = new Problems();
        Optional<Series> series = ManageSessionForm.series(form, activity, problems);
        if (series.isEmpty()) {
            return refused(model, response, form, activity, problems);
        }
        boolean publish = form.text("dan").equals("publiceer");
        Sessions.Preview preview = sessions.preview(series.get(), publish, actor);
        if (preview instanceof Sessions.Refused refused) {
            return refused(model, response, form, activity, refused.problems());
        }
        Sessions.Planned planned = (Sessions.Planned) preview;
        String seen = Integer.toHexString(planned.slots().hashCode());
        boolean make = publish || form.text("dan").equals("concept");
        if (!make || planned.slots().isEmpty() || !form.text("gezien").equals(seen)) {
            // what is made is what was seen: when it isn't, look again
            model.addAttribute("planned", planned);
            model.addAttribute("seen", seen);
            model.addAttribute("changed", make && !planned.slots().isEmpty());
            return form(model, form, activity);
        }
        Sessions.Result result = sessions.create(series.get(), publish, actor);
        if (result instanceof Sessions.Saved saved) {
            Flash.say(request, response, publish ? "manage.series.published" : "manage.series.saved");
            return "redirect:/beheer/sessies"
                    + sessions.find(saved.ids().get(0))
                            .map(session -> "?reeks=" + session.seriesId())
                            .orElse("");
        }
        Problems why = result instanceof Sessions.Refused refused
                ? refused.problems()
                : new Problems().add("", "manage.outdated");
        return refused(model, response, form, activity, why);
    }

    /** A course, or loose dates after all. */
    @PostMapping("/{series:\\d{1,18}}")
    String course(
            @PathVariable long series,
            @RequestParam(ManageSessionForm.COURSE) boolean course,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (sessions.course(series, course, actor) instanceof Sessions.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("problems", refused.problems());
            return "programme/manageRefused";
        }
        Flash.say(request, response, "manage.saved");
        return "redirect:/beheer/sessies?reeks=" + series;
    }

    private String refused(
            Model model, HttpServletResponse response, FormData form, Activity activity, Problems problems) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("problems", problems);
        return form(model, form, activity);
    }

    private String form(Model model, FormData form, Activity activity) {
        model.addAttribute("form", form);
        model.addAttribute("activity", activity);
        where.choices(model, null);
        return "programme/manageSeries";
    }

    private Activity activity(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
