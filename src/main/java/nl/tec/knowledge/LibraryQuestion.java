package nl.tec.knowledge;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * A search in the library. Null: no restriction.
 *
 * @param typed the content of the search field
 * @param words the part of it that is searched for
 * @param group of primary education, 1 to 8
 * @param minutes at most
 */
public record LibraryQuestion(
        String typed,
        String words,
        @Nullable Integer group,
        @Nullable Integer minutes,
        @Nullable World world,
        @Nullable ItemKind kind,
        @Nullable Licence licence) {

    private static final int MAX_TYPED = 120;
    private static final Pattern GROUP = Pattern.compile("\\b(?:groep|group)\\s+([1-8])\\b");
    private static final Pattern MINUTES = Pattern.compile("\\b([0-9]{1,3})\\s*(?:minuten|minutes|min)\\b\\.?");

    /** Turns words for a duration or a group into filters, unless there is such a filter already. */
    public static LibraryQuestion of(
            String typed,
            @Nullable Integer group,
            @Nullable Integer minutes,
            @Nullable World world,
            @Nullable ItemKind kind,
            @Nullable Licence licence) {
        String kept = typed.substring(0, Math.min(MAX_TYPED, typed.length())).strip();
        String words = kept.toLowerCase(Locale.ROOT);
        Matcher inGroup = GROUP.matcher(words);
        Integer ofGroup = group == null && inGroup.find() ? Integer.valueOf(inGroup.group(1)) : group;
        Matcher atMost = MINUTES.matcher(words);
        Integer ofMinutes = minutes == null && atMost.find() ? Integer.valueOf(atMost.group(1)) : minutes;
        return new LibraryQuestion(
                kept,
                MINUTES.matcher(GROUP.matcher(words).replaceAll(" "))
                        .replaceAll(" ")
                        .strip(),
                ofGroup,
                ofMinutes,
                world,
                kind,
                licence);
    }

    public boolean filtered() {
        return group != null || minutes != null || world != null || kind != null || licence != null;
    }
}
