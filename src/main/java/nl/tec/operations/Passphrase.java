package nl.tec.operations;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** The passphrase that backups are encrypted with. Caches the last key derived from it, because deriving one is deliberately slow. */
public final class Passphrase {

    public static final int MIN_LENGTH = 12;

    private record Derived(byte[] salt, int iterations, byte[] bytes) {}

    private final char[] words;
    private @Nullable Derived last;

    public Passphrase(char[] words) {
        this.words = words.clone();
    }

    /** Returns a passphrase; empty for an empty text. */
    public static Optional<Passphrase> of(String words) {
        return words.isEmpty() ? Optional.empty() : Optional.of(new Passphrase(words.toCharArray()));
    }

    /** Derives a key by PBKDF2 with HMAC-SHA-512. */
    public synchronized byte[] derive(byte[] salt, int iterations, int bytes) {
        Derived known = last;
        if (known != null
                && known.iterations == iterations
                && known.bytes.length == bytes
                && Arrays.equals(known.salt, salt)) {
            return known.bytes.clone();
        }
        PBEKeySpec asked = new PBEKeySpec(words, salt, iterations, bytes * Byte.SIZE);
        try {
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(asked)
                    .getEncoded();
            last = new Derived(salt.clone(), iterations, derived);
            return derived.clone();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            asked.clearPassword();
        }
    }
}
