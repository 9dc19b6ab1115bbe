package nl.tec.operations.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-GCM over a sequence of chunks (the STREAM construction). The nonce is the number of the chunk and whether it is the last, so a
 * chunk that is changed, left out, moved or truncated does not decrypt. Every file has a key of its own, so nonces are never reused.
 */
final class ChunkCipher {

    /** The size of a chunk before it is sealed; the last one may be shorter, and empty. */
    static final int CHUNK_BYTES = 1 << 20;

    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final Cipher cipher;
    private final int mode;
    private final BackupHeader header;
    private long next;

    ChunkCipher(int mode, BackupHeader header) {
        this.mode = mode;
        this.header = header;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws javax.crypto.AEADBadTagException for a chunk that is not the one that was sealed at this position */
    byte[] next(byte[] chunk, int length, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putInt(last ? 1 : 0)
                .putLong(next)
                .array();
        cipher.init(mode, header.key(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        if (next == 0) {
            cipher.updateAAD(header.bytes());
        }
        next++;
        return cipher.doFinal(chunk, 0, length);
    }
}
