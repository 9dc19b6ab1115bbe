package nl.tec.programme;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The levels of secondary education that an activity can be limited to. */
public enum VoLevel {
    PRO,
    VMBO,
    HAVO,
    VWO;

    /** Whether a class of this level is among the allowed levels; empty: all. A class with an unrecognised level always is. */
    public static boolean allow(Set<VoLevel> levels, String level) {
        Set<VoLevel> its = in(level);
        return levels.isEmpty() || its.isEmpty() || its.stream().anyMatch(levels::contains);
    }

    /** Parses the levels: one for {@code vmbo kb}, two for {@code havo/vwo}, none for {@code brugklas}. */
    private static Set<VoLevel> in(String level) {
        List<String> words = List.of(level.toLowerCase(Locale.ROOT).split("[^a-z]+"));
        return Arrays.stream(values())
                .filter(one -> words.contains(one.name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
