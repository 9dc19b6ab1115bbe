package nl.tec.programme.internal;

import static nl.tec.programme.ActivityFields.AFTER;
import static nl.tec.programme.ActivityFields.AGES;
import static nl.tec.programme.ActivityFields.AUDIENCES;
import static nl.tec.programme.ActivityFields.BEFORE;
import static nl.tec.programme.ActivityFields.CHILDREN_PER_ADULT;
import static nl.tec.programme.ActivityFields.CLASSES;
import static nl.tec.programme.ActivityFields.CLEANUP;
import static nl.tec.programme.ActivityFields.COST_PARTICIPANT;
import static nl.tec.programme.ActivityFields.COST_SCHOOL;
import static nl.tec.programme.ActivityFields.DESCRIPTION;
import static nl.tec.programme.ActivityFields.EQUIPMENT;
import static nl.tec.programme.ActivityFields.FREE_CANCEL_DAYS;
import static nl.tec.programme.ActivityFields.FUND;
import static nl.tec.programme.ActivityFields.GOALS;
import static nl.tec.programme.ActivityFields.GROUPS;
import static nl.tec.programme.ActivityFields.LEARN;
import static nl.tec.programme.ActivityFields.MAKE;
import static nl.tec.programme.ActivityFields.MBO_YEARS;
import static nl.tec.programme.ActivityFields.MEETINGS;
import static nl.tec.programme.ActivityFields.MINUTES;
import static nl.tec.programme.ActivityFields.NEEDS;
import static nl.tec.programme.ActivityFields.PAYMENT;
import static nl.tec.programme.ActivityFields.PLACE;
import static nl.tec.programme.ActivityFields.PROMISE;
import static nl.tec.programme.ActivityFields.ROOM;
import static nl.tec.programme.ActivityFields.SETUP;
import static nl.tec.programme.ActivityFields.SIGN_UP_URL;
import static nl.tec.programme.ActivityFields.SIZE_MAX;
import static nl.tec.programme.ActivityFields.SIZE_MIN;
import static nl.tec.programme.ActivityFields.TAGS;
import static nl.tec.programme.ActivityFields.TITLE;
import static nl.tec.programme.ActivityFields.WORLDS;
import static nl.tec.programme.ActivityFields.YEARS;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityFields;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Problems;
import nl.tec.shared.Span;
import nl.tec.venues.Equipment;
import nl.tec.venues.Room;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validation of an activity before it is stored, and before everybody sees it. */
@Component
public class ActivityCheck {

    private static final int SENTENCES = 500;
    private static final int LESSON = 5000;
    private static final int MAX_TAGS = 40;
    private static final int MAX_TAG_LENGTH = 40;
    private static final long MAX_CENTS = 1_000_000;
    private static final Pattern WEB_ADDRESS =
            Pattern.compile("https?://[\\p{L}0-9](?:[\\p{L}0-9.-]*[\\p{L}0-9])?(?::[0-9]{1,5})?(?:[/?#][^\\s<>\"]*)?");
    private static final int MAX_WEB_ADDRESS = 500;

    private final Venues venues;
    private final ProgrammeQueries queries;

    ActivityCheck(Venues venues, ProgrammeQueries queries) {
        this.venues = venues;
        this.queries = queries;
    }

    /** Validates an activity as a draft. */
    public Problems draft(ActivityDetails details) {
        Problems problems = new Problems();
        words(details.words(), problems);
        problems.addIf(details.worlds().isEmpty(), WORLDS, "programme.check.worlds");
        problems.addIf(
                new HashSet<>(details.worlds()).size() < details.worlds().size(),
                WORLDS,
                "programme.check.worldsTwice");
        forWhom(details.forWhom(), details.takes(), problems);
        numbers(details, problems);
        where(details, problems);
        String signUp = details.signUpUrl();
        problems.addIf(
                signUp != null
                        && (signUp.length() > MAX_WEB_ADDRESS
                                || !WEB_ADDRESS.matcher(signUp).matches()),
                SIGN_UP_URL,
                "programme.check.webAddress");
        problems.addIf(
                details.tags().size() > MAX_TAGS
                        || details.tags().stream().anyMatch(tag -> tag.length() > MAX_TAG_LENGTH),
                TAGS,
                "programme.check.tags",
                MAX_TAGS,
                MAX_TAG_LENGTH);
        return problems;
    }

    /** Validates an activity for publication. English texts are optional, with Dutch as the fallback. */
    public Problems publication(ActivityDetails details) {
        Problems problems = draft(details);
        problems.addIf(details.words().promise().dutch().isBlank(), PROMISE, "programme.check.promise");
        problems.addIf(details.words().description().dutch().isBlank(), DESCRIPTION, "programme.check.description");
        return problems;
    }

    private static void words(ActivityDetails.Words words, Problems problems) {
        problems.addIf(words.title().dutch().isBlank(), TITLE, "programme.check.title");
        tooLong(words.title(), TITLE, 100, problems);
        tooLong(words.promise(), PROMISE, 200, problems);
        tooLong(words.description(), DESCRIPTION, 10_000, problems);
        tooLong(words.make(), MAKE, SENTENCES, problems);
        tooLong(words.learn(), LEARN, SENTENCES, problems);
        tooLong(words.before(), BEFORE, LESSON, problems);
        tooLong(words.after(), AFTER, LESSON, problems);
        tooLong(words.needs(), NEEDS, SENTENCES, problems);
        tooLong(words.fund(), FUND, 200, problems);
        tooLong(words.payment(), PAYMENT, SENTENCES, problems);
    }

    private static void tooLong(Bilingual text, String field, int most, Problems problems) {
        problems.addIfLonger(text, most, field, "programme.check.tooLong");
    }

    private static void forWhom(ForWhom who, Takes takes, Problems problems) {
        Set<Audience> audiences = who.audiences();
        problems.addIf(audiences.isEmpty(), AUDIENCES, "programme.check.audiences");
        problems.addIf(
                takes == Takes.CLASSES
                        && !audiences.isEmpty()
                        && audiences.stream().noneMatch(Audience::isClass),
                AUDIENCES,
                "programme.check.classAudience");
        problems.addIf(audiences.contains(Audience.PO) && who.groups() == null, GROUPS, "programme.check.groups");
        problems.addIf(audiences.contains(Audience.VO) && who.years() == null, YEARS, "programme.check.years");
        span(who.groups(), 1, 8, GROUPS, problems);
        span(who.years(), 1, 6, YEARS, problems);
        span(who.mboYears(), 1, 4, MBO_YEARS, problems);
        span(who.ages(), 3, 99, AGES, problems);
    }

    private static void span(@Nullable Span span, int least, int most, String field, Problems problems) {
        problems.addIf(span != null && !span.isWithin(least, most), field, "programme.check.span", least, most);
    }

    private static void numbers(ActivityDetails details, Problems problems) {
        between(details.duration().minutes(), 15, 2400, MINUTES, problems);
        between(details.duration().setup(), 0, 480, SETUP, problems);
        between(details.duration().cleanup(), 0, 480, CLEANUP, problems);
        between(details.duration().meetings(), 1, 50, MEETINGS, problems);
        between(details.size().min(), 1, 5000, SIZE_MIN, problems);
        between(details.size().max(), 1, 5000, SIZE_MAX, problems);
        problems.addIf(details.size().max() < details.size().min(), SIZE_MAX, "programme.check.size");
        between(details.size().classes(), 1, 50, CLASSES, problems);
        between(details.terms().freeCancelDays(), 0, 90, FREE_CANCEL_DAYS, problems);
        Integer perAdult = details.terms().childrenPerAdult();
        if (perAdult != null) {
            between(perAdult, 1, 50, CHILDREN_PER_ADULT, problems);
        }
        money(details.terms().school().cents(), COST_SCHOOL, problems);
        money(details.terms().participant().cents(), COST_PARTICIPANT, problems);
    }

    private static void between(int number, int least, int most, String field, Problems problems) {
        problems.addIf(number < least || number > most, field, "programme.check.between", least, most);
    }

    private static void money(long cents, String field, Problems problems) {
        problems.addIf(cents < 0 || cents > MAX_CENTS, field, "programme.check.money");
    }

    /** @param equipment null: it does not exist */
    private static void equipment(@Nullable Equipment equipment, String key, int quantity, Problems problems) {
        if (equipment == null) {
            problems.addIf(problems.at(EQUIPMENT).isEmpty(), EQUIPMENT, "programme.check.equipment");
            return;
        }
        // equipment that is out of use stays linked to the activity, and only prevents planning sessions
        int most = Math.max(1, equipment.sets());
        problems.addIf(quantity < 1 || quantity > most, ActivityFields.quantity(key), "programme.check.quantity", most);
    }

    private void where(ActivityDetails details, Problems problems) {
        Long venue = details.venueId();
        problems.addIf(venue != null && venues.find(venue).isEmpty(), PLACE, "programme.check.place");
        problems.addIf(!roomFits(details.roomId(), venue), ROOM, "programme.check.room");
        Map<String, Equipment> known =
                venues.equipment().stream().collect(Collectors.toMap(Equipment::key, equipment -> equipment));
        details.equipment().forEach((key, quantity) -> equipment(known.get(key), key, quantity, problems));
        if (!details.goals().isEmpty()) {
            Set<String> goals =
                    queries.goals().stream().map(CurriculumGoal::code).collect(Collectors.toSet());
            problems.addIf(!goals.containsAll(details.goals()), GOALS, "programme.check.goals");
        }
    }

    /** Whether no room is given, or it is in this venue. */
    public boolean roomFits(@Nullable Long roomId, @Nullable Long venueId) {
        return roomId == null
                || venueId != null
                        && venues.findRoom(roomId)
                                .map(Room::venueId)
                                .filter(venueId::equals)
                                .isPresent();
    }
}
