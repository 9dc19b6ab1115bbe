package nl.tec.operations.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.HubSettings;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.operations.BackupRun;
import nl.tec.operations.BackupRun.Kind;
import nl.tec.operations.Backups;
import nl.tec.shared.Dates;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks of the latest backup and the latest restore drill. */
@Component
@Order(5)
class BackupState implements StateSource {

    private final Backups backups;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    BackupState(Backups backups, HubSettings hub, Texts texts, Clock clock) {
        this.backups = backups;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        if (!backups.wanted()) {
            return List.of(backup(Level.NOTE, "state.backup.off"));
        }
        Instant now = clock.instant();
        Optional<BackupRun> good = backups.lastGood(Kind.BACKUP);
        return good.isEmpty() ? List.of(backup(good, now)) : List.of(backup(good, now), drill(now));
    }

    private StateCheck backup(Optional<BackupRun> good, Instant now) {
        Optional<BackupRun> last = backups.last(Kind.BACKUP);
        if (last.isPresent() && !last.get().good()) {
            return backup(
                    Level.BAD,
                    "state.backup.failed",
                    when(last.get()),
                    String.valueOf(last.get().error()));
        }
        if (good.isEmpty()) {
            return backup(Level.NOTE, "state.backup.none");
        }
        if (good.get().started().plus(Backups.MAX_AGE).isBefore(now)) {
            return backup(Level.BAD, "state.backup.old", when(good.get()));
        }
        return hub.demo() || backups.elsewhere()
                ? backup(Level.GOOD, "state.backup.good", when(good.get()))
                : backup(Level.NOTE, "state.backup.here", when(good.get()));
    }

    private StateCheck drill(Instant now) {
        Optional<BackupRun> last = backups.last(Kind.DRILL);
        if (last.isEmpty()) {
            return drill(Level.NOTE, "state.drill.none");
        }
        if (!last.get().good()) {
            return drill(
                    Level.BAD,
                    "state.drill.failed",
                    when(last.get()),
                    String.valueOf(last.get().error()));
        }
        return last.get().started().plus(Backups.MAX_DRILL_AGE).isBefore(now)
                ? drill(Level.BAD, "state.drill.old", when(last.get()))
                : drill(Level.GOOD, "state.drill.good", when(last.get()));
    }

    private StateCheck backup(Level level, String text, Object... arguments) {
        return StateCheck.of(texts, "backup", level, null, text, arguments);
    }

    private StateCheck drill(Level level, String text, Object... arguments) {
        return StateCheck.of(texts, "drill", level, null, text, arguments);
    }

    private static String when(BackupRun run) {
        return Dates.moment(run.started(), Texts.DUTCH);
    }
}
