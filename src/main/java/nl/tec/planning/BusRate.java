package nl.tec.planning;

import java.time.LocalDate;
import java.util.Optional;
import nl.tec.shared.Money;

/** The cost of a bus; the module that keeps the rates implements it. */
public interface BusRate {

    /** Returns the rate per kilometre on a day; empty if none was set. */
    Optional<Money> perKilometre(LocalDate day);
}
