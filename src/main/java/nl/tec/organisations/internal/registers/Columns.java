package nl.tec.organisations.internal.registers;

/** The columns that more than one register has. */
final class Columns {

    static final Column INSTITUTION = Column.named("INSTELLINGSCODE", "BRIN NUMMER", "BRINNUMMER", "BRIN");
    static final Column LOCATION = Column.named("VESTIGINGSCODE", "VESTIGINGSNUMMER");
    static final Column BOARD = Column.named("BEVOEGD GEZAG NUMMER", "BEVOEGD_GEZAG_NUMMER", "BEVOEGD GEZAG");
    static final Column DENOMINATION = Column.named("DENOMINATIE", "DENOMINATIE_VESTIGING");

    private Columns() {}
}
