package nl.tec.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An input stream that fails after a maximum number of bytes, as a guard against decompression bombs. */
public final class LimitedInput extends FilterInputStream {

    private int left;

    /** The stream exceeds the limit. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    public LimitedInput(InputStream in, int limit) {
        super(in);
        this.left = limit;
    }

    /** Returns the number of bytes left before the limit. */
    public int left() {
        return left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int read = super.read(into, from, most);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new TooLarge();
        }
        return read;
    }

    /** Reads and discards the rest. */
    public void drain() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (read(buffer, 0, buffer.length) >= 0) {
            // discarded; read only to count
        }
    }
}
