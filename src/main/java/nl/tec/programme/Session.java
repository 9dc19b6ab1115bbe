package nl.tec.programme;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * An activity at a time and a place, with a number of places (requirement A6).
 *
 * @param version counts the changes
 * @param capacity participants
 * @param classCapacity classes; null when people come by themselves
 * @param seriesId the same for sessions that were made together
 * @param course when it is a meeting of a course; null: one comes to it alone
 * @param note for the people who run it; never public
 * @param availability null when nothing is known of it (it is then shown as 'call us')
 */
public record Session(
        long id,
        Subject activity,
        TimeSlot slot,
        Where where,
        State state,
        int version,
        int capacity,
        @Nullable Integer classCapacity,
        @Nullable Long seriesId,
        @Nullable Course course,
        String note,
        @Nullable String cancelReason,
        @Nullable Availability availability) {

    public enum State {
        DRAFT,
        PUBLISHED,
        CANCELLED
    }

    /**
     * A series that the same people come to each time: one signs up for all of it, before it begins.
     *
     * @param start of the first meeting that was not called off
     * @param end of the last one
     * @param meetings how many there are
     */
    public record Course(Instant start, Instant end, int meetings) {}

    /**
     * The activity of a session, as lists of sessions show it.
     *
     * @param noCharge whether a participant pays nothing
     * @param signUpUrl where one signs up at the organiser's own site; null: here
     */
    public record Subject(
            long id,
            String slug,
            Activity.State state,
            ActivityKind kind,
            ActivityDetails.Takes takes,
            World world,
            Bilingual title,
            ForWhom forWhom,
            boolean noCharge,
            @Nullable String signUpUrl) {}

    /**
     * The place where a session is held: in a room of a venue, or at a school (mobile techlab, guest lesson).
     *
     * @param venueName the name of the place, or of the school
     */
    public record Where(
            @Nullable Long venueId,
            @Nullable String placeKey,
            @Nullable Long siteId,
            Bilingual venueName,
            @Nullable Long roomId,
            @Nullable Bilingual roomName) {}

    /**
     * The room there is now, as participation says.
     *
     * @param open published, not cancelled, and of a course: it has not begun
     * @param free places for participants; of a course, in all its meetings
     * @param freeClasses places for classes; 0 where people come by themselves
     * @param waiting requests on the waiting list
     */
    public record Availability(boolean open, int free, int freeClasses, int waiting) {}

    public boolean takesClasses() {
        return activity.takes() == ActivityDetails.Takes.CLASSES;
    }

    /** Whether the public may see it: it and its activity are published. */
    public boolean visible() {
        return state == State.PUBLISHED && activity.state() == Activity.State.PUBLISHED;
    }

    /** Whether it is a meeting of a course, but not the first. */
    public boolean laterMeeting() {
        return course != null && slot.start().isAfter(course.start());
    }

    /** Whether people sign up at the organiser's own site, which knows how much room is left. */
    public boolean signUpElsewhere() {
        return activity.signUpUrl() != null;
    }

    /** Whether a visitor can sign up for it together with others: here, without charge, and it is no course (rules 3.12). */
    public boolean combines() {
        return visible()
                && !takesClasses()
                && !signUpElsewhere()
                && course == null
                && where.siteId() == null
                && activity.noCharge()
                && (availability == null || availability.open());
    }

    /** Whether there is a place for somebody (a class, or one person). Unknown counts as yes. */
    public boolean hasRoom() {
        return availability == null || availability.free() > 0 && (!takesClasses() || availability.freeClasses() > 0);
    }
}
