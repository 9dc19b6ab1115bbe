package nl.tec.documents;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Photos to upload, with the metadata that a camera writes. */
public final class Photos {

    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private Photos() {}

    /** Returns a JPEG with a red top left corner, and Exif data with a time, a place and an orientation. */
    public static byte[] ofPhone(int width, int height, int orientation) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.dispose();
        return withExif(jpeg(picture), orientation);
    }

    /** Returns a JPEG of noise, which does not compress well. */
    public static byte[] noisy(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, random.nextInt(0xffffff));
            }
        }
        return jpeg(picture);
    }

    /** Returns the first bytes of a PNG with a declared size. */
    public static byte[] pngThatSays(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 check = new CRC32();
        check.update(header);
        return ByteBuffer.allocate(100)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(header)
                .putInt((int) check.getValue())
                .array();
    }

    private static byte[] jpeg(BufferedImage picture) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] time = "2026:05:01 10:00:00\0".getBytes(StandardCharsets.US_ASCII);
        byte[] place = "GPS-DEVENTER\0".getBytes(StandardCharsets.US_ASCII);
        int directory = 8;
        int gps = directory + 2 + 3 * 12 + 4;
        int timeAt = gps + 2 + 12 + 4;
        int placeAt = timeAt + time.length;
        ByteBuffer tiff = ByteBuffer.allocate(placeAt + place.length);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(directory);
        tiff.putShort((short) 3);
        entry(tiff, 0x0112, SHORT, 1).putShort((short) orientation).putShort((short) 0);
        entry(tiff, 0x0132, ASCII, time.length).putInt(timeAt);
        entry(tiff, 0x8825, LONG, 1).putInt(gps);
        tiff.putInt(0);
        tiff.putShort((short) 1);
        entry(tiff, 0x001b, ASCII, place.length).putInt(placeAt);
        tiff.putInt(0).put(time).put(place);
        byte[] exif = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(jpeg.length + 4 + exif.length + tiff.capacity())
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + exif.length + tiff.capacity()))
                .put(exif)
                .put(tiff.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }
}
