package nl.tec.accounts;

import java.security.SecureRandom;
import java.util.Base64;
import nl.tec.shared.Sha256;

/**
 * Secrets for links and cookies: 256 random bits, of which only the SHA-256 is stored. A secret that long needs no salt
 * and no slow hash.
 */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new secret: 43 characters that can stand in an address. */
    public static String make() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the hash of a secret, which is what is stored of it. */
    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
