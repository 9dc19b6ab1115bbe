package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** From bytes to text: registers come as UTF-8 with or without a mark, UTF-16 and windows-1252, and never say which. */
final class SourceText {

    /** Above this a file is no register; the biggest one is 5 MB. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private SourceText() {}

    static String read(InputStream content) throws IOException, Refused {
        byte[] bytes;
        try (content) {
            bytes = content.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new Refused("import.refused.tooLarge", MAX_BYTES / 1024 / 1024);
        }
        if (starts(bytes, 'P', 'K', 3, 4)) {
            throw new Refused("import.refused.zip");
        }
        if (starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new Refused("import.refused.excel");
        }
        if (starts(bytes, '%', 'P', 'D', 'F')) {
            throw new Refused("import.refused.pdf");
        }
        String text = decode(bytes);
        if (text.isBlank()) {
            throw new Refused("import.refused.empty");
        }
        if (unreadable(text)) {
            throw new Refused("import.refused.binary");
        }
        String start = text.stripLeading().toLowerCase(java.util.Locale.ROOT);
        if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            throw new Refused("import.refused.html");
        }
        return text;
    }

    private static String decode(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, WINDOWS_1252);
        }
    }

    /** Text has no control characters but tabs and line ends; one in a thousand is forgiven. */
    private static boolean unreadable(String text) {
        long odd = text.chars()
                .filter(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0xFFFD || c == 0x7F)
                .count();
        return text.indexOf(0) >= 0 || odd * 1000 > text.length();
    }

    private static boolean starts(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != (with[i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
