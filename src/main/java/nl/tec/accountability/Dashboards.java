package nl.tec.accountability;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accountability.internal.DashboardStore;
import nl.tec.accountability.internal.DashboardStore.Counted;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.accounts.Secrets;
import nl.tec.finance.Budget;
import nl.tec.finance.BudgetOverview;
import nl.tec.finance.CostPerPupil;
import nl.tec.finance.FundingSource;
import nl.tec.finance.LineKind;
import nl.tec.finance.RiskCheck;
import nl.tec.mail.Outbox;
import nl.tec.partners.ContributionOverview;
import nl.tec.partners.ContributionOverview.Sums;
import nl.tec.results.Figures;
import nl.tec.results.Figures.Line;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.steering.Timeline;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The dashboard for board and municipality, also on a screen in the hall and in a quarterly mail. */
@Service
public class Dashboards {

    public static final String MAIL = "dashboard-quarter";

    private static final int MAX_NAME = 80;

    /** The roles that see the dashboard, and may subscribe to its mail. */
    private static final Role[] READERS = {Role.BOARD, Role.MUNICIPALITY, Role.PROGRAMME_MANAGER, Role.ADMINISTRATOR};

    /** A link for a screen. @param withdrawnAt null while it works */
    public record ScreenLink(
            long id,
            String name,
            Instant createdAt,
            String createdBy,
            @Nullable Instant withdrawnAt) {}

    private final DashboardStore store;
    private final Figures figures;
    private final Budget budget;
    private final CostPerPupil perPupil;
    private final ContributionOverview contributions;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    Dashboards(
            DashboardStore store,
            Figures figures,
            Budget budget,
            CostPerPupil perPupil,
            ContributionOverview contributions,
            Timeline timeline,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.figures = figures;
        this.budget = budget;
        this.perPupil = perPupil;
        this.contributions = contributions;
        this.timeline = timeline;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the current dashboard. @param open whether to include only the public part of the project */
    public Dashboard now(boolean open) {
        int year = figures.currentYear();
        LocalDate today = Dates.today(clock);
        BudgetOverview plan = budget.plan();
        Counted counted = store.counted(today.getYear()).orElseGet(() -> count(today.getYear()));
        return new Dashboard(
                year,
                figures.all().getOrDefault(year, List.of()).stream()
                        .filter(Dashboards::shown)
                        .toList(),
                figures.pending().orElse(null),
                today.getYear(),
                plan.booked(LineKind.COST, today.getYear()),
                plan.planned(LineKind.COST, today.getYear()),
                RiskCheck.atRisk(plan.risks()),
                counted.pupils(),
                counted.at(),
                nextToEnd(plan.sources(), today),
                contributions.cells().stream()
                        .filter(cell -> cell.year() == today.getYear())
                        .map(ContributionOverview.Cell::sums)
                        .reduce(Sums.NONE, Sums::plus),
                contributions.lines(today.getYear(), "", ContributionOverview.Which.LATE, null, Dashboard.MAX_LATE + 1),
                open ? timeline.open() : timeline.all());
    }

    private static boolean shown(Line line) {
        return line.judgement().target() != null
                || !line.kpi().ofAdults() && !line.kpi().ofSpecialEducation();
    }

    private static @Nullable FundingSource nextToEnd(List<FundingSource> sources, LocalDate today) {
        return sources.stream()
                .filter(source ->
                        source.terms().until() != null && !source.terms().ended(today))
                .min(Comparator.comparing(
                        source -> String.valueOf(source.terms().until())))
                .orElse(null);
    }

    private Counted count(int year) {
        return new Counted(perPupil.of(budget.plan(), List.of(year)).get(0).pupils(), clock.instant());
    }

    /** Counts the pupils of this calendar year, unless that was done after the given moment. */
    @Transactional
    public void recount(Instant recent) {
        int year = Dates.today(clock).getYear();
        if (store.counted(year).filter(counted -> counted.at().isAfter(recent)).isEmpty()) {
            store.keep(year, count(year));
        }
    }

    /** Lists all links, the active ones first. */
    public List<ScreenLink> screens() {
        return store.screens();
    }

    /** Creates a link for a screen. @return its secret, which is shown once and not stored */
    @Transactional
    public Outcome<String> openScreen(String name, Actor by) {
        requireAdministrator(by);
        Problems problems = new Problems()
                .addIf(name.isBlank() || name.strip().length() > MAX_NAME, "naam", "dashboard.problem.name", MAX_NAME);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        String secret = Secrets.make();
        long id = store.addScreen(name.strip(), Secrets.hash(secret), by, clock.instant());
        audit.add(by, "SCREEN_OPENED", "screen_link", id);
        return Outcome.done(secret);
    }

    /** Withdraws a link; idempotent. */
    @Transactional
    public void closeScreen(long id, Actor by) {
        requireAdministrator(by);
        if (store.withdraw(id, clock.instant())) {
            audit.add(by, "SCREEN_CLOSED", "screen_link", id);
        }
    }

    /** Whether an active link has this secret. */
    public boolean screenWorks(String secret) {
        return store.works(Secrets.hash(secret));
    }

    public boolean subscribed(Actor actor) {
        return store.subscribed(actor.accountId());
    }

    /** Subscribes to or unsubscribes from the quarterly mail; the first one is sent on the first day of the next quarter. */
    @Transactional
    public void subscribe(boolean yes, Actor actor) {
        if (!actor.is(READERS)) {
            throw new AccessDeniedException("only who sees the dashboard gets it by mail");
        }
        if (yes) {
            store.subscribe(actor.accountId(), quarter());
        } else {
            store.unsubscribe(actor.accountId());
        }
    }

    /** Queues this quarter's mail, once for each subscriber who may still see the dashboard. */
    @Transactional
    public void sendQuarter() {
        store.claimDue(quarter(), List.of(READERS))
                .forEach((email, language) -> outbox.put(MAIL, email, Locale.forLanguageTag(language), Map.of(), null));
    }

    private int quarter() {
        LocalDate today = Dates.today(clock);
        return 4 * today.getYear() + (today.getMonthValue() - 1) / 3;
    }

    private static void requireAdministrator(Actor by) {
        if (!by.is(Role.ADMINISTRATOR)) {
            throw new AccessDeniedException("an administrator makes links");
        }
    }
}
