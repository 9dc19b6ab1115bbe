package nl.tec.employers.internal;

import static nl.tec.employers.OfferFields.AFTERNOON;
import static nl.tec.employers.OfferFields.AT_ONCE;
import static nl.tec.employers.OfferFields.CLOSED_WEEKS;
import static nl.tec.employers.OfferFields.CLOTHING;
import static nl.tec.employers.OfferFields.DESCRIPTION;
import static nl.tec.employers.OfferFields.EMAIL;
import static nl.tec.employers.OfferFields.GOALS;
import static nl.tec.employers.OfferFields.GROUPS;
import static nl.tec.employers.OfferFields.HELD;
import static nl.tec.employers.OfferFields.MBO_YEARS;
import static nl.tec.employers.OfferFields.MINUTES;
import static nl.tec.employers.OfferFields.MORNING;
import static nl.tec.employers.OfferFields.PER_WEEK;
import static nl.tec.employers.OfferFields.POSTCODE;
import static nl.tec.employers.OfferFields.PROMISE;
import static nl.tec.employers.OfferFields.ROOM;
import static nl.tec.employers.OfferFields.SIZE_MAX;
import static nl.tec.employers.OfferFields.SIZE_MIN;
import static nl.tec.employers.OfferFields.STREET;
import static nl.tec.employers.OfferFields.TERM;
import static nl.tec.employers.OfferFields.TITLE;
import static nl.tec.employers.OfferFields.TOWN;
import static nl.tec.employers.OfferFields.TRAVEL;
import static nl.tec.employers.OfferFields.WORLD;
import static nl.tec.employers.OfferFields.YEARS;
import static nl.tec.employers.OfferFields.YOUNGEST;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.employers.DayPart;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferDetails.Site;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Postcode;
import nl.tec.shared.Problems;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validation of an offer before it is stored and before schools can find it. */
@Component
public class OfferCheck {

    private static final int MAX_PER_WEEK = 50;
    private static final int MAX_AT_ONCE = 50;
    private static final int MAX_ADDRESS_LENGTH = 120;

    private final Venues venues;
    private final Catalogue catalogue;

    OfferCheck(Venues venues, Catalogue catalogue) {
        this.venues = venues;
        this.catalogue = catalogue;
    }

    /**
     * Validates an offer with the rules that also apply to drafts.
     *
     * @param before the current offer; null: a new one
     * @param actor only a programme manager can assign a room of the hub; an assigned room can be kept
     */
    public Problems draft(OfferDetails details, @Nullable Offer before, Actor actor) {
        Problems problems = new Problems();
        words(details.words(), problems);
        problems.addIf(details.worlds().isEmpty(), WORLD, "offers.check.world");
        guests(details.guests(), problems);
        where(details.where(), before, actor, problems);
        problems.addUnlessBetween(details.times().minutes(), 15, 480, MINUTES);
        problems.addIf(!DayPart.MORNING.contains(details.times().morning()), MORNING, "offers.check.morning");
        problems.addIf(!DayPart.AFTERNOON.contains(details.times().afternoon()), AFTERNOON, "offers.check.afternoon");
        problems.addIf(
                details.times().closedWeeks().stream().anyMatch(week -> week < 1 || week > 53),
                CLOSED_WEEKS,
                "offers.check.weeks");
        problems.addUnlessBetween(details.times().perWeek(), 1, MAX_PER_WEEK, PER_WEEK);
        problems.addUnlessBetween(details.times().atOnce(), 1, MAX_AT_ONCE, AT_ONCE);
        problems.addUnlessBetween(details.answering().termDays(), 1, 60, TERM);
        problems.addIf(MailAddress.parse(details.answering().email()).isEmpty(), EMAIL, "form.email");
        goals(details, problems);
        return problems;
    }

    /** Validates an offer for publication. */
    public Problems publication(OfferDetails details, @Nullable Offer before, Actor actor) {
        Problems problems = draft(details, before, actor);
        problems.addIf(details.words().promise().dutch().isBlank(), PROMISE, "offers.check.promise");
        problems.addIf(details.words().description().dutch().isBlank(), DESCRIPTION, "offers.check.description");
        Site where = details.where();
        problems.addIf(where.held() == Location.COMPANY && where.street().isBlank(), STREET, "offers.check.street");
        problems.addIf(where.held() != Location.ROOM && where.postcode().isBlank(), POSTCODE, "offers.check.postcode");
        return problems;
    }

    private static void words(OfferDetails.Words words, Problems problems) {
        problems.addIf(words.title().dutch().isBlank(), TITLE, "offers.check.title");
        problems.addIfLonger(words.title(), 100, TITLE);
        problems.addIfLonger(words.promise(), 200, PROMISE);
        problems.addIfLonger(words.description(), 4000, DESCRIPTION);
        problems.addIfLonger(words.clothing(), 200, CLOTHING);
    }

    private static void guests(Guests guests, Problems problems) {
        problems.addIf(guests.forWhom().audiences().isEmpty(), GROUPS, "offers.check.forWhom");
        problems.addUnlessWithin(guests.groups(), 1, 8, GROUPS);
        problems.addUnlessWithin(guests.years(), 1, 6, YEARS);
        problems.addUnlessWithin(guests.mboYears(), 1, 4, MBO_YEARS);
        problems.addUnlessBetween(guests.youngestAge(), 4, 21, YOUNGEST);
        problems.addUnlessBetween(guests.min(), 1, 500, SIZE_MIN);
        problems.addUnlessBetween(guests.max(), 1, 500, SIZE_MAX);
        problems.addIf(guests.max() < guests.min(), SIZE_MAX, "offers.check.size");
    }

    private void where(Site where, @Nullable Offer before, Actor actor, Problems problems) {
        problems.addIfLonger(where.street(), MAX_ADDRESS_LENGTH, STREET);
        problems.addIfLonger(where.town(), MAX_ADDRESS_LENGTH, TOWN);
        problems.addIf(
                !where.postcode().isBlank() && Postcode.parse(where.postcode()).isEmpty(), POSTCODE, "form.postcode");
        Integer travel = where.travelKm();
        problems.addIf(
                where.held() == Location.SCHOOL && (travel == null || travel < 1 || travel > 300),
                TRAVEL,
                "offers.check.travel");
        Long room = where.roomId();
        problems.addIf(
                where.held() == Location.ROOM
                        && (room == null || venues.findRoom(room).isEmpty()),
                ROOM,
                "offers.check.room");
        boolean given = room != null
                && before != null
                && room.equals(before.details().where().roomId());
        problems.addIf(
                where.held() == Location.ROOM && !given && !actor.is(Role.PROGRAMME_MANAGER),
                HELD,
                "offers.check.roomOfHub");
    }

    private void goals(OfferDetails details, Problems problems) {
        if (!details.goals().isEmpty()) {
            Set<String> known =
                    catalogue.goals().stream().map(CurriculumGoal::code).collect(Collectors.toSet());
            problems.addIf(!known.containsAll(new HashSet<>(details.goals())), GOALS, "offers.check.goals");
        }
    }
}
