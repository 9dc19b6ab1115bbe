package nl.tec.steering.internal;

import static nl.tec.steering.Condition.BOARDS;
import static nl.tec.steering.Condition.COMMITMENT;
import static nl.tec.steering.Condition.FOCUS;
import static nl.tec.steering.Condition.PARENTS_TEACHERS;
import static nl.tec.steering.Condition.PROFESSIONALS;
import static nl.tec.steering.Condition.RUN_UP;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Texts;
import nl.tec.results.Figure;
import nl.tec.results.Figures;
import nl.tec.results.Figures.Line;
import nl.tec.results.Judgement.Standing;
import nl.tec.results.Measure;
import nl.tec.shared.Numbers;
import nl.tec.shared.Rounding;
import nl.tec.steering.Condition;
import nl.tec.steering.Evidence;
import nl.tec.steering.Fact;
import nl.tec.steering.Fact.Mark;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The evidence of the KPIs for the conditions, each with its standing against its target. */
@Component
@Order(1)
class KpiEvidence implements Evidence {

    private static final Map<Condition, List<String>> KPIS = Map.of(
            FOCUS, List.of("po-7-8", "ouders"),
            BOARDS, List.of("vo"),
            PARENTS_TEACHERS, List.of("ouders", "leerkrachten"),
            PROFESSIONALS, List.of("tevredenheid"),
            COMMITMENT, List.of("aangesloten", "ambassadeurs"));

    private final Figures figures;
    private final Texts texts;

    KpiEvidence(Figures figures, Texts texts) {
        this.figures = figures;
        this.texts = texts;
    }

    @Override
    public Map<Condition, List<Fact>> of(int year, Locale language) {
        List<Line> lines = figures.all().getOrDefault(year, List.of());
        Map<Condition, List<Fact>> facts = new EnumMap<>(Condition.class);
        KPIS.forEach((condition, codes) -> {
            List<Fact> said = new ArrayList<>();
            for (String code : codes) {
                lines.stream()
                        .filter(line -> line.kpi().code().equals(code))
                        .map(line -> fact(line, language))
                        .forEach(said::add);
            }
            facts.put(condition, said);
        });
        long reached = count(lines, Standing.REACHED);
        long onCourse = count(lines, Standing.ON_COURSE);
        facts.put(
                RUN_UP,
                List.of(new Fact(
                        texts.text(language, "steering.fact.kpis"),
                        texts.text(language, "steering.fact.kpis.value", reached, lines.size(), onCourse),
                        "",
                        Mark.NO_TARGET,
                        "/resultaten?jaar=" + year)));
        return facts;
    }

    private static long count(List<Line> lines, Standing standing) {
        return lines.stream()
                .filter(line -> line.judgement().standing() == standing)
                .count();
    }

    private Fact fact(Line line, Locale language) {
        Measure measure = line.kpi().measure();
        Figure figure = line.figure();
        double value = figure == null ? Double.NaN : figure.value(measure);
        Standing standing = line.judgement().standing();
        boolean measured = !Double.isNaN(value) && standing != Standing.NOT_MEASURED;
        Double target = line.judgement().target();
        String goal = target == null
                ? texts.text(language, "steering.fact.noGoal")
                : texts.text(language, "steering.fact.goal", written(measure, target, language));
        return new Fact(
                line.kpi().name(language),
                measured
                        ? measured(measure, value, target, language)
                        : texts.text(language, "steering.fact.notMeasured"),
                measured
                        ? goal + ". " + texts.label(language, standing) + "."
                        : goal + ". " + texts.text(language, why(measure, standing)),
                mark(standing),
                "/resultaten/" + line.kpi().code() + "?jaar=" + line.year());
    }

    private static String why(Measure measure, Standing standing) {
        if (standing == Standing.NOT_STARTED) {
            return "steering.fact.why.notStarted";
        }
        return measure == Measure.SATISFACTION ? "steering.fact.why.SATISFACTION" : "steering.fact.why.noCount";
    }

    private static Mark mark(Standing standing) {
        return switch (standing) {
            case REACHED, ON_COURSE -> Mark.GOOD;
            case BEHIND -> Mark.WEAK;
            case MISSED -> Mark.BAD;
            case NO_TARGET -> Mark.NO_TARGET;
            case NOT_STARTED, NOT_MEASURED -> Mark.NOT_MEASURED;
        };
    }

    /** Formats a value like the page of results. */
    private static String measured(Measure measure, double value, @Nullable Double target, Locale language) {
        return value == Math.rint(value)
                ? written(measure, value, language)
                : Numbers.tenths(Rounding.nearest(value, target), language) + unit(measure);
    }

    private static String unit(Measure measure) {
        return switch (measure.unit()) {
            case PERCENT, CHANGE -> "%";
            case COUNT, SCORE -> "";
        };
    }

    private static String written(Measure measure, double value, Locale language) {
        return Numbers.brief(value, language) + unit(measure);
    }
}
