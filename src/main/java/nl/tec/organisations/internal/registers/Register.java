package nl.tec.organisations.internal.registers;

import java.util.List;
import nl.tec.organisations.RegisterKind;

/** One kind of public register that comes as a table. */
interface Register {

    RegisterKind kind();

    /** Whether the columns are those of this register and no other's; some may still be missing. */
    boolean recognises(Table table);

    /** Without these it can't be read. */
    List<Column> required();

    void load(Reading reading) throws Refused;
}
