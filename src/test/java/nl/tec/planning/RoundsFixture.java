package nl.tec.planning;

import static nl.tec.Outcomes.done;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookingsFixture;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Wish rounds for tests; inject it in any {@link nl.tec.TecTest}. */
@Component
class RoundsFixture {

    private final Rounds rounds;
    private final JdbcClient jdbc;
    private final Clock clock;

    RoundsFixture(Rounds rounds, JdbcClient jdbc, Clock clock) {
        this.rounds = rounds;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    LocalDate today() {
        return Dates.dayOf(clock.instant());
    }

    /** Returns the school year that a round is about now. */
    SchoolYear year() {
        return SchoolYear.of(today()).next();
    }

    RoundFields fields(Set<Long> sites, Long... activities) {
        return new RoundFields(
                year(),
                "Wensen",
                today(),
                today().plusDays(20),
                2,
                "Beste collega",
                sites,
                Set.copyOf(Arrays.asList(activities)));
    }

    long draft(Actor manager, Set<Long> sites, Long... activities) {
        new BookingsFixture(jdbc).holidays(year());
        return done(rounds.save(null, 0, fields(sites, activities), manager));
    }

    /** Opens a round that is visible to schools. */
    long open(Actor manager, Set<Long> sites, Long... activities) {
        long round = draft(manager, sites, activities);
        inviteAt(round, clock.instant().minusSeconds(60));
        return round;
    }

    void inviteAt(long round, @Nullable Instant moment) {
        jdbc.sql("update plan_round set invite_at = ? where id = ?")
                .param(Rows.timestampOrNull(moment))
                .param(round)
                .update();
    }

    /** Closes a round, by moving its last day to the past. */
    void close(long round) {
        jdbc.sql("update plan_round set opens_on = ?, closes_on = ? where id = ?")
                .params(today().minusDays(30), today().minusDays(1), round)
                .update();
    }
}
