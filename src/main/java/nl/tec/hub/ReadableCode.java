package nl.tec.hub;

import java.security.SecureRandom;

/** Random codes that people type over or read out on the telephone: {@code XXXX-XXXX}, without letters and digits that look alike. */
public final class ReadableCode {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int LENGTH = 8;

    private ReadableCode() {}

    public static String make() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return withDash(code.toString());
    }

    /** Returns a code that was typed without its dash as it was made; anything of another length as it is. */
    static String withDash(String letters) {
        return letters.length() == LENGTH
                ? letters.substring(0, LENGTH / 2) + "-" + letters.substring(LENGTH / 2)
                : letters;
    }
}
