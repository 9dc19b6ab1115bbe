package nl.tec.bookings;

import java.util.List;
import java.util.Map;
import nl.tec.bookings.internal.ChangedClassVisitQueries;
import nl.tec.organisations.ClassFollowUp;
import org.springframework.stereotype.Component;

/** Upcoming visits of a class compared with its current size: correcting the class does not change what was booked. */
@Component
public class ClassVisits implements ClassFollowUp {

    private final ChangedClassVisitQueries visits;

    ClassVisits(ChangedClassVisitQueries visits) {
        this.visits = visits;
    }

    /** Returns the upcoming visits, by date. */
    public List<ChangedClassVisit> coming(long classId) {
        return visits.list(classId);
    }

    /** Returns the current number of pupils per class part of a booking. */
    public Map<Long, Integer> headCounts(long bookingId) {
        return visits.headCounts(bookingId);
    }

    @Override
    public int open(long classId) {
        return (int) coming(classId).stream().filter(ChangedClassVisit::differs).count();
    }
}
