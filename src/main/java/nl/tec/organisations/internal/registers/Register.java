package nl.tec.organisations.internal.registers;

import java.util.List;
import nl.tec.organisations.RegisterKind;

/** One kind of public register that comes as a table. */
abstract class Register {

    private final RegisterKind kind;
    private final List<Column> required;

    /** @param required without these columns it can't be read */
    Register(RegisterKind kind, List<Column> required) {
        this.kind = kind;
        this.required = required;
    }

    RegisterKind kind() {
        return kind;
    }

    List<Column> required() {
        return required;
    }

    /** Whether the columns are those of this register and no other's; some may still be missing. */
    abstract boolean recognises(Table table);

    /** Returns how new the contents are, to compare files of this kind: a year, a day as 20261128, a layout. 0: the file does not tell. */
    int reference(Table table) {
        return 0;
    }

    /** The highest {@link #reference} of what is stored; 0 when nothing is. */
    int storedReference() {
        return 0;
    }

    abstract void load(Reading reading) throws Refused;
}
