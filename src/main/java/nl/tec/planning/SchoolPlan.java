package nl.tec.planning;

import java.util.List;
import nl.tec.organisations.SchoolSite;

/**
 * The planned visits of a school in a round.
 *
 * @param isOpen whether the school can still answer
 */
public record SchoolPlan(SchoolSite school, Round round, List<PlannedVisit> visits, boolean isOpen) {

    public long unanswered() {
        return visits.stream().filter(PlannedVisit::isUnanswered).count();
    }
}
