package nl.tec.knowledge.internal;

import java.io.IOException;
import java.util.Optional;
import nl.tec.documents.AttachedFile;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.Picture;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.LimitedInput;
import nl.tec.shared.Problems;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The check of files that are offered to others: of a type that {@link AttachedFile} accepts, without scripts, macros, embedded files or
 * external content, and within the limit when unpacked. Pictures are re-encoded.
 */
@Component
public class UploadCheck {

    /** The maximum width and height of a picture, in pixels. */
    private static final int MAX_SIDE = 2000;

    private static final float QUALITY = 0.85f;

    /** @param words text in the file, for the search */
    public record Checked(StoredFile file, String words) {}

    /** Returns null, with a problem at {@link EvidenceDocument#FIELD}, when the file is refused. */
    public @Nullable Checked check(UploadedFile upload, Problems problems) {
        Problems found = AttachedFile.check(upload, new Problems());
        problems.and(found);
        if (found.any()) {
            return null;
        }
        FileType type = EvidenceDocument.type(upload.bytes());
        try {
            if (type == FileType.PNG || type == FileType.JPEG) {
                Picture picture = Picture.read(upload.bytes(), MAX_SIDE, MAX_SIDE);
                byte[] anew = type == FileType.PNG ? picture.png() : picture.jpeg(QUALITY);
                return checked(new UploadedFile(upload.name(), anew), "", problems);
            }
            if (type == FileType.PDF && isArchive(upload.bytes())) {
                problems.add(EvidenceDocument.FIELD, "library.file.two");
                return null;
            }
            Optional<String> words =
                    type == FileType.PDF ? PdfContent.words(upload.bytes()) : OfficeContent.words(upload.bytes());
            if (words.isEmpty()) {
                problems.add(EvidenceDocument.FIELD, "library.file.active");
                return null;
            }
            return checked(upload, words.get(), problems);
        } catch (LimitedInput.TooLarge e) {
            problems.add(EvidenceDocument.FIELD, "library.file.unpacks");
        } catch (OfficeContent.Elsewhere e) {
            problems.add(EvidenceDocument.FIELD, "library.file.elsewhere");
        } catch (IOException | RuntimeException broken) {
            // the readers throw various exceptions for corrupt files
            problems.add(EvidenceDocument.FIELD, "mandate.problem.broken");
        }
        return null;
    }

    /** Whether a file is also a ZIP archive: those are read from their end, so a PDF can be one too, with a program in it. */
    private static boolean isArchive(byte[] content) {
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            return zip.getEntries().hasMoreElements();
        } catch (IOException | RuntimeException notZip) {
            // the reader throws various exceptions for corrupt files
            return false;
        }
    }

    private static @Nullable Checked checked(UploadedFile file, String words, Problems problems) {
        boolean grew = file.bytes().length > EvidenceDocument.MAX_BYTES;
        problems.addIf(grew, EvidenceDocument.FIELD, "mandate.problem.large", EvidenceDocument.MAX_BYTES / 1_000_000);
        return grew ? null : new Checked(AttachedFile.stored(file, "bestand"), words);
    }
}
