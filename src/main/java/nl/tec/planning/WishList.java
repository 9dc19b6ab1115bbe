package nl.tec.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * The wishes of a school in a round, class by class.
 *
 * @param mayChange whether the actor may change wishes now
 * @param teachersMay whether the coordinator allows teachers to change wishes
 * @param doneAt when the school reported that it is done; null: not yet
 * @param fromLastYear the number of classes without a wish for which one can be copied from last year
 * @param weeks the Mondays of the school weeks, each with its number of school days
 * @param titles the titles of the activities of the round and of those that the wishes name
 */
public record WishList(
        Round round,
        SchoolSite school,
        List<WishClass> classes,
        boolean mayChange,
        boolean teachersMay,
        @Nullable Instant doneAt,
        int fromLastYear,
        Map<LocalDate, Integer> weeks,
        Map<Long, Bilingual> titles) {

    /** Returns the existing classes without a finished wish. */
    public List<WishClass> missing() {
        return classes.stream().filter(one -> one.isThere() && !one.hasWish()).toList();
    }

    public List<WishClass> unfinished() {
        return classes.stream().filter(WishClass::isUnfinished).toList();
    }

    /** Returns how many of the existing classes have a finished wish. */
    public long withWish() {
        return classes.stream().filter(one -> one.isThere() && one.hasWish()).count();
    }
}
