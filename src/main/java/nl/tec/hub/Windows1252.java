package nl.tec.hub;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text in windows-1252 in which characters may also be in UTF-8, as in a file put together from several programs. The UTF-8 bytes of a
 * character that windows-1252 has too, such as {@code Ã©}, make no sense in windows-1252, so they are never meant as such.
 */
public final class Windows1252 {

    private static final char UNKNOWN = '\uFFFD';

    /** The character of each byte from 128. */
    private static final char[] CHARACTERS = new char[128];

    /** The byte of each of those characters. */
    private static final Map<Character, Integer> BYTES = new HashMap<>();

    /** Those characters by their UTF-8 bytes, two or three in one number. */
    private static final Map<Integer, Character> BY_UTF_8 = new HashMap<>();

    static {
        Charset charset = Charset.forName("windows-1252");
        for (int i = 0; i < CHARACTERS.length; i++) {
            String character = new String(new byte[] {(byte) (i + 128)}, charset);
            CHARACTERS[i] = character.charAt(0);
            if (CHARACTERS[i] == UNKNOWN) {
                // programs that do not know the byte keep it as the control character of that number
                BYTES.put((char) (i + 128), i + 128);
            } else {
                BYTES.put(CHARACTERS[i], i + 128);
                int bytes = 0;
                for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                    bytes = bytes << 8 | b & 0xFF;
                }
                BY_UTF_8.put(bytes, CHARACTERS[i]);
            }
        }
    }

    private Windows1252() {}

    /** Returns the text with each character that stands there as its UTF-8 bytes read as windows-1252, as itself. */
    public static String repaired(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            Character two = BY_UTF_8.get(bytes(text, at, 2));
            Character three = BY_UTF_8.get(bytes(text, at, 3));
            repaired.append(two != null ? two : three != null ? three : text.charAt(at));
            at += two != null ? 2 : three != null ? 3 : 1;
        }
        return repaired.toString();
    }

    /** Returns the bytes of some characters in one number; -1 if there are not so many, or one of them has no such byte. */
    private static int bytes(String text, int from, int count) {
        int bytes = 0;
        for (int at = from; at < from + count; at++) {
            Integer one = at < text.length() ? BYTES.get(text.charAt(at)) : null;
            if (one == null) {
                return -1;
            }
            bytes = bytes << 8 | one;
        }
        return bytes;
    }

    static Reader reader(InputStream bytes) {
        return new Mixed(new BufferedInputStream(bytes, 64 * 1024));
    }

    private static final class Mixed extends Reader {

        private final BufferedInputStream in;

        Mixed(BufferedInputStream in) {
            this.in = in;
        }

        @Override
        public int read(char[] to, int from, int length) throws IOException {
            int count = 0;
            while (count < length) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                to[from + count++] = next < 128 ? (char) next : character(next);
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        private char character(int first) throws IOException {
            in.mark(2);
            int two = first << 8 | in.read();
            @Nullable Character found = BY_UTF_8.get(two);
            if (found == null) {
                found = BY_UTF_8.get(two << 8 | in.read());
            }
            if (found == null) {
                in.reset();
                return CHARACTERS[first - 128];
            }
            return found;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
