package nl.tec.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.shared.Problems;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A file that is stored for others to download: what {@link EvidenceDocument} accepts, or an office document without macros. Its type
 * follows from its content, not from its name or what the browser says.
 */
public final class AttachedFile {

    private static final int MAX_ENTRIES = 5_000;

    /** An office document is a ZIP file; this entry says which. */
    private enum Office {
        DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/document.xml"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/workbook.xml"),
        PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/presentation.xml"),
        ODT("application/vnd.oasis.opendocument.text", "mimetype"),
        ODS("application/vnd.oasis.opendocument.spreadsheet", "mimetype"),
        ODP("application/vnd.oasis.opendocument.presentation", "mimetype");

        private final String media;
        private final String entry;

        Office(String media, String entry) {
            this.media = media;
            this.entry = entry;
        }

        boolean is(ZipFile zip) throws IOException {
            ZipArchiveEntry found = zip.getEntry(entry);
            if (found == null) {
                return false;
            }
            if (!entry.equals("mimetype")) {
                return true;
            }
            byte[] bytes = zip.getInputStream(found).readNBytes(media.length() + 1);
            return Arrays.equals(bytes, media.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private AttachedFile() {}

    /** Adds the problems of a file, at the field {@link EvidenceDocument#FIELD}. */
    public static Problems check(UploadedFile file, Problems problems) {
        byte[] content = file.bytes();
        return content.length == 0
                        || content.length > EvidenceDocument.MAX_BYTES
                        || EvidenceDocument.type(content) != null
                ? EvidenceDocument.check(content, problems)
                : problems.addIf(office(content).isEmpty(), EvidenceDocument.FIELD, "attached.problem.type");
    }

    /** Returns the file with a safe name and the media type of its content. @param file without problems */
    public static StoredFile stored(UploadedFile file, String otherwise) {
        FileType type = EvidenceDocument.type(file.bytes());
        if (type != null) {
            return new StoredFile(type.fileName(file.name(), otherwise), type.media(), file.bytes());
        }
        Office office = office(file.bytes()).orElseThrow();
        return new StoredFile(
                FileType.safeName(file.name(), otherwise, office.name().toLowerCase(Locale.ROOT)),
                office.media,
                file.bytes());
    }

    private static Optional<Office> office(byte[] content) {
        if (!startsAsZip(content)) {
            return Optional.empty();
        }
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (entries.size() > MAX_ENTRIES || entries.stream().anyMatch(AttachedFile::refused)) {
                return Optional.empty();
            }
            for (Office office : Office.values()) {
                if (office.is(zip)) {
                    return Optional.of(office);
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException notZip) {
            // the reader throws various exceptions for corrupt files
            return Optional.empty();
        }
    }

    /** Requires the signature at the very start: an archive with other content before it can be a program as well. */
    private static boolean startsAsZip(byte[] content) {
        return content.length > 4 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    /** Whether an entry is a macro, or is encrypted. */
    private static boolean refused(ZipArchiveEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return name.endsWith("vbaproject.bin")
                || name.startsWith("basic/")
                || name.startsWith("scripts/")
                || entry.getGeneralPurposeBit().usesEncryption();
    }
}
