package nl.tec.declarations.internal;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;

/** The places in a text that are filled in for who signs it: {partner}, {functie}, {datum}. */
public final class Filling {

    private static final Pattern PLACE = Pattern.compile("\\{(partner|functie|datum)}");
    /** The characters that mean something in Markdown, and could stand in a name. */
    private static final String SPECIAL = "\\`*_[]<>&";

    private Filling() {}

    /** Returns what is signed, to the letter: the title, an empty line, the text. */
    public static String exactText(String title, String text) {
        return title + "\n\n" + text;
    }

    /**
     * @param organisation empty for who signs for oneself: then the function stands at {partner} too
     * @param day on which it is signed
     */
    public static String fill(String text, String organisation, String position, LocalDate day) {
        return replace(
                text,
                plain(organisation.isEmpty() ? position : organisation),
                plain(position),
                Dates.date(day, Texts.DUTCH));
    }

    /** For who does not sign: where the names differ it says so. */
    public static String unfilled(String text) {
        return replace(text, "\\[de partner\\]", "\\[de functie\\]", "\\[de dag van tekenen\\]");
    }

    /** In one go, so that a name can't bring another place to fill in. */
    private static String replace(String text, String partner, String position, String day) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "partner" -> partner;
                            case "functie" -> position;
                            default -> day;
                        }));
    }

    /** As it is stored: with one kind of line end, and nothing behind the last line. */
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
