package nl.tec.partners.internal;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.partners.Logos;
import nl.tec.shared.Problems;

/** A logo as we keep it: a PNG of a size that fits beside a name, made of the points of an uploaded picture only. */
public final class LogoPicture {

    static final int MAX_WIDTH = 480;
    static final int MAX_HEIGHT = 192;

    private static final long MAX_PIXELS = 25_000_000;
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
            Optional<byte[]> png = png(file);
            problems.addIf(png.isEmpty(), Logos.FIELD, "partners.logo.size");
            return png;
        } catch (IOException | RuntimeException broken) {
            // the readers throw whatever they stumble over
            problems.add(Logos.FIELD, "partners.logo.broken");
            return Optional.empty();
        }
    }

    /** Empty when it has too many points, or too few. */
    private static Optional<byte[]> png(byte[] file) throws IOException {
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("no reader");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MAX_PIXELS || Math.min(width, height) < MIN_SIDE) {
                    return Optional.empty();
                }
                // a large one is read in steps, so that it does not stand in memory in full
                int step = Math.max(1, Math.min(width / (2 * MAX_WIDTH), height / (2 * MAX_HEIGHT)));
                ImageReadParam some = reader.getDefaultReadParam();
                some.setSourceSubsampling(step, step, 0, 0);
                return Optional.of(scaled(reader.read(0, some)));
            } finally {
                reader.dispose();
            }
        }
    }

    private static byte[] scaled(BufferedImage picture) throws IOException {
        double factor = Math.min(
                1, Math.min((double) MAX_WIDTH / picture.getWidth(), (double) MAX_HEIGHT / picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * factor));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(small, "png", png);
        return png.toByteArray();
    }
}
