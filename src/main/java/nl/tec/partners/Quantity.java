package nl.tec.partners;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tec.shared.Money;
import nl.tec.shared.Numbers;

/**
 * An exact amount of a unit.
 *
 * @param hundredths of the unit; 150 of an hour are one and a half
 */
public record Quantity(long hundredths, ContributionUnit unit) {

    /** A sanity limit: more than ten million of anything is a typing error. */
    public static final long MAX = 1_000_000_000L;

    private static final Pattern THOUSANDS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{3})+");

    /** Returns the worth at a price per unit, rounded half up to the cent (rules 6). */
    public Money worth(long unitCents) {
        return worth(hundredths, unitCents);
    }

    /** Returns the worth of one unit. */
    public static Money each(long unitCents) {
        return new Money(unitCents);
    }

    static Money worth(long hundredths, long unitCents) {
        return new Money(Math.floorDiv(Math.addExact(Math.multiplyExact(hundredths, unitCents), 50), 100));
    }

    /** Returns this amount minus the delivered one, never less than zero. */
    public Quantity without(Quantity delivered) {
        return new Quantity(Math.max(0, hundredths - delivered.hundredths), unit);
    }

    public boolean isZero() {
        return hundredths == 0;
    }

    /** Formats the number without its unit: {@code 1,5}; {@code 1.250}; euros as {@code 1.500,50}. */
    public String number(Locale locale) {
        boolean dutch = !locale.getLanguage().equals("en");
        long rest = Math.abs(hundredths) % 100;
        String decimals = rest == 0
                ? ""
                : (dutch ? "," : ".")
                        + (rest % 10 == 0 && unit != ContributionUnit.EURO ? "" + rest / 10 : "%02d".formatted(rest));
        return Numbers.whole(hundredths / 100, locale) + decimals;
    }

    /** Returns the key of the text of this amount with its unit, which takes the {@link #number}. */
    public String textKey() {
        return "contributions.amount." + unit + (hundredths == 100 ? ".one" : "");
    }

    /** Formats the number for a form field: {@code 1250,5}. */
    public String typed() {
        return number(Locale.forLanguageTag("nl")).replace(".", "");
    }

    /**
     * Parses a typed amount to hundredths: {@code 80}, {@code 1,5}, {@code € 1.250,00}; empty if it is not a positive number with at most
     * two decimals, or exceeds {@link #MAX}.
     */
    public static Optional<Long> parse(String typed) {
        String plain = typed.replaceAll("[\\s\u00a0€]", "");
        if (plain.contains(",") || THOUSANDS.matcher(plain).matches()) {
            plain = plain.replace(".", "").replace(',', '.');
        }
        if (!plain.matches("[0-9]{1,9}(\\.[0-9]{1,2})?")) {
            return Optional.empty();
        }
        long hundredths = new BigDecimal(plain)
                .movePointRight(2)
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
        return hundredths < 1 || hundredths > MAX ? Optional.empty() : Optional.of(hundredths);
    }
}
