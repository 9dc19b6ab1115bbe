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
import java.util.stream.Collectors;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityFields;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Problems;
import nl.tec.shared.WebAddress;
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
                signUp != null && !WebAddress.isWebAddress(signUp, MAX_WEB_ADDRESS), SIGN_UP_URL, "form.webAddress");
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
        problems.addIfLonger(words.title(), 100, TITLE);
        problems.addIfLonger(words.promise(), 200, PROMISE);
        problems.addIfLonger(words.description(), 10_000, DESCRIPTION);
        problems.addIfLonger(words.make(), SENTENCES, MAKE);
        problems.addIfLonger(words.learn(), SENTENCES, LEARN);
        problems.addIfLonger(words.before(), LESSON, BEFORE);
        problems.addIfLonger(words.after(), LESSON, AFTER);
        problems.addIfLonger(words.needs(), SENTENCES, NEEDS);
        problems.addIfLonger(words.fund(), 200, FUND);
        problems.addIfLonger(words.payment(), SENTENCES, PAYMENT);
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
        problems.addUnlessWithin(who.groups(), 1, 8, GROUPS);
        problems.addUnlessWithin(who.years(), 1, 6, YEARS);
        problems.addUnlessWithin(who.mboYears(), 1, 4, MBO_YEARS);
        problems.addUnlessWithin(who.ages(), 3, 99, AGES);
    }

    private static void numbers(ActivityDetails details, Problems problems) {
        problems.addUnlessBetween(details.duration().minutes(), 15, 2400, MINUTES);
        problems.addUnlessBetween(details.duration().setup(), 0, 480, SETUP);
        problems.addUnlessBetween(details.duration().cleanup(), 0, 480, CLEANUP);
        problems.addUnlessBetween(details.duration().meetings(), 1, 50, MEETINGS);
        problems.addUnlessBetween(details.size().min(), 1, 5000, SIZE_MIN);
        problems.addUnlessBetween(details.size().max(), 1, 5000, SIZE_MAX);
        problems.addIf(
                details.size().max() >= 1
                        && details.size().max() < details.size().min(),
                SIZE_MAX,
                "programme.check.size");
        problems.addUnlessBetween(details.size().classes(), 1, 50, CLASSES);
        problems.addUnlessBetween(details.terms().freeCancelDays(), 0, 90, FREE_CANCEL_DAYS);
        problems.addUnlessBetween(details.terms().childrenPerAdult(), 1, 50, CHILDREN_PER_ADULT);
        money(details.terms().school().cents(), COST_SCHOOL, problems);
        money(details.terms().participant().cents(), COST_PARTICIPANT, problems);
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
        int max = Math.max(1, equipment.sets());
        problems.addIf(quantity < 1 || quantity > max, ActivityFields.quantity(key), "programme.check.quantity", max);
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
