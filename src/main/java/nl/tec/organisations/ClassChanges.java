package nl.tec.organisations;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.organisations.internal.ClassOrigins;
import nl.tec.organisations.internal.ClassQueries;
import nl.tec.organisations.internal.ClassRules;
import nl.tec.organisations.internal.ClassStore;
import nl.tec.organisations.internal.ClassStore.Site;
import nl.tec.organisations.internal.CohortStore;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrects the classes of a school (rules 1). Staff of the school can do so for this school year and the next, programme managers for
 * any. Each change updates the sizes of the cohorts in the same transaction and publishes {@link ClassNumbersChanged}.
 */
@Service
@Transactional
public class ClassChanges {

    /** The maximum number of pupils of a class; a larger number is probably that of a whole year. */
    public static final int MAX_PUPILS = 60;

    /** The reason for refusing a correction when somebody else changed the class meanwhile. */
    public static final String OUTDATED = "form.outdated";

    private static final long NONE = 0;

    private final ClassQueries queries;

    private final ClassStore store;

    private final ClassOrigins origins;

    private final CohortStore cohorts;

    private final Classes classes;

    private final Audit audit;

    private final Clock clock;

    ClassChanges(
            ClassQueries queries,
            ClassStore store,
            ClassOrigins origins,
            CohortStore cohorts,
            Classes classes,
            Audit audit,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.origins = origins;
        this.cohorts = cohorts;
        this.classes = classes;
        this.audit = audit;
        this.clock = clock;
    }

    /** A class that the actor may change, with its school locked. */
    private record LockedClass(SchoolClass schoolClass, Site site) {}

    /**
     * Creates classes from the public counts for a school without classes in a school year, as {@link Classes#start} does for all schools
     * of the hub's municipalities.
     *
     * @return the number of classes; 0 if there is no count or the school has classes, empty if the actor has no such school
     */
    public OptionalInt start(Actor actor, long siteId, SchoolYear year) {
        if (!may(actor, siteId, year) || store.lock(siteId) == null) {
            return OptionalInt.empty();
        }
        cohorts.refresh(siteId, year);
        int made = classes.start(year, List.of(), List.of(siteId));
        if (made > 0) {
            audit.add(actor, "CLASSES_STARTED", "organisation", siteId);
        }
        return OptionalInt.of(made);
    }

    /**
     * Corrects a class: replaces its numbers, and removes the groups that are left out. The fields of its problems are those of the form:
     * {@code label}, {@code level}, {@code groep7}; {@code ""} for the form as a whole.
     *
     * @param version of the class that was on the screen; refused with {@link #OUTDATED} if it was changed since
     */
    public Outcome<Long> correct(Actor actor, long classId, String version, ClassNumbers numbers) {
        LockedClass held = lockClass(actor, classId);
        if (held == null || store.isEnded(classId)) {
            throw new NotFound("class " + classId);
        }
        SchoolClass was = held.schoolClass();
        Problems problems = check(held.site(), was.year(), numbers, classId);
        problems.addIf(!was.version().equals(version), "", OUTDATED);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.correct(classId, numbers);
        write(held.site(), was.year(), classId, numbers);
        Set<Integer> before = grades(was);
        Set<Integer> ended = new HashSet<>(before);
        ended.removeAll(numbers.pupils().keySet());
        ended.forEach(grade -> store.endPart(classId, grade, clock.instant()));
        origins.merge(classId, ended, was.year(), Dates.today(clock));
        Set<Integer> added = new HashSet<>(numbers.pupils().keySet());
        added.removeAll(before);
        origins.split(was.siteId(), classId, added, was.year(), Dates.today(clock));
        return done(actor, "CLASS_CORRECTED", was.siteId(), was.year(), classId);
    }

    public Outcome<Long> add(Actor actor, long siteId, SchoolYear year, ClassNumbers numbers) {
        Site site = may(actor, siteId, year) ? store.lock(siteId) : null;
        if (site == null) {
            throw new NotFound("school " + siteId);
        }
        Problems problems = check(site, year, numbers, NONE);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(siteId, year, numbers.label(), numbers.level(), NumbersFrom.SCHOOL, null);
        write(site, year, id, numbers);
        origins.split(siteId, id, numbers.pupils().keySet(), year, Dates.today(clock));
        return done(actor, "CLASS_ADDED", siteId, year, id);
    }

    /** Removes a class. Its records stay, and so do its bookings, which the school cancels itself. */
    public void remove(Actor actor, long classId) {
        LockedClass held = lockClass(actor, classId);
        if (held == null) {
            throw new NotFound("class " + classId);
        }
        store.end(classId, clock.instant());
        SchoolClass was = held.schoolClass();
        if (was.countedIn() == null) { // a removed estimate never was a real class
            origins.merge(classId, grades(was), was.year(), Dates.today(clock));
        }
        done(actor, "CLASS_REMOVED", was.siteId(), was.year(), classId);
    }

    /** Undoes {@link #remove}. Refused if another class has taken its name. */
    public Outcome<Long> restore(Actor actor, long classId) {
        LockedClass held = lockClass(actor, classId);
        if (held == null) {
            throw new NotFound("class " + classId);
        }
        SchoolClass was = held.schoolClass();
        if (store.taken(was.siteId(), was.year(), was.label(), classId)) {
            return Outcome.refused(new Problems().add("", "classes.problem.labelTaken", was.label()));
        }
        store.restore(classId);
        origins.unmerge(classId);
        return done(actor, "CLASS_RESTORED", was.siteId(), was.year(), classId);
    }

    private Outcome<Long> done(Actor actor, String action, long siteId, SchoolYear year, long classId) {
        cohorts.refresh(siteId, year);
        audit.add(actor, action, "school_class", classId);
        return Outcome.done(classId);
    }

    private static Set<Integer> grades(SchoolClass of) {
        return of.parts().stream().map(ClassPart::grade).map(Grade::number).collect(Collectors.toSet());
    }

    private void write(Site site, SchoolYear year, long classId, ClassNumbers numbers) {
        for (Map.Entry<Integer, Integer> part : numbers.pupils().entrySet()) {
            int pupils = part.getValue();
            store.part(site, year, classId, numbers.level(), part.getKey(), pupils, pupils, pupils);
        }
    }

    /** Locks the school of a class. @return null if the actor has no such class */
    private @Nullable LockedClass lockClass(Actor actor, long classId) {
        SchoolClass seen = queries.list(List.of(classId)).stream().findFirst().orElse(null);
        if (seen == null || !may(actor, seen.siteId(), seen.year())) {
            return null;
        }
        Site site = store.lock(seen.siteId());
        return site == null
                ? null
                // read again under the lock
                : queries.list(List.of(classId)).stream()
                        .findFirst()
                        .map(k -> new LockedClass(k, site))
                        .orElse(null);
    }

    private boolean may(Actor actor, long siteId, SchoolYear year) {
        SchoolYear current = SchoolYear.of(Dates.today(clock));
        return actor.is(Role.PROGRAMME_MANAGER)
                || actor.worksAt(siteId) && (year.equals(current) || year.equals(current.next()));
    }

    private Problems check(Site site, SchoolYear year, ClassNumbers numbers, long classId) {
        Problems problems = ClassRules.check(site.sector(), numbers);
        if (problems.at("label").isEmpty()) {
            problems.addIf(
                    store.taken(site.id(), year, numbers.label(), classId),
                    "label",
                    "classes.problem.labelTaken",
                    numbers.label());
        }
        return problems;
    }
}
