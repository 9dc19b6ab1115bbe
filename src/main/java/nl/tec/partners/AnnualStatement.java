package nl.tec.partners;

import java.util.List;
import nl.tec.shared.Money;
import nl.tec.shared.World;

/**
 * The annual statement of what a partner made possible in a calendar year, on one page (journey 6).
 *
 * @param pupils distinct pupils who came with their class to what it organised or hosted (rules 2.2 - 2.4)
 * @param others people who came in the own time: distinct by mail address, walk-ins by head (rules 2.9)
 * @param staffHours hundredths of hours of people it delivered
 * @param worth of everything it delivered
 */
public record AnnualStatement(
        int year,
        String organisation,
        int pupils,
        int others,
        int sessions,
        long staffHours,
        Money declared,
        Money worth,
        Money money,
        List<World> worlds,
        List<Contribution> contributions) {}
