package nl.tec.planning;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A visit that a school would like for one of its classes in the school year of a round.
 *
 * @param position the position among the wishes of its class, from 1
 * @param choices activities, the preferred one first; empty: unfinished
 * @param preferred Mondays of the weeks that suit best; empty: no preference
 * @param excluded Mondays of weeks that do not suit
 * @param dayparts the only parts of the day that suit; empty: all
 * @param together the label of the class to come with; null: none
 */
public record SchoolWish(
        String label,
        int position,
        List<Long> choices,
        List<LocalDate> preferred,
        List<LocalDate> excluded,
        Set<Daypart> dayparts,
        List<LocalDate> notDates,
        @Nullable String together,
        String note) {

    public static final int MAX_CHOICES = 3;
    public static final int MAX_NOTE = 500;

    public SchoolWish {
        choices = choices.stream().distinct().toList();
        preferred = preferred.stream().distinct().sorted().toList();
        excluded = excluded.stream().distinct().sorted().toList();
        notDates = notDates.stream().distinct().sorted().toList();
        dayparts = Set.copyOf(dayparts);
        together = together == null || together.isBlank() || together.equals(label) ? null : together;
        note = note.strip();
    }

    /** Returns a wish in which nothing was filled in. */
    public static SchoolWish blank(String label, int position) {
        return new SchoolWish(label, position, List.of(), List.of(), List.of(), Set.of(), List.of(), null, "");
    }

    public boolean isBlank() {
        return equals(blank(label, position));
    }

    public boolean isFinished() {
        return !choices.isEmpty();
    }

    /** Returns a copy for another class or position, with other choices. */
    public SchoolWish at(String otherLabel, int otherPosition, List<Long> otherChoices) {
        return new SchoolWish(
                otherLabel, otherPosition, otherChoices, preferred, excluded, dayparts, notDates, together, note);
    }

    /** Returns a digest with which a form detects concurrent changes; empty if blank. */
    public String digest() {
        return isBlank()
                ? ""
                : HexFormat.of()
                        .formatHex(Sha256.of(String.join(
                                "|",
                                choices.toString(),
                                preferred.toString(),
                                excluded.toString(),
                                new TreeSet<>(dayparts).toString(),
                                notDates.toString(),
                                String.valueOf(together),
                                note)))
                        .substring(0, 16);
    }
}
