package nl.tec.hub;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text file of unknown encoding: UTF-8 or UTF-16 by its byte order mark; without one UTF-8 if valid, otherwise {@link Windows1252}.
 * It is kept on disk until it is closed, so that it may be larger than memory and be read more than once.
 */
public final class TextFile implements Closeable {

    /** The reason a file cannot be read as text. */
    public enum Flaw {
        TOO_LARGE,
        EMPTY,
        ZIP,
        EXCEL,
        PDF,
        HTML,
        BINARY
    }

    public static final class NotText extends Exception {
        private static final long serialVersionUID = 1;

        private final Flaw flaw;
        private final int line;

        NotText(Flaw flaw) {
            this(flaw, 0);
        }

        NotText(Flaw flaw, int line) {
            super(flaw.name());
            this.flaw = flaw;
            this.line = line;
        }

        /** Returns the first line with characters that no text has; 0 if it is not a matter of lines. */
        public int line() {
            return line;
        }

        public Flaw flaw() {
            return flaw;
        }
    }

    /** The number of leading characters kept to detect the format. */
    private static final int START = 200;

    /**
     * A charset with its byte order mark.
     *
     * @param charset null: {@link Windows1252}
     * @param mark the number of bytes in the byte order mark
     */
    private record Encoding(@Nullable Charset charset, int mark) {}

    private final Path path;
    private final Encoding encoding;
    private final String start;
    private final boolean finished;

    private TextFile(Path path, Encoding encoding, Scan scan) {
        this.path = path;
        this.encoding = encoding;
        this.start = scan.start.toString();
        this.finished = scan.last == '\n' || scan.last == '\r';
    }

    /** Reads the content to its end and closes it. */
    public static TextFile of(InputStream content, int maxBytes) throws IOException, NotText {
        Path path = Files.createTempFile("tec-", ".txt");
        try {
            return of(path, copy(content, path, maxBytes));
        } catch (IOException | NotText | RuntimeException e) {
            Files.delete(path);
            throw e;
        }
    }

    private static byte[] copy(InputStream content, Path path, int maxBytes) throws IOException, NotText {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try (content;
                OutputStream file = Files.newOutputStream(path)) {
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                if (bytes > maxBytes) {
                    throw new NotText(Flaw.TOO_LARGE);
                }
                file.write(buffer, 0, read);
                head.write(buffer, 0, Math.min(read, Math.max(0, 4 - head.size())));
            }
        }
        return head.toByteArray();
    }

    private static TextFile of(Path path, byte[] head) throws IOException, NotText {
        if (starts(head, 'P', 'K', 3, 4)) {
            throw new NotText(Flaw.ZIP);
        }
        if (starts(head, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new NotText(Flaw.EXCEL);
        }
        if (starts(head, '%', 'P', 'D', 'F')) {
            throw new NotText(Flaw.PDF);
        }
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return of(path, new Encoding(StandardCharsets.UTF_8, 3));
        }
        if (starts(head, 0xFF, 0xFE)) {
            return of(path, new Encoding(StandardCharsets.UTF_16LE, 2));
        }
        if (starts(head, 0xFE, 0xFF)) {
            return of(path, new Encoding(StandardCharsets.UTF_16BE, 2));
        }
        try (Reader strict = new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder())) {
            return of(path, new Encoding(StandardCharsets.UTF_8, 0), Scan.of(strict));
        } catch (CharacterCodingException notUtf8) {
            return of(path, new Encoding(null, 0));
        }
    }

    private static TextFile of(Path path, Encoding encoding) throws IOException, NotText {
        try (Reader text = reader(path, encoding)) {
            return of(path, encoding, Scan.of(text));
        }
    }

    private static TextFile of(Path path, Encoding encoding, Scan scan) throws NotText {
        if (scan.start.isEmpty()) {
            throw new NotText(Flaw.EMPTY);
        }
        // text has no control characters other than tabs, line ends and form feeds; one in a thousand is tolerated
        if (scan.nul || scan.odd * 1000 > scan.length) {
            throw new NotText(Flaw.BINARY, scan.oddLine);
        }
        String start = scan.start.toString().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            throw new NotText(Flaw.HTML);
        }
        return new TextFile(path, encoding, scan);
    }

    /** The statistics of the whole text. */
    private static final class Scan {
        /** The first characters, without leading white space. */
        private final StringBuilder start = new StringBuilder();

        private long length;
        private long odd;
        private int lines = 1;
        private int oddLine;
        private boolean nul;
        private char last;

        static Scan of(Reader text) throws IOException {
            Scan scan = new Scan();
            char[] buffer = new char[64 * 1024];
            for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    scan.add(buffer[i]);
                }
            }
            return scan;
        }

        private void add(char c) {
            length++;
            last = c;
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0xFFFD || c == 0x7F) {
                odd++;
                nul |= c == 0;
                oddLine = oddLine == 0 ? lines : oddLine;
            } else if (c == '\n') {
                lines++;
            }
            if (start.length() < START && (start.length() > 0 || !Character.isWhitespace(c))) {
                start.append(c);
            }
        }
    }

    /** Whether the bytes begin with the given ones. */
    public static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first characters, without leading white space. */
    public String start() {
        return start;
    }

    /** Whether it ends with a line end; if not, it may be truncated. */
    public boolean isFinished() {
        return finished;
    }

    public BufferedReader reader() throws IOException {
        return reader(path, encoding);
    }

    private static BufferedReader reader(Path path, Encoding encoding) throws IOException {
        InputStream bytes = Files.newInputStream(path);
        bytes.skipNBytes(encoding.mark);
        return new BufferedReader(
                encoding.charset == null ? Windows1252.reader(bytes) : new InputStreamReader(bytes, encoding.charset),
                64 * 1024);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
