package nl.tec.staff;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.staff.ActivityRoles.Role;
import nl.tec.staff.internal.PlannableStaffQueries;
import nl.tec.staff.internal.StaffQueries;
import nl.tec.staff.internal.StaffStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The data about staff for a plan of many sessions (rules 4.5, 5): who could guide classes, when, and what each activity needs. */
@Service
public class PlannableStaff {

    private final PlannableStaffQueries queries;
    private final StaffQueries skills;
    private final StaffStore staff;

    PlannableStaff(PlannableStaffQueries queries, StaffQueries skills, StaffStore staff) {
        this.queries = queries;
        this.skills = skills;
        this.staff = staff;
    }

    /** Returns everybody who can guide a class on at least the first of these days, which requires a valid certificate of conduct. */
    @Transactional
    public List<PlannableMember> list(LocalDate first, LocalDate last) {
        staff.addAccounts();
        return queries.list(first, last);
    }

    /** Returns the roles of each activity; the usual ones for an activity without (see {@link ActivityRoles}). */
    public Map<Long, List<Role>> needs(Collection<Long> activityIds) {
        return queries.needs(activityIds);
    }

    /** Returns names, for a programme manager, who sees them in the roster too. */
    public Map<Long, String> names(Collection<Long> memberIds) {
        return queries.names(memberIds);
    }

    /** Returns the names of the skills in use. */
    public Map<Long, String> skillNames() {
        return skills.skills().stream().collect(Collectors.toMap(Skill::id, Skill::name));
    }
}
