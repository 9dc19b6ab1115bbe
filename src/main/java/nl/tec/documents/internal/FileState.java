package nl.tec.documents.internal;

import java.util.List;
import nl.tec.documents.FileStore;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The check of the store for files; silent while all of them are in the database. */
@Component
@Order(6)
class FileState implements StateSource {

    private final FileStore files;
    private final Texts texts;

    FileState(FileStore files, Texts texts) {
        this.files = files;
        this.texts = texts;
    }

    @Override
    public List<StateCheck> look() {
        FileStore.State state = files.state();
        if (state.problem() != null) {
            return List.of(check(Level.BAD, "state.files.gone", state.inStore(), String.valueOf(state.problem())));
        }
        if (state.store().isEmpty()) {
            return List.of();
        }
        return List.of(
                state.elsewhere() > 0
                        ? check(Level.NOTE, "state.files.moving", state.elsewhere())
                        : check(Level.GOOD, "state.files.good", state.inStore(), state.store()));
    }

    private StateCheck check(Level level, String text, Object... arguments) {
        return StateCheck.of(texts, "files", level, null, text, arguments);
    }
}
