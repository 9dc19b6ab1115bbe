package nl.tec.documents;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The pixels of an uploaded picture, upright. Nothing else of the file is kept: neither hidden content, nor when, where and with what
 * it was made.
 */
public final class Picture {

    /** About the number of pixels of a phone camera. */
    public static final long MAX_PIXELS = 60_000_000;

    /** Thrown for more pixels than {@link #MAX_PIXELS}: the picture could take far more memory open than closed. */
    public static final class TooManyPixels extends IOException {

        private static final long serialVersionUID = 1;
    }

    private final BufferedImage points;
    private final int side;

    private Picture(BufferedImage points, int side) {
        this.points = points;
        this.side = side;
    }

    /** The work that is done with a file while it is open. */
    @FunctionalInterface
    interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    /** @throws TooManyPixels before any pixels are read */
    static <T> T open(byte[] file, Use<T> use) throws IOException {
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("nobody reads it");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                    throw new TooManyPixels();
                }
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * Reads a picture for use at most at this size. A far larger one is subsampled while reading, so that it is never in memory in full.
     *
     * @param file a {@link EvidenceDocument#type} of picture
     * @throws IOException when it cannot be drawn, for instance in CMYK colours; the readers throw other exceptions too for damaged
     *     files
     */
    public static Picture read(byte[] file, int maxWidth, int maxHeight) throws IOException {
        int orientation = JpegOrientation.of(file);
        boolean swapsSides = JpegOrientation.swapsSides(orientation);
        int width = swapsSides ? maxHeight : maxWidth;
        int height = swapsSides ? maxWidth : maxHeight;
        Picture read = open(file, reader -> {
            // a picture is within both when it is within the one it exceeds most
            int step = Math.max(1, Math.max(reader.getWidth(0) / (2 * width), reader.getHeight(0) / (2 * height)));
            ImageReadParam some = reader.getDefaultReadParam();
            some.setSourceSubsampling(step, step, 0, 0);
            return new Picture(
                    upright(reader.read(0, some), orientation), Math.min(reader.getWidth(0), reader.getHeight(0)));
        });
        return read.within(maxWidth, maxHeight);
    }

    /** Returns the number of pixels of the shortest side of the file. */
    public int sideOfFile() {
        return side;
    }

    public int width() {
        return points.getWidth();
    }

    public int height() {
        return points.getHeight();
    }

    /** Returns the picture, scaled down until it fits; never larger. */
    public Picture within(int maxWidth, int maxHeight) {
        double factor = Math.min(1, Math.min((double) maxWidth / width(), (double) maxHeight / height()));
        if (factor == 1) {
            return this;
        }
        int width = Math.max(1, (int) Math.round(width() * factor));
        int height = Math.max(1, (int) Math.round(height() * factor));
        BufferedImage smaller = points;
        // halve repeatedly, so that each pixel of the result averages all pixels it stands for
        while (smaller.getWidth() >= 2 * width && smaller.getHeight() >= 2 * height) {
            smaller = drawn(smaller, smaller.getWidth() / 2, smaller.getHeight() / 2);
        }
        return new Picture(drawn(smaller, width, height), side);
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height) {
        BufferedImage drawn = new BufferedImage(
                width,
                height,
                picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    private static BufferedImage upright(BufferedImage picture, int orientation) {
        if (orientation == JpegOrientation.UPRIGHT) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        boolean swapsSides = JpegOrientation.swapsSides(orientation);
        BufferedImage upright =
                new BufferedImage(swapsSides ? height : width, swapsSides ? width : height, BufferedImage.TYPE_INT_RGB);
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
        Graphics2D graphics = upright.createGraphics();
        graphics.drawImage(picture, turn, null);
        graphics.dispose();
        return upright;
    }

    /** Encodes as PNG, with transparency. */
    public byte[] png() {
        return Png.of(points);
    }

    /** Encodes as JPEG, transparent parts white. @param quality from 0, the smallest file, to 1 */
    public byte[] jpeg(float quality) throws IOException {
        BufferedImage opaque = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(points, 0, 0, Color.WHITE, null);
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.write(null, new IIOImage(opaque, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
