package nl.tec.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import nl.tec.accounts.SignOutElsewhere;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestTemplate;

/** Back-channel logout of OpenID Connect. */
@Component
class OidcSignOut implements SignOutElsewhere {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);
    private static final int MAX_LENGTH = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignOut.class);

    private final OidcProviders providers;
    private final OidcAccounts accounts;
    private final Clock clock;
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

    OidcSignOut(OidcProviders providers, OidcAccounts accounts, Clock clock) {
        this.providers = providers;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Optional<Boolean> signOut(String provider, String token) {
        return providers.find(provider).map(known -> token.length() <= MAX_LENGTH && signOut(known, token));
    }

    private boolean signOut(OidcProvider provider, String token) {
        try {
            Jwt logout = decoders.computeIfAbsent(provider.id(), id -> decoder(provider))
                    .decode(token);
            accounts.signOut(provider.issuer(), Objects.requireNonNull(logout.getSubject()));
            return true;
        } catch (JwtException | IllegalArgumentException e) {
            LOG.info(
                    "a sign-out of {} is refused: {}",
                    provider.id(),
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private JwtDecoder decoder(OidcProvider provider) {
        ClientRegistration registration = providers.findByRegistrationId(provider.id());
        if (registration == null) {
            throw new IllegalArgumentException("no provider " + provider.id());
        }
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(OidcSignIn.client());
        requests.setReadTimeout(OidcSignIn.PATIENCE);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri()))
                .jwsAlgorithm(OidcSignIn.algorithm(registration))
                // providers use 'logout+jwt', 'JWT' or no type
                .validateType(false)
                .restOperations(new RestTemplate(requests))
                .build();
        decoder.setJwtValidator(rules(provider));
        return decoder;
    }

    /** Validates the claims of a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6); a subject is required. */
    private OAuth2TokenValidator<Jwt> rules(OidcProvider provider) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(),
                rule("iss", token -> provider.issuer().equals(token.getClaimAsString("iss"))),
                rule(
                        "aud",
                        token -> token.getAudience() != null
                                && token.getAudience().contains(provider.clientId())),
                rule(
                        "sub",
                        token -> token.getSubject() != null
                                && !token.getSubject().isEmpty()),
                // if absent, the decoder derives it from the expiry, so a future value is rejected too
                rule(
                        "iat",
                        token -> token.getIssuedAt() != null
                                && Duration.between(token.getIssuedAt(), clock.instant())
                                                .compareTo(MAX_AGE)
                                        < 0
                                && Duration.between(clock.instant(), token.getIssuedAt())
                                                .compareTo(MAX_CLOCK_SKEW)
                                        < 0),
                rule(
                        "events",
                        token -> token.getClaim("events") instanceof Map<?, ?> events && events.containsKey(EVENT)),
                // a leaked ID token must not work as a logout token
                rule("nonce", token -> !token.hasClaim("nonce")));
    }

    private static OAuth2TokenValidator<Jwt> rule(String claim, Predicate<Jwt> rule) {
        return token -> rule.test(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_request", claim, null));
    }
}
