package nl.tec.feedback;

import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * What people wrote. A programme manager reads it first, and publishes what nobody can be known by; until then nobody else sees it.
 * It stands with a block of answers, never with a session or an answer.
 */
public interface WrittenWords {

    enum State {
        NEW,
        PUBLISHED,
        /** Seen by nobody else; removed after {@link #DAYS_HIDDEN} days. */
        HIDDEN
    }

    /** In which a decision to hide can be taken back. */
    int DAYS_HIDDEN = 14;

    /**
     * @param activities the titles of what it is about
     * @param decidedBy the name of who decided; null: nobody yet, or the account is gone
     */
    record Written(
            UUID id,
            String words,
            State state,
            SurveyAudience audience,
            HalfYear half,
            List<Bilingual> activities,
            @Nullable String decidedBy) {}

    /** In no order that says anything. @param after the last of the page before; null: the first page */
    List<Written> list(State state, @Nullable UUID after, int limit);

    int waiting();

    /** @return false when there are no such words (any more) */
    boolean decide(UUID id, boolean publish, Actor by);
}
