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
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import nl.tec.hub.LimitedInput;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The content of an untrusted office document: its words, and whether it has active content. */
final class OfficeContent {

    /** The limit for all parts together: a genuine document of five megabytes with drawings stays below it. */
    private static final int MAX_UNPACKED = 60_000_000;

    /** The parts with sentences: of a text, slides, the shared words of a workbook, and OpenDocument. */
    private static final Pattern SENTENCES = Pattern.compile(
            "word/(document|footnotes|endnotes|header\\d*|footer\\d*)\\.xml|ppt/(slides|notesSlides)/[^/]+\\.xml|xl/sharedStrings\\.xml|content\\.xml");

    private static final Pattern ACTIVE_PARTS = Pattern.compile(
            "(^|.*/)(activex|macrosheets|dialogsheets|customui\\w*)/.*|.*oleobject\\d*\\.bin|.*\\.(exe|js|vbs|jar|dll|html?|swf)");

    /** Matches in the list of parts and in the lists of relationships. */
    private static final Pattern ACTIVE_REFERENCES = Pattern.compile("vbaproject|macroenabled|/oleobject\"|activex");

    /** Matches an external relationship; a hyperlink that a reader has to follow is harmless. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "attachedtemplate|<relationship\\b(?=[^>]*targetmode\\s*=\\s*[\"']external)(?![^>]*type\\s*=\\s*[\"'][^\"']*/hyperlink[\"'])");

    /** Matches fields that fetch something when a document is opened. */
    private static final Pattern FETCHING_FIELD =
            Pattern.compile("\\b(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE)\\b");

    /** The elements of OpenDocument that can show external content. */
    private static final Set<String> DISPLAY_ELEMENTS = Set.of(
            "image", "object", "object-ole", "section-source", "table-source", "cell-range-source", "dde-source");

    /** Matches the start of an address outside the document. */
    private static final Pattern OUTSIDE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:|//|\\.\\./");

    private static final Set<String> PROGRAMS = Set.of("script", "plugin", "applet");

    private static final Pattern EXTERNAL_PARTS = Pattern.compile("xl/externallinks/.*");

    /** The elements that end a word. */
    private static final Set<String> BREAKS =
            Set.of("p", "br", "tab", "tc", "si", "h", "s", "line-break", "table-cell");

    private OfficeContent() {}

    /** Thrown for a document that shows external content: that reveals who opens it, and it can change. */
    static final class Elsewhere extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Active extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * @return empty for a document with a script, a macro or another program
     * @throws IOException when it cannot be read, unpacks to too much ({@link LimitedInput.TooLarge}), or fetches something
     *     ({@link Elsewhere})
     */
    static Optional<String> words(byte[] document) throws IOException {
        try {
            return Optional.of(read(document).text());
        } catch (Active e) {
            return Optional.empty();
        }
    }

    private static FileWords read(byte[] document) throws IOException {
        FileWords words = new FileWords();
        try (ZipFile zip = ZipFile.builder().setByteArray(document).get()) {
            int left = MAX_UNPACKED;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                try (LimitedInput part = new LimitedInput(zip.getInputStream(entry), left)) {
                    if (ACTIVE_PARTS.matcher(name).matches()) {
                        throw new Active();
                    }
                    if (EXTERNAL_PARTS.matcher(name).matches()) {
                        throw new Elsewhere();
                    }
                    if (name.equals("[content_types].xml") || name.endsWith(".rels")) {
                        references(new String(part.readAllBytes(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
                    } else if (SENTENCES.matcher(entry.getName()).matches() || name.equals("styles.xml")) {
                        read(part, words, !name.equals("content.xml"));
                    }
                    part.drain();
                    left = part.left();
                }
            }
        }
        return words;
    }

    private static void references(String list) throws IOException {
        if (ACTIVE_REFERENCES.matcher(list).find()) {
            throw new Active();
        }
        if (ELSEWHERE.matcher(list).find()) {
            throw new Elsewhere();
        }
    }

    /** Checks an element: OpenDocument has its references in the text. */
    private static void element(XMLStreamReader xml) throws IOException {
        boolean listens = xml.getLocalName().equals("event-listener")
                && String.valueOf(xml.getNamespaceURI()).contains(":script:");
        if (listens || PROGRAMS.contains(xml.getLocalName())) {
            throw new Active();
        }
        if (DISPLAY_ELEMENTS.contains(xml.getLocalName())
                && IntStream.range(0, xml.getAttributeCount())
                        .filter(n -> xml.getAttributeLocalName(n).equals("href"))
                        .anyMatch(n -> OUTSIDE.matcher(xml.getAttributeValue(n)).lookingAt())) {
            throw new Elsewhere();
        }
    }

    /** @param runs whether only the content of elements called {@code t} is text, as in the formats of Microsoft */
    private static void read(InputStream part, FileWords words, boolean runs) throws IOException {
        XMLInputFactory parsers = new InputFactoryImpl();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = parsers.createXMLStreamReader(part);
            boolean inText = !runs;
            boolean inField = false;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        inText = !runs || xml.getLocalName().equals("t");
                        inField = xml.getLocalName().equals("instrText");
                        element(xml);
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        inText = !runs;
                        if (BREAKS.contains(xml.getLocalName())) {
                            words.add(" ");
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> {
                        if (inField && FETCHING_FIELD.matcher(xml.getText()).find()) {
                            throw new Elsewhere();
                        }
                        if (inText && !words.full()) {
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
