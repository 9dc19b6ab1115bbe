package nl.tec.accounts;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a password has to be. Long is what counts; no rules about digits and signs. */
public final class Passwords {

    public static final int MIN_LENGTH = 10;
    /** bcrypt reads no further. */
    private static final int MAX_BYTES = 72;

    /** Words that lists of leaked passwords begin with, in Dutch and English, and those that come to mind here. */
    private static final Set<String> COMMON = Set.of(("""
            wachtwoord password passwort pass word welkom welcome hallo hello geheim secret admin administrator beheer beheerder
            root test tester testen proef demo gast guest user gebruiker login inloggen letmein changeme default
            qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm azerty qazwsx abc abcd abcde abcdef abcdefg abcdefgh abcdefghij
            lente zomer herfst winter spring summer autumn januari februari maart april mei juni juli augustus september oktober
            november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
            deventer zutphen apeldoorn zwolle nederland holland amsterdam rotterdam utrecht overijssel
            technicampus techniek techlab tec school scholen klas groep leerling leerlingen leraar juf meester docent gemeente
            feyenoord ajax psv goaheadeagles voetbal football liefde schatje schat lieverd hond kat poes paard bloem
            iloveyou sunshine princess dragon monkey master shadow superman batman pokemon starwars computer internet
            kerst vakantie koningsdag sinterklaas het de een mijn jouw is van en ik my the
            """).strip().split("\\s+"));

    private static final int LONGEST = 16;

    private Passwords() {}

    /**
     * What is wrong with a new password: a message key.
     *
     * @param email of the account: a password that contains its name is too easy
     */
    public static Optional<String> problem(String password, String email) {
        if (password.length() < MIN_LENGTH) {
            return Optional.of("accounts.password.short");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("accounts.password.long");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        int at = email.indexOf('@');
        String name = at > 0 ? email.substring(0, at).toLowerCase(Locale.ROOT) : email.toLowerCase(Locale.ROOT);
        boolean easy =
                lower.chars().distinct().count() < 5 || name.length() > 3 && lower.contains(name) || isCommon(lower);
        return easy ? Optional.of("accounts.password.easy") : Optional.empty();
    }

    /** A word that everybody tries, or several in a row, with digits and signs around them: 'Zomer2026!!', 'welkom01welkom01'. */
    private static boolean isCommon(String lower) {
        // 'w@chtw00rd123' is read as it is meant
        String meant = lower.replaceAll("^[^a-z]+|[^a-z]+$", "")
                .replace('@', 'a')
                .replace('0', 'o')
                .replace('3', 'e')
                .replace('$', 's');
        return isOfCommonWords(lower.replaceAll("[^a-z]", "")) || isOfCommonWords(meant.replaceAll("[^a-z]", ""));
    }

    private static boolean isOfCommonWords(String letters) {
        if (letters.isEmpty()) {
            return true;
        }
        // reachable[i]: the first i letters are common words
        boolean[] reachable = new boolean[letters.length() + 1];
        reachable[0] = true;
        for (int end = 1; end <= letters.length(); end++) {
            for (int start = Math.max(0, end - LONGEST); start < end && !reachable[end]; start++) {
                reachable[end] = reachable[start] && COMMON.contains(letters.substring(start, end));
            }
        }
        return reachable[letters.length()];
    }
}
