package nl.tec.accounts.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.SignInElsewhere;
import nl.tec.accounts.SignedInSessions;
import nl.tec.accounts.internal.OidcAccounts.Outcome;
import nl.tec.accounts.internal.OidcAccounts.Person;
import nl.tec.accounts.internal.OidcAccounts.Refused;
import nl.tec.accounts.internal.OidcAccounts.Welcome;
import nl.tec.hub.Flash;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;

/**
 * Sign-in by OpenID Connect: authorization code flow with PKCE, state and nonce. Spring Security validates the token, after which a session
 * of our own begins, as with a password.
 */
@Component
class OidcSignIn implements SignInElsewhere {

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NEVER = "/inloggen/via-spring";
    private static final String START = "/inloggen";
    private static final String WORK = "/werk";
    private static final String CODE = "/inloggen/code?naar=";

    private final OidcProviders providers;
    private final OidcCookie cookie;
    private final OidcAccounts accounts;
    private final SignedInSessions sessions;

    OidcSignIn(OidcProviders providers, OidcCookie cookie, OidcAccounts accounts, SignedInSessions sessions) {
        this.providers = providers;
        this.cookie = cookie;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** Restricts ID tokens to a single algorithm per provider: RS256 if it supports that. Never {@code none}. */
    @Configuration(proxyBeanMethods = false)
    static class Tokens {

        @Bean
        @Lazy
        JwtDecoderFactory<ClientRegistration> idTokens() {
            OidcIdTokenDecoderFactory factory = new OidcIdTokenDecoderFactory();
            factory.setJwsAlgorithmResolver(OidcSignIn::algorithm);
            return factory;
        }
    }

    /** Returns the algorithm that the tokens of a provider have to be signed with. */
    static SignatureAlgorithm algorithm(ClientRegistration registration) {
        Set<String> has = OidcProviders.algorithms(registration);
        return List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256).stream()
                .filter(algorithm -> has.isEmpty() || has.contains(algorithm.getName()))
                .findFirst()
                .orElse(SignatureAlgorithm.RS256);
    }

    /** Adds it to the security configuration, if there are providers. */
    void configure(HttpSecurity http) throws Exception {
        if (!providers.any()) {
            return;
        }
        http.oauth2Login(login -> login.clientRegistrationRepository(providers)
                .authorizedClientRepository(new Nothing())
                .securityContextRepository(new NullSecurityContextRepository())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(new NoResolver())
                        .baseUri(NEVER)
                        .authorizationRequestRepository(cookie))
                .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(codes()))
                .redirectionEndpoint(endpoint -> endpoint.baseUri("/inloggen/terug/*"))
                .loginPage(START)
                .successHandler(this::came)
                .failureHandler(this::failed));
    }

    static HttpClient client() {
        return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    }

    /** Creates the token client, with short timeouts because a user is waiting. */
    private static RestClientAuthorizationCodeTokenResponseClient codes() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client());
        requests.setReadTimeout(PATIENCE);
        RestClientAuthorizationCodeTokenResponseClient client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return client;
    }

    @Override
    public List<Place> places() {
        return providers.places();
    }

    @Override
    public Optional<String> begin(
            String provider, String target, HttpServletRequest request, HttpServletResponse response) {
        if (providers.find(provider).isEmpty()) {
            return Optional.empty();
        }
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(providers, NEVER);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        OAuth2AuthorizationRequest authorization = Objects.requireNonNull(resolver.resolve(request, provider));
        request.setAttribute(OidcCookie.TARGET, target);
        cookie.saveAuthorizationRequest(authorization, request, response);
        return Optional.of(authorization.getAuthorizationRequestUri());
    }

    private void came(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OAuth2AuthenticationToken token = (OAuth2AuthenticationToken) authentication;
        OidcProvider provider =
                providers.find(token.getAuthorizedClientRegistrationId()).orElseThrow();
        Outcome outcome = token.getPrincipal() instanceof OidcUser user
                ? accounts.signIn(provider, person(provider, user))
                : new Refused("accounts.elsewhere.failed");
        if (outcome instanceof Welcome welcome) {
            String asked = String.valueOf(Objects.requireNonNullElse(request.getAttribute(OidcCookie.TARGET), ""));
            String target = asked.isEmpty() ? WORK : asked;
            if (provider.secondFactor()) {
                sessions.beginWithBothFactors(welcome.actor(), false, request, response);
            } else if (!sessions.begin(welcome.actor(), false, request, response)) {
                target = CODE + UriUtils.encode(target, StandardCharsets.UTF_8);
            }
            response.sendRedirect(target);
        } else if (outcome instanceof Refused refused) {
            Flash.warn(request, response, refused.key());
            response.sendRedirect(START);
        }
    }

    private static Person person(OidcProvider provider, OidcUser user) {
        String claim = provider.rolesClaim();
        Collection<String> groups = claim == null || user.getClaims().get(claim) == null
                ? List.of()
                : user.getClaims().get(claim) instanceof Collection<?> several
                        ? several.stream().map(Objects::toString).toList()
                        : List.of(String.valueOf(user.getClaims().get(claim)));
        return new Person(
                Objects.requireNonNull(user.getIssuer()).toString(),
                Objects.requireNonNull(user.getSubject()),
                user.getEmail(),
                user.getEmailVerified(),
                Objects.requireNonNullElse(user.getFullName(), ""),
                groups);
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        LOG.info(
                "signing in elsewhere failed: {}",
                refused instanceof OAuth2AuthenticationException oauth
                        ? oauth.getError().getErrorCode()
                        : refused.getClass().getSimpleName());
        Flash.warn(request, response, "accounts.elsewhere.failed");
        response.sendRedirect(START);
    }

    /** A resolver that never matches, because a controller redirects to the provider instead of a filter. */
    private static final class NoResolver implements OAuth2AuthorizationRequestResolver {

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return null;
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String provider) {
            return null;
        }
    }

    /** A repository that stores nothing, because the provider's tokens are used once. */
    private static final class Nothing implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String provider, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {
            // used already
        }

        @Override
        public void removeAuthorizedClient(
                String provider, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
            // there is none
        }
    }
}
