package nl.tec.organisations.internal.registers;

import org.jspecify.annotations.Nullable;

/** Columns shared by several registers. */
final class Columns {

    static final Column INSTITUTION = Column.named("INSTELLINGSCODE", "BRIN NUMMER", "BRINNUMMER", "BRIN");
    static final Column LOCATION = Column.named("VESTIGINGSCODE", "VESTIGINGSNUMMER");
    static final Column BOARD = Column.named("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER", "BEVOEGD GEZAG")
            .upTo(20);
    static final Column DENOMINATION = Column.named("DENOMINATIE", "DENOMINATIE_VESTIGING");

    private Columns() {}

    /** Returns the denomination; null if it is a meaningless list of codes, as for some secondary schools. */
    static @Nullable String denomination(Row row) throws BadRow {
        String value = row.optional(DENOMINATION);
        return value == null || value.matches("[A-Z]{1,2}(,[A-Z]{1,2})+") ? null : value;
    }
}
