package nl.tec.partners;

import java.time.LocalDate;
import nl.tec.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A contribution that a partner promised for a calendar year, with the amount delivered (rules 6).
 *
 * @param amount the declared amount, in hundredths of the unit
 * @param unitCents the worth of one unit, as agreed when it was declared
 * @param due the last day on which it is in time
 * @param question the question of the hub about it; null: none
 * @param delivered the sum of the accepted deliveries, in hundredths of the unit
 * @param countsVisits whether visits in the programme count automatically as deliveries
 * @param waiting the number of reported deliveries that wait for a decision
 * @param reminded whether the partner was reminded that it is late
 * @param stamp differs after each change of what was promised, asked or decided
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
        boolean reminded,
        String stamp) {

    /** The state of the agreement between the partner and the hub. Only accepted contributions count. */
    public enum State {
        PROPOSED,
        ASKED_BACK,
        ACCEPTED,
        WITHDRAWN
    }

    /** The status of a contribution on a day. */
    public enum Standing {
        /** Waits for a decision of the hub. */
        PROPOSED,
        ASKED_BACK,
        WITHDRAWN,
        /** Delivered completely. */
        DONE,
        ON_TRACK,
        /** Its last day has passed and it is not delivered completely. */
        LATE
    }

    public Quantity declaredQuantity() {
        return new Quantity(amount, unit);
    }

    public Quantity deliveredQuantity() {
        return new Quantity(delivered, unit);
    }

    /** Returns the amount delivered, up to the declared amount. */
    public Quantity fulfilled() {
        return new Quantity(Math.min(amount, delivered), unit);
    }

    /** Returns the amount delivered in excess of the declared amount. */
    public Quantity beyond() {
        return deliveredQuantity().without(declaredQuantity());
    }

    /** Returns the outstanding amount: declared minus delivered, never less than zero. */
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

    /** Returns the rest of {@link #deliveredWorth}, exact to the cent. */
    public Money beyondWorth() {
        return new Money(deliveredWorth().cents() - fulfilledWorth().cents());
    }

    /** Returns the rest of {@link #worth}, exact to the cent. */
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
