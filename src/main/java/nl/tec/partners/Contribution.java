package nl.tec.partners;

import java.time.LocalDate;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The promise of a partner for a calendar year, and how much of it came (rules 6).
 *
 * @param amount what was declared, in hundredths of the unit
 * @param unitCents what one unit is worth, as agreed when it was declared
 * @param due the last day on which it is in time
 * @param question what the hub asks back about it; null when nothing
 * @param delivered the sum of the accepted deliveries, in hundredths of the unit
 * @param countsVisits visits in the programme count as deliveries by themselves
 * @param waiting deliveries that the partner reported and nobody looked at yet
 * @param reminded the partner was told that it is late
 */
public record Contribution(
        long id,
        long organisationId,
        int year,
        ContributionKind kind,
        ContributionUnit unit,
        String what,
        long amount,
        long unitCents,
        LocalDate due,
        State state,
        @Nullable String question,
        long delivered,
        boolean countsVisits,
        int waiting,
        boolean reminded) {

    /** The states of a promise between the partner and the hub. Only what was accepted counts. */
    public enum State {
        PROPOSED,
        ASKED_BACK,
        ACCEPTED,
        WITHDRAWN
    }

    /** The standing of a promise on a day. */
    public enum Standing {
        /** Nobody of the hub looked at it yet. */
        PROPOSED,
        ASKED_BACK,
        WITHDRAWN,
        /** Everything came. */
        DONE,
        ON_TRACK,
        /** Its last day has passed and not everything came. */
        LATE
    }

    public Quantity declaredQuantity() {
        return new Quantity(amount, unit);
    }

    public Quantity deliveredQuantity() {
        return new Quantity(delivered, unit);
    }

    /** Returns how much came of what was declared; what came on top of it is left out. */
    public Quantity fulfilled() {
        return new Quantity(Math.min(amount, delivered), unit);
    }

    /** Returns how much came on top of what was declared. */
    public Quantity beyond() {
        return deliveredQuantity().without(declaredQuantity());
    }

    /** Returns how much is still to come: declared minus delivered, never less than zero. */
    public Quantity outstanding() {
        return declaredQuantity().without(deliveredQuantity());
    }

    public Money worth() {
        return Quantity.worth(amount, unitCents);
    }

    public Money deliveredWorth() {
        return Quantity.worth(delivered, unitCents);
    }

    public Money fulfilledWorth() {
        return fulfilled().worth(unitCents);
    }

    /** The rest of {@link #deliveredWorth}, to the cent. */
    public Money beyondWorth() {
        return new Money(deliveredWorth().cents() - fulfilledWorth().cents());
    }

    /** The rest of {@link #worth}, to the cent. */
    public Money outstandingWorth() {
        return new Money(worth().cents() - fulfilledWorth().cents());
    }

    public Standing standing(LocalDate today) {
        return switch (state) {
            case PROPOSED -> Standing.PROPOSED;
            case ASKED_BACK -> Standing.ASKED_BACK;
            case WITHDRAWN -> Standing.WITHDRAWN;
            case ACCEPTED ->
                outstanding().isZero() ? Standing.DONE : today.isAfter(due) ? Standing.LATE : Standing.ON_TRACK;
        };
    }
}
