package nl.tec.organisations.internal.registers;

import nl.tec.organisations.ImportReport.Reason;

/** Signals that a whole file is refused. Package-private: the public API returns a report instead. */
final class Refused extends Exception {

    private final transient Reason reason;

    Refused(String key, Object... arguments) {
        super(key);
        this.reason = Reason.of(key, arguments);
    }

    Reason reason() {
        return reason;
    }
}
