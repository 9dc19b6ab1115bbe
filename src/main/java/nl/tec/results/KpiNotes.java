package nl.tec.results;

import java.time.Clock;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.results.internal.KpiNoteStore;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Manages the notes of the board about KPIs in a year, such as measures taken. They are shown publicly with the figure. */
@Service
public class KpiNotes {

    public static final int MAX_WORDS = 1000;

    /** The roles that write notes. */
    public static final Role[] WRITERS = {Role.BOARD, Role.ADMINISTRATOR};

    private final KpiNoteStore store;
    private final Audit audit;
    private final Clock clock;

    KpiNotes(KpiNoteStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns all notes ever written, latest first; an empty note withdrew the one before it. */
    public List<KpiNote> history(Kpi kpi, int year) {
        return store.history(kpi.code(), year);
    }

    /**
     * Writes a note; earlier ones stay on record. Returns the code of the KPI.
     *
     * @param words the text; empty to withdraw the note
     * @throws AccessDeniedException if the actor is not allowed to
     */
    @Transactional
    public Outcome<String> write(Kpi kpi, int year, String words, Actor by) {
        if (!by.is(WRITERS)) {
            throw new AccessDeniedException("the board and administrators write notes");
        }
        Problems problems = new Problems().addIfLonger(words.strip(), MAX_WORDS, "notitie");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.add(kpi.code(), year, words.strip(), by, clock.instant());
        audit.add(by, "KPI_NOTE_WRITTEN", "kpi." + kpi.code(), null);
        return Outcome.done(kpi.code());
    }
}
