package nl.tec.operations.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Cipher;
import nl.tec.operations.BackupRefused;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.Passphrase;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SealedOutput} wrote. Returns no byte of a chunk that was altered, and no end for a file that was truncated. */
public final class SealedInput extends InputStream {

    private final PushbackInputStream file;
    private final DataInputStream in;
    private final ChunkCipher cipher;
    private byte[] chunk = new byte[0];
    private int at;
    private boolean lastRead;

    /** @throws BackupRefused when it is not a backup, or the passphrase is missing or wrong */
    public SealedInput(InputStream in, @Nullable Passphrase passphrase) throws IOException {
        this.file = new PushbackInputStream(new BufferedInputStream(in, 1 << 16), 1);
        this.in = new DataInputStream(file);
        this.cipher = new ChunkCipher(Cipher.DECRYPT_MODE, BackupHeader.read(this.in, passphrase));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (at == chunk.length) {
            if (lastRead) {
                return -1;
            }
            open();
        }
        int part = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, bytes, from, part);
        at += part;
        return part;
    }

    private void open() throws IOException {
        byte[] sealed;
        try {
            int length = in.readInt();
            if (length < ChunkCipher.TAG_BYTES || length > ChunkCipher.CHUNK_BYTES + ChunkCipher.TAG_BYTES) {
                throw new BackupRefused(Reason.ALTERED);
            }
            sealed = new byte[length];
            in.readFully(sealed);
        } catch (EOFException e) {
            throw new BackupRefused(Reason.TRUNCATED);
        }
        int behind = file.read();
        if (behind >= 0) {
            file.unread(behind);
        }
        lastRead = behind < 0;
        boolean full = sealed.length == ChunkCipher.CHUNK_BYTES + ChunkCipher.TAG_BYTES;
        try {
            chunk = cipher.next(sealed, sealed.length, lastRead);
            at = 0;
        } catch (GeneralSecurityException e) {
            // truncated between two chunks: the remaining chunks are whole, but none is the last
            throw new BackupRefused(lastRead && full ? Reason.TRUNCATED : Reason.ALTERED);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
