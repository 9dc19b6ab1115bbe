package nl.tec.organisations.internal;

import java.util.Map;
import nl.tec.shared.Problems;

/** Validates the submitted fields of organisations and schools. */
public final class OrganisationRules {

    private static final int MAX_LENGTH = 200;

    private OrganisationRules() {}

    /** @param fields the values by field name */
    @SafeVarargs
    public static Problems checkLengths(Problems problems, Map.Entry<String, String>... fields) {
        for (Map.Entry<String, String> field : fields) {
            problems.addIfLonger(field.getValue(), MAX_LENGTH, field.getKey());
        }
        return problems;
    }
}
