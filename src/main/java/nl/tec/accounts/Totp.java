package nl.tec.accounts;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) with the parameters of common apps: six digits, thirty seconds, HMAC-SHA-1. */
public final class Totp {

    public static final int SECRET_BYTES = 20;

    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;
    /** The tolerance in steps, for clock drift and late typing. */
    private static final int STEP_TOLERANCE = 1;

    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** Encodes in Base32 (RFC 4648) without padding, for typing. */
    public static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte one : bytes) {
            buffer = buffer << 8 | one & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE_32.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE_32.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    /** Finds the time step of a code, within the tolerance and after the last used step. */
    static OptionalLong step(byte[] secret, String code, Instant now, long lastStep) {
        String digits = code.replaceAll("[\\s-]", "");
        long current = now.getEpochSecond() / STEP_SECONDS;
        return LongStream.rangeClosed(current - STEP_TOLERANCE, current + STEP_TOLERANCE)
                .filter(step -> step > lastStep && code(secret, step).equals(digits))
                .findFirst();
    }

    /** Returns the code that an app shows at a moment. */
    public static String code(byte[] secret, Instant at) {
        return code(secret, at.getEpochSecond() / STEP_SECONDS);
    }

    private static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
