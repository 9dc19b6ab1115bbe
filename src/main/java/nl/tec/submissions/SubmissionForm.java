package nl.tec.submissions;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityFields;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Money;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** Maps a {@link SubmissionDraft} to its form and back, for the page and the API. */
public final class SubmissionForm {

    /** The minimum number of empty rows for dates. */
    private static final int EMPTY_ROWS = 3;

    /** The maximum number of rows for dates. */
    public static final int MAX_ROWS = 60;

    private static final int DEFAULT_MINUTES = 60;
    private static final int FREE_CANCEL_DAYS = 2;

    private SubmissionForm() {}

    /** Returns the form of a new submission, with the usual values. */
    public static FormData empty() {
        return new FormData()
                .put("soort", ActivityKind.EVENT)
                .put(ActivityFields.TAKES, Takes.INDIVIDUALS)
                .put(SubmissionFields.SIGN_UP, SubmissionFields.HERE);
    }

    /** Returns the form of a submission; cancelled dates are left out. */
    public static FormData of(Submission submission) {
        ActivityDetails details = submission.details();
        ForWhom who = details.forWhom();
        FormData form = new FormData()
                .put(ActivityFields.TITLE, details.words().title())
                .put(ActivityFields.PROMISE, details.words().promise())
                .put(ActivityFields.DESCRIPTION, details.words().description())
                .put(ActivityFields.NEEDS, details.words().needs())
                .put("soort", details.kind())
                .put(ActivityFields.TAKES, details.takes())
                .put(ActivityFields.WORLDS, details.world())
                .putConstants(ActivityFields.AUDIENCES, who.audiences())
                .put(ActivityFields.SIZE_MAX, details.size().max())
                .put(ActivityFields.COST_PARTICIPANT, euros(cost(details)))
                .put(ActivityFields.PLACE, details.venueId())
                .put(
                        SubmissionFields.SIGN_UP,
                        details.signUpUrl() == null ? SubmissionFields.HERE : SubmissionFields.ELSEWHERE)
                .put(ActivityFields.SIGN_UP_URL, details.signUpUrl())
                .put(SubmissionFields.NOTE, submission.note());
        form.put(ActivityFields.GROUPS, who.groups());
        form.put(ActivityFields.YEARS, who.years());
        form.put(ActivityFields.AGES, who.ages());
        Submission.Place place = submission.place();
        if (place != null) {
            form.put(SubmissionFields.PLACE_NAME, place.name())
                    .put(SubmissionFields.STREET, place.street())
                    .put(SubmissionFields.POSTCODE, place.postcode())
                    .put(SubmissionFields.TOWN, place.town());
        }
        int row = 0;
        for (Submission.Date date : submission.dates()) {
            if (!date.cancelled()) {
                form.put(SubmissionFields.dateId(row), date.id())
                        .put(SubmissionFields.day(row), Dates.dayOf(date.slot().start()))
                        .put(SubmissionFields.from(row), time(date.slot().start()))
                        .put(SubmissionFields.until(row), time(date.slot().end()));
                row++;
            }
        }
        return form;
    }

    private static LocalTime time(Instant moment) {
        return moment.atZone(Dates.ZONE).toLocalTime();
    }

    /** Returns the number of rows for dates that the form shows: those that are filled, and some empty ones. */
    public static int rows(FormData form) {
        int filled = 0;
        for (int row = 0; row < MAX_ROWS; row++) {
            if (filled(form, row)) {
                filled = row + 1;
            }
        }
        return Math.min(MAX_ROWS, filled + EMPTY_ROWS);
    }

    private static boolean filled(FormData form, int row) {
        return Stream.of(
                        SubmissionFields.day(row),
                        SubmissionFields.from(row),
                        SubmissionFields.until(row),
                        SubmissionFields.dateId(row))
                .anyMatch(field -> !form.line(field).isEmpty());
    }

    /** Reads the form; unreadable fields are added to its problems. @param before null: a new submission */
    public static SubmissionDraft draft(FormData form, long organisationId, @Nullable ActivityDetails before) {
        List<SubmissionDraft.Date> dates = dates(form);
        return new SubmissionDraft(
                details(form, organisationId, dates, before),
                place(form),
                dates,
                form.text(SubmissionFields.NOTE).strip());
    }

    /** Reads the details that a calendar or a file does not have; the form has no texts and no dates. */
    public static ActivityDetails defaults(FormData form, long organisationId) {
        return details(form, organisationId, List.of(), null);
    }

    private static ActivityDetails details(
            FormData form, long organisationId, List<SubmissionDraft.Date> dates, @Nullable ActivityDetails before) {
        Takes takes = form.constant(ActivityFields.TAKES, Takes.class).orElse(Takes.INDIVIDUALS);
        Money cost = new Money(form.cents(ActivityFields.COST_PARTICIPANT));
        int minutes = dates.stream()
                .map(date -> (int) date.slot().duration().toMinutes())
                .filter(length -> length >= 15)
                .findFirst()
                .orElse(before == null ? DEFAULT_MINUTES : before.duration().minutes());
        boolean elsewhere = form.has(SubmissionFields.SIGN_UP, SubmissionFields.ELSEWHERE);
        form.problems()
                .addIf(
                        elsewhere && form.line(ActivityFields.SIGN_UP_URL).isEmpty(),
                        ActivityFields.SIGN_UP_URL,
                        "submissions.check.signUpUrl");
        return new ActivityDetails(
                form.constant("soort", ActivityKind.class).orElse(ActivityKind.EVENT),
                takes,
                new ActivityDetails.Words(
                        form.both(ActivityFields.TITLE),
                        form.both(ActivityFields.PROMISE),
                        form.both(ActivityFields.DESCRIPTION),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        form.both(ActivityFields.NEEDS),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY),
                form.constants(ActivityFields.WORLDS, World.class),
                Set.of(),
                new ForWhom(
                        new HashSet<>(form.constants(ActivityFields.AUDIENCES, Audience.class)),
                        form.span(ActivityFields.GROUPS),
                        form.span(ActivityFields.YEARS),
                        null,
                        form.span(ActivityFields.AGES),
                        Set.of()),
                new ActivityDetails.Length(minutes, 0, 0, 1),
                new ActivityDetails.Size(1, form.number(ActivityFields.SIZE_MAX), 1),
                takes == Takes.CLASSES
                        ? new ActivityDetails.Terms(cost, Money.ZERO, FREE_CANCEL_DAYS, null)
                        : new ActivityDetails.Terms(Money.ZERO, cost, FREE_CANCEL_DAYS, null),
                form.id(ActivityFields.PLACE),
                null,
                Map.of(),
                List.of(),
                List.of(),
                organisationId,
                elsewhere ? form.line(ActivityFields.SIGN_UP_URL) : null);
    }

    private static Submission.@Nullable Place place(FormData form) {
        return form.id(ActivityFields.PLACE) != null
                        || form.line(SubmissionFields.PLACE_NAME).isEmpty()
                ? null
                : new Submission.Place(
                        form.line(SubmissionFields.PLACE_NAME),
                        form.line(SubmissionFields.STREET),
                        form.line(SubmissionFields.POSTCODE),
                        form.line(SubmissionFields.TOWN));
    }

    private static List<SubmissionDraft.Date> dates(FormData form) {
        List<SubmissionDraft.Date> dates = new ArrayList<>();
        for (int row = 0; row < MAX_ROWS; row++) {
            boolean empty = Stream.of(
                            SubmissionFields.day(row), SubmissionFields.from(row), SubmissionFields.until(row))
                    .allMatch(field -> form.line(field).isEmpty());
            if (!empty) {
                date(form, row, dates);
            }
        }
        return dates;
    }

    private static void date(FormData form, int row, List<SubmissionDraft.Date> dates) {
        LocalDate day = form.day(SubmissionFields.day(row), "form.day");
        form.problems().addIf(form.line(SubmissionFields.day(row)).isEmpty(), SubmissionFields.day(row), "form.day");
        LocalTime from = form.time(SubmissionFields.from(row));
        LocalTime until = form.time(SubmissionFields.until(row));
        if (day == null || form.problems().any() && unread(form, row)) {
            return;
        }
        form.problems().addIf(!until.isAfter(from), SubmissionFields.until(row), "submissions.check.untilFirst");
        if (until.isAfter(from)) {
            Instant start = Dates.at(day, from);
            Instant end = Dates.at(day, until);
            // on a day on which the clock changes, the end may come before the start
            dates.add(new SubmissionDraft.Date(
                    form.id(SubmissionFields.dateId(row)),
                    new TimeSlot(start, end.isAfter(start) ? end : start.plus(Duration.between(from, until))),
                    row));
        }
    }

    private static boolean unread(FormData form, int row) {
        return Stream.of(SubmissionFields.day(row), SubmissionFields.from(row), SubmissionFields.until(row))
                .anyMatch(field -> form.problems().at(field).isPresent());
    }

    private static Money cost(ActivityDetails details) {
        return details.takes() == Takes.CLASSES
                ? details.terms().school()
                : details.terms().participant();
    }

    private static String euros(Money money) {
        return money.isZero() ? "" : money.typed();
    }
}
