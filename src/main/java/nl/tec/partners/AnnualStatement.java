package nl.tec.partners;

import java.util.List;
import nl.tec.shared.Money;
import nl.tec.shared.World;

/**
 * The one-page statement of what a partner made possible in a calendar year (journey 6).
 *
 * @param pupils distinct pupils who came with their class to sessions that it organised or hosted (rules 2.2 - 2.4)
 * @param others people who came in their own time, each once: children by mail address and age, walk-ins by head (rules 2.5, 2.9)
 * @param staffHours the hours of people that it delivered, in hundredths
 * @param worth the worth of everything it delivered
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
        List<World> worlds,
        List<Contribution> contributions) {}
