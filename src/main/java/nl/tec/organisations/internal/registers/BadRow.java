package nl.tec.organisations.internal.registers;

import nl.tec.organisations.ImportReport.Reason;

/** Signals an invalid line, which is reported and skipped. */
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
