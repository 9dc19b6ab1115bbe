package nl.tec.organisations;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.Savepoint;
import nl.tec.organisations.SchoolClass.NumbersFrom;
import nl.tec.organisations.internal.ClassOrigins;
import nl.tec.organisations.internal.ClassQueries;
import nl.tec.organisations.internal.ClassRules;
import nl.tec.organisations.internal.ClassStore;
import nl.tec.organisations.internal.ClassStore.Site;
import nl.tec.organisations.internal.CohortStore;
import nl.tec.organisations.internal.MovedUp;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.Problems.Problem;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves classes up in summer (rules 1): creates the classes of the next school year from those of this one, after a preview. The pupils
 * of a group stay together as a cohort; the last group leaves, and a new first group of the same size as this year's joins.
 */
@Service
@Transactional
public class MovingUp {

    private static final Logger LOG = LoggerFactory.getLogger(MovingUp.class);

    /**
     * A group in a proposed class.
     *
     * @param low the lower bound of this year's estimate; {@code high} is the upper bound
     * @param fromPart the current class part of its pupils; null for new pupils
     */
    public record NextPart(
            int grade,
            int pupils,
            int low,
            int high,
            @Nullable Long fromPart) {}

    /**
     * A proposed class of the next school year.
     *
     * @param from the labels of the current classes of its pupils; empty if all pupils are new
     * @param countedIn the year of the public count behind it; null if a school gave the numbers
     */
    public record NextClass(
            String label,
            String level,
            List<NextPart> parts,
            List<String> from,
            @Nullable Integer countedIn) {

        public int pupils() {
            return parts.stream().mapToInt(NextPart::pupils).sum();
        }

        public ClassNumbers numbers() {
            TreeMap<Integer, Integer> pupils = new TreeMap<>();
            parts.forEach(part -> pupils.merge(part.grade(), part.pupils(), Integer::sum));
            return new ClassNumbers(label, level, pupils);
        }
    }

    /**
     * The proposed classes of a school.
     *
     * @param leaving the number of pupils who leave
     * @param version of the classes on which it is based, for {@link #confirm}
     */
    public record Proposal(SchoolYear from, SchoolYear to, List<NextClass> classes, int leaving, String version) {}

    public sealed interface Preview {

        record Ready(Proposal proposal) implements Preview {}

        /** The school has classes in the next school year. */
        record AlreadyThere(SchoolYear to, List<SchoolClass> classes) implements Preview {}

        /** The school has no classes this school year. */
        record Nothing(SchoolYear from) implements Preview {}
    }

    /** The problem of {@link #confirm} if this year's classes have changed since the preview. */
    public static final String CHANGED = "movingUp.changed";

    /** The outcome of undoing a move. */
    public enum Undone {
        DONE,
        /** A class was booked since: the school has to remove classes one by one. */
        IN_USE,
        /** A class was added, changed or removed since, and that work would be lost. */
        CHANGED,
        NOT_FOUND
    }

    private final ClassQueries queries;

    private final ClassStore store;

    private final ClassOrigins origins;

    private final CohortStore cohorts;

    private final Classes classes;

    private final Audit audit;

    private final Savepoint savepoint;

    private final Clock clock;

    MovingUp(
            ClassQueries queries,
            ClassStore store,
            ClassOrigins origins,
            CohortStore cohorts,
            Classes classes,
            Audit audit,
            Savepoint savepoint,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.origins = origins;
        this.cohorts = cohorts;
        this.classes = classes;
        this.audit = audit;
        this.savepoint = savepoint;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Preview preview(Actor actor, long siteId, SchoolYear from) {
        if (!may(actor, siteId, from)) {
            throw new NotFound("school " + siteId);
        }
        List<SchoolClass> next = queries.list(siteId, from.next());
        if (!next.isEmpty()) {
            return new Preview.AlreadyThere(from.next(), next);
        }
        List<SchoolClass> now = queries.list(siteId, from);
        return now.isEmpty() ? new Preview.Nothing(from) : new Preview.Ready(proposal(from, now));
    }

    /**
     * Creates the classes of the next school year. The fields of its problems are {@code 0.label}, {@code 0.level},
     * {@code 0.groep7}: by the index in the proposal.
     *
     * @param numbers in the order of the proposal; a class without pupils is skipped. Head counts that equal the proposal are marked as
     *     moved up, others as the school's own
     * @return the version of the created classes, for {@link #undo}; empty if the classes existed already, because somebody else was first
     *     or the form was sent twice
     */
    public Outcome<Optional<String>> confirm(
            Actor actor, long siteId, SchoolYear from, String version, List<ClassNumbers> numbers) {
        Site site = may(actor, siteId, from) ? store.lock(siteId) : null;
        if (site == null) {
            throw new NotFound("school " + siteId);
        }
        if (!queries.list(siteId, from.next()).isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        Proposal proposal = proposal(from, queries.list(siteId, from));
        if (!proposal.version().equals(version) || proposal.classes().size() != numbers.size()) {
            return Outcome.refused(CHANGED);
        }
        Problems problems = check(site.sector(), numbers);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        write(site, from.next(), proposal, numbers);
        audit.add(actor, "CLASSES_MOVED_UP", "organisation", siteId);
        List<SchoolClass> made = queries.list(siteId, from.next());
        return Outcome.done(Optional.of(version(made)));
    }

    /** Undoes {@link #confirm}: deletes the classes of the next school year. */
    public Undone undo(Actor actor, long siteId, SchoolYear from, String version) {
        Site site = may(actor, siteId, from) ? store.lock(siteId) : null;
        List<SchoolClass> made = site == null ? List.of() : queries.list(siteId, from.next());
        if (made.isEmpty()) {
            return Undone.NOT_FOUND;
        }
        if (!version(made).equals(version)) {
            return Undone.CHANGED;
        }
        if (!store.delete(siteId, from.next())) {
            return Undone.IN_USE;
        }
        cohorts.refresh(siteId, from.next());
        audit.add(actor, "CLASSES_MOVED_BACK", "organisation", siteId);
        return Undone.DONE;
    }

    /**
     * Moves up the classes of every school of these municipalities that has none in a school year; schools without classes in the year
     * before start from the counts ({@link Classes#start}). A school whose classes can't be moved up does not hold up the others.
     *
     * @return the schools whose classes could not be moved up
     */
    public List<Long> moveAll(SchoolYear to, Collection<String> municipalities) {
        List<Long> failed = new ArrayList<>();
        for (long siteId : queries.sitesToMoveUp(to, municipalities)) {
            try {
                savepoint.run(status -> moveUp(siteId, to));
            } catch (RuntimeException e) {
                LOG.error("could not move up the classes of school {}", siteId, e);
                failed.add(siteId);
            }
        }
        classes.start(to, municipalities);
        return failed;
    }

    private void moveUp(long siteId, SchoolYear to) {
        Site site = Objects.requireNonNull(store.lock(siteId));
        Proposal proposal = proposal(to.previous(), queries.list(siteId, to.previous()));
        write(
                site,
                to,
                proposal,
                proposal.classes().stream().map(NextClass::numbers).toList());
    }

    private static Proposal proposal(SchoolYear from, List<SchoolClass> now) {
        return new Proposal(from, from.next(), MovedUp.of(now), MovedUp.leaving(now), version(now));
    }

    /** Returns a hash of the classes, for optimistic locking. */
    private static String version(List<SchoolClass> classes) {
        return Integer.toHexString(classes.toString().hashCode());
    }

    private void write(Site site, SchoolYear to, Proposal proposal, List<ClassNumbers> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            ClassNumbers wanted = numbers.get(i);
            if (wanted.pupils().isEmpty()) {
                continue;
            }
            NextClass proposed = proposal.classes().get(i);
            boolean asProposed = wanted.pupils().equals(proposed.numbers().pupils());
            long id = store.insert(
                    site.id(),
                    to,
                    wanted.label(),
                    wanted.level(),
                    asProposed ? NumbersFrom.MOVED_UP : NumbersFrom.SCHOOL,
                    asProposed ? proposed.countedIn() : null);
            wanted.pupils().forEach((grade, pupils) -> {
                NextPart part = asProposed ? part(proposed, grade) : null;
                store.part(
                        site,
                        to,
                        id,
                        wanted.level(),
                        grade,
                        pupils,
                        part == null ? pupils : part.low(),
                        part == null ? pupils : part.high());
                NextPart moved = part(proposed, grade);
                if (moved != null && moved.fromPart() != null) {
                    origins.moveUp(id, grade, moved.fromPart(), to);
                }
            });
        }
        origins.merge(leftOut(proposal, numbers), to);
        origins.continueLastYear(to, site.id());
        cohorts.refresh(site.id(), to);
    }

    /**
     * Returns the current class parts whose next class is skipped: their pupils go to the other classes. Estimated classes are ignored,
     * because one that a school skips never was a real class.
     */
    private static List<Long> leftOut(Proposal proposal, List<ClassNumbers> numbers) {
        return IntStream.range(0, numbers.size())
                .filter(i -> numbers.get(i).pupils().isEmpty())
                .mapToObj(i -> proposal.classes().get(i))
                .filter(left -> left.countedIn() == null)
                .flatMap(left -> left.parts().stream())
                .map(NextPart::fromPart)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable NextPart part(NextClass proposed, int grade) {
        return proposed.parts().stream()
                .filter(part -> part.grade() == grade)
                .findFirst()
                .orElse(null);
    }

    private static Problems check(Sector sector, List<ClassNumbers> numbers) {
        Problems problems = new Problems();
        Set<String> labels = new HashSet<>();
        IntStream.range(0, numbers.size()).forEach(i -> {
            ClassNumbers wanted = numbers.get(i);
            if (wanted.pupils().isEmpty()) {
                return;
            }
            for (Problem problem : ClassRules.check(sector, wanted).all()) {
                String field = problem.field().isEmpty() ? "label" : problem.field();
                problems.add(i + "." + field, problem.key(), problem.arguments().toArray());
            }
            problems.addIf(
                    !labels.add(wanted.label().toLowerCase(Locale.ROOT)),
                    i + ".label",
                    "classes.problem.labelTwice",
                    wanted.label());
        });
        problems.addIf(labels.isEmpty(), "", "classes.problem.noClasses");
        return problems;
    }

    /** Whether classes of that year can still, or already, move up: those of this school year and of the one before. */
    public boolean isInTime(SchoolYear from) {
        SchoolYear current = SchoolYear.of(Dates.today(clock));
        return from.equals(current) || from.equals(current.previous());
    }

    private boolean may(Actor actor, long siteId, SchoolYear from) {
        return isInTime(from) && (actor.is(Role.PROGRAMME_MANAGER) || actor.worksAt(siteId));
    }
}
