package nl.tec.programme.internal;

import java.text.Normalizer;
import java.util.Locale;

/** The name of an activity as it stands in an address. */
final class Slugs {

    private static final int LONGEST = 70;

    private Slugs() {}

    /** {@code Bouw je eigen robot!} becomes {@code bouw-je-eigen-robot}; never empty. */
    static String of(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (plain.length() > LONGEST) {
            plain = plain.substring(0, LONGEST).replaceAll("-[^-]*$", "");
        }
        return plain.isEmpty() ? "activiteit" : plain;
    }
}
