package nl.tec.organisations.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.Rows;
import nl.tec.organisations.ClassChanges;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.organisations.internal.ClassWriter.Site;
import nl.tec.shared.Grade;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class SchoolCorrections implements ClassChanges {

    private static final long NONE = 0;

    private final JdbcClient jdbc;
    private final ClassRows rows;
    private final ClassWriter writer;
    private final CohortNumbers cohorts;
    private final SchoolClasses classes;
    private final Audit audit;
    private final Clock clock;

    SchoolCorrections(
            JdbcClient jdbc,
            ClassRows rows,
            ClassWriter writer,
            CohortNumbers cohorts,
            SchoolClasses classes,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writer = writer;
        this.cohorts = cohorts;
        this.classes = classes;
        this.audit = audit;
        this.clock = clock;
    }

    /** A class that may be changed, with its school locked. */
    private record LockedClass(SchoolClass schoolClass, Site site) {}

    @Override
    public OptionalInt start(Actor actor, long siteId, SchoolYear year) {
        if (!may(actor, siteId, year) || writer.lock(siteId) == null) {
            return OptionalInt.empty();
        }
        cohorts.refresh(siteId, year);
        int made = classes.start(year, List.of(), List.of(siteId));
        if (made > 0) {
            audit.add(actor, "CLASSES_STARTED", "organisation", siteId);
        }
        return OptionalInt.of(made);
    }

    @Override
    public Outcome<Long> correct(Actor actor, long classId, ClassNumbers numbers) {
        LockedClass held = hold(actor, classId);
        if (held == null || ended(classId)) {
            throw new NotFound("class " + classId);
        }
        SchoolClass was = held.schoolClass();
        Problems problems = check(held.site(), was.year(), numbers, classId);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        jdbc.sql("update school_class set label = ?, level = ?, source = 'SCHOOL', counted_in = null where id = ?")
                .params(numbers.label(), numbers.level(), classId)
                .update();
        write(held.site(), was.year(), classId, numbers);
        Set<Integer> before =
                was.parts().stream().map(ClassPart::grade).map(Grade::number).collect(Collectors.toSet());
        before.stream()
                .filter(grade -> !numbers.pupils().containsKey(grade))
                .forEach(grade -> writer.endPart(classId, grade, clock.instant()));
        return done(actor, "CLASS_CORRECTED", was.siteId(), was.year(), classId);
    }

    @Override
    public Outcome<Long> add(Actor actor, long siteId, SchoolYear year, ClassNumbers numbers) {
        Site site = may(actor, siteId, year) ? writer.lock(siteId) : null;
        if (site == null) {
            throw new NotFound("school " + siteId);
        }
        Problems problems = check(site, year, numbers, NONE);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = writer.insert(siteId, year, numbers.label(), numbers.level(), NumbersFrom.SCHOOL, null);
        write(site, year, id, numbers);
        return done(actor, "CLASS_ADDED", siteId, year, id);
    }

    @Override
    public void remove(Actor actor, long classId) {
        LockedClass held = hold(actor, classId);
        if (held == null) {
            throw new NotFound("class " + classId);
        }
        jdbc.sql("update school_class set ended_at = ?, source = 'SCHOOL' where id = ? and ended_at is null")
                .param(Rows.timestamp(clock.instant()))
                .param(classId)
                .update();
        SchoolClass was = held.schoolClass();
        done(actor, "CLASS_REMOVED", was.siteId(), was.year(), classId);
    }

    @Override
    public Outcome<Long> restore(Actor actor, long classId) {
        LockedClass held = hold(actor, classId);
        if (held == null) {
            throw new NotFound("class " + classId);
        }
        SchoolClass was = held.schoolClass();
        if (writer.taken(was.siteId(), was.year(), was.label(), classId)) {
            return Outcome.refused(new Problems().add("", "classes.problem.labelTaken", was.label()));
        }
        jdbc.sql("update school_class set ended_at = null where id = ?")
                .param(classId)
                .update();
        return done(actor, "CLASS_RESTORED", was.siteId(), was.year(), classId);
    }

    private Outcome<Long> done(Actor actor, String action, long siteId, SchoolYear year, long classId) {
        cohorts.refresh(siteId, year);
        audit.add(actor, action, "school_class", classId);
        return Outcome.done(classId);
    }

    private void write(Site site, SchoolYear year, long classId, ClassNumbers numbers) {
        for (Map.Entry<Integer, Integer> part : numbers.pupils().entrySet()) {
            int pupils = part.getValue();
            writer.part(site, year, classId, numbers.level(), part.getKey(), pupils, pupils, pupils);
        }
    }

    /** Null when there is no such class for this actor. */
    private @Nullable LockedClass hold(Actor actor, long classId) {
        SchoolClass seen = rows.list(List.of(classId)).stream().findFirst().orElse(null);
        if (seen == null || !may(actor, seen.siteId(), seen.year())) {
            return null;
        }
        Site site = writer.lock(seen.siteId());
        return site == null
                ? null
                // again, now that nobody else changes it
                : rows.list(List.of(classId)).stream()
                        .findFirst()
                        .map(k -> new LockedClass(k, site))
                        .orElse(null);
    }

    private boolean ended(long classId) {
        return jdbc.sql("select ended_at is not null from school_class where id = ?")
                .param(classId)
                .query(Boolean.class)
                .single();
    }

    private boolean may(Actor actor, long siteId, SchoolYear year) {
        SchoolYear current = SchoolYear.of(LocalDate.now(clock));
        return actor.is(Role.PROGRAMME_MANAGER)
                || actor.worksAt(siteId) && (year.equals(current) || year.equals(current.next()));
    }

    private Problems check(Site site, SchoolYear year, ClassNumbers numbers, long classId) {
        Problems problems = ClassRules.check(site.sector(), numbers);
        if (problems.at("label").isEmpty()) {
            problems.addIf(
                    writer.taken(site.id(), year, numbers.label(), classId),
                    "label",
                    "classes.problem.labelTaken",
                    numbers.label());
        }
        return problems;
    }
}
