package nl.tec.exchange.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.hub.Texts;
import nl.tec.shared.FormData;

/**
 * A page in a frame on the site of a partner, with the options in its address.
 *
 * @param activity slug of the activity; empty: another kind of page
 * @param own whether to show only what the partner organises itself
 */
public record Embed(
        long organisation, EmbedKind kind, String activity, EmbedColours colours, Locale language, boolean own) {

    public static final String KIND = "soort";
    public static final String ACTIVITY = "activiteit";
    public static final String ACCENT = "kleur";
    public static final String BACKGROUND = "achtergrond";
    static final String OWN = "alleen-eigen";
    static final String LANGUAGE = "lang";
    static final String WEEK = "week";
    private static final String YES = "ja";

    /** Reads the options; invalid ones are ignored, because a page on somebody else's site has nobody to report them to. */
    static Embed read(long organisation, EmbedKind kind, String activity, FormData asked) {
        return new Embed(
                organisation,
                kind,
                activity,
                colours(asked),
                Texts.language(asked.line(LANGUAGE)),
                asked.line(OWN).equals(YES));
    }

    static EmbedColours colours(FormData asked) {
        return new EmbedColours(
                EmbedColours.parse(asked.line(ACCENT)).orElse(EmbedColours.OWN.accent()),
                EmbedColours.parse(asked.line(BACKGROUND)).orElse(EmbedColours.OWN.background()));
    }

    /** Returns the path of the style sheet with its colours. */
    public String sheet() {
        return "/insluiten/kleuren/" + colours.key() + ".css";
    }

    /** Returns the path with all options that differ from their defaults. */
    public String path() {
        return path(Map.of());
    }

    /** Returns the path of the calendar in the week of a day. */
    public String week(LocalDate day) {
        return path(Map.of(WEEK, day.toString()));
    }

    private String path(Map<String, String> more) {
        Map<String, String> query = new LinkedHashMap<>();
        if (colours.accent() != EmbedColours.OWN.accent()) {
            query.put(ACCENT, EmbedColours.hex(colours.accent()));
        }
        if (colours.background() != EmbedColours.OWN.background()) {
            query.put(BACKGROUND, EmbedColours.hex(colours.background()));
        }
        if (!language.equals(Texts.DUTCH)) {
            query.put(LANGUAGE, language.getLanguage());
        }
        if (own) {
            query.put(OWN, YES);
        }
        query.putAll(more);
        String path =
                "/insluiten/" + organisation + "/" + kind.path() + (kind == EmbedKind.ACTIVITY ? "/" + activity : "");
        return query.isEmpty()
                ? path
                : path
                        + query.entrySet().stream()
                                .map(value -> value.getKey() + "=" + value.getValue())
                                .collect(Collectors.joining("&", "?", ""));
    }
}
