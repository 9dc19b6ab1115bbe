package nl.tec.results;

import java.time.LocalDate;
import java.util.List;
import nl.tec.results.internal.MissingAttendanceQueries;
import org.springframework.stereotype.Service;

/** The to-do list of rules 2.1: what was held, and nobody recorded who came. Until then it counts as nothing. */
@Service
public class MissingAttendance {

    private final MissingAttendanceQueries queries;

    MissingAttendance(MissingAttendanceQueries queries) {
        this.queries = queries;
    }

    /**
     * @param classes confirmed class bookings without attendance
     * @param people confirmed participants of a session for which nothing at all was recorded
     */
    public record Session(long id, LocalDate day, String titleNl, String titleEn, long classes, long people) {}

    /** Of all years. */
    public List<Session> list(int limit) {
        return queries.list(limit);
    }

    /** How many sessions there are, of all years. */
    public int count() {
        return queries.count();
    }

    /**
     * Sessions that were over an hour ago, the oldest first.
     *
     * @param limit at most so many
     */
    public List<Session> list(LocalDate first, LocalDate last, int limit) {
        return queries.list(first, last, limit);
    }
}
