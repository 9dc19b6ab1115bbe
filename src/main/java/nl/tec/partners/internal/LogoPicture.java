package nl.tec.partners.internal;

import java.io.IOException;
import java.util.Optional;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.Picture;
import nl.tec.partners.Logos;
import nl.tec.shared.Problems;

/** A logo as we keep it: a PNG of a size that fits beside a name, made of the points of an uploaded picture only. */
public final class LogoPicture {

    static final int MAX_WIDTH = 480;
    static final int MAX_HEIGHT = 192;

    /** As much as a page that is read on a phone can bear; what was drawn as a logo is far less. */
    private static final int MAX_BYTES = 8_000;

    private static final int MIN_SIDE = 16;

    private LogoPicture() {}

    /** Empty, with a problem, for what is no picture that we read. */
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
            // the readers throw whatever they stumble over
            problems.add(Logos.FIELD, "partners.logo.broken");
        }
        return Optional.empty();
    }

    /** As it is while that is small enough, else smaller. */
    private static byte[] light(Picture picture) throws IOException {
        Picture smaller = picture;
        byte[] png = smaller.png();
        while (png.length > MAX_BYTES) {
            smaller = smaller.within(smaller.width() * 4 / 5, smaller.height());
            png = smaller.png();
        }
        return png;
    }
}
