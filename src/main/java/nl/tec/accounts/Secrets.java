package nl.tec.accounts;

import java.security.SecureRandom;
import java.util.Base64;
import nl.tec.shared.Sha256;

/**
 * Secrets for links and cookies: 256 random bits, stored as SHA-256. At that length, they need neither a salt nor a slow hash.
 */
public final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Generates a new secret of 43 URL-safe characters. */
    public static String make() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the hash under which a secret is stored. */
    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
