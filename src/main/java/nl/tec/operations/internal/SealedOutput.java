package nl.tec.operations.internal;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import nl.tec.operations.Passphrase;
import org.jspecify.annotations.Nullable;

/** Writes a {@link BackupHeader} followed by sealed chunks, each preceded by its length. Closing writes the last chunk. */
public final class SealedOutput extends OutputStream {

    private final DataOutputStream out;
    private final ChunkCipher cipher;
    private final byte[] chunk = new byte[ChunkCipher.CHUNK_BYTES];
    private int filled;
    private boolean closed;

    /** @param passphrase null: none; see {@link BackupHeader} */
    public SealedOutput(OutputStream out, @Nullable Passphrase passphrase) throws IOException {
        BackupHeader header = BackupHeader.fresh(passphrase);
        this.out = new DataOutputStream(out);
        this.cipher = new ChunkCipher(Cipher.ENCRYPT_MODE, header);
        this.out.write(header.bytes());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        int at = from;
        while (at < from + length) {
            if (filled == chunk.length) {
                seal(false);
            }
            int part = Math.min(chunk.length - filled, from + length - at);
            System.arraycopy(bytes, at, chunk, filled, part);
            filled += part;
            at += part;
        }
    }

    private void seal(boolean last) throws IOException {
        try {
            byte[] sealed = cipher.next(chunk, filled, last);
            out.writeInt(sealed.length);
            out.write(sealed);
            filled = 0;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                seal(true);
            }
        }
    }
}
