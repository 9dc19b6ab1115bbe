package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
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
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages to create a series of sessions: a preview of created and skipped dates, and then the creation. */
@Controller
@RequestMapping("/beheer/sessies/reeks")
class ManageSeriesController {

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final ManagerLists lists;
    private final ManageWhere where;
    private final Pages pages;

    ManageSeriesController(Sessions sessions, Catalogue catalogue, ManagerLists lists, ManageWhere where, Pages pages) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.lists = lists;
        this.where = where;
        this.pages = pages;
    }

    @GetMapping
    JteModel ask(@RequestParam(name = SessionFields.ACTIVITY, required = false) @Nullable Long activityId) {
        if (activityId == null) {
            return pages.programmeManageChooseActivity(lists.choices(), true);
        }
        Activity activity = activity(activityId);
        return form(ManageSessionForm.series(activity), activity, null, null, false);
    }

    @PostMapping
    View make(
            @RequestParam(SessionFields.ACTIVITY) long activityId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Activity activity = activity(activityId);
        Optional<Series> series = ManageSessionForm.series(form, activity);
        if (series.isEmpty()) {
            return refused(form.problems(), form, activity, reply);
        }
        boolean publish = form.text("dan").equals("publiceer");
        Sessions.Preview preview = sessions.preview(series.get(), publish, actor);
        if (preview instanceof Sessions.Refused refused) {
            return refused(refused.problems(), form, activity, reply);
        }
        Sessions.Planned planned = (Sessions.Planned) preview;
        String seen = Integer.toHexString(planned.slots().hashCode());
        boolean make = publish || form.text("dan").equals("concept");
        if (!make || planned.slots().isEmpty() || !form.text("gezien").equals(seen)) {
            // only create what was previewed; if it differs by now, show the new preview
            return reply.page(
                    form(form, activity, planned, seen, make && !planned.slots().isEmpty()));
        }
        Sessions.Result result = sessions.create(series.get(), publish, actor);
        if (result instanceof Sessions.Saved saved) {
            return reply.saved(
                    publish ? "manage.series.published" : "manage.series.saved",
                    "/beheer/sessies"
                            + sessions.find(saved.ids().get(0))
                                    .map(session -> "?reeks=" + session.seriesId())
                                    .orElse(""));
        }
        Problems why = result instanceof Sessions.Refused refused
                ? refused.problems()
                : new Problems().add("", "manage.outdated");
        return refused(why, form, activity, reply);
    }

    /** Turns a series into a course, or back into separate dates. */
    @PostMapping("/{series:\\d{1,18}}")
    View course(
            @PathVariable long series,
            @RequestParam(ManageSessionForm.COURSE) boolean course,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return sessions.course(series, course, actor) instanceof Sessions.Refused refused
                ? reply.refused(refused.problems(), pages.programmeManageRefused("/beheer/sessies"))
                : reply.saved("manage.saved", "/beheer/sessies?reeks=" + series);
    }

    private View refused(Problems problems, FormData form, Activity activity, Reply reply) {
        return reply.refused(problems, form(form, activity, null, null, false));
    }

    private JteModel form(
            FormData form,
            Activity activity,
            Sessions.@Nullable Planned planned,
            @Nullable String seen,
            boolean changed) {
        ManageWhere.Choices choices = where.choices(null);
        return pages.programmeManageSeries(
                form, activity, planned, seen, changed, choices.venues(), choices.schools(), choices.rooms());
    }

    private Activity activity(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
