package nl.tec.partners.internal;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rules for a day of a membership or an ambassador. */
@Component
public class ConnectionDays {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final int MAX_YEARS_AHEAD = 5;

    private final Clock clock;

    ConnectionDays(Clock clock) {
        this.clock = clock;
    }

    /** Whether a day is a slip of the pen: long ago, or years ahead. */
    public boolean tooFar(LocalDate day) {
        return day.isBefore(FIRST) || day.isAfter(LocalDate.now(clock).plusYears(MAX_YEARS_AHEAD));
    }

    /** Checks another last day for what is from one day until another, or without an end; problems are at the field {@code last}. */
    public Problems checkEnd(LocalDate from, @Nullable LocalDate until, LocalDate last) {
        return new Problems()
                .addIf(until != null && until.isBefore(LocalDate.now(clock)), "last", "network.problem.ended")
                .addIf(until != null && !last.isBefore(until), "last", "network.problem.later")
                .addIf(last.isBefore(from), "last", "network.problem.beforeStart");
    }
}
