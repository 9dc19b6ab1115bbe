package nl.tec.bookings;

import java.util.List;
import java.util.Locale;
import nl.tec.shared.Bilingual;

/**
 * A question of an activity to everybody who signs up for it (rules 8.7). Its wording never changes: a question that is worded
 * differently is another one, so that an answer keeps what was asked.
 *
 * @param place from 1 to {@link #MAX_QUESTIONS}, in the order of the form
 * @param reason why it is asked; shown on the sign-up form
 * @param choices the options: yes and no for {@link Kind#YES_NO}, none for {@link Kind#TEXT}
 * @param keepDays days after the session until the answer is erased; never later than the sign-up itself
 */
public record ActivityQuestion(
        long id,
        int place,
        Kind kind,
        Bilingual text,
        Bilingual reason,
        List<Bilingual> choices,
        boolean required,
        int keepDays) {

    public enum Kind {
        YES_NO,
        CHOICE,
        /** A few words. */
        TEXT
    }

    public static final int MAX_QUESTIONS = 3;
    public static final int MAX_KEEP_DAYS = 14;
    public static final int MAX_ANSWER_LENGTH = 100;
    public static final int MAX_TEXT_LENGTH = 120;
    public static final int MAX_REASON_LENGTH = 200;
    public static final int MIN_CHOICES = 2;
    public static final int MAX_CHOICES = 8;
    public static final int MAX_CHOICE_LENGTH = 60;

    public ActivityQuestion {
        choices = List.copyOf(choices);
    }

    /** @param answer as it is stored and as the form sends it: the 1-based number of the choice, or free text */
    public boolean accepts(String answer) {
        return kind == Kind.TEXT
                ? answer.length() <= MAX_ANSWER_LENGTH
                : answer.matches("[1-9]") && Integer.parseInt(answer) <= choices.size();
    }

    /** Returns the display text of an accepted answer. */
    public String words(String answer, Locale language) {
        return kind == Kind.TEXT
                ? answer
                : choices.get(Integer.parseInt(answer) - 1).in(language);
    }
}
