package nl.tec.hub;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives at most so many bytes, and then fails: for what unpacks to more than it should. */
public final class LimitedInput extends FilterInputStream {

    private int left;

    /** There was more than the limit. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    public LimitedInput(InputStream in, int limit) {
        super(in);
        this.left = limit;
    }

    /** Bytes of the limit that were not read. */
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

    /** Reads the rest without keeping it. */
    public void drain() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        while (read(buffer, 0, buffer.length) >= 0) {
            // only counted
        }
    }
}
