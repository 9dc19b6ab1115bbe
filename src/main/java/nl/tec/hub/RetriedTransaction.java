package nl.tec.hub;

import java.util.Objects;
import java.util.function.Function;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs a transaction, and runs it again if it deadlocks with one that locks the same rows in another order. */
@Component
public class RetriedTransaction {

    private static final int MAX_ATTEMPTS = 4;

    private final TransactionTemplate transaction;

    RetriedTransaction(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    /** @throws PessimisticLockingFailureException if the last attempt fails too */
    public <T> T execute(Function<TransactionStatus, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(work::apply));
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
