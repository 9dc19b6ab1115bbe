package nl.tec.results.internal;

import java.util.Optional;
import nl.tec.programme.ProgrammeTasks;
import nl.tec.results.MissingAttendance;
import org.springframework.stereotype.Component;

/** The task of recording missing attendance, of all years (rules 2.1). */
@Component
class AttendanceTasks implements ProgrammeTasks {

    private final MissingAttendance missing;

    AttendanceTasks(MissingAttendance missing) {
        this.missing = missing;
    }

    @Override
    public Optional<Item> waiting() {
        int count = missing.count();
        return count == 0
                ? Optional.empty()
                : Optional.of(new Item("results.missing.waits", count, "/beheer/aanwezigheid"));
    }
}
