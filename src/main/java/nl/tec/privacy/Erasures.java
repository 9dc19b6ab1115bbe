package nl.tec.privacy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.PersonalRecords.RecordId;
import nl.tec.privacy.internal.ErasureStore;
import nl.tec.shared.Dates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The log of erasures: only the number of records, the day and the cause. */
@Service
public class Erasures {

    public enum Cause {
        /** The retention term had expired. */
        RETENTION,
        /** The person, or someone on their behalf, requested it. */
        REQUEST
    }

    /** @param holding the key of an entry of the register of processing */
    public record Erased(LocalDate day, String holding, Cause cause, int records) {}

    private final ErasureStore store;
    private final ObjectProvider<ErasureWatcher> watchers;
    private final Clock clock;

    Erasures(ErasureStore store, ObjectProvider<ErasureWatcher> watchers, Clock clock) {
        this.store = store;
        this.watchers = watchers;
        this.clock = clock;
    }

    /** Records an erasure of today, in the transaction of the erasure itself; ignores 0 records. */
    void add(String holding, Cause cause, int records) {
        if (records > 0) {
            store.add(Dates.today(clock), holding, cause, records);
        }
    }

    /** Records the erasure of one record on request, in the transaction of the erasure itself. */
    public void requested(RecordId record) {
        add(record.holding(), Cause.REQUEST, 1);
        erased(new Person(0, "", record));
    }

    /** Tells who has copies that this person was erased. */
    void erased(Person person) {
        watchers.forEach(watcher -> watcher.erased(person));
    }

    /** Lists erasures up to and including a day, the latest first. */
    public List<Erased> list(LocalDate until, int limit) {
        return store.list(until, limit);
    }

    /** Returns the day of the last erasure for retention, by the key of the holding. */
    public Map<String, LocalDate> last() {
        return store.last();
    }
}
