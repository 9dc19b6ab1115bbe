package nl.tec.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * A guide who can be planned for classes over a longer period, without a name.
 *
 * @param maxHours per week; null: no maximum
 * @param busy time taken by sessions of this person in the weeks of that period, set-up and clean-up included
 * @param lastDay the last day on which this person is employed and the certificate of conduct is valid
 */
public record PlannableMember(
        long id,
        Set<Long> skillIds,
        @Nullable Integer maxHours,
        Availability availability,
        List<TimeSlot> busy,
        LocalDate lastDay) {

    public PlannableMember {
        skillIds = Set.copyOf(skillIds);
        busy = List.copyOf(busy);
    }

    /** Returns when this person works on a day, in order; {@link #busy} is not subtracted. */
    public List<Availability.Stretch> freeOn(LocalDate day) {
        return day.isAfter(lastDay) ? List.of() : availability.on(day);
    }
}
