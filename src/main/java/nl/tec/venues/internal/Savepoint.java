package nl.tec.venues.internal;

import java.util.function.Supplier;
import nl.tec.shared.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** For what is stored first, so that the database can say what would come of it. */
@Component
public class Savepoint {

    private final TransactionTemplate part;

    Savepoint(PlatformTransactionManager transactions) {
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** What the command stored is undone when it is refused; what its caller stored before stays. */
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
