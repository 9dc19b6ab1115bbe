package nl.tec.network.web;

import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/** Amounts of money as people type them: 250, 250,50, 1.250. */
final class Amounts {

    private static final int LONGEST = 12;

    private Amounts() {}

    /** In cents; null for nothing typed, or (with a problem at the field) for what is no amount. */
    static @Nullable Long cents(String typed, String field, Problems problems) {
        String plain = typed.strip().replace("€", "").strip();
        if (plain.isEmpty()) {
            return null;
        }
        if (plain.length() > LONGEST || !plain.matches("\\d{1,3}(\\.\\d{3})+(,\\d{1,2})?|\\d+(,\\d{1,2})?")) {
            problems.add(field, "declarations.problem.fee");
            return null;
        }
        String[] parts = plain.replace(".", "").split(",");
        long cents = parts.length == 1 ? 0 : Long.parseLong((parts[1] + "0").substring(0, 2));
        return Long.parseLong(parts[0]) * 100 + cents;
    }
}
