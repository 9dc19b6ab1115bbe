package nl.tec.shared;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text in the two languages of the public site. Dutch is always there where the text is; English may be empty, and then
 * the Dutch is shown.
 */
public record Bilingual(String dutch, String english) {

    public static final Bilingual EMPTY = new Bilingual("", "");

    /** The text in that language. */
    public String in(Locale language) {
        return language.getLanguage().equals("en") && !english.isBlank() ? english : dutch;
    }

    /** The language to mark the text with on a page in that one: {@code nl} where the Dutch stands in for it; else null. */
    public @Nullable String mark(Locale language) {
        return language.getLanguage().equals("en") && english.isBlank() && !dutch.isBlank() ? "nl" : null;
    }

    public boolean isBlank() {
        return dutch.isBlank() && english.isBlank();
    }
}
