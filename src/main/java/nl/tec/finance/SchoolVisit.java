package nl.tec.finance;

import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Money;

/** A visit of a class that came, with the price for its school before deductions. */
public record SchoolVisit(
        long bookingId,
        long siteId,
        String school,
        String brin6,
        long activityId,
        Bilingual activity,
        LocalDate day,
        int participants,
        Money price) {}
