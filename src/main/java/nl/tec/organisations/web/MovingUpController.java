package nl.tec.organisations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.MovingUp.NextClass;
import nl.tec.organisations.MovingUp.Preview;
import nl.tec.organisations.MovingUp.Proposal;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages for moving up in summer, with a preview that can be edited. */
@Controller
class MovingUpController {

    private static final int MAX_CLASSES = 200;

    private final Schools schools;
    private final Classes classes;
    private final MovingUp movingUp;
    private final Pages pages;
    private final Clock clock;

    MovingUpController(Schools schools, Classes classes, MovingUp movingUp, Pages pages, Clock clock) {
        this.schools = schools;
        this.classes = classes;
        this.movingUp = movingUp;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping({"/school/klassen/overgang", "/beheer/klassen/overgang"})
    JteModel preview(
            @AuthenticationPrincipal Actor actor, @RequestParam("school") long siteId, HttpServletRequest request) {
        return page(actor, siteId, request, null, "");
    }

    @PostMapping({"/school/klassen/overgang", "/beheer/klassen/overgang"})
    View confirm(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long siteId,
            @RequestParam("van") int from,
            @RequestParam("versie") String version,
            @RequestParam("aantal") int count,
            FormData form,
            HttpServletRequest request,
            Reply reply) {
        List<ClassNumbers> numbers = IntStream.range(0, Math.min(count, MAX_CLASSES))
                .mapToObj(i -> ClassForm.read(form, i + "."))
                .toList();
        return form.then(() -> movingUp.confirm(actor, siteId, ClassesController.year(from), version, numbers))
                .either(
                        made -> made.isPresent()
                                ? Reply.redirect(
                                        back(siteId, request) + "&overgegaan=" + from + "&versie=" + made.get())
                                : reply.page(page(actor, siteId, request, null, "")),
                        problems -> problems.has(MovingUp.CHANGED)
                                ? reply.page(HttpStatus.CONFLICT, page(actor, siteId, request, null, MovingUp.CHANGED))
                                : reply.refused(problems, page(actor, siteId, request, form, "")));
    }

    @PostMapping({"/school/klassen/overgang/terug", "/beheer/klassen/overgang/terug"})
    View undo(
            @AuthenticationPrincipal Actor actor,
            @RequestParam("school") long siteId,
            @RequestParam("van") int from,
            @RequestParam("versie") String version,
            HttpServletRequest request,
            Reply reply) {
        String back = back(siteId, request);
        return switch (movingUp.undo(actor, siteId, ClassesController.year(from), version)) {
            case DONE -> reply.saved("movingUp.undone", back);
            case IN_USE -> reply.warn("movingUp.inUse", back);
            case CHANGED -> reply.warn("movingUp.changedSince", back);
            case NOT_FOUND -> throw ClassesController.notFound(siteId);
        };
    }

    /** @param typed the submitted form, shown again if its number of classes still matches; null: none */
    private JteModel page(
            Actor actor, long siteId, HttpServletRequest request, @Nullable FormData typed, String notice) {
        SchoolSite school = schools.find(siteId).orElseThrow(() -> ClassesController.notFound(siteId));
        SchoolYear current = SchoolYear.of(Dates.today(clock));
        // in August the new school year may still have no classes
        SchoolYear from = classes.list(siteId, current).isEmpty() ? current.previous() : current;
        Preview preview = movingUp.preview(actor, siteId, from);
        String action = request.getRequestURI();
        String back = back(siteId, request);
        if (preview instanceof Preview.Ready ready) {
            Proposal proposal = ready.proposal();
            FormData form = typed != null
                            && typed.number("aantal") == proposal.classes().size()
                    ? typed
                    : form(proposal);
            return pages.organisationsMovingUp(school, proposal, form, notice, action, back);
        }
        List<SchoolClass> there = preview instanceof Preview.AlreadyThere now ? now.classes() : List.of();
        return pages.organisationsMovedUp(school, from.next(), there, action.replace("/overgang", ""), back);
    }

    private static FormData form(Proposal proposal) {
        FormData form = new FormData();
        for (int i = 0; i < proposal.classes().size(); i++) {
            NextClass k = proposal.classes().get(i);
            ClassForm.put(form, i + ".", k.label(), k.level(), k.numbers().pupils());
        }
        return form;
    }

    private static String back(long siteId, HttpServletRequest request) {
        return request.getRequestURI().startsWith("/beheer/")
                ? "/beheer/scholen/" + siteId + "?deel=klassen"
                : "/school/klassen?school=" + siteId;
    }
}
