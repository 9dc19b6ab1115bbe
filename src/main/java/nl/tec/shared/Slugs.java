package nl.tec.shared;

import java.text.Normalizer;
import java.util.Locale;

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
}
