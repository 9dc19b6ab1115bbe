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

/** Reads the roster: of a week, the sessions that lack guides, and the sessions of somebody. Published sessions only. */
@Service
public class Roster {

    /** The number of days after which a missing answer is overdue. */
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

    /** Finds the sessions after {@link #thisMonth} that lack people because somebody declined, earliest first. */
    public List<GuidedSession> declinedLater() {
        return queries.declinedAfter(thisMonth().end());
    }

    public Optional<GuidedSession> find(long sessionId) {
        return queries.find(sessionId);
    }

    /** Finds the sessions that somebody guides, or was asked to, in a stretch of time. */
    public List<GuidedSession> of(long memberId, TimeSlot time) {
        return queries.of(memberId, time);
    }

    /** Counts the sessions within {@link #thisMonth} that lack guides. */
    public int countGaps() {
        return queries.countGaps(thisMonth());
    }

    /** Counts the coming sessions that lack guides and for which somebody declined: {@link #gaps} and {@link #declinedLater} show them. */
    public int countDeclined() {
        return queries.countDeclined();
    }

    /** Counts the people whose answer is overdue, or missing for a session of the next seven days. */
    public int countUnanswered() {
        return queries.countUnanswered(
                clock.instant().minus(Duration.ofDays(ANSWER_DAYS)),
                clock.instant().plus(Duration.ofDays(7)));
    }

    /** Counts the assignments of an account that wait for an answer. */
    public int toAnswer(long accountId) {
        return queries.toAnswer(accountId);
    }

    /** Returns the coming sessions with people who did not answer yet, the earliest first. */
    public List<GuidedSession> unanswered() {
        return queries.unanswered();
    }

    /** Returns the rest of this month; in its last two weeks the next month too, so that next week is always included. */
    public TimeSlot thisMonth() {
        LocalDate today = Dates.today(clock);
        LocalDate until = YearMonth.from(today.plusDays(14)).plusMonths(1).atDay(1);
        return new TimeSlot(clock.instant(), Dates.startOf(until));
    }

    /**
     * A session in the past that somebody was asked for and did not decline.
     *
     * @param answer open: it was never said that this person came
     * @param planned minutes, set-up and clean-up included
     * @param minutes as corrected with the costs of the visit; otherwise as planned
     */
    public record Worked(
            String name,
            StaffKind kind,
            String organisation,
            LocalDate day,
            TimeSlot slot,
            Bilingual title,
            String where,
            AssignmentAnswer answer,
            int planned,
            int minutes) {}

    /** Returns the sessions that were worked, by person and day; without those that were declined or are still to come. */
    public List<Worked> worked(YearMonth month) {
        return queries.worked(new TimeSlot(
                Dates.startOf(month.atDay(1)), Dates.startOf(month.plusMonths(1).atDay(1))));
    }
}
