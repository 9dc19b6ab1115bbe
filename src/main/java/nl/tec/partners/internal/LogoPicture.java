package nl.tec.partners.internal;

import java.io.IOException;
import java.util.Optional;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.Picture;
import nl.tec.partners.Logos;
import nl.tec.shared.Problems;

/** Converts an uploaded picture to a logo: a small PNG without any metadata of the upload. */
public final class LogoPicture {

    static final int MAX_WIDTH = 480;
    static final int MAX_HEIGHT = 192;

    /** A limit for pages on mobile networks; a drawn logo is far smaller. */
    private static final int MAX_BYTES = 8_000;

    private static final int MIN_SIDE = 16;

    private LogoPicture() {}

    /** Returns the logo; empty, with a problem, if the file is not a supported picture. */
    public static Optional<byte[]> of(byte[] file, Problems problems) {
        if (file.length == 0) {
            problems.add(Logos.FIELD, "partners.logo.none");
            return Optional.empty();
        }
        FileType type = EvidenceDocument.type(file);
        if (file.length > Logos.MAX_BYTES || type != FileType.PNG && type != FileType.JPEG) {
            problems.add(Logos.FIELD, "partners.logo.type", Logos.MAX_BYTES / 1_000_000);
            return Optional.empty();
        }
        try {
            Picture picture = Picture.read(file, MAX_WIDTH, MAX_HEIGHT);
            if (picture.sideOfFile() < MIN_SIDE) {
                problems.add(Logos.FIELD, "partners.logo.size");
                return Optional.empty();
            }
            return Optional.of(light(picture));
        } catch (Picture.TooManyPixels e) {
            problems.add(Logos.FIELD, "partners.logo.size");
        } catch (IOException | RuntimeException broken) {
            // image readers throw arbitrary exceptions on invalid files
            problems.add(Logos.FIELD, "partners.logo.broken");
        }
        return Optional.empty();
    }

    /** Scales the picture down until the file is small enough. */
    private static byte[] light(Picture picture) {
        Picture smaller = picture;
        byte[] png = smaller.png();
        while (png.length > MAX_BYTES) {
            smaller = smaller.within(smaller.width() * 4 / 5, smaller.height());
            png = smaller.png();
        }
        return png;
    }
}
