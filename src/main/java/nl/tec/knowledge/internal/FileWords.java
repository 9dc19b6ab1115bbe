package nl.tec.knowledge.internal;

/** The text inside a file, up to the limit of the search. */
final class FileWords {

    private static final int MAX = 50_000;

    private final StringBuilder kept = new StringBuilder();

    void add(CharSequence text) {
        kept.append(text, 0, Math.min(text.length(), Math.max(0, MAX - kept.length())));
    }

    boolean full() {
        return kept.length() >= MAX;
    }

    /** Returns the text without characters that the database cannot store: control characters and lone surrogates. */
    String text() {
        return kept.toString().replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
    }
}
