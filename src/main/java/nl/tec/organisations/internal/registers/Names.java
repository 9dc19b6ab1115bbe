package nl.tec.organisations.internal.registers;

import org.jspecify.annotations.Nullable;

/** Parses the names of OpenHolidays: {@code NL Kerstvakantie,DE Weihnachtsferien,EN Christmas Holidays}. */
final class Names {

    /** The maximum length of all languages together. */
    static final int MAX_LENGTH = 600;

    private Names() {}

    /** @throws BadRow if there is no Dutch name */
    static String dutch(String names) throws BadRow {
        String name = in("NL", names);
        if (name == null) {
            throw new BadRow("import.row.noDutch", names);
        }
        return name;
    }

    static @Nullable String in(String language, String names) {
        for (String name : names.split(",")) {
            if (name.strip().startsWith(language + " ")) {
                return name.strip().substring(language.length() + 1).strip();
            }
        }
        return null;
    }
}
