package nl.tec.programme;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations;
import org.jspecify.annotations.Nullable;

/**
 * Making, changing and cancelling sessions; for programme managers. Room (or a place without one), equipment and a guest teacher
 * are reserved with it (set-up and clean-up time included), and what is not free is refused (rules 3). The {@link SessionObserver}s are told in the same
 * transaction. Who may is checked by the caller.
 */
public interface Sessions {

    /** What came of it. */
    sealed interface Result permits Saved, Refused, Occupied, Outdated {}

    /**
     * @param ids in order of time
     * @param skipped of a series: the dates on which it is not held
     */
    record Saved(List<Long> ids, List<Skipped> skipped) implements Result {}

    /** Nothing is stored: this is wrong with it (field names: {@link SessionFields}). */
    record Refused(Problems problems) implements Result, Preview {}

    /** Nothing is stored: this is in the way. */
    record Occupied(List<Obstacle> obstacles) implements Result {}

    /** Nothing is stored: somebody else changed it in the meantime, into this. */
    record Outdated(Session current) implements Result {}

    /**
     * A room, a place, a set of equipment or a guest teacher that is taken, a place that is closed, or a set-up that is not there.
     *
     * @param what its name
     * @param during when it is taken, set-up and clean-up included; of a set-up: when it is there
     * @param title of the session that has it; null when something else has it
     * @param sessionId of that session
     */
    record Obstacle(
            Bilingual what,
            TimeSlot during,
            @Nullable Bilingual title,
            @Nullable Long sessionId,
            Reservations.Why why) {}

    /**
     * A date of a series on which it is not held.
     *
     * @param holiday the name of the holiday, or why the hub is closed; null when something is in the way
     * @param obstacles what is in the way; empty on a holiday
     */
    record Skipped(LocalDate day, @Nullable Bilingual holiday, List<Obstacle> obstacles) {}

    /**
     * @param publish false: a draft
     */
    Result create(SessionDetails details, boolean publish, Actor by);

    /** Many sessions at once, all or nothing; for a series that is not regular, and for demo data. */
    Result createAll(List<SessionDetails> details, boolean publish, Actor by);

    /** What would come of a series. */
    sealed interface Preview permits Planned, Refused {}

    /**
     * The dates of a series.
     *
     * @param skipped the dates on which it would not be held
     */
    record Planned(List<TimeSlot> slots, List<Skipped> skipped) implements Preview {}

    /** Tries out a series: which dates it gets and which it skips; nothing is stored. */
    Preview preview(Series series, boolean publish, Actor by);

    /**
     * Makes the sessions of a series. Dates on holidays, and dates on which something it needs is taken, are skipped and reported; the rest is made.
     */
    Result create(Series series, boolean publish, Actor by);

    /**
     * Changes a session that is still to come. A capacity below what is taken is refused.
     *
     * @param version the one that was on the screen
     */
    Result change(long id, int version, SessionDetails details, Actor by);

    /** Tries out a change: what would come of it; nothing is stored, nobody is told. */
    Result tryChange(long id, int version, SessionDetails details, Actor by);

    /** Who is mailed when this session gets another time or place. */
    SessionObserver.Told told(long id);

    /** The same session at other times, as drafts or published. */
    Result copy(long id, Collection<TimeSlot> slots, boolean publish, Actor by);

    /**
     * Says whether a series is a course, that one signs up for as a whole, or loose dates. Refused once somebody has signed up.
     */
    Result course(long seriesId, boolean course, Actor by);

    /** From now on everybody sees them and can take part. Drafts only; others are left as they are. A course is published whole. */
    Result publish(Collection<Long> ids, Actor by);

    /**
     * Cancels sessions that are still to come. Everybody who booked is told, with the reason (rules 3).
     *
     * @param reason shown to those who booked; not empty
     */
    Result cancel(Collection<Long> ids, String reason, Actor by);

    /** How many bookings and sign-ups are told when these sessions are cancelled, those on the waiting list too. */
    int bookings(Collection<Long> ids);

    /** A session in any state. */
    Optional<Session> find(long id);

    /** These sessions, in any state, in order of time. */
    List<Session> list(Collection<Long> ids);

    /** Sessions in any state that start between these moments, in order of time; of one activity when it is given. */
    List<Session> list(TimeSlot between, @Nullable Long activityId);
}
