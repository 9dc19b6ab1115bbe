package nl.tec.declarations.internal;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;

/** Fills in the placeholders of a text for a signatory: {partner}, {functie}, {datum}. */
public final class Filling {

    private static final Pattern PLACE = Pattern.compile("\\{(partner|functie|datum)}");
    /** The Markdown characters that are escaped in names. */
    private static final String SPECIAL = "\\`*_[]<>&";

    private Filling() {}

    /** Returns the exact text that is signed: the title, an empty line, the text. */
    public static String exactText(String title, String text) {
        return title + "\n\n" + text;
    }

    /**
     * Fills in the placeholders.
     *
     * @param organisation empty for a person without an organisation: then the position replaces {partner} too
     * @param day the day of signing
     */
    public static String fill(String text, String organisation, String position, LocalDate day) {
        return replace(
                text,
                plain(organisation.isEmpty() ? position : organisation),
                plain(position),
                Dates.date(day, Texts.DUTCH));
    }

    /** Replaces the placeholders by generic descriptions, for readers who do not sign. */
    public static String fillPlaceholders(String text) {
        return replace(text, "\\[de partner\\]", "\\[de functie\\]", "\\[de dag van tekenen\\]");
    }

    /** Replaces all placeholders in one pass, so that a name cannot introduce another placeholder. */
    private static String replace(String text, String partner, String position, String day) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "partner" -> partner;
                            case "functie" -> position;
                            default -> day;
                        }));
    }

    /** Normalises a text for storage: uniform line endings, no leading or trailing white space. */
    public static String tidy(String typed) {
        return typed.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    private static String plain(String name) {
        StringBuilder safe = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (SPECIAL.indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}
