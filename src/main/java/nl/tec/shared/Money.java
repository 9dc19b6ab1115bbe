package nl.tec.shared;

import java.util.Locale;

/**
 * An amount of euros in cents; never floating point (rules 7).
 */
public record Money(long cents) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    public Money plus(Money other) {
        return new Money(Math.addExact(cents, other.cents));
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(cents, factor));
    }

    public boolean isZero() {
        return cents == 0;
    }

    /** {@code € 12,50} or {@code € 12} in Dutch, {@code €12.50} in English; whole euros without decimals. */
    public String format(Locale locale) {
        boolean dutch = !locale.getLanguage().equals("en");
        String sign = cents < 0 ? "-" : "";
        long absolute = Math.abs(cents);
        String euros = String.format(dutch ? Locale.forLanguageTag("nl") : Locale.ENGLISH, "%,d", absolute / 100);
        String decimals = absolute % 100 == 0 ? "" : (dutch ? "," : ".") + "%02d".formatted(absolute % 100);
        return (dutch ? "€ " : "€") + sign + euros + decimals;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(cents, other.cents);
    }
}
