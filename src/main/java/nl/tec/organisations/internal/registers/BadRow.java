package nl.tec.organisations.internal.registers;

import nl.tec.organisations.ImportReport.Reason;

/** One line is no good; it is reported and the rest goes in. */
final class BadRow extends Exception {

    private final transient Reason reason;

    BadRow(String key, Object... arguments) {
        super(key);
        this.reason = Reason.of(key, arguments);
    }

    Reason reason() {
        return reason;
    }
}
