package nl.tec.shared;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of euros in cents; never floating point (rules 7). */
public record Money(long cents) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /** A dot before exactly three digits separates thousands, one before one or two digits is a decimal separator. */
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:€[\\s\\u00a0]*)?(?:(\\d{1,3}(?:\\.\\d{3}){1,2})(?:,(\\d{1,2}))?|(\\d{1,9})(?:[.,](\\d{1,2}))?)");

    /**
     * Reads an amount as people type it: {@code 12}, {@code 12,5}, {@code 12.50}, {@code 1.250}, {@code € 1.250,50}.
     *
     * @return empty if it is not an amount, or an empty text
     */
    public static Optional<Money> parse(String text) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            return Optional.empty();
        }
        boolean thousands = amount.group(1) != null;
        String euros = thousands ? amount.group(1).replace(".", "") : amount.group(3);
        String decimals = amount.group(thousands ? 2 : 4);
        long cents = decimals == null ? 0 : Long.parseLong((decimals + "0").substring(0, 2));
        return Optional.of(new Money(Long.parseLong(euros) * 100 + cents));
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(cents, other.cents));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(cents, factor));
    }

    /** Divides into equal parts, rounded to the cent, half a cent up. @param parts positive */
    public Money dividedBy(long parts) {
        return new Money(Math.floorDiv(2 * cents + parts, 2 * parts));
    }

    /** Returns the part of each, as {@link #dividedBy}; empty when there is nobody. */
    public Optional<Money> each(long people) {
        return people <= 0 ? Optional.empty() : Optional.of(dividedBy(people));
    }

    public boolean isZero() {
        return cents == 0;
    }

    /** Formats as {@code € 12,50} or {@code € 12} in Dutch, with a space that does not break, {@code €12.50} in English; whole euros without decimals. */
    public String format(Locale locale) {
        boolean dutch = !locale.getLanguage().equals("en");
        String sign = cents < 0 ? "-" : "";
        long absolute = Math.abs(cents);
        String euros = Numbers.whole(absolute / 100, locale);
        String decimals = absolute % 100 == 0 ? "" : (dutch ? "," : ".") + "%02d".formatted(absolute % 100);
        return (dutch ? "€\u00a0" : "€") + sign + euros + decimals;
    }

    /** Formats as people type it, to fill a field with: {@code 1250,50}. */
    public String typed() {
        return BigDecimal.valueOf(cents, 2).toPlainString().replace('.', ',');
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }
}
