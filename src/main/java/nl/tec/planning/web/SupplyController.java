package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.planning.Round;
import nl.tec.planning.Rounds;
import nl.tec.planning.Supply;
import nl.tec.planning.SupplyLine;
import nl.tec.planning.SupplyOverview;
import nl.tec.planning.SupplyOverview.SchoolTimes;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page that compares the supply of a round with the demand, before a plan is made (journey 4). */
@Controller
@RequestMapping("/beheer/jaarplan/{id:[0-9]{1,18}}/aanbod")
class SupplyController {

    private static final String VERSION = "versie";
    private static final String DAYS = "dag-";

    private final Rounds rounds;
    private final Supply supply;
    private final Pages pages;

    SupplyController(Rounds rounds, Supply supply, Pages pages) {
        this.rounds = rounds;
        this.supply = supply;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@PathVariable long id) {
        Round round = rounds.get(id);
        SupplyOverview overview = supply.overview(id);
        return pages.planningSupply(round, overview, form(id, overview));
    }

    @PostMapping("/voorstel")
    View propose(@PathVariable long id, Reply reply) {
        rounds.get(id);
        return supply.propose(id)
                .either(
                        done -> reply.saved("planning.supply.proposed", "/beheer/jaarplan/" + id + "/aanbod"),
                        problems -> reply.refused(problems, show(id)));
    }

    @PostMapping
    View save(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Round round = rounds.get(id);
        SchoolTimes times =
                new SchoolTimes(form.time("school-van"), form.time("school-tot"), form.time("woensdag-tot"));
        List<SupplyLine> lines = new ArrayList<>();
        for (SupplyLine line : supply.lines(id)) {
            if (form.has("van-" + line.id())) {
                lines.add(read(form, line));
            }
        }
        return form.then(() -> supply.save(id, form.text(VERSION), times, lines, actor))
                .either(
                        done -> reply.saved("planning.supply.saved", "/beheer/jaarplan/" + id + "/aanbod"),
                        problems -> {
                            SupplyOverview now = supply.overview(id);
                            return reply.refused(
                                    problems,
                                    pages.planningSupply(
                                            round, now, problems.has(Supply.OUTDATED) ? again(id, now, form) : form));
                        });
    }

    /** Returns what was typed, with the version of now, and with the lines that were not on the page yet. */
    private FormData again(long id, SupplyOverview now, FormData typed) {
        FormData form = form(id, now);
        String version = form.text(VERSION);
        form.fields().stream()
                .filter(field -> field.startsWith(DAYS) && typed.has("van-" + field.substring(DAYS.length())))
                .toList()
                // a day that was unticked is not sent
                .forEach(field -> form.put(field, List.of()));
        return form.put(typed).put(VERSION, version);
    }

    private static SupplyLine read(FormData form, SupplyLine line) {
        Set<DayOfWeek> weekdays = form.constants(DAYS + line.id(), DayOfWeek.class).stream()
                .filter(day -> day.getValue() <= DayOfWeek.FRIDAY.getValue())
                .collect(Collectors.toSet());
        return new SupplyLine(
                line.id(),
                line.activityId(),
                line.venueId(),
                line.roomId(),
                weekdays,
                form.time("van-" + line.id()),
                form.time("tot-" + line.id()),
                form.day("eerste-" + line.id(), line.firstDay(), "planning.dayMissing"),
                form.day("laatste-" + line.id(), line.lastDay(), "planning.dayMissing"));
    }

    private FormData form(long id, SupplyOverview overview) {
        FormData form = new FormData()
                .put(VERSION, supply.version(id))
                .put("school-van", overview.times().from())
                .put("school-tot", overview.times().until())
                .put("woensdag-tot", overview.times().wednesdayUntil());
        overview.activities().stream()
                .flatMap(activity -> activity.where().stream())
                .map(SupplyOverview.SupplyAtVenue::line)
                .forEach(line -> form.put("van-" + line.id(), line.opens())
                        .put("tot-" + line.id(), line.closes())
                        .put("eerste-" + line.id(), line.firstDay())
                        .put("laatste-" + line.id(), line.lastDay())
                        .put(
                                DAYS + line.id(),
                                line.weekdays().stream().map(Enum::name).toList()));
        return form;
    }
}
