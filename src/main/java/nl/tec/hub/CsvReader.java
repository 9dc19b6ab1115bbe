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
 * Lines of values, one at a time. The first line tells what separates them: a semicolon, comma, tab or bar. Lines before it that
 * are empty, begin with # or are Excel's {@code sep=;} are skipped.
 */
public final class CsvReader implements Closeable {

    private static final char[] SEPARATORS = {';', ',', '\t', '|'};

    /**
     * @param number of its first line in the file, which begins with 1
     * @param cells empty when its quotes do not match; reading goes on with the line after it
     * @param last whether the file ends with it
     */
    public record Line(int number, List<String> cells, boolean last) {

        public boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isBlank();
        }
    }

    private final BufferedReader text;
    private final int maxLines;

    /** Lines that were read and are to be read again. */
    private final Deque<String> again = new ArrayDeque<>();

    private @Nullable String ahead;
    private int number;
    private char separator = ',';
    private final List<String> head;

    /** @param maxLines a quoted value may run over this many more lines; over more it is a quote too many */
    public CsvReader(BufferedReader text, int maxLines) throws IOException {
        this.text = text;
        this.maxLines = maxLines;
        this.ahead = text.readLine();
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

    /** The values of the first line; none when there is nothing in the file, one when nothing separates them. */
    public List<String> head() {
        return head;
    }

    /** Null at the end. */
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
                again.addFirst(more.get(i));
            }
            number = first;
        }
        return new Line(first, cells, last);
    }

    private boolean hasMore() {
        return !again.isEmpty() || ahead != null;
    }

    private @Nullable String line() throws IOException {
        String line = again.poll();
        if (line == null) {
            line = ahead;
            ahead = line == null ? null : text.readLine();
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

    /** The values of a line; none when its quotes do not match. */
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

    /** The quote that ends the value which begins here; -1 when there is none. A doubled one is a quote in the value. */
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
