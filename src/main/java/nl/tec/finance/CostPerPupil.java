package nl.tec.finance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import nl.tec.finance.internal.VisitedQueries;
import nl.tec.reach.Reach;
import nl.tec.reach.SchoolGroup;
import nl.tec.reach.SessionsReach;
import org.springframework.stereotype.Service;

/** The cost of the programme per pupil that it reached. */
@Service
public class CostPerPupil {

    private final VisitedQueries visited;
    private final Reach reach;

    CostPerPupil(VisitedQueries visited, Reach reach) {
        this.visited = visited;
        this.reach = reach;
    }

    /** Returns the cost per pupil of these calendar years, in their order. */
    public List<PerPupil> of(BudgetOverview overview, Collection<Integer> years) {
        Map<Integer, List<Long>> sessions = visited.sessions(years);
        return years.stream()
                .map(year -> {
                    SessionsReach came = reach.ofSessions(sessions.getOrDefault(year, List.of()), year);
                    return new PerPupil(year, overview.booked(LineKind.COST, year), came.pupils(), came.others());
                })
                .toList();
    }

    /** The pupils of a calendar year by school and group: together they are {@link PerPupil#pupils}. */
    public List<SchoolGroup> pupils(int year) {
        return reach.schoolGroups(visited.sessions(List.of(year)).getOrDefault(year, List.of()), year);
    }
}
