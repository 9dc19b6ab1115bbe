package nl.tec.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be planned for classes over a longer time, without a name.
 *
 * @param maxHours per week; null: no maximum
 * @param busy what this person guides already in that time, set-up and clean-up included
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

    /** The stretches of a day in which this person can work, in order; {@link #busy} is not taken out. */
    public List<Availability.Stretch> freeOn(LocalDate day) {
        return day.isAfter(lastDay) ? List.of() : availability.on(day);
    }
}
