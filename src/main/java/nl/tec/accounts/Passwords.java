package nl.tec.accounts;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * The requirements on passwords: length counts, without rules about digits and symbols. zxcvbn estimates the number of guesses from lists
 * of common passwords, names and English words, supplemented by our own.
 */
public final class Passwords {

    public static final int MIN_LENGTH = 10;
    /** The limit of bcrypt, which ignores the rest. */
    private static final int MAX_BYTES = 72;

    /** The minimum log10 of the number of guesses: a day of guessing a stolen bcrypt hash on good hardware. */
    private static final double MIN_GUESSES_LOG10 = 9;

    /** Words that are common in Dutch passwords or likely here, most likely first. */
    private static final List<String> DUTCH = List.of(("""
            wachtwoord welkom geheim hallo beheer beheerder inloggen gebruiker testen proef gast
            lente zomer herfst winter januari februari maart april mei juni juli augustus september oktober november december
            maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
            deventer zutphen apeldoorn zwolle nederland holland amsterdam rotterdam utrecht overijssel
            technicampus techniek techlab tec school scholen klas groep leerling leerlingen leraar juf meester docent gemeente
            feyenoord ajax psv goaheadeagles voetbal liefde schatje schat lieverd hond kat poes paard bloem
            kerst vakantie koningsdag sinterklaas het de een mijn jouw is van en ik
            """).strip().split("\\s+"));

    /** Created lazily, because it loads large word lists. */
    private static final Supplier<Zxcvbn> STRENGTH_METER = SingletonSupplier.of(Zxcvbn::new);

    private Passwords() {}

    /**
     * Returns the message key of the problem with a new password, if any.
     *
     * @param email of the account: its parts are easily guessed
     */
    public static Optional<String> problem(String password, String email) {
        if (password.length() < MIN_LENGTH) {
            return Optional.of("accounts.password.short");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("accounts.password.long");
        }
        List<String> words = new ArrayList<>(DUTCH);
        words.addAll(List.of(email.split("@", 0)));
        words.addAll(List.of(email.split("[^\\p{L}]+", 0)));
        return STRENGTH_METER.get().measure(password, words).getGuessesLog10() < MIN_GUESSES_LOG10
                ? Optional.of("accounts.password.easy")
                : Optional.empty();
    }
}
