package nl.tec.submissions.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionDraft;
import nl.tec.submissions.SubmissionFields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validation of a submission before it is stored, and before it is sent in. */
@Component
public class SubmissionCheck {

    public static final int MAX_DATES = 60;

    private static final Duration MIN_LENGTH = Duration.ofMinutes(15);
    private static final Duration MAX_LENGTH = Duration.ofHours(16);
    private static final int MAX_NOTE = 1000;
    private static final int MAX_PLACE_NAME = 100;
    private static final int MAX_PLACE_PART = 120;

    private final Catalogue catalogue;
    private final Clock clock;

    SubmissionCheck(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** @param current null: a new submission */
    public Problems of(SubmissionDraft draft, @Nullable Submission current, boolean submit) {
        Problems problems = submit ? catalogue.checkPublication(draft.details()) : catalogue.check(draft.details());
        place(draft, submit, problems);
        problems.addIfLonger(draft.note(), MAX_NOTE, SubmissionFields.NOTE);
        dates(draft.dates(), current, problems);
        problems.addIf(
                submit
                        && draft.dates().isEmpty()
                        && (current == null || current.dates().isEmpty()),
                SubmissionFields.day(0),
                "submissions.check.dates");
        problems.addIf(
                draft.dates().size() > MAX_DATES, SubmissionFields.day(0), "submissions.check.manyDates", MAX_DATES);
        return problems;
    }

    /** Checks the details that a calendar or a file does not have. */
    public Problems defaults(ActivityDetails details) {
        Bilingual any = new Bilingual("-", "");
        ActivityDetails.Words words = new ActivityDetails.Words(
                any,
                any,
                any,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY,
                Bilingual.EMPTY);
        return catalogue.check(details.with(words));
    }

    private static void place(SubmissionDraft draft, boolean submit, Problems problems) {
        Submission.Place place = draft.place();
        problems.addIf(
                submit && place == null && draft.details().venueId() == null,
                SubmissionFields.VENUE,
                "submissions.check.where");
        if (place != null) {
            problems.addIfLonger(place.name(), MAX_PLACE_NAME, SubmissionFields.PLACE_NAME);
            problems.addIfLonger(place.street(), MAX_PLACE_PART, SubmissionFields.STREET);
            problems.addIfLonger(place.town(), MAX_PLACE_PART, SubmissionFields.TOWN);
            problems.addIf(
                    !place.postcode().isEmpty()
                            && Postcode.parse(place.postcode()).isEmpty(),
                    SubmissionFields.POSTCODE,
                    "form.postcode");
        }
    }

    private void dates(List<SubmissionDraft.Date> dates, @Nullable Submission current, Problems problems) {
        Set<Instant> starts = new HashSet<>();
        List<Submission.Date> before = current == null ? List.of() : current.dates();
        before.stream()
                .filter(Submission.Date::cancelled)
                .forEach(date -> starts.add(date.slot().start()));
        for (SubmissionDraft.Date date : dates) {
            TimeSlot slot = date.slot();
            problems.addIf(
                    slot.duration().compareTo(MIN_LENGTH) < 0 || slot.duration().compareTo(MAX_LENGTH) > 0,
                    SubmissionFields.until(date.row()),
                    "submissions.check.length");
            problems.addIf(!starts.add(slot.start()), SubmissionFields.day(date.row()), "submissions.check.dateTwice");
            Optional<TimeSlot> was = before.stream()
                    .filter(other -> date.id() != null && other.id() == date.id())
                    .map(Submission.Date::slot)
                    .findFirst();
            problems.addIf(
                    !was.equals(Optional.of(slot)) && !slot.start().isAfter(clock.instant()),
                    SubmissionFields.day(date.row()),
                    "submissions.check.past");
        }
    }
}
