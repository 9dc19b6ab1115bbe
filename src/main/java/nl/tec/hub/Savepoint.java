package nl.tec.hub;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.tec.shared.Outcome;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a part of a transaction that can roll back without the rest; without a transaction, it is one by itself. */
@Component
public class Savepoint {

    private final TransactionTemplate part;

    Savepoint(PlatformTransactionManager transactions) {
        this.part = new TransactionTemplate(transactions);
        part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Runs a part, which is rolled back by an exception or {@link TransactionStatus#setRollbackOnly()}. */
    public <T> T execute(Function<TransactionStatus, T> work) {
        return Objects.requireNonNull(part.execute(work::apply));
    }

    /** As {@link #execute}, without a result. */
    public void run(Consumer<TransactionStatus> work) {
        part.executeWithoutResult(work);
    }

    /** Runs a command and rolls back its own changes if it is refused. */
    public <T> Outcome<T> keepIfDone(Supplier<Outcome<T>> command) {
        return execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused) {
                status.setRollbackOnly();
            }
            return outcome;
        });
    }
}
