package nl.tec.finance;

import java.util.Optional;
import nl.tec.shared.Money;

/**
 * The cost of a calendar year for each person who came (rules 7.4): what was really spent, divided by reach.
 *
 * @param costs in money, without contributions in kind
 * @param pupils distinct pupils who came with their class
 * @param others who came by themselves
 */
public record PerPupil(int year, Money costs, long pupils, long others) {

    /** Rounded to the cent, half a cent up; empty when nobody came. */
    public Optional<Money> perPupil() {
        return costs.each(pupils);
    }

    /** Returns the cost per participant, pupils and others. */
    public Optional<Money> perParticipant() {
        return costs.each(pupils + others);
    }
}
