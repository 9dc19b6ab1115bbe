package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.programme.Activity;
import nl.tec.programme.BoardChanges;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Days;
import nl.tec.programme.ManagerLists;
import nl.tec.programme.OddTime;
import nl.tec.programme.Session;
import nl.tec.programme.SessionBookings;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionFields;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages to create, change, copy and publish sessions. The planning board handles cancellation. */
@Controller
@RequestMapping("/beheer/sessies")
class ManageSessionController {

    /** The field with the answer to the confirmation of a move: {@code ja} or {@code terug}. */
    private static final String CONFIRMED = "zeker";

    private final Sessions sessions;
    private final BoardChanges board;
    private final Catalogue catalogue;
    private final ManagerLists lists;
    private final ManageWhere where;
    private final Pages pages;
    private final Clock clock;

    ManageSessionController(
            Sessions sessions,
            BoardChanges board,
            Catalogue catalogue,
            ManagerLists lists,
            ManageWhere where,
            Pages pages,
            Clock clock) {
        this.sessions = sessions;
        this.board = board;
        this.catalogue = catalogue;
        this.lists = lists;
        this.where = where;
        this.pages = pages;
        this.clock = clock;
    }

    /** Asks for the activity, unless it is given. @param copy the session to copy from */
    @GetMapping("/nieuw")
    JteModel ask(
            @RequestParam(name = SessionFields.ACTIVITY, required = false) @Nullable Long activityId,
            @RequestParam(name = "kopie", required = false) @Nullable Long copy) {
        if (copy != null) {
            Session like = get(copy);
            FormData form = ManageSessionForm.of(like)
                    .put(SessionFields.DAY, Dates.dayOf(like.slot().start()).plusWeeks(1));
            return form(form, activity(like.activity().id()), null);
        }
        if (activityId == null) {
            return pages.programmeManageChooseActivity(lists.choices(), false);
        }
        Activity activity = activity(activityId);
        return form(ManageSessionForm.of(activity), activity, null);
    }

    @PostMapping("/nieuw")
    View create(
            @RequestParam(SessionFields.ACTIVITY) long activityId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Activity activity = activity(activityId);
        boolean publish = form.text("dan").equals("publiceer");
        Optional<SessionDetails> details = ManageSessionForm.details(form, activity);
        if (details.isEmpty()) {
            return reply.refused(form.problems(), form(form, activity, null));
        }
        Sessions.Result result = sessions.create(details.get(), publish, actor);
        return result instanceof Sessions.Saved saved
                ? reply.saved(
                        publish ? "manage.session.published" : "manage.session.saved",
                        "/beheer/sessies/" + saved.ids().get(0))
                : notSaved(result, form, activity, null, reply);
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel show(@PathVariable long id) {
        Session session = get(id);
        return form(ManageSessionForm.of(session), activity(session.activity().id()), session);
    }

    @PostMapping("/{id:\\d{1,18}}")
    View change(
            @PathVariable long id,
            @RequestParam("versie") int version,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Session session = get(id);
        Activity activity = activity(session.activity().id());
        Optional<SessionDetails> details = ManageSessionForm.details(form, activity);
        if (details.isEmpty()) {
            return reply.refused(form.problems(), form(form, activity, session));
        }
        String answer = form.text(CONFIRMED);
        if (answer.equals("terug")) {
            return reply.page(form(form, activity, session));
        }
        if (!answer.equals("ja") && moves(session, details.get())) {
            SessionBookings.Recipients told = sessions.told(List.of(id));
            if (told.anybody()) {
                Sessions.Result tried = sessions.tryChange(id, version, details.get(), actor);
                return tried instanceof Sessions.Saved
                        ? reply.page(askMove(form, activity, session, details.get(), told))
                        : notSaved(tried, form, activity, session, reply);
            }
        }
        Sessions.Result result = answer.equals("ja")
                ? moved(new Sessions.Change(id, version, details.get()), actor)
                : sessions.change(id, version, details.get(), actor);
        if (!(result instanceof Sessions.Saved)) {
            return notSaved(result, form, activity, session, reply);
        }
        boolean publish = form.text("dan").equals("publiceer");
        if (publish) {
            Sessions.Result published = sessions.publish(List.of(id), actor);
            if (!(published instanceof Sessions.Saved)) {
                return notSaved(published, form, activity, get(id), reply);
            }
        }
        return reply.saved(publish ? "manage.session.published" : "manage.saved", "/beheer/sessies/" + id);
    }

    /** Moves the session as the planning board does: mails go out at the end of the undo window. */
    private Sessions.Result moved(Sessions.Change change, Actor actor) {
        return board.move(List.of(change), actor)
                .either(
                        done -> new Sessions.Saved(List.of(change.id()), List.of()),
                        refused -> sessions.tryChange(change.id(), change.version(), change.details(), actor));
    }

    /** Whether those who booked have to be notified. */
    private static boolean moves(Session session, SessionDetails details) {
        return session.state() == Session.State.PUBLISHED && details.moves(session);
    }

    /** Asks to confirm a move, showing who will be mailed and what is unusual about the new time. */
    private JteModel askMove(
            FormData form,
            Activity activity,
            Session session,
            SessionDetails details,
            SessionBookings.Recipients told) {
        LocalDate day = Dates.dayOf(details.slot().start());
        ManageWhere.Choices choices = where.choices(session);
        return pages.programmeManageSessionMove(
                form,
                ManageSessionForm.FIELDS,
                activity,
                session,
                details,
                told,
                OddTime.of(details.slot(), activity.takesClasses(), lists.daysOff(new Days(day, day))),
                choices.venues(),
                choices.schools());
    }

    /** Publishes the chosen sessions that are drafts. */
    @PostMapping("/publiceer")
    View publish(
            @RequestParam(name = "sessie", defaultValue = "") List<@Nullable Long> typed,
            @RequestParam(name = "reeks", required = false) @Nullable Long series,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        List<Long> ids = chosen(typed);
        if (ids.isEmpty()) {
            return nothingChosen(reply);
        }
        return sessions.publish(ids, actor) instanceof Sessions.Refused refused
                ? reply.refused(refused.problems(), pages.programmeManageRefused("/beheer/sessies"))
                : reply.saved(
                        "manage.session.published",
                        series == null ? "/beheer/sessies" : "/beheer/sessies?reeks=" + series);
    }

    /** Returns the ids without empty values. */
    private static List<Long> chosen(List<@Nullable Long> typed) {
        return typed.stream()
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private View nothingChosen(Reply reply) {
        return reply.refused(
                new Problems().add("", "manage.check.nothingChosen"), pages.programmeManageRefused("/beheer/sessies"));
    }

    private View notSaved(
            Sessions.Result result, FormData form, Activity activity, @Nullable Session session, Reply reply) {
        if (result instanceof Sessions.Refused refused) {
            return reply.refused(refused.problems(), form(form, activity, session));
        }
        if (result instanceof Sessions.Occupied occupied) {
            return reply.refused(new Problems(), form(form, activity, session, occupied.obstacles(), List.of(), false));
        }
        Session current = ((Sessions.Outdated) result).current();
        List<ManageConflict> conflicts =
                ManageConflict.between(ManageSessionForm.FIELDS, form, ManageSessionForm.of(current));
        return reply.page(HttpStatus.CONFLICT, form(form, activity, current, List.of(), conflicts, true));
    }

    private JteModel form(FormData form, Activity activity, @Nullable Session session) {
        return form(form, activity, session, List.of(), List.of(), false);
    }

    /** @param conflict whether somebody else changed the session in the meantime */
    private JteModel form(
            FormData form,
            Activity activity,
            @Nullable Session session,
            List<Sessions.Obstacle> obstacles,
            List<ManageConflict> conflicts,
            boolean conflict) {
        ManageWhere.Choices choices = where.choices(session);
        return pages.programmeManageSession(
                form,
                activity,
                session,
                session == null ? 0 : sessions.bookings(List.of(session.id())),
                session != null && !session.slot().start().isAfter(clock.instant()),
                session == null ? List.of() : board.open(List.of(session.id())),
                obstacles,
                conflicts,
                conflict,
                choices.venues(),
                choices.schools(),
                choices.rooms(),
                session == null || session.takesClasses() ? null : lists.turnoutOfSession(session.id()));
    }

    private Session get(long id) {
        return sessions.find(id).orElseThrow(() -> new NotFound("session " + id));
    }

    private Activity activity(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
