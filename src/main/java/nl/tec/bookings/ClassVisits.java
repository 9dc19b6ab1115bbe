package nl.tec.bookings;

import java.util.List;
import java.util.Map;
import nl.tec.bookings.internal.ComingVisitQueries;
import nl.tec.organisations.ClassFollowUp;
import org.springframework.stereotype.Component;

/** The visits to come of a class beside the class as it is now: a correction of its numbers does not change what was booked. */
@Component
public class ClassVisits implements ClassFollowUp {

    private final ComingVisitQueries visits;

    ClassVisits(ComingVisitQueries visits) {
        this.visits = visits;
    }

    /** By date. */
    public List<ComingVisit> coming(long classId) {
        return visits.list(classId);
    }

    /** The pupils per class part of a booking, as the class is now. */
    public Map<Long, Integer> headCounts(long bookingId) {
        return visits.headCounts(bookingId);
    }

    @Override
    public int open(long classId) {
        return (int) coming(classId).stream().filter(ComingVisit::differs).count();
    }
}
