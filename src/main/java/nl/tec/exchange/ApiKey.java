package nl.tec.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of an organisation, without its secret.
 *
 * @param prefix the part by which people recognise the key
 * @param madeBy the name of its maker
 * @param works whether {@code madeBy} still has the role that the key needs
 * @param expiresOn the last day it works
 * @param lastUsedOn null: never
 * @param withdrawnAt null: not withdrawn
 */
public record ApiKey(
        long id,
        long organisationId,
        String organisation,
        String name,
        String prefix,
        List<ApiScope> scopes,
        String madeBy,
        boolean works,
        LocalDate madeOn,
        LocalDate expiresOn,
        @Nullable LocalDate lastUsedOn,
        @Nullable Instant withdrawnAt) {

    public enum State {
        WORKING,
        /** Its maker no longer has the role. */
        WITHOUT_MAKER,
        EXPIRED,
        WITHDRAWN
    }

    public State state(LocalDate today) {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        if (today.isAfter(expiresOn)) {
            return State.EXPIRED;
        }
        return works ? State.WORKING : State.WITHOUT_MAKER;
    }
}
