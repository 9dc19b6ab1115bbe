package nl.tec.shared;

import java.util.regex.Pattern;

/**
 * Parsing of names of people. A name that somebody types is in mails of the hub, also to an address that is not theirs, so it may not
 * carry a message.
 */
public final class PersonName {

    public static final int MAX_LENGTH = 100;

    /** Matches names that contain a web address or markup: mail programs turn a bare {@code example.nl} into a link too. */
    private static final Pattern ADVERTISEMENT =
            Pattern.compile("(?i:https?:|www\\.)|//|@|[<>{}\\[\\]€$]|[\\p{L}\\p{N}-]{2,}\\.\\p{Ll}{2,}");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private PersonName() {}

    /** Collapses whitespace and invisible characters into single spaces, and trims. */
    public static String tidy(String typed) {
        return INVISIBLE.matcher(typed).replaceAll(" ").strip();
    }

    /** Whether a tidied text may be a name; an empty one may. */
    public static boolean isName(String tidied, int longest) {
        return tidied.length() <= longest && !ADVERTISEMENT.matcher(tidied).find();
    }
}
