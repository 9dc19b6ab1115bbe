package nl.tec.operations.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import nl.tec.operations.BackupRefused;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.Passphrase;
import org.jspecify.annotations.Nullable;

/**
 * The header of a backup file: its format, and the origin of its key. With a passphrase the key is derived from it (PBKDF2 with
 * HMAC-SHA-512), and a check value tells a wrong passphrase from a damaged file. Without one the key is in the header: then
 * the chunks are protected against damage, not against people.
 *
 * @param bytes as they are in the file; the first chunk is authenticated together with them
 */
record BackupHeader(byte[] bytes, SecretKeySpec key) {

    private static final byte[] MAGIC = "TEC-BACKUP-".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int KEY_IN_HEADER = 0;
    private static final int KEY_FROM_PASSPHRASE = 1;
    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 16;
    /** More than the 210,000 that OWASP recommends for HMAC-SHA-512; a backup is opened rarely. */
    private static final int ITERATIONS = 500_000;
    /** The limit that keeps a forged header from occupying a machine. */
    private static final int MAX_ITERATIONS = 10_000_000;

    static BackupHeader fresh(@Nullable Passphrase passphrase) throws IOException {
        SecureRandom random = new SecureRandom();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeByte(FORMAT);
        byte[] key = new byte[KEY_BYTES];
        if (passphrase == null) {
            out.writeByte(KEY_IN_HEADER);
            random.nextBytes(key);
            out.write(key);
        } else {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            byte[] derived = derive(passphrase, salt, ITERATIONS);
            System.arraycopy(derived, 0, key, 0, KEY_BYTES);
            out.writeByte(KEY_FROM_PASSPHRASE);
            out.writeInt(ITERATIONS);
            out.write(salt);
            out.write(derived, KEY_BYTES, derived.length - KEY_BYTES);
        }
        return new BackupHeader(bytes.toByteArray(), new SecretKeySpec(key, "AES"));
    }

    static BackupHeader read(DataInputStream in, @Nullable Passphrase passphrase) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream copy = new DataOutputStream(bytes);
        try {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new BackupRefused(Reason.NOT_A_BACKUP);
            }
            copy.write(magic);
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new BackupRefused(Reason.NEWER_FORMAT);
            }
            copy.writeByte(format);
            int origin = in.readUnsignedByte();
            copy.writeByte(origin);
            byte[] key = switch (origin) {
                case KEY_IN_HEADER -> copied(in, copy, KEY_BYTES);
                case KEY_FROM_PASSPHRASE -> fromPassphrase(in, copy, passphrase);
                default -> throw new BackupRefused(Reason.ALTERED);
            };
            return new BackupHeader(bytes.toByteArray(), new SecretKeySpec(key, "AES"));
        } catch (EOFException e) {
            throw new BackupRefused(Reason.TRUNCATED);
        }
    }

    private static byte[] fromPassphrase(DataInputStream in, DataOutputStream copy, @Nullable Passphrase passphrase)
            throws IOException {
        int iterations = in.readInt();
        copy.writeInt(iterations);
        byte[] salt = copied(in, copy, SALT_BYTES);
        byte[] check = copied(in, copy, KEY_BYTES);
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new BackupRefused(Reason.ALTERED);
        }
        if (passphrase == null) {
            throw new BackupRefused(Reason.PASSPHRASE_MISSING);
        }
        byte[] derived = derive(passphrase, salt, iterations);
        if (!MessageDigest.isEqual(check, Arrays.copyOfRange(derived, KEY_BYTES, derived.length))) {
            throw new BackupRefused(Reason.PASSPHRASE_WRONG);
        }
        return Arrays.copyOf(derived, KEY_BYTES);
    }

    private static byte[] copied(DataInputStream in, DataOutputStream copy, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        copy.write(bytes);
        return bytes;
    }

    /** Derives the key, followed by the check value: both of 32 bytes, together one block of SHA-512, so that neither costs extra. */
    private static byte[] derive(Passphrase passphrase, byte[] salt, int iterations) {
        return passphrase.derive(salt, iterations, 2 * KEY_BYTES);
    }
}
