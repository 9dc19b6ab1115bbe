package nl.tec.accountability;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accountability.AccountContent.Given;
import nl.tec.accountability.AccountContent.KpiResult;
import nl.tec.accountability.AccountContent.Range;
import nl.tec.documents.Markdown;
import nl.tec.finance.FundingSource;
import nl.tec.finance.Risk;
import nl.tec.hub.Texts;
import nl.tec.results.Judgement.Standing;
import nl.tec.results.KpiFormat;
import nl.tec.results.KpiNote;
import nl.tec.results.KpiTexts;
import nl.tec.results.Measure;
import nl.tec.results.Snapshots.Reported;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/** The texts of an account; always in Dutch, because it is a document and not a page. */
public final class AccountTexts {

    private static final KpiFormat FORMAT = new KpiFormat(Texts.DUTCH);

    private final Texts texts;
    private final KpiTexts beside;

    public AccountTexts(Texts texts) {
        this.texts = texts;
        this.beside = new KpiTexts(texts, Texts.DUTCH);
    }

    public String t(String key, Object... arguments) {
        return texts.text(Texts.DUTCH, "annual." + key, arguments);
    }

    /** Returns a text of another module. */
    public String other(String key, Object... arguments) {
        return texts.text(Texts.DUTCH, key, arguments);
    }

    public String label(Enum<?> constant) {
        return texts.label(Texts.DUTCH, constant);
    }

    /** Returns for example 'Jaarverantwoording 2025'. */
    public String title(AccountVersion version) {
        return version.sourceId() == null
                ? t("title", String.valueOf(version.year()))
                : t("titleFor", String.valueOf(version.year()), version.source());
    }

    /** Returns the board's text as HTML, with headings from h3. */
    public String html(AccountVersion version, Section section) {
        return Markdown.html(version.text(section), 2);
    }

    public String schoolYear(int year) {
        return new SchoolYear(year).toString();
    }

    public String number(long number) {
        return FORMAT.number(number);
    }

    public String money(Money money) {
        return money.format(Texts.DUTCH);
    }

    public String date(LocalDate day) {
        return Dates.date(day, Texts.DUTCH);
    }

    /** Returns a share as a percentage; a dash if the whole is 0. */
    public String share(long part, long whole) {
        return whole == 0 ? "–" : FORMAT.share(part, whole);
    }

    /** Returns for example 'Toon de 11 doelen: 7 gehaald, 4 niet gehaald en 2 cijfers zonder doel'. */
    public String showKpis(AccountContent content) {
        Map<Standing, Long> standings =
                Standing.count(content.kpis().stream().map(kpi -> kpi.reported().standing()));
        Long figures = standings.remove(Standing.NO_TARGET);
        if (standings.isEmpty()) {
            return t("kpis.show.figures", content.kpis().size());
        }
        String each = standings.entrySet().stream()
                .map(count ->
                        number(count.getValue()) + " " + label(count.getKey()).toLowerCase(Texts.DUTCH))
                .collect(Collectors.joining(", "));
        long targets = standings.values().stream().mapToLong(Long::longValue).sum();
        return t("kpis.show", targets, each, figures == null ? 0 : figures);
    }

    public String value(KpiResult result) {
        Reported reported = result.reported();
        return reported.value() == null ? "–" : FORMAT.value(measure(result), reported.value(), reported.target());
    }

    /** Returns for example 'hoogstens 76%'; null if the upper bound does not exceed the value. */
    public @Nullable String most(KpiResult result) {
        return beside.most(
                measure(result), result.reported().value(), result.reported().most());
    }

    public String target(KpiResult result) {
        Double target = result.reported().target();
        return target == null ? "–" : FORMAT.target(measure(result), target);
    }

    /** Returns for example 'verwacht 66,7%, tussen 65,1% en 68,4%'; null if the year was over. */
    public @Nullable String expected(KpiResult result) {
        Range range = result.expected();
        return range == null
                ? null
                : beside.expected(
                        measure(result),
                        range.low(),
                        range.expected(),
                        range.high(),
                        !Boolean.FALSE.equals(range.rateKnown()),
                        result.reported().target());
    }

    public String before(KpiResult result) {
        Double before = result.before();
        return before == null ? "–" : FORMAT.value(measure(result), before, null);
    }

    public LocalDate day(KpiNote note) {
        return Dates.dayOf(note.at());
    }

    /** Returns for example 'op 28 november 2025: 24,1%'; null if the year was over, or the value is unknown. */
    public @Nullable String earlier(KpiResult result) {
        return beside.earlier(measure(result), result.reported().figure());
    }

    private static Measure measure(KpiResult result) {
        return result.reported().kpi().measure();
    }

    /** The sum of contributions of partners. */
    public record GivenSum(String name, Money declared, Money delivered, Money open) {

        private static GivenSum of(String name, List<Given> given) {
            return new GivenSum(
                    name, sum(given, Given::declared), sum(given, Given::delivered), sum(given, Given::open));
        }

        private static Money sum(List<Given> given, Function<Given, Money> part) {
            return given.stream().map(part).reduce(Money.ZERO, Money::plus);
        }
    }

    public List<GivenSum> givenByKind(AccountContent content) {
        return by(content, given -> other("contributions.kind." + given.kind()));
    }

    public List<GivenSum> givenBySide(AccountContent content) {
        return by(content, given -> other("contributions.side." + given.side()));
    }

    public GivenSum given(AccountContent content) {
        return GivenSum.of(t("together"), content.given());
    }

    private static List<GivenSum> by(AccountContent content, Function<Given, String> name) {
        Map<String, List<Given>> groups =
                content.given().stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
        List<GivenSum> sums = new ArrayList<>();
        groups.forEach((group, given) -> sums.add(GivenSum.of(group, given)));
        return sums;
    }

    /** Returns the conditions of a source of funding, one sentence each. */
    public List<String> terms(FundingSource.Terms terms) {
        List<String> sentences = new ArrayList<>();
        if (!terms.onlyFor().isEmpty()) {
            sentences.add(other(
                    "finance.terms.onlyFor",
                    terms.onlyFor().stream()
                            .sorted()
                            .map(this::label)
                            .map(name -> name.toLowerCase(Texts.DUTCH))
                            .collect(Collectors.joining(", "))));
        }
        if (terms.until() != null) {
            sentences.add(other("finance.terms.until", date(terms.until())));
        }
        if (terms.mostPercent() != null) {
            sentences.add(other("finance.terms.most", terms.mostPercent()));
        }
        if (terms.matchPercent() != null) {
            sentences.add(other(
                    terms.inKindMatches() ? "finance.terms.matchInKind" : "finance.terms.match",
                    money(new Money(terms.matchPercent() * 100L))));
        }
        return sentences;
    }

    /** Returns for example 'Vóór 31 december 2027: € 12.000 staat op het spel, omdat ...'. */
    public String risk(Risk risk) {
        return t(
                "risk." + risk.why(),
                money(risk.amount()),
                date(risk.day()),
                money(risk.planned()),
                money(risk.limit()));
    }

    /** Returns a text alternative for the map. */
    public String map(AccountContent content) {
        return t(
                "mapInWords",
                number(content.schools().areas().size()),
                content.schools().areas().stream()
                        .filter(area -> !area.postcode().isEmpty())
                        .map(area -> area.postcode() + " " + share(area.pupilsReached(), area.pupils()))
                        .collect(Collectors.joining(", ")));
    }
}
