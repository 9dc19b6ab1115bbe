package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates the dates of memberships and ambassadors. */
@Component
public class ConnectionDays {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final int MAX_YEARS_AHEAD = 5;

    private final Clock clock;

    ConnectionDays(Clock clock) {
        this.clock = clock;
    }

    /** Whether a day is implausible: long ago, or years ahead. */
    public boolean tooFar(LocalDate day) {
        return day.isBefore(FIRST) || day.isAfter(Dates.today(clock).plusYears(MAX_YEARS_AHEAD));
    }

    /** Validates an earlier last day for a term; problems are at the field {@code last}. */
    public Problems checkEnd(LocalDate from, @Nullable LocalDate until, LocalDate last) {
        return new Problems()
                .addIf(until != null && until.isBefore(Dates.today(clock)), "last", "network.problem.ended")
                .addIf(until != null && !last.isBefore(until), "last", "network.problem.later")
                .addIf(last.isBefore(from), "last", "network.problem.beforeStart");
    }
}
