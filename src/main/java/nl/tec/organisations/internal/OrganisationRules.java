package nl.tec.organisations.internal;

import java.util.Locale;
import java.util.Map;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;

/** Validates the submitted fields of organisations and schools. */
public final class OrganisationRules {

    private static final int MAX_LENGTH = 200;

    private OrganisationRules() {}

    /** @param fields the values by field name */
    @SafeVarargs
    public static Problems checkLengths(Problems problems, Map.Entry<String, String>... fields) {
        for (Map.Entry<String, String> field : fields) {
            problems.addIf(
                    field.getValue().length() > MAX_LENGTH, field.getKey(), "organisations.problem.long", MAX_LENGTH);
        }
        return problems;
    }

    /** Returns the postcode as {@code 7411 HR}; null if it is invalid. */
    public static @Nullable String postcode(String typed) {
        String plain = typed.replace(" ", "").toUpperCase(Locale.ROOT);
        return plain.matches("[1-9][0-9]{3}[A-Z]{2}") ? plain.substring(0, 4) + " " + plain.substring(4) : null;
    }
}
