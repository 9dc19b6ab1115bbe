package nl.tec.shared;

/** Escaping of typed text for the pattern of a {@code like}: {@code %}, {@code _} and {@code \} must not mean anything. */
public final class Like {

    private Like() {}

    /** They are looked for as they are. */
    public static String literal(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** They are left out: also where the words are compared in another way than with like. */
    public static String without(String words) {
        return words.replace("\\", "").replace("%", "").replace("_", "");
    }
}
