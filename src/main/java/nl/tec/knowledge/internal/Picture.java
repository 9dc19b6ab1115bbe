package nl.tec.knowledge.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture of a stranger, drawn anew: nothing of the file is left but its points, so neither what was hidden in it nor where it was taken. */
final class Picture {

    /** Points in each direction that are kept. */
    private static final int MAX_SIDE = 2000;

    private Picture() {}

    /** @param format {@code png} or {@code jpeg}. @throws IOException when it cannot be drawn, such as in the colours of a press */
    static byte[] drawnAnew(byte[] content, String format) throws IOException {
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
            if (!readers.hasNext()) {
                throw new IOException("nobody reads it");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int step = 1 + (Math.max(reader.getWidth(0), reader.getHeight(0)) - 1) / MAX_SIDE;
                ImageReadParam some = reader.getDefaultReadParam();
                some.setSourceSubsampling(step, step, 0, 0);
                BufferedImage picture = reader.read(0, some);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                if (!ImageIO.write(picture, format, out)) {
                    throw new IOException("nobody writes it as " + format);
                }
                return out.toByteArray();
            } finally {
                reader.dispose();
            }
        }
    }
}
