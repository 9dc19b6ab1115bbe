package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.InputStream;
import nl.tec.hub.FileText;
import nl.tec.organisations.ImportBatches;

/** From bytes to text: registers come as UTF-8 with or without a mark, UTF-16 and windows-1252, and never say which. */
final class SourceText {

    /** Above this a file is no register: the biggest one is 5 MB. It is refused before it is read to its end. */
    static final int MAX_BYTES = ImportBatches.MAX_FILE_BYTES;

    private SourceText() {}

    static String read(InputStream content) throws IOException, Refused {
        byte[] bytes;
        try (content) {
            bytes = content.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new Refused("import.refused.tooLarge", MAX_BYTES / 1024 / 1024);
        }
        if (FileText.starts(bytes, 'P', 'K', 3, 4)) {
            throw new Refused("import.refused.zip");
        }
        if (FileText.starts(bytes, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new Refused("import.refused.excel");
        }
        if (FileText.starts(bytes, '%', 'P', 'D', 'F')) {
            throw new Refused("import.refused.pdf");
        }
        String text = FileText.decode(bytes);
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

    /** Text has no control characters but tabs and line ends; one in a thousand is forgiven. */
    private static boolean unreadable(String text) {
        long odd = text.chars()
                .filter(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0xFFFD || c == 0x7F)
                .count();
        return text.indexOf(0) >= 0 || odd * 1000 > text.length();
    }
}
