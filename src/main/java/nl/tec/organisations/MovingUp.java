package nl.tec.organisations;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Outcome;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;

/**
 * Moving up in summer (rules 1): the classes of the next school year from those of this one, in one action with a preview. The
 * pupils of a group stay together as a cohort; the last group leaves, a new first group comes, as large as this year's.
 */
public interface MovingUp {

    /** @param low the least it can be, as it was estimated this year; {@code high} the most */
    record NextPart(int grade, int pupils, int low, int high) {}

    /**
     * A class of the next school year as it is proposed.
     *
     * @param from the labels of the classes its pupils are in now; empty for new pupils only
     * @param countedIn the year of the public count behind it; null when a school gave the numbers
     */
    record NextClass(
            String label,
            String level,
            List<NextPart> parts,
            List<String> from,
            @Nullable Integer countedIn) {

        public int pupils() {
            return parts.stream().mapToInt(NextPart::pupils).sum();
        }

        public ClassNumbers numbers() {
            java.util.TreeMap<Integer, Integer> pupils = new java.util.TreeMap<>();
            parts.forEach(part -> pupils.merge(part.grade(), part.pupils(), Integer::sum));
            return new ClassNumbers(label, level, pupils);
        }
    }

    /**
     * @param leaving pupils of the last group
     * @param version of the classes it was made from; given back with {@link #confirm}
     */
    record Proposal(SchoolYear from, SchoolYear to, List<NextClass> classes, int leaving, String version) {}

    sealed interface Preview {

        record Ready(Proposal proposal) implements Preview {}

        /** The school has classes in the next school year. */
        record AlreadyThere(SchoolYear to, List<SchoolClass> classes) implements Preview {}

        /** The school has no classes this school year. */
        record Nothing(SchoolYear from) implements Preview {}
    }

    /** Why {@link #confirm} is refused when this year's classes have changed since the preview: look again. */
    String CHANGED = "movingUp.changed";

    Preview preview(Actor actor, long siteId, SchoolYear from);

    /**
     * Makes the classes of the next school year. The fields of its problems are {@code 0.label}, {@code 0.level},
     * {@code 0.groep7}: by the place in the proposal.
     *
     * @param classes in the order of the proposal; one without pupils is not made. Where the head counts are as proposed they
     *     are last year's moved up and say so; else they are the school's own
     * @return the version of the classes that were made, to be given back with {@link #undo}; empty when nothing was done
     *     because somebody was first, or it was sent twice
     */
    Outcome<Optional<String>> confirm(
            Actor actor, long siteId, SchoolYear from, String version, List<ClassNumbers> classes);

    /** How taking it back went. */
    enum Undone {
        DONE,
        /** A class is booked by now: the school removes what it does not want class by class. */
        IN_USE,
        /** A class was added, changed or removed since: what somebody typed is not thrown away. */
        CHANGED,
        NOT_FOUND
    }

    /** Takes back {@link #confirm}: the school has no classes in the next school year again. */
    Undone undo(Actor actor, long siteId, SchoolYear from, String version);

    /**
     * Gives every school of these municipalities that has no classes in a school year those of the year before, moved up as
     * proposed; what is left starts from the numbers ({@link Classes#start}). For the first day of a school year.
     *
     * @return for how many schools classes were moved up
     */
    int moveAll(SchoolYear to, Collection<String> municipalities);
}
