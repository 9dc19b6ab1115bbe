package nl.tec.knowledge.internal;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import nl.tec.hub.LimitedInput;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The content of an office document of a stranger: its words, and whether it does more than be read. */
final class OfficeContent {

    /** Of all parts together: an honest document of five megabytes with drawings stays below it. */
    private static final int MAX_UNPACKED = 60_000_000;

    /** The parts with sentences: of a text, slides, the shared words of a workbook, and OpenDocument. */
    private static final Pattern SENTENCES = Pattern.compile(
            "word/(document|footnotes|endnotes|header\\d*|footer\\d*)\\.xml|ppt/(slides|notesSlides)/[^/]+\\.xml|xl/sharedStrings\\.xml|content\\.xml");

    private static final Pattern ACTIVE_PARTS = Pattern.compile(
            "(^|.*/)(activex|macrosheets|dialogsheets|customui\\w*)/.*|.*oleobject\\d*\\.bin|.*\\.(exe|js|vbs|jar|dll|html?|swf)");

    /** In the list of parts and in the list of what a part refers to. */
    private static final Pattern ACTIVE_WORDS =
            Pattern.compile("vbaproject|macroenabled|attachedtemplate|/oleobject\"|activex");

    /** After these a word ends. */
    private static final Set<String> BREAKS =
            Set.of("p", "br", "tab", "tc", "si", "h", "s", "line-break", "table-cell");

    private OfficeContent() {}

    /**
     * @return empty when it carries a script, a macro or another program
     * @throws IOException when it cannot be read, or unpacks to too much ({@link LimitedInput.TooLarge})
     */
    static Optional<String> words(byte[] document) throws IOException {
        FileWords words = new FileWords();
        try (ZipFile zip = ZipFile.builder().setByteArray(document).get()) {
            int left = MAX_UNPACKED;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                try (LimitedInput part = new LimitedInput(zip.getInputStream(entry), left)) {
                    boolean active = ACTIVE_PARTS.matcher(name).matches();
                    if (name.equals("[content_types].xml") || name.endsWith(".rels")) {
                        String text = new String(part.readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
                        active |= ACTIVE_WORDS.matcher(text).find();
                    } else if (SENTENCES.matcher(entry.getName()).matches()) {
                        read(part, words, !name.equals("content.xml"));
                    }
                    if (active) {
                        return Optional.empty();
                    }
                    part.drain();
                    left = part.left();
                }
            }
        }
        return Optional.of(words.text());
    }

    /** @param runs whether only what stands in elements called {@code t} is text, as in the formats of Microsoft */
    private static void read(InputStream part, FileWords words, boolean runs) throws IOException {
        XMLInputFactory parsers = new InputFactoryImpl();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = parsers.createXMLStreamReader(part);
            boolean inText = !runs;
            while (xml.hasNext() && !words.full()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT ->
                        inText = !runs || xml.getLocalName().equals("t");
                    case XMLStreamConstants.END_ELEMENT -> {
                        inText = !runs;
                        if (BREAKS.contains(xml.getLocalName())) {
                            words.add(" ");
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> {
                        if (inText) {
                            words.add(xml.getText());
                        }
                    }
                    default -> {
                        // no text
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw e.getNestedException() instanceof LimitedInput.TooLarge tooLarge
                    ? tooLarge
                    : new IOException("a part that is not XML", e);
        }
    }
}
