package nl.tec.organisations.internal.registers;

import java.util.List;
import nl.tec.organisations.RegisterKind;

/** A kind of public register in tabular form. */
abstract class Register {

    private final RegisterKind kind;
    private final List<Column> required;

    /** @param required the columns that a file has to have */
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

    /** Whether the columns identify this register; required ones may still be missing. */
    abstract boolean recognises(Table table);

    /** Returns the age of the contents, comparable within this kind: a year, a day as 20261128, or a layout. 0: unknown. */
    int reference(Table table) {
        return 0;
    }

    /** Returns the highest {@link #reference} of the stored data; 0 if there is none. */
    int storedReference() {
        return 0;
    }

    abstract void load(Reading reading) throws Refused;
}
