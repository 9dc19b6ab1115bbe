package nl.tec.programme;

import java.time.Instant;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/**
 * An activity at a time and a venue, with a number of seats (requirement A6).
 *
 * @param version counts the changes
 * @param capacity participants
 * @param classCapacity classes; null for individuals
 * @param seriesId shared by sessions that were created together
 * @param course the course it is a meeting of; null: none
 * @param note for the people who run it; never public
 * @param availability null if unknown (shown as 'call us')
 */
public record Session(
        long id,
        Subject activity,
        TimeSlot slot,
        Location where,
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
     * A series with one sign-up for all meetings, before it begins.
     *
     * @param start of the first meeting that was not called off
     * @param end of the last meeting
     * @param meetings the number of meetings
     */
    public record Course(Instant start, Instant end, int meetings) {}

    /**
     * A summary of the activity of a session, for lists.
     *
     * @param noCharge whether a participant pays nothing
     * @param signUpUrl the sign-up page on the organiser's own site; null: people sign up here
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
     * The location of a session: a venue and perhaps a room, or a school (mobile techlab, guest lesson).
     *
     * @param venueName the name of the venue or school
     */
    public record Location(
            @Nullable Long venueId,
            @Nullable String placeKey,
            @Nullable Long siteId,
            Bilingual venueName,
            @Nullable Long roomId,
            @Nullable Bilingual roomName) {}

    /**
     * The current availability, as published by the module of bookings.
     *
     * @param open whether it is published and not cancelled; a course must not have begun
     * @param free the number of free seats; of a course, in all its meetings
     * @param freeClasses the number of classes that still fit; 0 for individuals
     * @param waiting the number of requests on the waiting list
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

    /** Whether people sign up on the organiser's own site, which keeps the availability. */
    public boolean signUpElsewhere() {
        return activity.signUpUrl() != null;
    }

    /** Whether it can be combined with other sessions in one sign-up: on this site, free of charge, and not a course (rules 3.12). */
    public boolean combines() {
        return visible()
                && !takesClasses()
                && !signUpElsewhere()
                && course == null
                && where.siteId() == null
                && activity.noCharge()
                && (availability == null || availability.open());
    }

    /** Whether there is room for a class or one person. Unknown counts as yes. */
    public boolean hasRoom() {
        return availability == null || availability.free() > 0 && (!takesClasses() || availability.freeClasses() > 0);
    }
}
