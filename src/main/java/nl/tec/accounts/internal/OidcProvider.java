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
 * An OpenID Connect identity provider.
 *
 * @param id in URLs and names of settings
 * @param name for display, such as 'Gemeente Deventer'
 * @param issuer its issuer URL, for discovery
 * @param domains the mail domains that it is trusted for; empty: any, if it marks the address as verified
 * @param secondFactor whether it requires a second factor itself, so that none is needed here
 * @param rolesClaim the claim in its token with the roles; null: it does not manage roles
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
     * Whether the provider is trusted for this mail address. Without a claim about verification, it is trusted only for its configured
     * domains: an organisation knows the addresses that it issues.
     *
     * @param verified its claim; null: none
     */
    boolean isTrustedFor(String email, @Nullable Boolean verified) {
        String domain = email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (Boolean.FALSE.equals(verified) || !domains.isEmpty() && !domains.contains(domain)) {
            return false;
        }
        return Boolean.TRUE.equals(verified) || !domains.isEmpty();
    }

    /** Returns the roles for these values of the claim. */
    Set<Role> rolesOf(Collection<String> values) {
        return roles.entrySet().stream()
                .filter(role -> values.contains(role.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }
}
