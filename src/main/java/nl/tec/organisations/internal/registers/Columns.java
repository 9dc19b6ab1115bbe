package nl.tec.organisations.internal.registers;

import org.jspecify.annotations.Nullable;

/** The columns that more than one register has. */
final class Columns {

    static final Column INSTITUTION = Column.named("INSTELLINGSCODE", "BRIN NUMMER", "BRINNUMMER", "BRIN");
    static final Column LOCATION = Column.named("VESTIGINGSCODE", "VESTIGINGSNUMMER");
    static final Column BOARD = Column.named("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER", "BEVOEGD GEZAG")
            .upTo(20);
    static final Column DENOMINATION = Column.named("DENOMINATIE", "DENOMINATIE_VESTIGING");

    private Columns() {}

    /** Some secondary schools have a list of codes for it, which tells nobody anything. */
    static @Nullable String denomination(Row row) throws BadRow {
        String value = row.optional(DENOMINATION);
        return value == null || value.matches("[A-Z]{1,2}(,[A-Z]{1,2})+") ? null : value;
    }
}
