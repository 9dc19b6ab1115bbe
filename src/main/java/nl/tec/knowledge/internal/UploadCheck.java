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
 * The check of files that are offered to others: what {@link AttachedFile} accepts, without script, macro or other file, that fetches
 * nothing and unpacks to no more than it should. Pictures are drawn anew.
 */
@Component
public class UploadCheck {

    /** Points of a picture in each direction that are kept. */
    private static final int MAX_SIDE = 2000;

    private static final float QUALITY = 0.85f;

    /** @param words in the file, for the search */
    public record Checked(StoredFile file, String words) {}

    /** Null, with a problem at {@link EvidenceDocument#FIELD}, when it is refused. */
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
            // the readers throw whatever they stumble over
            problems.add(EvidenceDocument.FIELD, "mandate.problem.broken");
        }
        return null;
    }

    /** Formats that are read from their end: a PDF can be one at the same time, with a program in it. */
    private static boolean isArchive(byte[] content) {
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            return zip.getEntries().hasMoreElements();
        } catch (IOException | RuntimeException notZip) {
            // the reader throws whatever it stumbles over
            return false;
        }
    }

    private static @Nullable Checked checked(UploadedFile file, String words, Problems problems) {
        boolean grew = file.bytes().length > EvidenceDocument.MAX_BYTES;
        problems.addIf(grew, EvidenceDocument.FIELD, "mandate.problem.large", EvidenceDocument.MAX_BYTES / 1_000_000);
        return grew ? null : new Checked(AttachedFile.stored(file, "bestand"), words);
    }
}
