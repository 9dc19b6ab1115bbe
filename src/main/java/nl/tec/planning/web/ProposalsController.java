package nl.tec.planning.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.planning.Adjustments;
import nl.tec.planning.Adjustments.Trial;
import nl.tec.planning.GoalBands;
import nl.tec.planning.PlanChange;
import nl.tec.planning.PlanParts;
import nl.tec.planning.PlanProgress;
import nl.tec.planning.PlanReading;
import nl.tec.planning.PlanView;
import nl.tec.planning.PlanView.By;
import nl.tec.planning.PlanView.Missing;
import nl.tec.planning.PlanView.Part;
import nl.tec.planning.PlanView.PlannedSession;
import nl.tec.planning.PlanView.Visit;
import nl.tec.planning.Proposal;
import nl.tec.planning.Proposals;
import nl.tec.planning.Proposals.Settings;
import nl.tec.planning.Round;
import nl.tec.planning.Rounds;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.web.PageInMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages of the proposals of a round: solving, comparing, reading by week, school, room, person or bus, and adjusting (journey 4). */
@Controller
@RequestMapping("/beheer/jaarplan/{id:[0-9]{1,18}}/voorstellen")
class ProposalsController {

    private static final String ONE = "/{number:[0-9]{1,18}}";
    private static final String WISH = ONE + "/wens/{wish:[0-9]{1,18}}";

    /** The default solving time; longer seldom helps for a hub of one city. */
    private static final int DEFAULT_SECONDS = 60;

    /** The number of sessions of a room, a person or a bus above which they are shown a month at a time. */
    /** The field with the cursor of a page. */
    private static final String AFTER = "na";

    /** The plan of each is read, of which only the last few are kept in memory. */
    private static final int PROPOSALS_PER_PAGE = 6;

    private static final int SESSIONS_PER_PAGE = 20;

    private static final String WHOLE_YEAR = "alle";
    private static final int LEFT_OUT_PER_PAGE = 20;

    private final Rounds rounds;
    private final Proposals proposals;
    private final PlanReading reading;
    private final Adjustments adjustments;
    private final GoalBands bands;
    private final Schools schools;
    private final Audit audit;
    private final Texts texts;
    private final Pages pages;

    ProposalsController(
            Rounds rounds,
            Proposals proposals,
            PlanReading reading,
            Adjustments adjustments,
            GoalBands bands,
            Schools schools,
            Audit audit,
            Texts texts,
            Pages pages) {
        this.rounds = rounds;
        this.proposals = proposals;
        this.reading = reading;
        this.adjustments = adjustments;
        this.bands = bands;
        this.schools = schools;
        this.audit = audit;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@PathVariable long id, FormData query) {
        return page(
                rounds.get(id),
                new FormData()
                        .put(Proposals.SECONDS, DEFAULT_SECONDS)
                        .put(Proposals.GUIDES, "ja")
                        .put(AFTER, query.text(AFTER)));
    }

    private JteModel page(Round round, FormData form) {
        List<Proposal> all = proposals.list(round.id());
        Map<Long, PlanView> views = new LinkedHashMap<>();
        PageInMemory<Proposal> shown = PageInMemory.of(all, Proposal::id, form.text(AFTER), PROPOSALS_PER_PAGE);
        for (Proposal one : shown.rows()) {
            PlanView view = one.state() == Proposal.State.DONE ? reading.view(one) : null;
            if (view != null) {
                views.put(one.id(), view);
            }
        }
        if (!form.has(Proposals.NAME)) {
            form.put(Proposals.NAME, texts.text(Texts.DUTCH, "planning.proposal.usualName", all.size() + 1));
        }
        return pages.planningProposals(round, shown, views, bands.names(), form);
    }

    @PostMapping
    View start(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Round round = rounds.get(id);
        int seconds = form.number(Proposals.SECONDS);
        Map<String, Integer> weights = new TreeMap<>();
        for (String band : bands.names()) {
            int weight = form.number("groep-" + band, 0);
            form.problems()
                    .addIf(
                            weight > Proposals.MAX_WEIGHT,
                            "groep-" + band,
                            "planning.proposal.weight",
                            Proposals.MAX_WEIGHT);
            if (weight > 0) {
                weights.put(band, weight);
            }
        }
        Settings settings = new Settings(weights, form.has(Proposals.GUIDES, "ja"));
        return form.then(() -> proposals.start(id, form.line(Proposals.NAME), seconds, settings, actor))
                .either(
                        made -> Reply.redirect(address(id, made)),
                        problems -> reply.refused(problems, page(round, form)));
    }

    @PostMapping(ONE + "/verder")
    View goOn(
            @PathVariable long id,
            @PathVariable long number,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Proposal from = proposals.get(id, number);
        int seconds = form.number(Proposals.SECONDS, DEFAULT_SECONDS);
        String name = texts.text(
                Texts.DUTCH, "planning.proposal.usualName", proposals.list(id).size() + 1);
        return form.then(() -> proposals.goOn(from, name, seconds, actor))
                .either(
                        made -> Reply.redirect(address(id, made)),
                        problems -> reply.refused(problems, page(rounds.get(id), form)));
    }

    @PostMapping(ONE + "/stop")
    View stop(@PathVariable long id, @PathVariable long number, @AuthenticationPrincipal Actor actor, Reply reply) {
        proposals.stop(proposals.get(id, number), actor);
        return reply.saved("planning.proposal.stopping", address(id, number));
    }

    /** Shows the plan in one of its views, or the progress while it is being solved. */
    @GetMapping(ONE)
    JteModel show(
            @PathVariable long id,
            @PathVariable long number,
            @RequestParam(name = "per", defaultValue = "week") String per,
            FormData query,
            @AuthenticationPrincipal Actor actor) {
        Round round = rounds.get(id);
        Proposal proposal = proposals.get(id, number);
        PlanView view = proposal.isRunning() ? null : reading.view(proposal);
        if (view == null) {
            return pages.planningSolving(round, proposal, worst(proposal));
        }
        By by = Arrays.stream(By.values())
                .filter(one -> one.word().equals(per))
                .findFirst()
                .orElseThrow(() -> new NotFound("plan by " + per));
        if (by == By.PERSON) {
            audit.add(actor, "STAFF_READ", "staff_member", null);
        }
        List<Part> parts = PlanParts.of(view, by);
        Part part = parts.stream()
                .filter(one -> one.key().equals(query.text("kies")))
                .findFirst()
                .orElse(parts.isEmpty() ? null : parts.get(0));
        List<YearMonth> months =
                part == null || by == By.WEEK || part.sessions().size() <= SESSIONS_PER_PAGE
                        ? List.of()
                        : part.months();
        return pages.planningPlan(
                round,
                proposal,
                view,
                by,
                parts,
                part,
                months,
                month(months, query.text("maand")),
                PageInMemory.of(view.missing(), Missing::wish, query.text(AFTER), LEFT_OUT_PER_PAGE),
                changes(proposal, view),
                round.publishedAt() == null ? reading.wishesSince(proposal) : List.of());
    }

    /** Returns the month to show; null for all. */
    private static @Nullable YearMonth month(List<YearMonth> months, String asked) {
        return months.isEmpty() || asked.equals(WHOLE_YEAR)
                ? null
                : months.stream()
                        .filter(one -> one.toString().equals(asked))
                        .findFirst()
                        .orElse(months.get(0));
    }

    private List<PlanChange> changes(Proposal proposal, PlanView view) {
        return Optional.ofNullable(proposal.parentId())
                .flatMap(proposals::find)
                .map(reading::view)
                .map(before -> PlanChange.between(before, view))
                .orElse(List.of());
    }

    /** Renders the progress fragment, which the page polls every second. */
    @GetMapping(ONE + "/stand")
    JteModel progress(@PathVariable long id, @PathVariable long number, HttpServletResponse response) {
        Proposal proposal = proposals.get(id, number);
        if (!proposal.isRunning()) {
            response.setHeader("HX-Refresh", "true"); // the plan is ready
        }
        return pages.planningProgress(rounds.get(id), proposal, worst(proposal));
    }

    private @Nullable String worst(Proposal proposal) {
        PlanProgress progress = proposal.progress();
        return progress == null || progress.worstSchool() == null
                ? null
                : schools.find(Long.parseLong(progress.worstSchool().substring(1)))
                        .map(SchoolSite::name)
                        .orElse(null);
    }

    @GetMapping(ONE + "/plan.{kind:csv|xlsx}")
    void download(
            @PathVariable long id, @PathVariable long number, @PathVariable String kind, HttpServletResponse response)
            throws IOException {
        PlanView view = reading.view(proposals.get(id, number));
        if (view == null) {
            throw new NotFound("plan of proposal " + number);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (PlannedSession held : view.sessions()) {
            for (Visit visit : held.visits()) {
                List<@Nullable Object> row = new ArrayList<>();
                row.add(held.day());
                row.add(time(held.start().toLocalTime()));
                row.add(time(held.end().toLocalTime()));
                row.add(held.title().dutch());
                row.add(held.place().dutch());
                row.add(visit.school());
                row.add(visit.label());
                row.add(visit.pupils());
                row.add(
                        visit.bus() == null
                                ? texts.text(Texts.DUTCH, "planning.mode." + visit.mode())
                                : visit.bus().name().dutch());
                rows.add(row);
            }
        }
        List<String> header =
                List.of("day", "from", "until", "activity", "place", "school", "class", "pupils", "travel").stream()
                        .map(column -> texts.text(Texts.DUTCH, "planning.sheet." + column))
                        .toList();
        new TableExport("jaarplan-" + number, header, rows).download(kind, response);
    }

    private static String time(LocalTime time) {
        return time.toString();
    }

    // --- adjusting

    @GetMapping(WISH)
    JteModel wish(
            @PathVariable long id,
            @PathVariable long number,
            @PathVariable long wish,
            @RequestParam(name = "naar", defaultValue = "0") long to,
            @RequestParam(name = "niet", defaultValue = "false") boolean forbid) {
        Proposal proposal = done(id, number);
        Trial trial = to > 0
                ? adjustments.tryMove(proposal, wish, to)
                : forbid ? adjustments.tryForbid(proposal, wish) : null;
        return pages.planningAdjust(
                rounds.get(id),
                proposal,
                Objects.requireNonNull(reading.view(proposal)),
                wish,
                adjustments.of(proposal, wish),
                to,
                trial);
    }

    @PostMapping(WISH)
    View adjust(
            @PathVariable long id,
            @PathVariable long number,
            @PathVariable long wish,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Proposal proposal = done(id, number);
        String here = address(id, number) + "/wens/" + wish;
        Long to = form.id("naar");
        boolean kept = switch (form.text("doe")) {
            case "verplaats" -> to != null && keep(proposal, adjustments.tryMove(proposal, wish, to), form, actor);
            case "niet" -> keep(proposal, adjustments.tryForbid(proposal, wish), form, actor);
            case "vast" -> adjustments.pin(proposal, wish, true, actor);
            case "los" -> adjustments.pin(proposal, wish, false, actor);
            case "mag" -> adjustments.allow(proposal, wish, actor);
            default -> throw new NotFound("to do with a wish: " + form.text("doe"));
        };
        return kept ? reply.saved("planning.adjust.done", here) : reply.warn("planning.adjust.overtaken", here);
    }

    /** Applies only the change that the page showed: if the plan has changed since, the user has to look again. */
    private boolean keep(Proposal proposal, Trial trial, FormData form, Actor actor) {
        return trial.changed() != null
                && form.line("versie").equals(String.valueOf(trial.changed().version()))
                && adjustments.keep(proposal, trial.changed(), actor);
    }

    private Proposal done(long id, long number) {
        Proposal proposal = proposals.get(id, number);
        if (proposal.isRunning() || reading.view(proposal) == null) {
            throw new NotFound("plan of proposal " + number);
        }
        return proposal;
    }

    private static String address(long id, long number) {
        return "/beheer/jaarplan/" + id + "/voorstellen/" + number;
    }
}
