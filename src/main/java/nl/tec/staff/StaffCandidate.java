package nl.tec.staff;

import java.util.Set;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * A candidate for a session, with the obstacles.
 *
 * @param obstacles none: available
 * @param conflict the session of this person at that time, or too close before or after it; null: none
 * @param skilled whether this person has a skill that is still needed
 * @param near whether this person guides another session at the same place that day
 * @param weekMinutes minutes that this person guides already that week
 * @param declined whether this person was asked and declined
 */
public record StaffCandidate(
        long memberId,
        String name,
        StaffKind kind,
        Set<StaffObstacle> obstacles,
        @Nullable Conflict conflict,
        boolean skilled,
        boolean near,
        int weekMinutes,
        boolean declined) {

    public StaffCandidate {
        obstacles = Set.copyOf(obstacles);
    }

    public record Conflict(Bilingual title, TimeSlot slot) {}

    public boolean possible() {
        return obstacles.isEmpty();
    }

    /** Whether this person can have guided the session when it is over. */
    public boolean canHaveBeen() {
        return obstacles.stream().allMatch(StaffObstacle::onlyBefore);
    }
}
