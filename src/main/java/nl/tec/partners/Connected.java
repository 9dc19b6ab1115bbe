package nl.tec.partners;

import java.time.LocalDate;

/**
 * An organisation that is connected on a day, and by what (rules 6).
 *
 * @param from the first day of the membership, or the day of the last delivery
 * @param basis what shows it, as {@link Basis#code}; of a delivery {@code DELIVERY}
 */
public record Connected(long organisationId, String organisation, By by, LocalDate from, String basis) {

    /** By what; a membership goes before a delivery. */
    public enum By {
        SIGNATORY,
        MEMBER,
        CONTRIBUTOR,
        /** A delivered contribution of the last twelve months, without a membership. */
        DELIVERY
    }
}
