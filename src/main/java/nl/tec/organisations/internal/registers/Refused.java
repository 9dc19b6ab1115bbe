package nl.tec.organisations.internal.registers;

import nl.tec.organisations.ImportReport.Reason;

/** The whole file is refused; stays inside this package, the face answers a report. */
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
