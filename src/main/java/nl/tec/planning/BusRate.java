package nl.tec.planning;

import java.time.LocalDate;
import java.util.Optional;
import nl.tec.shared.Money;

/** The cost of a bus; the module that keeps the rates implements it. */
public interface BusRate {

    /** Per kilometre on a day; empty: nobody has said. */
    Optional<Money> perKilometre(LocalDate day);
}
