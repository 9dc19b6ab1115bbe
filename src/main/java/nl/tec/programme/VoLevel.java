package nl.tec.programme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Levels of secondary education an activity can be limited to. */
public enum VoLevel {
    PRO,
    VMBO,
    HAVO,
    VWO;

    /** Whether a class of this level can come where these levels can; no levels: all. One whose level says nothing always can. */
    public static boolean allow(Set<VoLevel> levels, String level) {
        if (levels.isEmpty()) {
            return true;
        }
        Set<VoLevel> its = in(level);
        return its.isEmpty() || its.stream().anyMatch(levels::contains);
    }

    /** Of {@code vmbo kb} one, of {@code havo/vwo} two, of {@code brugklas} none. */
    private static Set<VoLevel> in(String level) {
        List<String> words = List.of(level.toLowerCase(Locale.ROOT).split("[^a-z]+"));
        return Arrays.stream(values())
                .filter(one -> words.contains(one.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
