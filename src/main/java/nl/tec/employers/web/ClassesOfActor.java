package nl.tec.employers.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferFit;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.StudyLevel;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Component;

/** Finds the schools where the actor works, and their classes in the school year for which requests are possible. */
@Component
public class ClassesOfActor {

    private final Schools schools;
    private final Classes classes;
    private final OfferFit fit;
    private final Clock clock;

    ClassesOfActor(Schools schools, Classes classes, OfferFit fit, Clock clock) {
        this.schools = schools;
        this.classes = classes;
        this.fit = fit;
        this.clock = clock;
    }

    /** A class with its school. */
    public record OwnClass(SchoolClass schoolClass, SchoolSite school) {}

    /** A class to choose. @param problems why the offer does not suit it; none: it does */
    public record Choice(OwnClass mine, Problems problems) {}

    /** Returns the actor's schools that book with groups ({@link nl.tec.organisations.BookingGroups}). */
    List<SchoolSite> byLevel(Actor actor) {
        return schools.of(actor).stream()
                .filter(site -> !StudyLevel.of(site.sector()).isEmpty())
                .toList();
    }

    /** Returns the classes ordered by school and group, in one query plus one per school. */
    List<OwnClass> list(Actor actor) {
        SchoolYear year = SchoolYear.of(soonest());
        List<OwnClass> all = new ArrayList<>();
        for (SchoolSite school : schools.of(actor)) {
            classes.list(school.id(), year).forEach(schoolClass -> all.add(new OwnClass(schoolClass, school)));
        }
        return all;
    }

    /** @throws NotFound if there is none, or it is of another school */
    OwnClass get(long classId, Actor actor) {
        SchoolClass schoolClass = classes.find(classId)
                .filter(one -> actor.worksAt(one.siteId()))
                .orElseThrow(() -> new NotFound("class " + classId));
        return new OwnClass(schoolClass, schools.get(schoolClass.siteId()));
    }

    /** Returns all classes, with the reasons that an offer does not suit them. */
    List<Choice> fitting(Actor actor, Offer offer) {
        return list(actor).stream()
                .map(mine -> new Choice(mine, fit.problems(offer, mine.schoolClass(), mine.school())))
                .toList();
    }

    /** Returns the first day that can be requested. */
    LocalDate soonest() {
        return Dates.today(clock).plusDays(OfferFit.MIN_LEAD_DAYS);
    }
}
