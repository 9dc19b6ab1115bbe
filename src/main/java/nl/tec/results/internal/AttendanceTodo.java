package nl.tec.results.internal;

import java.util.Optional;
import nl.tec.programme.MakerTodo;
import nl.tec.results.MissingAttendance;
import org.springframework.stereotype.Component;

/** Visits of any year for which nobody recorded who came (rules 2.1). */
@Component
class AttendanceTodo implements MakerTodo {

    private final MissingAttendance missing;

    AttendanceTodo(MissingAttendance missing) {
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
