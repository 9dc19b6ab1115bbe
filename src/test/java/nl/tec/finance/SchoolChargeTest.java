package nl.tec.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nl.tec.finance.SchoolCharge.Part;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/** Rules 7.8: the price of a visit for a school, and the deductions. */
class SchoolChargeTest {

    private static final LocalDate DAY = LocalDate.of(2025, 3, 10);

    @Example
    void discountsGoFirstThenFundsAndNeverMoreThanThePrice() {
        List<SchoolCharge> charges = SchoolCharge.of(
                List.of(visit(1, 1, DAY, 9999)), List.of(rule(1, 7L, 80, null, null), rule(2, null, 50, null, null)));
        assertThat(charges.get(0).discount()).as("half a cent up").isEqualTo(new Money(5000));
        assertThat(charges.get(0).fund()).as("what is left").isEqualTo(new Money(4999));
        assertThat(charges.get(0).pays()).isEqualTo(Money.ZERO);
    }

    @Example
    void aRuleIsForTheFirstVisitsOfASchoolAndUpToAnAmount() {
        List<SchoolVisit> visits = List.of(
                visit(3, 1, DAY.plusDays(2), 1000),
                visit(1, 1, DAY, 1000),
                visit(2, 2, DAY, 1000),
                visit(4, 1, DAY.plusDays(1), 1000));
        assertThat(SchoolCharge.of(visits, List.of(rule(1, null, 100, 2, null))))
                .extracting(
                        charge -> charge.visit().bookingId(),
                        charge -> charge.pays().cents())
                .containsExactly(tuple(1L, 0L), tuple(2L, 0L), tuple(4L, 0L), tuple(3L, 1000L));
        assertThat(SchoolCharge.of(visits, List.of(rule(1, 7L, 100, null, new Money(1500)))))
                .extracting(charge -> charge.fund().cents())
                .containsExactly(1000L, 1000L, 500L, 0L);
    }

    @Example
    void aRuleHoldsFromItsFirstToItsLastDay() {
        PriceRule rule = new PriceRule(1, "Regel", null, 100, null, null, null, null, DAY, DAY.plusDays(1));
        assertThat(SchoolCharge.of(
                        List.of(
                                visit(1, 1, DAY.minusDays(1), 100),
                                visit(2, 1, DAY, 100),
                                visit(3, 1, DAY.plusDays(1), 100),
                                visit(4, 1, DAY.plusDays(2), 100)),
                        List.of(rule)))
                .extracting(charge -> charge.pays().cents())
                .containsExactly(100L, 0L, 0L, 100L);
    }

    /** With any rules: nothing is negative, the parts add up to the price, limits hold, and the order of the rows does not matter. */
    @Property(tries = 300)
    void everythingAddsUpToThePrice(
            @ForAll("visits") List<SchoolVisit> visits, @ForAll("rules") List<PriceRule> rules, @ForAll long seed) {
        List<SchoolCharge> charges = SchoolCharge.of(visits, rules);
        assertThat(charges).allSatisfy(charge -> {
            long parts = charge.discounts().stream()
                            .mapToLong(part -> part.amount().cents())
                            .sum()
                    + charge.funds().stream()
                            .mapToLong(part -> part.amount().cents())
                            .sum();
            assertThat(charge.pays().cents()).isNotNegative();
            assertThat(parts + charge.pays().cents())
                    .isEqualTo(charge.visit().price().cents());
        });
        for (PriceRule rule : rules) {
            Money most = rule.most();
            for (long site = 1; site <= 3 && most != null; site++) {
                long school = site;
                assertThat(charges.stream()
                                .filter(charge -> charge.visit().siteId() == school)
                                .flatMap(charge -> Stream.concat(charge.discounts().stream(), charge.funds().stream()))
                                .filter(part -> part.rule().equals(rule))
                                .map(Part::amount)
                                .mapToLong(Money::cents)
                                .sum())
                        .isLessThanOrEqualTo(most.cents());
            }
        }
        List<SchoolVisit> shuffled = new ArrayList<>(visits);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(SchoolCharge.of(shuffled, rules)).isEqualTo(charges);
        assertThat(SchoolPrices.schools(charges).stream()
                        .mapToLong(school -> school.pays().cents())
                        .sum())
                .isEqualTo(charges.stream()
                        .mapToLong(charge -> charge.pays().cents())
                        .sum());
    }

    @Provide
    Arbitrary<List<SchoolVisit>> visits() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 3),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.longs().between(0, 20_000))
                .as((site, day, price) -> visit(0, site, DAY.plusDays(day), price))
                .list()
                .ofMaxSize(12)
                .map(visits -> {
                    List<SchoolVisit> numbered = new ArrayList<>();
                    for (SchoolVisit visit : visits) {
                        numbered.add(visit(
                                numbered.size() + 1,
                                visit.siteId(),
                                visit.day(),
                                visit.price().cents()));
                    }
                    return numbered;
                });
    }

    @Provide
    Arbitrary<List<PriceRule>> rules() {
        return Combinators.combine(
                        Arbitraries.of(1L, 2L).injectNull(0.5),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(1, 4).injectNull(0.5),
                        Arbitraries.longs().between(1, 5000).map(Money::new).injectNull(0.5))
                .as((source, percent, first, most) -> rule(0, source, percent, first, most))
                .list()
                .ofMaxSize(5)
                .map(rules -> {
                    List<PriceRule> numbered = new ArrayList<>();
                    for (PriceRule rule : rules) {
                        numbered.add(rule(
                                numbered.size() + 1, rule.sourceId(), rule.percent(), rule.firstVisits(), rule.most()));
                    }
                    return numbered;
                });
    }

    private static SchoolVisit visit(long booking, long site, LocalDate day, long cents) {
        return new SchoolVisit(
                booking, site, "School " + site, "00AA00", 5, new Bilingual("Doen", "Do"), day, 20, new Money(cents));
    }

    private static PriceRule rule(
            long id, @Nullable Long source, int percent, @Nullable Integer first, @Nullable Money most) {
        return new PriceRule(
                id, "Regel " + id, source, percent, null, null, first, most, LocalDate.of(2020, 1, 1), null);
    }
}
