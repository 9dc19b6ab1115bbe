package nl.tec.submissions.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.submissions.Moderation.Change;
import nl.tec.submissions.Submission;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The changes in the programme by accepting a submission, described in Dutch for the moderator. */
@Component
public class SubmissionChanges {

    private static final Locale LANGUAGE = Texts.DUTCH;

    private final Catalogue catalogue;
    private final Sessions sessions;
    private final Venues venues;
    private final ActivityLabels labels;
    private final Texts texts;
    private final Clock clock;

    SubmissionChanges(
            Catalogue catalogue, Sessions sessions, Venues venues, ActivityLabels labels, Texts texts, Clock clock) {
        this.catalogue = catalogue;
        this.sessions = sessions;
        this.venues = venues;
        this.labels = labels;
        this.texts = texts;
        this.clock = clock;
    }

    public List<Change> of(Submission submission) {
        Optional<Activity> activity =
                Optional.ofNullable(submission.activityId()).flatMap(catalogue::find);
        List<Change> changes = new ArrayList<>();
        if (activity.isPresent()) {
            details(activity.get().details(), submission, changes);
            dates(submission, changes);
        }
        return List.copyOf(changes);
    }

    /** Returns the upcoming sessions that accepting the submission moves to another time or venue, or cancels. */
    public List<Long> moved(Submission submission) {
        Map<Long, Session> held = held(submission).stream()
                .filter(session -> session.state() != Session.State.CANCELLED
                        && session.slot().start().isAfter(clock.instant()))
                .collect(Collectors.toMap(Session::id, Function.identity()));
        // a place that the partner described is always another
        Long venue = submission.place() == null ? submission.details().venueId() : null;
        return submission.dates().stream()
                .filter(date -> {
                    Session session = date.sessionId() == null ? null : held.get(date.sessionId());
                    return session != null
                            && (date.cancelled()
                                    || SessionDetails.of(session)
                                            .at(date.slot())
                                            .in(venue, null, null)
                                            .moves(session));
                })
                .map(Submission.Date::sessionId)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Session> held(Submission submission) {
        return sessions.list(submission.dates().stream()
                .map(Submission.Date::sessionId)
                .filter(Objects::nonNull)
                .toList());
    }

    private void details(ActivityDetails now, Submission submission, List<Change> changes) {
        ActivityDetails wanted = submission.details();
        add(
                changes,
                "titel",
                now.words().title().dutch(),
                wanted.words().title().dutch());
        add(
                changes,
                "belofte",
                now.words().promise().dutch(),
                wanted.words().promise().dutch());
        add(
                changes,
                "beschrijving",
                now.words().description().dutch(),
                wanted.words().description().dutch());
        add(
                changes,
                "nodig",
                now.words().needs().dutch(),
                wanted.words().needs().dutch());
        add(changes, "soort", texts.label(LANGUAGE, now.kind()), texts.label(LANGUAGE, wanted.kind()));
        add(changes, "werelden", texts.label(LANGUAGE, now.world()), texts.label(LANGUAGE, wanted.world()));
        add(
                changes,
                "voor",
                labels.forWhom(now.forWhom(), LANGUAGE),
                labels.forWhom(ActivityMerge.forWhom(now.forWhom(), wanted.forWhom()), LANGUAGE));
        add(
                changes,
                "maximum",
                String.valueOf(now.size().max()),
                String.valueOf(wanted.size().max()));
        add(
                changes,
                "kosten",
                now.terms().participant().format(LANGUAGE),
                wanted.terms().participant().format(LANGUAGE));
        add(
                changes,
                "kosten-school",
                now.terms().school().format(LANGUAGE),
                wanted.terms().school().format(LANGUAGE));
        add(changes, "aanmelden", address(now), address(wanted));
        Submission.Place place = submission.place();
        add(changes, "plek", venue(now.venueId()), place == null ? venue(wanted.venueId()) : place.name());
    }

    private void dates(Submission submission, List<Change> changes) {
        List<Session> held = held(submission);
        for (Submission.Date date : submission.dates()) {
            Optional<Session> session = held.stream()
                    .filter(one -> Objects.equals(one.id(), date.sessionId()))
                    .findFirst();
            String wanted = Dates.longSlot(date.slot().start(), date.slot().end(), LANGUAGE);
            if (session.isEmpty()) {
                if (!date.cancelled()) {
                    add(changes, "datum", "", wanted);
                }
            } else if (session.get().state() != Session.State.CANCELLED) {
                String now = Dates.longSlot(
                        session.get().slot().start(), session.get().slot().end(), LANGUAGE);
                add(changes, "datum", now, date.cancelled() ? "" : wanted);
            }
        }
    }

    private String address(ActivityDetails details) {
        return details.signUpUrl() == null ? texts.text(LANGUAGE, "submissions.signUp.here") : details.signUpUrl();
    }

    private String venue(@Nullable Long venueId) {
        return Optional.ofNullable(venueId)
                .flatMap(venues::find)
                .map(Venue::name)
                .map(name -> name.in(LANGUAGE))
                .orElse("");
    }

    private static void add(List<Change> changes, String field, String from, String to) {
        if (!from.equals(to)) {
            changes.add(new Change("submissions.field." + field, from, to));
        }
    }
}
