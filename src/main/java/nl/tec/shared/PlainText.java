package nl.tec.shared;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plain text: made of HTML, with line breaks where blocks end; shortened; or none. */
public final class PlainText {

    private static final Pattern INVISIBLE_ELEMENTS = Pattern.compile(
            "(?is)<(script|style|head|title|iframe|svg|template)\\b.*?(</\\1\\s*>|\\z)|<!--.*?(-->|\\z)");
    private static final Pattern LINE_END = Pattern.compile("(?i)<(br|/p|/div|/li|/h[1-6]|/tr)\\b[^<>]*>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!?][^>]*(>|\\z)");
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
    private static final Pattern INVISIBLE_CHARACTERS =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}&&[^\\n\\t]]");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("eacute", "é"),
            Map.entry("euml", "ë"),
            Map.entry("iuml", "ï"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("egrave", "è"),
            Map.entry("euro", "€"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("rsquo", "’"),
            Map.entry("lsquo", "‘"));

    private PlainText() {}

    /** Returns the text over several lines. Escaped mark-up is removed too. */
    public static String of(String text) {
        String once = strip(text);
        String twice = once.indexOf('<') >= 0 ? strip(once) : once;
        return INVISIBLE_CHARACTERS
                .matcher(twice.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("")
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Returns the text on one line, truncated to a maximum length. */
    public static String line(String text, int most) {
        return cut(of(text).replaceAll("\\s+", " "), most);
    }

    /** Truncates with an ellipsis, at a space if there is one near the end. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int space = text.lastIndexOf(' ', most - 1);
        int end = space > most / 2 ? space : most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Returns the text without space around it; null if there is nothing else. */
    public static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static String strip(String text) {
        String words = INVISIBLE_ELEMENTS.matcher(text).replaceAll(" ");
        words = LINE_END.matcher(words).replaceAll("\n");
        words = TAG.matcher(words).replaceAll("");
        return ENTITY.matcher(words)
                .replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1), entity.group())));
    }

    private static String character(String name, String asWritten) {
        if (name.charAt(0) != '#') {
            return NAMED.getOrDefault(name, asWritten);
        }
        boolean hex = name.length() > 1 && name.charAt(1) == 'x';
        int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(code) && code > 31 ? Character.toString(code) : "";
    }
}
