package nl.tec.finance;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The mapping of the columns of a file with bookings. It is stored for the next file with the same headings.
 *
 * @param headings those that are used; a column that is not in the file is left out
 * @param costsNegative whether a negative amount is spent, as on a bank statement; in a ledger a positive one is
 */
public record LedgerLayout(Map<Column, String> headings, boolean costsNegative) {

    public LedgerLayout {
        headings = Map.copyOf(headings);
    }

    /** The columns read of a booking. The amount is in one column, or in two: {@code DEBIT} and {@code CREDIT}. */
    public enum Column {
        DAY("datum", "boekdatum", "transactiedatum", "date"),
        /** The account of the bookkeeping, which says what the booking is about. */
        ACCOUNT("grootboekrekening", "grootboek", "rekening", "rekeningnummer", "kostensoort", "rubriek", "account"),
        AMOUNT("bedrag", "saldo", "amount"),
        DEBIT("debet", "debit", "af"),
        CREDIT("credit", "bij"),
        REFERENCE("boekstuk", "boekstuknummer", "stuknummer", "factuurnummer", "referentie", "volgnummer"),
        WHAT("omschrijving", "toelichting", "description", "naam");

        private final List<String> usual;

        Column(String... usual) {
            this.usual = Arrays.asList(usual);
        }
    }

    /** Guesses the layout by the usual headings. */
    public static LedgerLayout guess(List<String> headings) {
        Map<Column, String> found = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            column.usual.stream()
                    .flatMap(usual -> headings.stream()
                            .filter(heading ->
                                    heading.strip().toLowerCase(Locale.ROOT).equals(usual)))
                    .findFirst()
                    .ifPresent(heading -> found.put(column, heading));
        }
        if (found.containsKey(Column.DEBIT) && found.containsKey(Column.CREDIT)) {
            found.remove(Column.AMOUNT);
        }
        return new LedgerLayout(found, false);
    }
}
