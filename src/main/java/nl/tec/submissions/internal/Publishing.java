package nl.tec.submissions.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.submissions.Moderation;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionFields;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Updates the programme from a submission. In the caller's transaction, which is rolled back when there are problems. */
@Component
public class Publishing {

    private final SubmissionStore store;
    private final Catalogue catalogue;
    private final Sessions sessions;
    private final Venues venues;
    private final VenueAdministration administration;
    private final Clock clock;

    Publishing(
            SubmissionStore store,
            Catalogue catalogue,
            Sessions sessions,
            Venues venues,
            VenueAdministration administration,
            Clock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.sessions = sessions;
        this.venues = venues;
        this.administration = administration;
        this.clock = clock;
    }

    /** @param where null: at the venue in the submission */
    public Problems publish(Submission submission, Moderation.@Nullable VenueChoice where, Actor by) {
        Problems problems = new Problems();
        Long venue = venue(submission, where, by, problems);
        if (venue == null) {
            return problems.any() ? problems : problems.add(SubmissionFields.VENUE, "submissions.check.venue");
        }
        Optional<Activity> current = Optional.ofNullable(submission.activityId())
                .flatMap(catalogue::find)
                .filter(activity -> activity.state() != Activity.State.CANCELLED);
        Optional<Activity> activity = activity(current, submission, venue, by, problems);
        if (activity.isPresent()) {
            store.published(submission.id(), activity.get().id(), venue);
            dates(submission, activity.get(), by, problems);
        }
        return problems;
    }

    private @Nullable Long venue(
            Submission submission, Moderation.@Nullable VenueChoice where, Actor by, Problems problems) {
        if (where == null) {
            return submission.details().venueId();
        }
        Submission.Place place = submission.place();
        if (where.venueId() != null || place == null) {
            return where.venueId();
        }
        Outcome<String> made = administration.save(
                null,
                new VenueAdministration.VenueDetails(
                        VenueKind.POP_UP,
                        Bilingual.same(place.name()),
                        place.street(),
                        place.postcode(),
                        place.town(),
                        false,
                        1,
                        Bilingual.EMPTY,
                        "",
                        Bilingual.EMPTY,
                        null,
                        null),
                by);
        return made.either(key -> venues.find(key).map(Venue::id).orElse(null), refused -> {
            problems.add(SubmissionFields.VENUE, "submissions.check.newVenue");
            return null;
        });
    }

    private Optional<Activity> activity(
            Optional<Activity> current, Submission submission, long venue, Actor by, Problems problems) {
        ActivityDetails wanted = ActivityMerge.at(submission.details(), submission.organisationId(), venue);
        Catalogue.Result result = current.isPresent()
                ? catalogue.change(
                        current.get().id(),
                        current.get().version(),
                        ActivityMerge.onto(current.get().details(), wanted),
                        by)
                : catalogue.create(wanted, by);
        if (result instanceof Catalogue.Saved saved && !saved.activity().published()) {
            result = catalogue.publish(saved.activity().id(), saved.activity().version(), by);
        }
        if (result instanceof Catalogue.Saved saved) {
            return Optional.of(saved.activity());
        }
        if (result instanceof Catalogue.Refused refused) {
            problems.and(refused.problems());
        } else {
            problems.add("", "submissions.check.outdated");
        }
        return Optional.empty();
    }

    private void dates(Submission submission, Activity activity, Actor by, Problems problems) {
        List<Long> gone = new ArrayList<>();
        String reason = "";
        boolean toCome = submission.isChange();
        for (Submission.Date date : submission.dates()) {
            Long sessionId = date.sessionId();
            Optional<Session> session = sessionId == null ? Optional.empty() : sessions.find(sessionId);
            boolean over = !date.slot().start().isAfter(clock.instant());
            if (date.cancelReason() != null) {
                if (session.filter(this::toCome).isPresent()) {
                    gone.add(session.get().id());
                    reason = date.cancelReason();
                }
            } else if (session.isEmpty()) {
                if (!over) {
                    toCome = true;
                    create(date, activity, by, problems);
                }
            } else if (toCome(session.get())) {
                toCome = true;
                change(session.get(), date, activity, by, problems);
            }
        }
        problems.addIf(!toCome, SubmissionFields.DATES, "submissions.check.allPast");
        if (!gone.isEmpty() && sessions.cancel(gone, reason, by) instanceof Sessions.Refused refused) {
            problems.and(refused.problems());
        }
    }

    private boolean toCome(Session session) {
        return session.state() != Session.State.CANCELLED
                && session.slot().start().isAfter(clock.instant());
    }

    private void create(Submission.Date date, Activity activity, Actor by, Problems problems) {
        Sessions.Result made = sessions.create(details(date, activity, null), true, by);
        if (made instanceof Sessions.Saved saved) {
            store.published(date.id(), saved.ids().get(0));
        } else {
            refused(made, date, problems);
        }
    }

    private void change(Session session, Submission.Date date, Activity activity, Actor by, Problems problems) {
        SessionDetails wanted = details(date, activity, session);
        boolean same = session.slot().equals(wanted.slot())
                && session.capacity() == wanted.capacity()
                && Objects.equals(session.where().venueId(), wanted.venueId())
                && Objects.equals(session.classCapacity(), wanted.classCapacity());
        if (!same) {
            Sessions.Result changed = sessions.change(session.id(), session.version(), wanted, by);
            if (!(changed instanceof Sessions.Saved)) {
                refused(changed, date, problems);
            }
        }
    }

    /** @param before its note and room are kept; null: a new session */
    private static SessionDetails details(Submission.Date date, Activity activity, @Nullable Session before) {
        ActivityDetails details = activity.details();
        boolean stays = before != null && Objects.equals(before.where().venueId(), details.venueId());
        return new SessionDetails(
                activity.id(),
                date.slot(),
                details.venueId(),
                null,
                before != null && stays ? before.where().roomId() : details.roomId(),
                details.size().max(),
                activity.takesClasses() ? Integer.valueOf(details.size().classes()) : null,
                before == null ? "" : before.note());
    }

    /** Reports to the moderator which day is refused, and why. */
    private static void refused(Sessions.Result result, Submission.Date date, Problems problems) {
        String day = Dates.longDay(Dates.dayOf(date.slot().start()), Texts.DUTCH);
        if (result instanceof Sessions.Occupied occupied) {
            for (Sessions.Obstacle obstacle : occupied.obstacles()) {
                problems.add(
                        SubmissionFields.DATES,
                        "submissions.check.occupied." + obstacle.why(),
                        day,
                        obstacle.what().dutch());
            }
        } else if (result instanceof Sessions.Refused refused) {
            problems.and(refused.problems());
        } else {
            problems.add("", "submissions.check.outdated");
        }
    }
}
