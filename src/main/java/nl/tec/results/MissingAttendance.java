package nl.tec.results;

import java.time.LocalDate;
import java.util.List;
import nl.tec.results.internal.MissingAttendanceQueries;
import org.springframework.stereotype.Service;

/** Lists held sessions without recorded attendance (rules 2.1). Until it is recorded, nothing of them counts. */
@Service
public class MissingAttendance {

    private final MissingAttendanceQueries queries;

    MissingAttendance(MissingAttendanceQueries queries) {
        this.queries = queries;
    }

    /**
     * A session with missing attendance.
     *
     * @param classes the number of confirmed class bookings without attendance
     * @param people the number of confirmed participants, if nothing at all was recorded for the session
     */
    public record Session(long id, LocalDate day, String titleNl, String titleEn, long classes, long people) {}

    /** Returns sessions of all years. */
    public List<Session> list(int limit) {
        return queries.list(limit);
    }

    /** Counts the sessions of all years. */
    public int count() {
        return queries.count();
    }

    /**
     * Returns sessions that ended more than an hour ago, oldest first.
     *
     * @param limit the maximum number of sessions
     */
    public List<Session> list(LocalDate first, LocalDate last, int limit) {
        return queries.list(first, last, limit);
    }
}
