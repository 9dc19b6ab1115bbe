package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Catalogue;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.Session;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages to create, change, copy, publish and cancel an activity. */
@Controller
@RequestMapping("/beheer/programma")
class ManageActivityController {

    /** The field with the action to take after saving. */
    private static final String THEN = "dan";

    private final Catalogue catalogue;
    private final BoardChanges changes;
    private final Sessions sessions;
    private final ManagerLists lists;
    private final Venues venues;
    private final Texts texts;
    private final Pages pages;
    private final Clock clock;

    ManageActivityController(
            Catalogue catalogue,
            BoardChanges changes,
            Sessions sessions,
            ManagerLists lists,
            Venues venues,
            Texts texts,
            Pages pages,
            Clock clock) {
        this.catalogue = catalogue;
        this.changes = changes;
        this.sessions = sessions;
        this.lists = lists;
        this.venues = venues;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/nieuw")
    JteModel ask() {
        return form(ManageActivityForm.empty(), null);
    }

    @PostMapping("/nieuw")
    View create(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        ActivityDetails details = ManageActivityForm.details(form, null);
        Catalogue.Result result = form.problems().any() ? unread(form, details) : catalogue.create(details, actor);
        return result instanceof Catalogue.Refused refused
                ? reply.refused(refused.problems(), form(form, null))
                : saved(((Catalogue.Saved) result).activity(), form, actor, reply);
    }

    /** Combines unparseable fields with the validation of the others, so that all problems show together. */
    private Catalogue.Refused unread(FormData form, ActivityDetails details) {
        return new Catalogue.Refused(catalogue.check(details).and(form.problems()));
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(@PathVariable long id) {
        Activity activity = get(id);
        return form(ManageActivityForm.of(activity.details()), activity);
    }

    @PostMapping("/{id:\\d{1,18}}")
    View change(
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Activity before = get(id);
        ActivityDetails details = ManageActivityForm.details(form, before.details());
        Catalogue.Result result =
                form.problems().any() ? unread(form, details) : catalogue.change(id, version, details, actor);
        if (result instanceof Catalogue.Refused refused) {
            return reply.refused(refused.problems(), form(form, before));
        }
        if (result instanceof Catalogue.Outdated outdated) {
            FormData theirs = ManageActivityForm.of(outdated.current().details());
            return reply.page(
                    HttpStatus.CONFLICT,
                    form(
                            form,
                            outdated.current(),
                            ManageConflict.between(ManageActivityForm.FIELDS, form, theirs),
                            true,
                            false));
        }
        return saved(((Catalogue.Saved) result).activity(), form, actor, reply);
    }

    /** Continues after saving. If publishing as well is refused, the form shows what is missing. */
    private View saved(Activity activity, FormData form, Actor actor, Reply reply) {
        String address = "/beheer/programma/" + activity.id();
        return switch (form.text(THEN)) {
            case "publiceer" ->
                catalogue.publish(activity.id(), activity.version(), actor) instanceof Catalogue.Refused refused
                        ? reply.refused(refused.problems(), form(form, activity, List.of(), false, true))
                        : reply.saved("manage.activity.published", address);
            case "bekijk" -> Reply.redirect(address + "/voorbeeld");
            default -> reply.saved("manage.saved", address);
        };
    }

    @PostMapping("/{id:\\d{1,18}}/kopie")
    View copy(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        Activity copy = catalogue.copy(id, actor);
        return reply.saved("manage.activity.copied", "/beheer/programma/" + copy.id());
    }

    @PostMapping("/{id:\\d{1,18}}/publiceer")
    View publish(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return became(catalogue.publish(id, version, actor), id, "manage.activity.published", reply);
    }

    /** Publishes the drafts of the activity that are still to come. */
    @PostMapping("/{id:\\d{1,18}}/data")
    View publishDates(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        Activity activity = get(id);
        Sessions.Result result = sessions.publish(catalogue.draftsAfter(id, clock.instant()), actor);
        return result instanceof Sessions.Refused refused
                ? reply.refused(refused.problems(), form(ManageActivityForm.of(activity.details()), activity))
                : reply.saved("manage.activity.datesPublished", "/beheer/programma/" + id);
    }

    /** Turns the activity back into a draft. */
    @PostMapping("/{id:\\d{1,18}}/concept")
    View withdraw(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return became(catalogue.withdraw(id, version, actor), id, "manage.activity.withdrawn", reply);
    }

    private View became(Catalogue.Result result, long id, String flash, Reply reply) {
        if (result instanceof Catalogue.Saved) {
            return reply.saved(flash, "/beheer/programma/" + id);
        }
        Activity activity = get(id);
        return reply.refused(why(result), form(ManageActivityForm.of(activity.details()), activity));
    }

    private static Problems why(Catalogue.Result result) {
        return result instanceof Catalogue.Refused refused
                ? refused.problems()
                : new Problems().add("", "manage.outdated");
    }

    /** Shows the consequences of cancelling, for confirmation. */
    @GetMapping("/{id:\\d{1,18}}/annuleer")
    JteModel askCancel(@PathVariable long id) {
        return cancelPage(get(id), "");
    }

    @PostMapping("/{id:\\d{1,18}}/annuleer")
    View cancel(
            @PathVariable long id,
            @RequestParam("versie") int version,
            @RequestParam(name = SessionFields.REASON, defaultValue = "") String reason,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Catalogue.Result result = changes.cancelActivity(id, version, reason, actor);
        return result instanceof Catalogue.Saved saved
                ? reply.saved(
                        saved.activity().state() == Activity.State.CANCELLED
                                ? "manage.activity.cancelled"
                                : "manage.activity.cancels",
                        "/beheer/programma/" + id)
                : reply.refused(why(result), cancelPage(get(id), reason));
    }

    private JteModel cancelPage(Activity activity, String reason) {
        List<Session> held =
                sessions.list(catalogue.heldAfter(activity.id(), clock.instant().plus(Outbox.UNDO)));
        return pages.programmeManageActivityCancel(
                activity,
                held,
                sessions.told(held.stream()
                        .filter(session -> session.state() == Session.State.PUBLISHED)
                        .map(Session::id)
                        .toList()),
                reason,
                changes.openOfActivity(activity.id()));
    }

    private JteModel form(FormData form, @Nullable Activity activity) {
        return form(form, activity, List.of(), false, false);
    }

    /** @param conflict whether somebody else changed it in the meantime. @param savedAsDraft whether only publishing was refused */
    private JteModel form(
            FormData form,
            @Nullable Activity activity,
            List<ManageConflict> conflicts,
            boolean conflict,
            boolean savedAsDraft) {
        return pages.programmeManageActivity(
                form,
                activity,
                conflicts,
                conflict,
                savedAsDraft,
                new ManageOptions(texts, LocaleContextHolder.getLocale()),
                venues.list(),
                venues.rooms(),
                venues.equipment(),
                catalogue.goals(),
                activity == null ? List.of() : changes.openOfActivity(activity.id()),
                activity != null && activity.published()
                        ? catalogue.draftsAfter(activity.id(), clock.instant()).size()
                        : 0,
                activity == null || activity.takesClasses() ? null : lists.turnout(activity.id()));
    }

    private Activity get(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
