package nl.tec.shared;

/** Neutralises the special characters {@code %}, {@code _} and {@code \} of {@code like} patterns in user input. */
public final class Like {

    private Like() {}

    /** Escapes them, so that they match literally. */
    public static String literal(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    /** Returns the pattern of what has these words, as they are, somewhere in it. */
    public static String part(String words) {
        return "%" + literal(words.strip()) + "%";
    }

    /** Removes them, for words that are also compared in other ways. */
    public static String without(String words) {
        return words.replace("\\", "").replace("%", "").replace("_", "");
    }
}
