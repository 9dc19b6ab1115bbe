package nl.tec.partners;

import java.time.LocalDate;

/**
 * An organisation that is connected on a day, with the reason (rules 6).
 *
 * @param from the first day of the membership, or the day of the last delivery
 * @param basis the evidence, as {@link Basis#code}; {@code DELIVERY} for a delivery
 */
public record Connected(long organisationId, String organisation, By by, LocalDate from, String basis) {

    /** The reason; a membership takes precedence over a delivery. */
    public enum By {
        SIGNATORY,
        MEMBER,
        CONTRIBUTOR,
        /** A delivered contribution of the last twelve months, without a membership. */
        DELIVERY
    }
}
