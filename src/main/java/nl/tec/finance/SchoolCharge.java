package nl.tec.finance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.tec.shared.Money;

/**
 * The amount that a school pays for a visit, and the deductions: together the price, to the cent (rules 7.8).
 *
 * @param discounts deductions that nobody pays
 * @param funds deductions that sources pay
 */
public record SchoolCharge(SchoolVisit visit, List<Part> discounts, List<Part> funds) {

    public SchoolCharge {
        discounts = List.copyOf(discounts);
        funds = List.copyOf(funds);
    }

    /** The deduction of one rule. */
    public record Part(PriceRule rule, Money amount) {}

    public Money discount() {
        return sum(discounts);
    }

    public Money fund() {
        return sum(funds);
    }

    /** Returns the amount that is left for the school. */
    public Money pays() {
        return new Money(visit.price().cents() - discount().cents() - fund().cents());
    }

    private static Money sum(List<Part> parts) {
        return new Money(parts.stream().mapToLong(part -> part.amount().cents()).sum());
    }

    private record RuleOfSchool(long ruleId, long siteId) {}

    /**
     * Applies rules to the visits of a calendar year: discounts first, in the order of the list, then funds. Each is a percentage of the
     * price, half a cent up, and never more than is left of it.
     *
     * @param visits of any schools; visits on one day are ordered by booking
     * @return the charges, by day
     */
    public static List<SchoolCharge> of(List<SchoolVisit> visits, List<PriceRule> rules) {
        List<SchoolVisit> ordered = new ArrayList<>(visits);
        ordered.sort(Comparator.comparing(SchoolVisit::day).thenComparing(SchoolVisit::bookingId));
        Map<Long, Integer> earlier = new HashMap<>();
        Map<RuleOfSchool, Long> used = new HashMap<>();
        List<SchoolCharge> charges = new ArrayList<>();
        for (SchoolVisit visit : ordered) {
            int before = earlier.merge(visit.siteId(), 1, Integer::sum) - 1;
            List<Part> discounts = new ArrayList<>();
            List<Part> funds = new ArrayList<>();
            long left = visit.price().cents();
            for (boolean fund : new boolean[] {false, true}) {
                for (PriceRule rule : rules) {
                    if (rule.fund() == fund && rule.appliesTo(visit, before)) {
                        RuleOfSchool key = new RuleOfSchool(rule.id(), visit.siteId());
                        Money most = rule.most();
                        long room = most == null ? Long.MAX_VALUE : most.cents() - used.getOrDefault(key, 0L);
                        long part = Math.min(Math.min((visit.price().cents() * rule.percent() + 50) / 100, left), room);
                        if (part > 0) {
                            used.merge(key, part, Long::sum);
                            left -= part;
                            (fund ? funds : discounts).add(new Part(rule, new Money(part)));
                        }
                    }
                }
            }
            charges.add(new SchoolCharge(visit, discounts, funds));
        }
        return charges;
    }
}
