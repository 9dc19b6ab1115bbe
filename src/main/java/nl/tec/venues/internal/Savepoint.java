package nl.tec.venues.internal;

import java.util.function.Supplier;
import nl.tec.shared.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs commands that store a change before they validate it against the database. */
@Component
public class Savepoint {

    private final TransactionTemplate part;

    Savepoint(PlatformTransactionManager transactions) {
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Runs a command and rolls back its own changes if it is refused. */
    public <T> Outcome<T> keepIfDone(Supplier<Outcome<T>> command) {
        return part.execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused) {
                status.setRollbackOnly();
            }
            return outcome;
        });
    }
}
