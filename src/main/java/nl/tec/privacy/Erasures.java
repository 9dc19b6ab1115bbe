package nl.tec.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.privacy.internal.ErasureStore;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Service;

/** The record of how much was erased, when, and why: numbers only. */
@Service
public class Erasures {

    public enum Cause {
        /** Its term was over. */
        RETENTION,
        /** The person, or somebody on their behalf, asked for it. */
        REQUEST
    }

    /** @param holding the key of an entry of the register of processing */
    public record Erased(LocalDate day, String holding, Cause cause, int records) {}

    private final ErasureStore store;
    private final Clock clock;

    Erasures(ErasureStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Of one day, in the transaction of the erasing; none is not written down. */
    void add(String holding, Cause cause, int records) {
        if (records > 0) {
            store.add(Dates.dayOf(clock.instant()), holding, cause, records);
        }
    }

    /** Somebody had their data erased. */
    public void requested(String holding, int records) {
        add(holding, Cause.REQUEST, records);
    }

    /** The latest day first, of that day and before. */
    public List<Erased> list(LocalDate until, int limit) {
        return store.list(until, limit);
    }

    /** Returns when something was last erased because its term was over, by the key of its entry. */
    public Map<String, LocalDate> last() {
        return store.last();
    }
}
