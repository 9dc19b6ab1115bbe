package nl.tec.staff;

import java.util.Set;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who could guide a session, or why not.
 *
 * @param obstacles none: nothing is in the way
 * @param conflict the session at which it is then, or from which it is not there in time; null: none
 * @param skilled it has a skill for which somebody is still needed
 * @param near it guides something else at the same place that day
 * @param weekMinutes what it guides already that week
 * @param declined it was asked and declined
 */
public record StaffCandidate(
        long memberId,
        String name,
        StaffKind kind,
        String phone,
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
}
