package nl.tec.organisations;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.RecurringJob;
import nl.tec.organisations.internal.BookingGroupStore;
import nl.tec.organisations.internal.ClassOrigins;
import nl.tec.organisations.internal.ClassQueries;
import nl.tec.organisations.internal.ClassRules;
import nl.tec.organisations.internal.ClassStore;
import nl.tec.organisations.internal.ClassStore.Site;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manages the groups with which secondary and vocational schools book: a year of study, a level and a number of pupils (rules 1.5). A
 * group is stored as a {@link SchoolClass}, {@code 2 havo}, so that it can be used like any class, but is not listed among the classes
 * of the school. Unused groups are removed at night.
 */
@Service
@Transactional
public class BookingGroups {

    /** The maximum number of pupils of a group: several classes can come together. */
    public static final int MAX_PUPILS = 200;

    /**
     * The numbers of a group, as the school enters them.
     *
     * @param year the year of study
     * @param level null if none was chosen
     */
    public record Numbers(int year, @Nullable StudyLevel level, int pupils) {}

    /** The age before which an unused group is kept, because somebody may still be choosing a date for it. */
    private static final Duration UNUSED_GROUP_GRACE = Duration.ofHours(1);

    private final Schools schools;
    private final BookingGroupStore store;
    private final ClassStore classes;
    private final ClassOrigins origins;
    private final ClassQueries queries;
    private final Clock clock;

    BookingGroups(
            Schools schools,
            BookingGroupStore store,
            ClassStore classes,
            ClassOrigins origins,
            ClassQueries queries,
            Clock clock) {
        this.origins = origins;
        this.schools = schools;
        this.store = store;
        this.classes = classes;
        this.queries = queries;
        this.clock = clock;
    }

    /** Validates the numbers of a group for a school. */
    public Problems check(SchoolSite school, Numbers numbers) {
        StudyLevel level = numbers.level();
        Problems problems = new Problems();
        boolean ofSchool = level != null && level.sector() == school.sector();
        problems.addIf(
                numbers.year() < 1 || numbers.year() > school.sector().lastGrade(), "leerjaar", "groups.problem.year");
        problems.addIf(!ofSchool, "niveau", "groups.problem.level");
        if (level != null && ofSchool && problems.at("leerjaar").isEmpty()) {
            problems.addIf(
                    numbers.year() > level.years(),
                    "leerjaar",
                    "groups.problem.years",
                    level.shortName(),
                    level.years());
        }
        return problems.addIf(
                numbers.pupils() < 1 || numbers.pupils() > MAX_PUPILS,
                "leerlingen",
                "groups.problem.pupils",
                MAX_PUPILS);
    }

    /**
     * Returns a group whose pupils are not in any other booked group, reusing an unused one if possible. The fields of problems are
     * {@code leerjaar}, {@code niveau} and {@code leerlingen}.
     *
     * @throws nl.tec.shared.NotFound if the actor has no such school, or the school books with its classes
     */
    public Outcome<SchoolClass> make(Actor actor, long siteId, SchoolYear schoolYear, Numbers numbers) {
        SchoolSite school = schools.find(siteId)
                .filter(site -> !StudyLevel.of(site.sector()).isEmpty())
                .filter(site -> actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(siteId))
                .filter(site -> inTime(schoolYear))
                .orElseThrow(() -> new NotFound("school " + siteId));
        Problems problems = check(school, numbers);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Site site = Objects.requireNonNull(classes.lock(siteId));
        StudyLevel level = Objects.requireNonNull(numbers.level());
        long id = store.findUnused(siteId, schoolYear, numbers, level, choosing())
                .orElseGet(() -> store.insert(
                        siteId, schoolYear, numbers.year() + " " + level.shortName(), level.code(), clock.instant()));
        classes.part(
                site,
                schoolYear,
                id,
                level.code(),
                numbers.year(),
                numbers.pupils(),
                numbers.pupils(),
                numbers.pupils());
        origins.continueLastYear(schoolYear, siteId);
        return Outcome.done(queries.list(List.of(id)).get(0));
    }

    /**
     * Returns the group for a class that another hub describes. It is a group because the school did not enter the class here. Idempotent:
     * the same class gives the same group. The fields of problems are those of {@link ClassNumbers}.
     *
     * @throws nl.tec.shared.NotFound if there is no such school
     */
    public Outcome<SchoolClass> guest(long siteId, SchoolYear schoolYear, ClassNumbers numbers) {
        Site site = classes.lock(siteId);
        if (site == null) {
            throw new NotFound("school " + siteId);
        }
        boolean known = numbers.level().isEmpty()
                || StudyLevel.of(site.sector()).stream()
                        .anyMatch(level -> level.code().equals(numbers.level()));
        Problems problems = ClassRules.check(site.sector(), numbers).addIf(!known, "level", "groups.problem.level");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.findGuest(siteId, schoolYear, numbers)
                .orElseGet(() -> store.insert(siteId, schoolYear, numbers.label(), numbers.level(), clock.instant()));
        numbers.pupils()
                .forEach((grade, pupils) ->
                        classes.part(site, schoolYear, id, numbers.level(), grade, pupils, pupils, pupils));
        return Outcome.done(queries.list(List.of(id)).get(0));
    }

    private Instant choosing() {
        return clock.instant().minus(UNUSED_GROUP_GRACE);
    }

    private boolean inTime(SchoolYear year) {
        SchoolYear current = current();
        return year.equals(current) || year.equals(current.next());
    }

    private SchoolYear current() {
        return SchoolYear.of(Dates.today(clock));
    }

    /** Removes the groups with which nobody booked and for which nobody can still be choosing a date. */
    public void removeUnused() {
        store.removeUnused(current().previous(), choosing());
    }

    @Configuration(proxyBeanMethods = false)
    static class Job {

        @Bean
        RecurringJob unusedGroupsJob(BookingGroups groups) {
            return new RecurringJob(
                    "unused-groups", Schedules.daily(Dates.ZONE, LocalTime.of(3, 20)), groups::removeUnused);
        }
    }
}
