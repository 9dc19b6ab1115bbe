package nl.tec.shared;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text in the two languages of the public site. English may be empty, with Dutch as the fallback.
 */
public record Bilingual(String dutch, String english) {

    public static final Bilingual EMPTY = new Bilingual("", "");

    /** Returns a text that is the same in both languages, for instance a name. */
    public static Bilingual same(String text) {
        return new Bilingual(text, text);
    }

    /** Returns the text with the Dutch one in place of an empty English one. */
    public Bilingual complete() {
        return english.isBlank() ? same(dutch) : this;
    }

    /** Joins two texts with a comma; in English only if both have it. */
    public Bilingual and(Bilingual next) {
        return new Bilingual(
                dutch + ", " + next.dutch,
                english.isBlank() || next.english.isBlank() ? "" : english + ", " + next.english);
    }

    /** Returns the text in a language, with Dutch as the fallback. */
    public String in(Locale language) {
        return language.getLanguage().equals("en") && !english.isBlank() ? english : dutch;
    }

    /** Returns the lang attribute of the text on a page in a language: {@code nl} if Dutch is the fallback, otherwise null. */
    public @Nullable String mark(Locale language) {
        return language.getLanguage().equals("en") && english.isBlank() && !dutch.isBlank() ? "nl" : null;
    }

    public boolean isBlank() {
        return dutch.isBlank() && english.isBlank();
    }
}
