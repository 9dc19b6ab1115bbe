package nl.tec.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The compliance statuses of the Dutch register of accessibility statements (toegankelijkheidsverklaring.nl). */
public enum AccessibilityStatus {
    /** Examined, and meets all requirements. */
    A,
    /** Examined, and meets some of the requirements. */
    B,
    /** First measures were taken. */
    C,
    /** Does not comply. */
    D,
    /** Has no statement. */
    E;

    private static final int YEARS_VALID = 3;

    /** Whether it is given by a statement in the register. */
    public boolean declared() {
        return this != E;
    }

    /** Whether it needs the report of a whole examination. */
    public boolean examined() {
        return this == A || this == B;
    }

    /** Returns the last day on which a status with such a report is valid. */
    static LocalDate validUntil(LocalDate examined) {
        return examined.plusYears(YEARS_VALID);
    }

    /** Returns the status of this name. */
    public static Optional<AccessibilityStatus> of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst();
    }
}
