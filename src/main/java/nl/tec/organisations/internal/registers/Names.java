package nl.tec.organisations.internal.registers;

import org.jspecify.annotations.Nullable;

/** OpenHolidays writes names as {@code NL Kerstvakantie,DE Weihnachtsferien,EN Christmas Holidays}. */
final class Names {

    /** Characters of all languages together. */
    static final int MAX_LENGTH = 600;

    private Names() {}

    /** @throws BadRow when there is no Dutch one */
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
