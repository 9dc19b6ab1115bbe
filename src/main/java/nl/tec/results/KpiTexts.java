package nl.tec.results;

import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/** Formats the texts beside the value of a KPI, for pages and documents, in one language. */
public final class KpiTexts {

    private final Texts texts;
    private final Locale language;
    private final KpiFormat format;

    public KpiTexts(Texts texts, Locale language) {
        this.texts = texts;
        this.language = language;
        this.format = new KpiFormat(language);
    }

    /** Returns 'hoogstens 76%'; null if the upper bound does not exceed the value, or one of them is unknown. */
    public @Nullable String most(Measure measure, @Nullable Double value, @Nullable Double most) {
        return value == null || most == null || most <= value
                ? null
                : texts.text(language, "results.most", format.atMost(measure, most));
    }

    /** Returns 'op 28 november 2025: 24,1%'; null if the figure of a year earlier is unknown. */
    public @Nullable String earlier(Measure measure, @Nullable Figure figure) {
        Figure.Earlier earlier = figure == null ? null : figure.earlier();
        Double value = figure == null ? null : figure.earlierOrNull(measure);
        return earlier == null || value == null
                ? null
                : texts.text(
                        language,
                        "results.earlier",
                        Dates.date(earlier.day(), language),
                        format.value(measure, value, null));
    }

    /**
     * Returns 'verwacht 66,7%, tussen 65,1% en 68,4%', without an empty range.
     *
     * @param rateKnown false: only the range is said, as there were too few visits to expect more (rules 2.13)
     */
    public String expected(
            Measure measure, double low, double expected, double high, boolean rateKnown, @Nullable Double target) {
        String least = format.atLeast(measure, low);
        String most = format.atMost(measure, high);
        if (least.equals(most)) {
            return texts.text(language, "results.expectedJust", least);
        }
        return rateKnown
                ? texts.text(language, "results.expected", format.value(measure, expected, target), least, most)
                : texts.text(language, "results.expectedUnsure", least, most);
    }
}
