package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Reply;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.Round;
import nl.tec.planning.Rounds;
import nl.tec.planning.SchoolWish;
import nl.tec.planning.WishList;
import nl.tec.planning.Wishes;
import nl.tec.planning.Wishes.SubmittedWish;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages on which a school, or the programme manager on its behalf, enters its wishes (journey 3). */
@Controller
class WishesController {

    private static final String OF_SCHOOL = "/school/wensen/{round:[0-9]{1,18}}/{site:[0-9]{1,18}}";
    private static final String OF_MANAGER = "/beheer/jaarplan/{round:[0-9]{1,18}}/scholen/{site:[0-9]{1,18}}";

    private final Rounds rounds;
    private final Wishes wishes;
    private final Schools schools;
    private final Pages pages;

    WishesController(Rounds rounds, Wishes wishes, Schools schools, Pages pages) {
        this.rounds = rounds;
        this.wishes = wishes;
        this.schools = schools;
        this.pages = pages;
    }

    /** A round of one of the schools of the actor. */
    record SchoolRound(SchoolSite school, Round round) {}

    /** Redirects to the form if there is exactly one round; otherwise shows a choice, or that there is none. */
    @GetMapping("/school/wensen")
    View choose(@AuthenticationPrincipal Actor actor, Reply reply) {
        List<SchoolRound> mine = new ArrayList<>();
        for (SchoolSite school : schools.of(actor)) {
            rounds.ofSchool(school.id()).stream()
                    .filter(round -> round.publishedAt() == null)
                    .forEach(round -> mine.add(new SchoolRound(school, round)));
        }
        if (mine.size() == 1) {
            return Reply.redirect(
                    address(mine.get(0).round().id(), mine.get(0).school().id(), false));
        }
        return reply.page(pages.planningWishRounds(mine.stream()
                .map(one -> List.of(
                        address(one.round().id(), one.school().id(), false),
                        one.school().name(),
                        one.round().title()))
                .toList()));
    }

    @GetMapping({OF_SCHOOL, OF_MANAGER})
    JteModel show(@PathVariable long round, @PathVariable long site, @AuthenticationPrincipal Actor actor) {
        WishList list = wishes.of(round, site, actor);
        return page(list, WishForm.of(list), actor);
    }

    @PostMapping({OF_SCHOOL, OF_MANAGER})
    View save(
            @PathVariable long round,
            @PathVariable long site,
            FormData form,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String byScript,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        WishList list = mayChange(round, site, actor);
        List<SubmittedWish> typed = WishForm.read(form, list);
        List<SchoolWish> overtaken = wishes.save(round, site, typed, actor);
        Problems problems = form.problems();
        for (SchoolWish wish : overtaken) {
            problems.add(name(form, wish) + "1", "planning.wish.overtaken", wish.label());
        }
        if (problems.any()) {
            WishList now = wishes.of(round, site, actor);
            for (SubmittedWish one : typed) { // the page shows what is stored now, so that saving again replaces that
                SchoolWish wish = one.wish();
                now.classes().stream()
                        .filter(group -> group.label().equals(wish.label()))
                        .forEach(group -> form.put(
                                name(form, wish) + "was",
                                group.wish(wish.position()).digest()));
            }
            return reply.refused(
                    byScript == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK,
                    problems,
                    page(now, form, actor));
        }
        boolean done = form.has("klaar");
        if (done) {
            wishes.done(round, site, true, actor);
        }
        return reply.saved(done ? "planning.wish.done" : "planning.wish.saved", address(round, site, manages(actor)));
    }

    private static String name(FormData form, SchoolWish wish) {
        return WishForm.name(number(form, wish.label()), wish.position());
    }

    private static int number(FormData form, String label) {
        int number = 0;
        while (!form.text("klas" + number).equals(label)) {
            number++;
        }
        return number;
    }

    @PostMapping({OF_SCHOOL + "/vorig-jaar", OF_MANAGER + "/vorig-jaar"})
    View copy(@PathVariable long round, @PathVariable long site, @AuthenticationPrincipal Actor actor, Reply reply) {
        mayChange(round, site, actor);
        int copied = wishes.copyLastYear(round, site, actor);
        String address = address(round, site, manages(actor));
        return copied == 0
                ? reply.warn("planning.wish.nothingCopied", address)
                : reply.saved("planning.wish.copied", address);
    }

    @PostMapping({OF_SCHOOL + "/meer-klassen", OF_MANAGER + "/meer-klassen"})
    View addForMany(
            @PathVariable long round,
            @PathVariable long site,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        WishList list = mayChange(round, site, actor);
        SchoolWish wish = WishForm.read(form, WishForm.MANY, "", 1, list);
        form.problems().addIf(!wish.isFinished(), WishForm.MANY + "1", "planning.wish.chooseActivity");
        form.problems().addIf(!form.has("klassen"), "klassen", "planning.wish.chooseClasses");
        int added = form.problems().any() ? 0 : wishes.addForMany(round, site, form.all("klassen"), wish, actor);
        form.problems().addIf(!form.problems().any() && added == 0, "klassen", "planning.wish.noneSuits");
        if (form.problems().any()) {
            return reply.refused(form.problems(), page(list, WishForm.of(list).put(form), actor));
        }
        String address = address(round, site, manages(actor));
        return added < form.all("klassen").size()
                ? reply.warn("planning.wish.someAdded", address)
                : reply.saved("planning.wish.added", address);
    }

    @PostMapping({OF_SCHOOL + "/klaar", OF_MANAGER + "/klaar"})
    View done(
            @PathVariable long round,
            @PathVariable long site,
            @RequestParam(name = "klaar", defaultValue = "true") boolean done,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        mayChange(round, site, actor);
        wishes.done(round, site, done, actor);
        return reply.saved(done ? "planning.wish.done" : "planning.wish.notDone", address(round, site, manages(actor)));
    }

    @PostMapping({OF_SCHOOL + "/leerkrachten", OF_MANAGER + "/leerkrachten"})
    View allowTeachers(
            @PathVariable long round,
            @PathVariable long site,
            @RequestParam(name = "mogen", defaultValue = "false") boolean may,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        mayChange(round, site, actor);
        wishes.allowTeachers(round, site, may, actor);
        return reply.saved("planning.wish.teachersSaved", address(round, site, manages(actor)));
    }

    private WishList mayChange(long round, long site, Actor actor) {
        WishList list = wishes.of(round, site, actor);
        if (!list.mayChange()) {
            throw new NotFound("open round " + round + " of school " + site);
        }
        return list;
    }

    /** Whether the actor uses the pages of the programme manager, even for a school where it works itself. */
    private static boolean manages(Actor actor) {
        return actor.is(Role.PROGRAMME_MANAGER);
    }

    private static String address(long round, long site, boolean manages) {
        return manages ? "/beheer/jaarplan/" + round + "/scholen/" + site : "/school/wensen/" + round + "/" + site;
    }

    private JteModel page(WishList list, FormData form, Actor actor) {
        boolean manages = manages(actor);
        return pages.planningWishes(
                list, form, manages, address(list.round().id(), list.school().id(), manages));
    }
}
