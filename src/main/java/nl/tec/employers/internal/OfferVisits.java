package nl.tec.employers.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.ClassBookings;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.Obstacle;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.programme.Activity;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.stereotype.Component;

/** Creates the session and the booking of the class for an accepted request. */
@Component
public class OfferVisits {

    private final OfferStore offers;
    private final OfferActivities activities;
    private final Sessions sessions;
    private final ClassBookings bookings;
    private final RequestStore requests;

    OfferVisits(
            OfferStore offers,
            OfferActivities activities,
            Sessions sessions,
            ClassBookings bookings,
            RequestStore requests) {
        this.offers = offers;
        this.activities = activities;
        this.sessions = sessions;
        this.bookings = bookings;
        this.requests = requests;
    }

    public sealed interface VisitOutcome {
        /** @param adults who come along, as booked */
        record Visit(Session session, long bookingId, int adults) implements VisitOutcome {}

        /** Impossible: the caller has to roll back. */
        record Impossible(Obstacle obstacle) implements VisitOutcome {}
    }

    /**
     * Creates the visit. Runs in the caller's transaction, which has to be rolled back if it is impossible.
     *
     * @param by on whose behalf the session is created
     */
    public VisitOutcome make(OfferRequest request, Wish date, LocalTime start, Actor by) {
        Offer offer = offers.lock(request.offer().id());
        if (requests.fullWeeks(offer.id()).contains(Dates.monday(date.day()))) {
            return new VisitOutcome.Impossible(Obstacle.WEEK_FULL);
        }
        if (!(activities.ensure(offer, by) instanceof OfferActivities.ActivityOutcome.Ready ready)) {
            return new VisitOutcome.Impossible(Obstacle.ACTIVITY);
        }
        Sessions.Result made = sessions.create(session(offer, ready.activity(), request, date, start), true, by);
        if (!(made instanceof Sessions.Saved saved)) {
            return new VisitOutcome.Impossible(
                    made instanceof Sessions.Occupied ? Obstacle.OCCUPIED : Obstacle.SESSION);
        }
        Session session = sessions.find(saved.ids().get(0)).orElseThrow();
        // asked when none was required: with one, supervision stays open until the school says how many
        int adults = Math.max(request.adults(), AskRules.minAdults(offer));
        BookingResult booked = bookings.book(
                new BookClass(
                        session.id(),
                        request.school().classId(),
                        requests.headCounts(request.id()),
                        adults,
                        requests.formKey(request.id())),
                school(request));
        if (booked instanceof BookingResult.Done done) {
            return new VisitOutcome.Visit(session, done.bookingId(), adults);
        }
        return new VisitOutcome.Impossible(
                booked instanceof BookingResult.Refused refused
                        ? Obstacle.of(refused.refusal().reason().name())
                        : Obstacle.CLASS);
    }

    private static SessionDetails session(
            Offer offer, Activity activity, OfferRequest request, Wish date, LocalTime start) {
        Instant from = Dates.at(date.day(), start);
        boolean atSchool = offer.details().where().held() == Location.SCHOOL;
        return new SessionDetails(
                activity.id(),
                new TimeSlot(
                        from,
                        from.plus(Duration.ofMinutes(offer.details().times().minutes()))),
                atSchool ? null : activity.details().venueId(),
                atSchool ? Long.valueOf(request.school().siteId()) : null,
                offer.details().where().roomId(),
                Math.max(offer.details().guests().max(), request.participants()),
                1,
                "");
    }

    /** Cancels a session whose class does not come. */
    public void callOff(long sessionId, String reason, Actor by) {
        sessions.cancel(List.of(sessionId), reason, by);
    }

    /** Returns the actor that books for the school, even if the person no longer works there. */
    private static Actor school(OfferRequest request) {
        OfferRequest.School school = request.school();
        return new Actor(
                school.accountId(),
                school.person(),
                school.email(),
                Set.of(Membership.of(Role.TEACHER, school.siteId())));
    }
}
