package nl.tec.bookings;

import java.util.Locale;

/** The answer of one participant. @param answer as {@link ActivityQuestion#accepts} takes it */
public record SignUpAnswer(ActivityQuestion question, String answer) {

    public String words(Locale language) {
        return question.words(answer, language);
    }

    /** Returns the question with the answer, as in 'Welke maat T-shirt heb je? 140'. */
    public String line(Locale language) {
        String text = question.text().in(language);
        return text + (text.endsWith("?") ? " " : ": ") + words(language);
    }
}
