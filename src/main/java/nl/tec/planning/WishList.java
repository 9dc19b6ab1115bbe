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
 * @param mayChange whether who asked may fill in wishes now
 * @param teachersMay whether the coordinator lets teachers do so
 * @param doneAt when the school said that it is ready; null: not yet
 * @param fromLastYear classes without a wish for which there is one of last year, or a visit
 * @param weeks the Mondays of the weeks with school, each with the number of school days
 * @param titles of all activities that the wishes name
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

    /** Classes that are there and have no wish. */
    public List<WishClass> missing() {
        return classes.stream().filter(one -> one.isThere() && !one.hasWish()).toList();
    }

    public List<WishClass> unfinished() {
        return classes.stream().filter(WishClass::isUnfinished).toList();
    }

    public long withWish() {
        return classes.stream().filter(WishClass::hasWish).count();
    }

    public long wishes() {
        return classes.stream()
                .flatMap(one -> one.wishes().stream())
                .filter(SchoolWish::isFinished)
                .count();
    }
}
