package nl.tec.organisations.internal.registers;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Rejects municipality codes that do not exist: codes that are unknown while the municipality named with them has another code, in the
 * rest of the file or in the database. A genuinely new municipality has a new name, or a new code throughout the file.
 */
final class MunicipalityCodes {

    private final Column code;
    private final Column name;
    private final Map<String, String> known;
    private final Set<String> codes;
    /** The number of rows per municipality and code. */
    private final Map<String, Map<String, Integer>> inFile = new HashMap<>();

    /** @param known codes by {@link DutchNames#key} of the name */
    MunicipalityCodes(Table table, Column code, Column name, Map<String, String> known) {
        this.code = code;
        this.name = name;
        this.known = known;
        this.codes = new HashSet<>(known.values());
        table.each(row -> {
            String named = row.asWritten(name);
            String coded = row.asWritten(code);
            if (named != null && coded != null) {
                inFile.computeIfAbsent(DutchNames.key(named), key -> new HashMap<>())
                        .merge(padded(coded), 1, Integer::sum);
            }
        });
    }

    void check(Row row) throws BadRow {
        String own = row.municipality(code);
        String named = row.optional(name);
        if (named == null || codes.contains(own)) {
            return;
        }
        String key = DutchNames.key(named);
        Map<String, Integer> counts = inFile.getOrDefault(key, Map.of());
        int mine = counts.getOrDefault(own, 0);
        boolean outvoted = counts.values().stream().anyMatch(other -> other > mine);
        boolean alone = counts.size() == 1 && mine == 1 && known.containsKey(key);
        if (outvoted || alone) {
            throw new BadRow("import.row.noSuchMunicipality", own, named);
        }
    }

    private static String padded(String code) {
        return code.length() < 4 ? "0".repeat(4 - code.length()) + code : code;
    }
}
