package nl.tec.operations.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Sees whether checks run in a transaction; a bean of the shared test application. */
@Component
class StateWitness implements StateSource {

    final List<Boolean> inTransaction = new CopyOnWriteArrayList<>();

    @Override
    public List<StateCheck> look() {
        inTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
        return List.of();
    }
}
