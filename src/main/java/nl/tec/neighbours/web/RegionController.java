package nl.tec.neighbours.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.neighbours.Neighbour;
import nl.tec.neighbours.NeighbourResults;
import nl.tec.neighbours.Neighbours;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.OthersProgramme;
import nl.tec.programme.Selection;
import nl.tec.results.Figures;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The pages of the region: the programme of all hubs, their reach together, and their results side by side. */
@Controller
class RegionController {

    private static final String PATH = "/regio";
    private static final int MAX = 150;
    /** The maximum number of weeks ahead. */
    private static final int WEEKS = 60;

    private final Neighbours neighbours;
    private final NeighbourResults results;
    private final Figures figures;
    private final OthersProgramme others;
    private final Calendar calendar;
    private final ActivityLabels labels;
    private final Pages pages;
    private final Clock clock;

    RegionController(
            Neighbours neighbours,
            NeighbourResults results,
            Figures figures,
            OthersProgramme others,
            Calendar calendar,
            ActivityLabels labels,
            Pages pages,
            Clock clock) {
        this.neighbours = neighbours;
        this.results = results;
        this.figures = figures;
        this.others = others;
        this.calendar = calendar;
        this.labels = labels;
        this.pages = pages;
        this.clock = clock;
    }

    /** Shows a week, by default from today on. */
    @GetMapping(PATH)
    JteModel region(FormData asked) {
        LocalDate today = Dates.today(clock);
        LocalDate monday = Dates.monday(today);
        LocalDate from = asked.day("van");
        LocalDate first = from == null || from.isBefore(today) || from.isAfter(monday.plusWeeks(WEEKS)) ? today : from;
        LocalDate last = Dates.monday(first).plusDays(6);
        Days days = new Days(first, last);
        LocalDate before = Dates.monday(first).minusWeeks(1);
        List<Neighbour> shown = neighbours.shown();
        return pages.neighboursRegion(
                new RegionPage(
                        first,
                        last,
                        !first.isAfter(today) ? null : PATH + (before.isAfter(today) ? "?van=" + before : ""),
                        first.isAfter(monday.plusWeeks(WEEKS - 1)) ? null : PATH + "?van=" + last.plusDays(1),
                        calendar.between(days, Selection.ALL, MAX),
                        others.between(days, Selection.ALL, MAX)),
                shown,
                results.region(shown),
                labels);
    }

    /** Our results beside those of the neighbours. */
    @GetMapping("/resultaten/buren")
    JteModel compare(FormData asked, @AuthenticationPrincipal Actor actor) {
        List<Integer> years = figures.years();
        Long year = asked.id("jaar");
        int shown = year != null && years.contains(year.intValue()) ? year.intValue() : figures.currentYear();
        return pages.neighboursCompare(results.compare(shown, actor));
    }
}
