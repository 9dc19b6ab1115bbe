package nl.tec.exchange;

import java.util.Set;
import nl.tec.accounts.Actor;

/**
 * A program that uses the API with a key.
 *
 * @param actor who made the key, with only the roles that the scopes need, for the organisation of the key
 */
public record ApiCaller(long keyId, String keyName, long organisationId, Set<ApiScope> scopes, Actor actor) {

    public ApiCaller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(ApiScope scope) {
        return scopes.contains(scope);
    }
}
