package nl.tec.steering.internal;

import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.shared.Money;
import nl.tec.shared.Numbers;
import nl.tec.steering.Fact;
import nl.tec.steering.Fact.Mark;
import org.jspecify.annotations.Nullable;

/** Facts in words, from the bundle: {@code steering.fact.<key>} and, if it exists, {@code steering.fact.<key>.note}. */
record Say(Texts texts, Locale language) {

    private static final String FACT = "steering.fact.";

    Fact count(String key, long count, @Nullable String href) {
        return fact(key, number(count), href);
    }

    /** Returns a part of a whole as a percentage; if the whole is zero, a fact that says so. */
    Fact share(String key, long part, long whole) {
        return whole == 0
                ? fact(key, texts.text(language, "steering.fact.nothing"), null)
                : fact(
                        key,
                        texts.text(
                                language,
                                "steering.fact.share",
                                number(100 * part / whole),
                                number(part),
                                number(whole)),
                        null);
    }

    /** Returns a part of an amount, both in cents. */
    Fact euros(String key, long part, long whole) {
        return fact(
                key,
                whole == 0
                        ? texts.text(language, "steering.fact.nothing")
                        : texts.text(
                                language,
                                "steering.fact.euros",
                                number(100 * part / whole),
                                new Money(part).format(language),
                                new Money(whole).format(language)),
                null);
    }

    Fact fact(String key, String value, @Nullable String href) {
        return new Fact(text(key), value, note(key), Mark.NO_TARGET, href);
    }

    /** Returns that a fact is not measured, with the reason. */
    Fact notMeasured(String key) {
        return new Fact(
                text(key), texts.text(language, "steering.fact.notMeasured"), note(key), Mark.NOT_MEASURED, null);
    }

    private String text(String key) {
        return texts.text(language, FACT + key);
    }

    private String note(String key) {
        return texts.find(language, FACT + key + ".note").orElse("");
    }

    private String number(long number) {
        return Numbers.whole(number, language);
    }
}
