package nl.tec.accounts.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Role;
import nl.tec.accounts.SignInElsewhere;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;

/**
 * The configured identity providers: {@code TEC_OIDC=school,gemeente} lists them, {@code TEC_OIDC_GEMEENTE_ISSUER} and so on configure
 * them (docs/operations.md). They are read here instead of by Spring Boot, which fixes the set at build time. Discovery is lazy, so that
 * the application starts without them.
 */
@Component
class OidcProviders implements ClientRegistrationRepository {

    private static final String RETURN = "/inloggen/terug/";

    private final Map<String, OidcProvider> providers = new LinkedHashMap<>();
    private final Map<String, ClientRegistration> registrations = new ConcurrentHashMap<>();
    private final HubSettings hub;

    OidcProviders(Environment environment, HubSettings hub) {
        this.hub = hub;
        words(environment.getProperty("tec.oidc", "")).forEach(id -> providers.put(id, provider(id, environment)));
    }

    private static OidcProvider provider(String id, Environment environment) {
        if (!id.matches("[a-z0-9]{1,20}")) {
            throw new IllegalArgumentException("TEC_OIDC: a name has small letters and digits only, not '" + id + "'");
        }
        String prefix = "tec.oidc." + id + ".";
        return new OidcProvider(
                id,
                environment.getProperty(prefix + "name", id),
                needed(environment, prefix + "issuer"),
                needed(environment, prefix + "client-id"),
                needed(environment, prefix + "client-secret"),
                words(environment.getProperty(prefix + "scopes", "openid,email,profile"))
                        .toList(),
                words(environment.getProperty(prefix + "domains", ""))
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                environment.getProperty(prefix + "second-factor", Boolean.class, false),
                environment.getProperty(prefix + "roles-claim"),
                roles(environment.getProperty(prefix + "roles", "")));
    }

    private static String needed(Environment environment, String name) {
        String value = environment.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT)
                    + " is not set, and TEC_OIDC names its provider");
        }
        return value;
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",", 0)).map(String::strip).filter(word -> !word.isEmpty());
    }

    /** Parses {@code tec-beheer=ADMINISTRATOR,tec-programma=PROGRAMME_MANAGER}; rejects roles tied to an organisation. */
    private static Map<String, Role> roles(String list) {
        return words(list)
                .map(entry -> entry.split("=", 2))
                .collect(Collectors.toMap(entry -> entry[0].strip(), entry -> {
                    Role role = Role.valueOf(entry.length == 2 ? entry[1].strip() : "");
                    if (role.ofOrganisation()) {
                        throw new IllegalArgumentException(
                                role + " is a role at one organisation; a provider can't give it");
                    }
                    return role;
                }));
    }

    boolean any() {
        return !providers.isEmpty();
    }

    Optional<OidcProvider> find(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    List<SignInElsewhere.Place> places() {
        return providers.values().stream()
                .map(provider -> new SignInElsewhere.Place(provider.id(), provider.name()))
                .toList();
    }

    /** @throws IllegalArgumentException if the provider cannot be reached, or does not match its configuration */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        OidcProvider provider = providers.get(id);
        if (provider == null) {
            return null;
        }
        String redirect = hub.get(Setting.BASE_URL) + RETURN + id;
        return registrations.compute(
                id,
                (key, known) -> known != null && redirect.equals(known.getRedirectUri())
                        ? known
                        : registration(provider, redirect));
    }

    private static ClientRegistration registration(OidcProvider provider, String redirect) {
        ClientRegistration registration = ClientRegistrations.fromIssuerLocation(provider.issuer())
                .registrationId(provider.id())
                .clientId(provider.clientId())
                .clientSecret(provider.clientSecret())
                .clientName(provider.name())
                .scope(provider.scopes())
                .redirectUri(redirect)
                .build();
        if (!provider.scopes().contains("openid")) {
            throw new IllegalArgumentException("the scopes of " + provider.id() + " need openid");
        }
        return registration;
    }

    /** Returns the signing algorithms that a provider advertises. */
    static Set<String> algorithms(ClientRegistration registration) {
        Object said = registration
                .getProviderDetails()
                .getConfigurationMetadata()
                .get("id_token_signing_alg_values_supported");
        return said instanceof List<?> list
                ? list.stream().map(Objects::toString).collect(Collectors.toSet())
                : Set.of();
    }
}
