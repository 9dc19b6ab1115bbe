package nl.tec.staff;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.internal.RosterQueries;
import org.springframework.stereotype.Service;

/** Reads who guides what: a week, what lacks somebody, and what somebody has to do. Published sessions only. */
@Service
public class Roster {

    /** Days after which it is strange that somebody has not answered yet. */
    private static final int ANSWER_DAYS = 3;

    private final RosterQueries queries;
    private final Clock clock;

    Roster(RosterQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /** Finds the sessions that begin in this time, earliest first. */
    public List<GuidedSession> between(TimeSlot time) {
        return queries.between(time);
    }

    /** Finds the sessions that lack people, week by week: in each week first those to which somebody comes. */
    public List<GuidedSession> gaps(TimeSlot time) {
        return queries.gaps(time).stream()
                .sorted(Comparator.comparing(GuidedSession::monday).thenComparing(session -> session.expected() == 0))
                .toList();
    }

    public Optional<GuidedSession> find(long sessionId) {
        return queries.find(sessionId);
    }

    /** Finds the sessions that somebody guides, or was asked to, in a stretch of time. */
    public List<GuidedSession> of(long memberId, TimeSlot time) {
        return queries.of(memberId, time);
    }

    /** How many sessions within {@link #thisMonth} lack people. */
    public int countGaps() {
        return queries.countGaps(thisMonth());
    }

    /** Of what is still to come: how often somebody said no and nobody took the place. */
    public int countDeclined() {
        return queries.countDeclined();
    }

    /** How many people have not said for days whether they come, or for what is held this week. */
    public int countUnanswered() {
        return queries.countUnanswered(
                clock.instant().minus(Duration.ofDays(ANSWER_DAYS)),
                clock.instant().plus(Duration.ofDays(7)));
    }

    /** Assignments of somebody with an account that wait for an answer. */
    public int toAnswer(long accountId) {
        return queries.toAnswer(accountId);
    }

    /** People whom nobody answered for yet: those asked for what is still to come, the first to come first. */
    public List<GuidedSession> unanswered() {
        return queries.unanswered();
    }

    /** From now until the end of this month; in its last two weeks the next month too, so that next week is always in it. */
    public TimeSlot thisMonth() {
        LocalDate today = Dates.dayOf(clock.instant());
        LocalDate until = YearMonth.from(today.plusDays(14)).plusMonths(1).atDay(1);
        return new TimeSlot(clock.instant(), until.atStartOfDay(Dates.ZONE).toInstant());
    }

    /**
     * A session that somebody worked at and that is over.
     *
     * @param minutes set-up and clean-up included
     */
    public record Worked(
            long memberId,
            String name,
            StaffKind kind,
            String organisation,
            LocalDate day,
            TimeSlot slot,
            Bilingual title,
            String where,
            int minutes) {}

    /** By person and day; nothing that was declined, or that is still to come. */
    public List<Worked> worked(YearMonth month) {
        return queries.worked(new TimeSlot(
                month.atDay(1).atStartOfDay(Dates.ZONE).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(Dates.ZONE).toInstant()));
    }
}
