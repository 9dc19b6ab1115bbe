package nl.tec.feedback;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.feedback.internal.WordStore;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The words that people wrote. A programme manager reads them first, and publishes those that identify nobody; until then nobody else
 * sees them. They are stored with a block of answers, never with a session or an answer.
 */
@Service
public class WrittenWords {

    public enum State {
        NEW,
        PUBLISHED,
        /** Seen by nobody else; removed after {@link #DAYS_HIDDEN} days. */
        HIDDEN
    }

    /** The number of days within which a decision to hide can be undone. */
    public static final int DAYS_HIDDEN = 14;

    /**
     * @param activities the titles of the activities that the words are about
     * @param decidedBy the name of the person who decided; null: nobody yet, or the account is gone
     */
    public record Written(
            UUID id,
            String words,
            SurveyAudience audience,
            HalfYear half,
            List<Bilingual> activities,
            @Nullable String decidedBy) {}

    private final WordStore store;
    private final Audit audit;
    private final Clock clock;

    WrittenWords(WordStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns written words in an order that reveals nothing. @param after the last of the previous page; null: the first page */
    public List<Written> list(State state, @Nullable UUID after, int limit) {
        return store.list(state, after, limit);
    }

    public int waiting() {
        return store.waiting();
    }

    /**
     * Publishes or hides words, unless somebody else decided about them since they were shown.
     *
     * @param shown their state when they were shown
     * @return their state now; empty when there are no such words (any more)
     */
    @Transactional
    public Optional<State> decide(UUID id, boolean publish, State shown, Actor by) {
        State state = publish ? State.PUBLISHED : State.HIDDEN;
        if (store.decide(id, shown, state, Dates.today(clock), by.accountId())) {
            audit.add(by, publish ? "WORDS_PUBLISHED" : "WORDS_HIDDEN", "survey_words", null);
            return Optional.of(state);
        }
        return store.state(id);
    }
}
