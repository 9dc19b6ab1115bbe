package nl.tec.knowledge.internal;

/** The text inside a file, as far as the search keeps it. */
final class FileWords {

    private static final int MAX = 50_000;

    private final StringBuilder kept = new StringBuilder();

    void add(CharSequence text) {
        kept.append(text, 0, Math.min(text.length(), Math.max(0, MAX - kept.length())));
    }

    boolean full() {
        return kept.length() >= MAX;
    }

    /** Without what a database cannot keep: control characters and halves of characters. */
    String text() {
        return kept.toString().replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
    }
}
