package nl.tec.hub;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A streaming CSV reader. The first line determines the separator: a semicolon, comma, tab or bar. Preceding lines that are empty,
 * begin with # or are Excel's {@code sep=;} are skipped.
 */
public final class CsvReader implements Closeable {

    private static final char[] SEPARATORS = {';', ',', '\t', '|'};

    /**
     * A record of the file.
     *
     * @param number the number of its first line in the file, from 1
     * @param cells the values; empty if its quotes do not match, in which case reading continues on the next line
     * @param last whether it is the last of the file
     */
    public record Line(int number, List<String> cells, boolean last) {

        public boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isBlank();
        }
    }

    private final BufferedReader text;
    private final int maxLines;

    /** Lines pushed back after an unmatched quote. */
    private final Deque<String> pushedBack = new ArrayDeque<>();

    private @Nullable String nextLine;
    private int number;
    private char separator = ',';
    private final List<String> head;

    /** @param maxLines the maximum number of further lines a quoted value may span; beyond it, the quote counts as unmatched */
    public CsvReader(BufferedReader text, int maxLines) throws IOException {
        this.text = text;
        this.maxLines = maxLines;
        this.nextLine = text.readLine();
        String first = line();
        while (first != null
                && (first.isBlank()
                        || first.startsWith("#")
                        || first.toLowerCase(Locale.ROOT).startsWith("sep="))) {
            first = line();
        }
        this.head = first == null ? List.of() : head(first);
    }

    private List<String> head(String line) {
        List<String> most = List.of(line);
        for (char each : SEPARATORS) {
            List<String> cells = cells(line, each);
            if (cells.size() > most.size()) {
                most = cells;
                separator = each;
            }
        }
        return most;
    }

    /** Returns the values of the first line: none if the file is empty, one if there is no separator. */
    public List<String> head() {
        return head;
    }

    /** Reads the next record; returns null at the end of the file. */
    public @Nullable Line next() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        int first = number;
        List<String> more = new ArrayList<>();
        while (isOpen(line) && more.size() < maxLines && hasMore()) {
            more.add(String.valueOf(line()));
            line = line + "\n" + more.get(more.size() - 1);
        }
        boolean last = !hasMore();
        List<String> cells = isOpen(line) ? List.of() : cells(line, separator);
        if (cells.isEmpty()) {
            for (int i = more.size() - 1; i >= 0; i--) {
                pushedBack.addFirst(more.get(i));
            }
            number = first;
        }
        return new Line(first, cells, last);
    }

    private boolean hasMore() {
        return !pushedBack.isEmpty() || nextLine != null;
    }

    private @Nullable String line() throws IOException {
        String line = pushedBack.poll();
        if (line == null) {
            line = nextLine;
            nextLine = line == null ? null : text.readLine();
        }
        number++;
        return line;
    }

    private static boolean isOpen(String line) {
        boolean open = false;
        for (int at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) {
            open = !open;
        }
        return open;
    }

    /** Splits a line into its values; returns none if its quotes do not match. */
    private static List<String> cells(String line, char separator) {
        List<String> cells = new ArrayList<>();
        for (int at = 0; at <= line.length(); at++) {
            int end = line.indexOf(separator, at);
            if (at < line.length() && line.charAt(at) == '"') {
                int close = close(line, at);
                if (close < 0) {
                    return List.of();
                }
                cells.add(line.substring(at + 1, close).replace("\"\"", "\""));
                end = line.indexOf(separator, close);
                if (!line.substring(close + 1, end < 0 ? line.length() : end).isBlank()) {
                    return List.of();
                }
            } else {
                cells.add(line.substring(at, end < 0 ? line.length() : end));
            }
            at = end < 0 ? line.length() : end;
        }
        return cells;
    }

    /** Finds the quote that closes the value beginning here, or -1. A doubled quote is a quote inside the value. */
    private static int close(String line, int begin) {
        int at = line.indexOf('"', begin + 1);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == '"') {
            at = line.indexOf('"', at + 2);
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
