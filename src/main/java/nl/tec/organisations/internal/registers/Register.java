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

    /** How new the contents are, to compare files of this kind: a year, a day as 20261128, a layout. 0: the file does not tell. */
    default int reference(Table table) {
        return 0;
    }

    /** The highest {@link #reference} of what is stored; 0 when nothing is. */
    default int storedReference() {
        return 0;
    }

    void load(Reading reading) throws Refused;
}
