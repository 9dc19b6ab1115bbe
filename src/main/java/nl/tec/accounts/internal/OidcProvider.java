package nl.tec.accounts.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Role;
import org.jspecify.annotations.Nullable;

/**
 * A service where people can sign in instead of here, by OpenID Connect.
 *
 * @param id in addresses and names of settings
 * @param name as people know it: 'Gemeente Deventer'
 * @param issuer its address, under which it describes itself
 * @param domains of the mail addresses it may speak for; empty: any, when it says itself that it has verified the address
 * @param secondFactor it asks for a second factor itself, so none is asked here
 * @param rolesClaim what in its token says which roles somebody has; null: it does not decide on roles
 * @param roles by a value of that claim
 */
record OidcProvider(
        String id,
        String name,
        String issuer,
        String clientId,
        String clientSecret,
        List<String> scopes,
        Set<String> domains,
        boolean secondFactor,
        @Nullable String rolesClaim,
        Map<String, Role> roles) {

    /**
     * Whether somebody who comes from there really has this mail address. That the provider says nothing about it is enough only for the
     * domains that it was given: an organisation knows the addresses that it hands out.
     *
     * @param verified what it says; null: nothing
     */
    boolean vouchesFor(String email, @Nullable Boolean verified) {
        String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (Boolean.FALSE.equals(verified) || !domains.isEmpty() && !domains.contains(domain)) {
            return false;
        }
        return Boolean.TRUE.equals(verified) || !domains.isEmpty();
    }

    /** The roles that somebody with these values has; others of the mapping are taken away. */
    Set<Role> rolesOf(Collection<String> values) {
        return roles.entrySet().stream()
                .filter(role -> values.contains(role.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }
}
