package nl.tec.employers.internal;

import static nl.tec.employers.OfferFields.ADULTS;
import static nl.tec.employers.OfferFields.CLASS;
import static nl.tec.employers.OfferFields.DAY;
import static nl.tec.employers.OfferFields.PUPILS;
import static nl.tec.employers.OfferFields.QUESTION;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.employers.AskOffer;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.organisations.Holidays.Free;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.WorkingDays;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;

/** Validates requests (rules 6): every reason for refusal, at the field where it can be corrected. */
public final class AskRules {

    /** The minimum number of days before a visit, so that a company can respond. */
    public static final int MIN_LEAD_DAYS = 5;

    public static final int MAX_QUESTION_LENGTH = 1000;
    private static final int MAX_ADULTS = 50;
    private static final int MAX_PUPILS_PER_PART = 200;

    private AskRules() {}

    /**
     * The days on which no visit is possible.
     *
     * @param off the periods in which the school is closed, within the requested dates
     * @param full the Mondays of the weeks in which the company has its maximum number of visits
     * @param taken the dates on which the place or the people are occupied
     */
    public record Unavailability(List<Free> off, Set<LocalDate> full, Set<AskOffer.Date> taken) {}

    public static Problems check(
            AskOffer command,
            Offer offer,
            SchoolClass schoolClass,
            SchoolSite school,
            Unavailability not,
            LocalDate today) {
        Problems problems = new Problems();
        Guests guests = offer.details().guests();
        fits(offer, schoolClass, school, problems);
        pupils(command, guests, schoolClass, problems);
        problems.addUnlessBetween(command.adults(), minAdults(offer), MAX_ADULTS, ADULTS);
        problems.addIfLonger(command.question().strip(), MAX_QUESTION_LENGTH, QUESTION);
        problems.addIf(command.dates().isEmpty(), DAY + 1, "offers.check.oneDate");
        Set<String> seen = new HashSet<>();
        for (AskOffer.Date date : command.dates()) {
            String field = DAY + date.line();
            problems.addIf(!seen.add(date.day() + "/" + date.part()), field, "offers.check.dateTwice");
            Optional<String> why = day(date.day(), offer, schoolClass, school, not, today);
            why.ifPresent(key -> problems.add(field, key, MIN_LEAD_DAYS));
            problems.addIf(why.isEmpty() && not.taken().contains(date), field, "offers.check.taken");
        }
        return problems;
    }

    /** Returns the least number of adults who come along: a class that leaves its school has one (rules 4.2). */
    public static int minAdults(Offer offer) {
        return offer.details().where().held() == Location.SCHOOL ? 0 : 1;
    }

    /** Returns the message key of the reason that a day is not possible for a class, if any. */
    public static Optional<String> day(
            LocalDate day,
            Offer offer,
            SchoolClass schoolClass,
            SchoolSite school,
            Unavailability not,
            LocalDate today) {
        if (day.isBefore(today.plusDays(MIN_LEAD_DAYS))) {
            return Optional.of("offers.check.tooSoon");
        }
        if (!schoolClass.year().contains(day)) {
            return Optional.of("offers.check.otherYear");
        }
        if (!WorkingDays.weekday(day)) {
            return Optional.of("offers.check.weekend");
        }
        if (school.hasEnded(day)) {
            return Optional.of("offers.check.schoolEnded");
        }
        if (not.off().stream().anyMatch(free -> free.contains(day))) {
            return Optional.of("offers.check.schoolClosed");
        }
        if (not.full().contains(Dates.monday(day))) {
            return Optional.of("offers.check.weekFull");
        }
        return offer.details().times().closedWeeks().contains(Dates.week(day))
                ? Optional.of("offers.check.companyClosed")
                : Optional.empty();
    }

    /** Checks whether the offer suits the class at all: group, age and distance. */
    public static void fits(Offer offer, SchoolClass schoolClass, SchoolSite school, Problems problems) {
        Guests guests = offer.details().guests();
        List<ClassPart> parts = guests.fitting(schoolClass);
        problems.addIf(parts.isEmpty(), CLASS, "offers.check.notForGroup");
        Integer youngest = guests.youngestAge();
        problems.addIf(
                youngest != null && parts.stream().anyMatch(part -> part.grade().youngestAge() < youngest),
                CLASS,
                "offers.check.tooYoung",
                youngest == null ? 0 : youngest);
        Integer travel = offer.details().where().travelKm();
        Coordinates from = Coordinates.of(offer.latitude(), offer.longitude());
        Coordinates to = Coordinates.of(school.latitude(), school.longitude());
        problems.addIf(
                offer.details().where().held() == Location.SCHOOL
                        && travel != null
                        && from != null
                        && to != null
                        && from.metresTo(to) > travel * 1000,
                CLASS,
                "offers.check.tooFar",
                travel == null ? 0 : travel);
    }

    private static void pupils(AskOffer command, Guests guests, SchoolClass schoolClass, Problems problems) {
        Set<Long> parts = schoolClass.parts().stream().map(ClassPart::id).collect(Collectors.toSet());
        boolean wrong = command.headCounts().entrySet().stream()
                .anyMatch(one ->
                        !parts.contains(one.getKey()) || one.getValue() < 0 || one.getValue() > MAX_PUPILS_PER_PART);
        if (wrong) {
            problems.add(PUPILS, "form.number");
            return;
        }
        problems.addIf(
                schoolClass.parts().stream()
                        .filter(part -> command.headCounts().getOrDefault(part.id(), 0) > 0)
                        .anyMatch(part -> !guests.forWhom().fits(part.grade())),
                PUPILS,
                "offers.check.partNotForGroup");
        int pupils = command.participants();
        if (pupils < guests.min()) {
            problems.add(PUPILS, "offers.check.tooFew", guests.min());
        } else {
            problems.addIf(pupils > guests.max(), PUPILS, "offers.check.tooMany", guests.max());
        }
    }
}
