package nl.tec.programme.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.Days;
import nl.tec.programme.GuestTeachers;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.Session;
import nl.tec.programme.SessionBookings;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.SessionFields;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Validation of a change or cancellation of sessions: against the clock, who booked, who guides and who gives them. */
@Component
public class SessionChangeCheck {

    private final SessionCheck check;
    private final ObjectProvider<SessionBookings> bookings; // looked up late, because it needs sessions itself
    private final Assignments assignments;
    private final GuestTeachers guests;
    private final ProgrammeEventQueries events;
    private final Clock clock;

    SessionChangeCheck(
            SessionCheck check,
            ObjectProvider<SessionBookings> bookings,
            Assignments assignments,
            GuestTeachers guests,
            ProgrammeEventQueries events,
            Clock clock) {
        this.check = check;
        this.bookings = bookings;
        this.assignments = assignments;
        this.guests = guests;
        this.events = events;
        this.clock = clock;
    }

    /** Validates a change of a locked session. Locks it against new bookings, in the caller's transaction. */
    public Problems change(Session current, SessionDetails details, Activity activity) {
        Problems problems = new Problems();
        check.session(details, activity, current.state() == Session.State.PUBLISHED, problems);
        problems.addIf(
                details.activityId() != current.activity().id(),
                SessionFields.ACTIVITY,
                "programme.check.activityFixed");
        problems.addIf(current.state() == Session.State.CANCELLED, "", "programme.check.sessionCancelled");
        problems.addIf(!current.slot().start().isAfter(clock.instant()), "", "programme.check.sessionStarted");
        problems.addIf(
                !details.slot().start().isAfter(clock.instant()), SessionFields.DAY, "programme.check.inThePast");
        rejectOtherDayOfCounted(current, details, problems);
        rejectOtherYearOfClasses(current, details, problems);
        rejectBelowTaken(current.id(), details, problems);
        rejectClashes(current, details, problems);
        problems.addIf(guests.weekFull(current.id(), details.slot()), SessionFields.DAY, "programme.check.weekFull");
        rejectOutsideEvent(current, details, problems);
        return problems;
    }

    /** Rejects another day or a school that takes a part out of its event (rules 3.12). */
    private void rejectOutsideEvent(Session current, SessionDetails details, Problems problems) {
        LocalDate day = Dates.dayOf(details.slot().start());
        boolean otherDay = !day.equals(Dates.dayOf(current.slot().start()));
        boolean toSchool = details.siteId() != null && current.where().siteId() == null;
        if (!otherDay && !toSchool) {
            return;
        }
        events.ofPart(current.id())
                .map(ProgrammeEvent::details)
                .ifPresent(event -> problems.addIf(
                                otherDay && !new Days(event.first(), event.last()).contains(day),
                                SessionFields.DAY,
                                "programme.check.eventDays",
                                event.title().dutch(),
                                Dates.date(event.first(), Texts.DUTCH),
                                Dates.date(event.last(), Texts.DUTCH))
                        .addIf(
                                toSchool,
                                SessionFields.PLACE,
                                "programme.check.eventAtSchool",
                                event.title().dutch()));
    }

    /** Rejects another day for a session with recorded attendance, which counts on the day that it was recorded for (rules 2.2). */
    private void rejectOtherDayOfCounted(Session current, SessionDetails details, Problems problems) {
        boolean otherDay = !Dates.dayOf(details.slot().start())
                .equals(Dates.dayOf(current.slot().start()));
        problems.addIf(
                otherDay && booked().withAttendance(List.of(current.id())) > 0,
                SessionFields.DAY,
                "programme.check.countedOnItsDay");
    }

    /**
     * Rejects another school year for a session with classes. After 1 August the same pupils are in a new class, which would be free to
     * book at that time, and counted beside the old one (rules 1.3, 2.3).
     */
    private void rejectOtherYearOfClasses(Session current, SessionDetails details, Problems problems) {
        if (schoolYear(details.slot()).equals(schoolYear(current.slot()))) {
            return;
        }
        int classes = booked().ofOtherYears(current.id(), details);
        problems.addIf(classes > 0, SessionFields.DAY, "programme.check.classOfOtherYear", classes);
    }

    private static SchoolYear schoolYear(TimeSlot slot) {
        return SchoolYear.of(Dates.dayOf(slot.start()));
    }

    private void rejectBelowTaken(long id, SessionDetails details, Problems problems) {
        SessionBookings.BookedSeats taken = booked().taken(id);
        problems.addIf(
                details.capacity() < taken.participants(),
                SessionFields.CAPACITY,
                "programme.check.taken",
                taken.participants());
        Integer classes = details.classCapacity();
        problems.addIf(
                classes != null && classes < taken.classes(),
                SessionFields.CLASS_CAPACITY,
                "programme.check.takenClasses",
                taken.classes());
    }

    private void rejectClashes(Session current, SessionDetails details, Problems problems) {
        long id = current.id();
        boolean sameTime = details.slot().equals(current.slot());
        if (sameTime
                && Objects.equals(details.venueId(), current.where().venueId())
                && Objects.equals(details.siteId(), current.where().siteId())) {
            return;
        }
        String field = sameTime ? SessionFields.PLACE : SessionFields.START;
        int strangers = booked().ofOtherSchools(id, details);
        problems.addIf(strangers > 0, SessionFields.PLACE, "programme.check.classOfOtherSchool", strangers);
        int classes = booked().elsewhere(id, details);
        problems.addIf(
                classes > 0,
                field,
                sameTime ? "programme.check.classTooFar" : "programme.check.classElsewhere",
                classes);
        int team = assignments.elsewhere(id, details.slot(), details.venueId(), details.siteId());
        problems.addIf(
                team > 0, field, sameTime ? "programme.check.teamTooFar" : "programme.check.teamElsewhere", team);
    }

    public Problems cancellation(List<Session> sessions, String reason) {
        Problems problems = new Problems();
        problems.addIf(reason.isBlank(), SessionFields.REASON, "programme.check.reason");
        problems.addIfLonger(reason, 500, SessionFields.REASON);
        problems.addIf(
                sessions.stream().anyMatch(s -> !s.slot().end().isAfter(clock.instant())),
                "",
                "programme.check.sessionOver");
        int counted = booked().withAttendance(sessions.stream().map(Session::id).toList());
        problems.addIf(counted > 0, "", "programme.check.sessionCounted", counted);
        return problems;
    }

    private SessionBookings booked() {
        return bookings.getObject();
    }
}
