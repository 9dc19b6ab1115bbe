package nl.tec.shared;

/** Neutralises the special characters {@code %}, {@code _} and {@code \} of {@code like} patterns in user input. */
public final class Like {

    private Like() {}

    /** Escapes them, so that they match literally. */
    public static String literal(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** Removes them, for words that are also compared in other ways. */
    public static String without(String words) {
        return words.replace("\\", "").replace("%", "").replace("_", "");
    }
}
