package nl.tec.organisations.internal.registers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import nl.tec.hub.TextFile;
import org.jspecify.annotations.Nullable;

/** Reads a file as a register, and every value with every parser. */
public final class RegisterTables {

    private interface Reading {
        @Nullable Object of(Row row, Column column) throws BadRow;
    }

    private static final Reading[] READINGS = {
        Row::postcode,
        Row::municipality,
        Row::number,
        Row::count,
        Row::decimal,
        (row, column) -> row.brin6(column, column),
        (row, column) -> Names.dutch(row.text(column)),
        (row, column) -> DutchNames.place(row.name(column)),
        (row, column) -> DutchNames.secondary(row.name(column)),
        SchoolHolidayRegister::date,
        (row, column) -> AddressRegister.region(row.text(column).toUpperCase(Locale.ROOT))
    };

    private RegisterTables() {}

    public static void read(byte[] bytes) throws IOException {
        try (TextFile text = Table.text(new ByteArrayInputStream(bytes))) {
            if (text.start().startsWith("{")) {
                CoordinatesFile.count(text);
                return;
            }
            Table table = new Table(text);
            table.each(row -> table.columnKeys().forEach(key -> values(row, Column.named(key))));
        } catch (Refused refused) {
            // as it says
        }
    }

    private static void values(Row row, Column column) {
        for (Reading reading : READINGS) {
            try {
                reading.of(row, column);
            } catch (BadRow bad) {
                // as it says
            }
        }
    }
}
