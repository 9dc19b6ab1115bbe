package nl.tec.documents;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation of the camera, from the Exif data of a JPEG: phones store the pixels as the sensor had them. */
final class JpegOrientation {

    static final int UPRIGHT = 1;

    private static final int START_OF_FILE = 0xffd8;
    private static final int APPLICATION_1 = 0xffe1;
    private static final int START_OF_SCAN = 0xffda;
    private static final int EXIF = 0x45786966;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int ORIENTATION = 0x0112;
    private static final int LAST = 8;

    private JpegOrientation() {}

    /** Returns 1 to 8, as Exif numbers them; {@link #UPRIGHT} when the file does not say, or is not a JPEG. */
    static int of(byte[] file) {
        try {
            ByteBuffer jpeg = ByteBuffer.wrap(file);
            if (Short.toUnsignedInt(jpeg.getShort()) != START_OF_FILE) {
                return UPRIGHT;
            }
            while (true) {
                int marker = Short.toUnsignedInt(jpeg.getShort());
                if (marker >> 8 != 0xff || marker == START_OF_SCAN) {
                    return UPRIGHT;
                }
                int length = Short.toUnsignedInt(jpeg.getShort()) - 2;
                if (marker == APPLICATION_1 && length > 6 && jpeg.getInt(jpeg.position()) == EXIF) {
                    return ofTiff(jpeg.slice(jpeg.position() + 6, length - 6));
                }
                jpeg.position(jpeg.position() + length);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException damaged) {
            return UPRIGHT;
        }
    }

    private static int ofTiff(ByteBuffer tiff) {
        tiff.order(
                Short.toUnsignedInt(tiff.getShort()) == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        tiff.position(tiff.getInt(4));
        int entries = Short.toUnsignedInt(tiff.getShort());
        for (int entry = 0; entry < entries; entry++) {
            int at = tiff.position();
            if (Short.toUnsignedInt(tiff.getShort()) == ORIENTATION) {
                int value = Short.toUnsignedInt(tiff.getShort(at + 8));
                return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
            }
            tiff.position(at + 12);
        }
        return UPRIGHT;
    }

    /** Whether turning the picture upright swaps its width and height. */
    static boolean swapsSides(int orientation) {
        return orientation > 4;
    }
}
