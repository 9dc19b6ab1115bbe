package nl.tec.shared;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Slugs: names in URLs. */
public final class Slugs {

    private static final int MAX_LENGTH = 70;

    private Slugs() {}

    /**
     * Converts {@code Bouw je eigen robot!} to {@code bouw-je-eigen-robot}; never empty.
     *
     * @param otherwise the result if nothing of the title is left
     */
    public static String of(String title, String otherwise) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (plain.length() > MAX_LENGTH) {
            plain = plain.substring(0, MAX_LENGTH).replaceAll("-[^-]*$", "");
        }
        return plain.isEmpty() ? otherwise : plain;
    }

    /**
     * Takes the first that is free of {@code slug}, {@code slug-2}, {@code slug-3} and so on.
     *
     * @param attempt takes a slug; empty if it is taken
     */
    public static <T> T firstFree(String slug, Function<String, Optional<T>> attempt) {
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> attempt.apply(n == 1 ? slug : slug + "-" + n))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }
}
