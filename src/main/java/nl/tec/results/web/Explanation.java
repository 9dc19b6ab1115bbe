package nl.tec.results.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nl.tec.reach.Band;
import nl.tec.reach.Population;
import nl.tec.results.Figure;
import nl.tec.results.Figures.Line;
import nl.tec.results.Judgement;
import nl.tec.results.Judgement.Standing;
import nl.tec.results.Kpi;
import nl.tec.results.Measure;
import nl.tec.results.Projection;
import nl.tec.shared.Audience;

/**
 * Explains in sentences how a figure is counted, its components and its projection. They are derived from the definition, so they
 * cannot contradict it.
 */
public final class Explanation {

    private final Words words;
    private final Line line;
    private final Kpi kpi;
    private final Measure measure;
    private final List<String> sentences = new ArrayList<>();

    private Explanation(Words words, Line line) {
        this.words = words;
        this.line = line;
        this.kpi = line.kpi();
        this.measure = kpi.measure();
    }

    /** Returns the sentences in the language of the words. */
    public static List<String> of(Words words, Line line) {
        return new Explanation(words, line).sentences();
    }

    private List<String> sentences() {
        sentences.add(definition());
        if (kpi.activityKind() != null) {
            say("results.how.PEOPLE.kind", words.label(kpi.activityKind()).toLowerCase(words.language()));
        }
        if (!kpi.source(words.language()).isBlank()) {
            sentences.add(kpi.source(words.language()));
        }
        Figure figure = line.figure();
        if (figure != null) {
            made(figure);
            expected(figure);
            if (words.running(line)) {
                earlier(figure);
            }
        } else if (measure == Measure.TECHNICAL_PROFILE && line.judgement().standing() != Standing.NOT_STARTED) {
            say("results.how.profiles.none", words.exams(line));
        }
        return sentences;
    }

    private String definition() {
        return switch (measure) {
            case REACH, DISTINCT_PUPILS -> {
                Band band = Objects.requireNonNull(kpi.band());
                yield words.t(
                        "results.how." + measure,
                        words.band(band),
                        words.t("results.schools." + band.sector()),
                        words.city());
            }
            case PEOPLE -> {
                Audience audience = kpi.audience();
                yield audience == Audience.PARENT || audience == Audience.TEACHER
                        ? words.t("results.how.PEOPLE." + audience)
                        : words.t("results.how.PEOPLE.other", words.audiences(kpi.audiences()));
            }
            case CONNECTED, AMBASSADORS -> words.t("results.how." + measure, words.period(line));
            case TECHNICAL_PROFILE ->
                words.t("results.how." + measure, words.technical(), words.city(), words.baseline());
            case SATISFACTION -> words.t("results.how." + measure);
        };
    }

    private void made(Figure figure) {
        Population population = figure.population();
        Figure.Compared compared = figure.compared();
        if (measure == Measure.REACH && population == null) {
            say("results.how.noPopulation");
        } else if (measure == Measure.REACH && population != null) {
            say("results.how.sum", figure.reached(), population.pupils(), figure.attendances());
            counted(population);
        } else if (measure == Measure.DISTINCT_PUPILS) {
            say("results.how.sumCount", figure.reached(), figure.attendances());
            if (population != null) {
                say("results.how.capped", population.pupils());
                counted(population);
            }
        } else if (measure == Measure.PEOPLE) {
            say("results.how.sumPeople", figure.reached(), figure.attendances());
        } else if (measure == Measure.SATISFACTION) {
            say("results.how.sumAnswers", figure.attendances());
        } else if (compared != null && population != null) {
            compared(figure, compared, population);
        }
        sayIfPositive("results.how.cut", figure.cut());
        sayIfPositive(
                measure == Measure.PEOPLE ? "results.how.together" : "results.how.individuals", figure.individuals());
        sayIfPositive("results.how.guessed", figure.guessed());
        sayIfPositive("results.how.walkIns", figure.walkIns());
        sayIfPositive("results.how.unrecorded", figure.unrecorded());
    }

    /** Adds the source of the population and its reliability. */
    private void counted(Population population) {
        if (population.provisional()) {
            String key = population.countedIn() == null
                    ? "results.how.provisionalCount"
                    : Words.older(line, population) ? "results.how.olderCount" : "results.how.provisional";
            int year = line.period().countYear();
            say(key, Integer.toString(year), String.valueOf(population.countedIn()));
        }
        if (!Words.inYears(kpi)) {
            say("results.how.byAge");
        }
        if (population.low() < population.high()) {
            say("results.how.range", population.low(), population.high());
        }
    }

    private void compared(Figure figure, Figure.Compared compared, Population candidates) {
        say(
                "results.how.profiles",
                words.exams(line),
                figure.reached(),
                candidates.pupils(),
                words.baseline(),
                compared.baseline());
        Long before = compared.candidates();
        if (before != null) {
            say(
                    "results.how.profiles.share",
                    words.exams(line),
                    words.share(figure.reached(), candidates.pupils()),
                    words.baseline(),
                    words.share(compared.baseline(), before));
        }
        Long other = compared.other();
        if (other != null && other > 0) {
            say(
                    "results.how.profiles.other",
                    words.baselineYear(),
                    words.examsOfBaselineYear(),
                    other,
                    words.value(measure, 100.0 * (figure.reached() - other) / other, null));
        }
        boolean masked = compared.low() < compared.high() || compared.reachedLow() < compared.reachedHigh();
        if (masked && compared.low() > 0) {
            say(
                    "results.how.profiles.range",
                    words.atLeast(measure, 100.0 * (compared.reachedLow() - compared.high()) / compared.high()),
                    words.atMost(measure, 100.0 * (compared.reachedHigh() - compared.low()) / compared.low()));
        }
    }

    private void expected(Figure figure) {
        Projection projection = line.projection();
        if (projection != null && !Double.isNaN(figure.value(measure))) {
            if (projection.rateKnown()) {
                say(
                        "results.how.projection",
                        words.expected(
                                measure, figure, projection, line.judgement().target()),
                        words.atLeast(measure, figure.inUnit(measure, projection.low())),
                        words.atMost(measure, figure.inUnit(measure, projection.high())),
                        projection.bookings(),
                        words.share(projection.rate()));
            } else {
                say(
                        "results.how.projectionUnsure",
                        words.atLeast(measure, figure.inUnit(measure, projection.low())),
                        words.atMost(measure, figure.inUnit(measure, projection.high())),
                        "",
                        projection.bookings());
            }
        }
        Judgement judgement = line.judgement();
        if (measure.stock()
                && (judgement.standing() == Standing.ON_COURSE || judgement.standing() == Standing.BEHIND)) {
            say("results.how.pace", words.share(judgement.elapsed()), words.atMost(measure, judgement.pace()));
        }
    }

    private void earlier(Figure figure) {
        Double value = figure.earlierOrNull(measure);
        Figure.Earlier earlier = figure.earlier();
        if (value != null && earlier != null) {
            say("results.how.earlier", words.date(earlier.day()), words.value(measure, value, null));
            sayIfPositive("results.how.earlierUnrecorded", earlier.unrecorded());
        } else {
            say(
                    measure == Measure.SATISFACTION || measure == Measure.TECHNICAL_PROFILE
                            ? "results.how.earlier." + measure
                            : "results.how.earlier.none");
        }
    }

    private void sayIfPositive(String key, long number) {
        if (number > 0) {
            say(key, number);
        }
    }

    private void say(String key, Object... arguments) {
        sentences.add(words.t(key, arguments));
    }
}
