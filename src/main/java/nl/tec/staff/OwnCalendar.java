package nl.tec.staff;

import java.util.Optional;
import nl.tec.accounts.Secrets;
import nl.tec.staff.internal.StaffQueries;
import nl.tec.staff.internal.StaffStore;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The secret in the address of somebody's own calendar. Only its hash is stored, so the address is shown once. */
@Service
public class OwnCalendar {

    private final StaffQueries queries;
    private final StaffStore store;

    OwnCalendar(StaffQueries queries, StaffStore store) {
        this.queries = queries;
        this.store = store;
    }

    /** Replaces the secret; the previous one no longer works. */
    @Transactional
    public String renew(long memberId) {
        String secret = Secrets.make();
        store.saveCalendar(memberId, Secrets.hash(secret));
        return secret;
    }

    /** Finds the staff member whose calendar has this secret. */
    public Optional<Long> find(String secret) {
        return queries.ofCalendar(Secrets.hash(secret));
    }
}
