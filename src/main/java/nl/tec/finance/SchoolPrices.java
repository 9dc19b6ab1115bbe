package nl.tec.finance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitPrices;
import nl.tec.finance.internal.SchoolPriceQueries;
import nl.tec.finance.internal.SchoolPriceStore;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The amounts that schools pay and that sources cover for them, per calendar year (rules 7.8). No payments are taken. */
@Service
public class SchoolPrices implements VisitPrices {

    private final SchoolPriceQueries queries;
    private final SchoolPriceStore store;
    private final Audit audit;
    private final Clock clock;

    SchoolPrices(SchoolPriceQueries queries, SchoolPriceStore store, Audit audit, Clock clock) {
        this.queries = queries;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** The totals of one school in a year. */
    public record School(long siteId, String name, int visits, Money price, Money discount, Money fund, Money pays) {

        private School plus(SchoolCharge charge) {
            return new School(
                    siteId,
                    name,
                    visits + 1,
                    price.plus(charge.visit().price()),
                    discount.plus(charge.discount()),
                    fund.plus(charge.fund()),
                    pays.plus(charge.pays()));
        }
    }

    /** Returns the charges of all visits of the year to which a class came, by day. */
    public List<SchoolCharge> charges(int year) {
        return SchoolCharge.of(queries.visits(year, clock.instant()), queries.rules());
    }

    /** Returns the charges of one school, like {@link #charges(int)}: what comes off depends on its own visits only. */
    public List<SchoolCharge> charges(int year, long siteId) {
        return SchoolCharge.of(queries.visitsOf(siteId, year, clock.instant()), queries.rules());
    }

    /** Returns the years in which classes of a school came, and the current one, in order. */
    public List<Integer> years(long siteId) {
        Instant now = clock.instant();
        TreeSet<Integer> years = new TreeSet<>(queries.years(siteId, now));
        years.add(Dates.dayOf(now).getYear());
        return List.copyOf(years);
    }

    /** Charges a visit as if every class that is still expected in its year came. */
    @Override
    public VisitPrice of(VisitContext visit, @Nullable Long bookingId) {
        Instant now = clock.instant();
        // what is not booked yet will have a later number than all that is
        long id = bookingId == null ? Long.MAX_VALUE : bookingId;
        LocalDate day = Dates.dayOf(visit.session().time().start());
        List<SchoolVisit> visits =
                new ArrayList<>(queries.expectedOf(visit.schoolClass().siteId(), day.getYear(), now));
        if (visits.stream().noneMatch(one -> one.bookingId() == id)) {
            visits.add(new SchoolVisit(
                    id,
                    visit.schoolClass().siteId(),
                    visit.schoolClass().school(),
                    "",
                    visit.activity().id(),
                    visit.activity().title(),
                    day,
                    0,
                    visit.activity().cost()));
        }
        List<PriceRule> rules = queries.rules();
        SchoolCharge charge = SchoolCharge.of(visits, rules).stream()
                .filter(one -> one.visit().bookingId() == id)
                .findFirst()
                .orElseThrow();
        boolean provisional = now.isBefore(visit.session().time().end())
                && !charge.visit().price().isZero()
                && rules.stream().anyMatch(rule -> rule.countsVisits() && rule.covers(charge.visit()));
        return new VisitPrice(
                charge.visit().price(),
                Stream.concat(charge.discounts().stream(), charge.funds().stream())
                        .map(part -> new Deduction(
                                part.rule().name(), part.amount(), part.rule().fund()))
                        .toList(),
                provisional);
    }

    /** Sums charges by school, sorted by name. */
    public static List<School> schools(List<SchoolCharge> charges) {
        Map<Long, School> schools = new LinkedHashMap<>();
        charges.stream()
                .sorted((one, other) ->
                        one.visit().school().compareToIgnoreCase(other.visit().school()))
                .forEach(charge -> schools.merge(
                        charge.visit().siteId(),
                        new School(
                                        charge.visit().siteId(),
                                        charge.visit().school(),
                                        0,
                                        Money.ZERO,
                                        Money.ZERO,
                                        Money.ZERO,
                                        Money.ZERO)
                                .plus(charge),
                        (school, first) -> school.plus(charge)));
        return List.copyOf(schools.values());
    }

    /** Returns the rules in the order in which they are applied. */
    public List<PriceRule> rules() {
        return queries.rules();
    }

    /** Returns the schools that came or booked, by name. */
    public Map<Long, String> schoolNames() {
        return queries.schoolNames();
    }

    /** Returns the names of these schools, by name. */
    public Map<Long, String> names(Collection<Long> siteIds) {
        return queries.names(siteIds);
    }

    /** Adds a rule. @param rule its id is ignored */
    @Transactional
    public Outcome<Long> add(PriceRule rule, Actor by) {
        Money most = rule.most();
        Problems problems = new Problems()
                .addIf(rule.name().isBlank() || rule.name().length() > 80, "naam", "finance.problem.name", 80)
                .addIf(queries.isRuleNameTaken(rule.name()), "naam", "finance.problem.nameTaken")
                .addUnlessBetween(rule.percent(), 1, 100, "procent")
                .addUnlessBetween(rule.firstVisits(), 1, 1000, "eerste")
                .addIf(most != null && (most.cents() < 1 || most.cents() > 1_000_000_000), "hoogstens", "form.money")
                .addIf(
                        rule.until() != null && rule.until().isBefore(rule.from()),
                        "tot",
                        "finance.problem.untilBefore");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.add(rule);
        audit.add(by, "PRICE_RULE_SAVED", "price_rule", id);
        return Outcome.done(id);
    }

    /** Ends a rule today, leaving past charges unchanged; a rule that has not begun is removed. */
    @Transactional
    public void end(long id, Actor by) {
        if (store.end(id, clock.instant())) {
            audit.add(by, "PRICE_RULE_ENDED", "price_rule", id);
        }
    }
}
