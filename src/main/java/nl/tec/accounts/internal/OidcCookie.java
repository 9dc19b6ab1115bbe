package nl.tec.accounts.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.hub.Cookies;
import nl.tec.hub.HubCipher;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of a pending OpenID Connect sign-in, in an encrypted cookie of ten minutes, because there are no server sessions (decision
 * 0003) and the callback may reach another node.
 */
@Component
class OidcCookie implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    /** The request attribute with the page to go to after signing in. */
    static final String TARGET = OidcCookie.class.getName() + ".target";

    private static final String NAME = "elders";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String PURPOSE = "cookie of signing in elsewhere";

    /** @param verifier of PKCE (RFC 7636) @param until epoch second */
    record Remembered(String provider, String state, String nonce, String verifier, String target, long until) {}

    private final OidcProviders providers;
    private final HubCipher cipher;
    private final JsonMapper json;
    private final Clock clock;

    OidcCookie(OidcProviders providers, HubCipher cipher, JsonMapper json, Clock clock) {
        this.providers = providers;
        this.cipher = cipher;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest authorization,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (authorization == null) {
            write(request, response, "", Cookies.REMOVED);
            return;
        }
        Remembered remembered = new Remembered(
                text(authorization.getAttribute(OAuth2ParameterNames.REGISTRATION_ID)),
                text(authorization.getState()),
                text(authorization.getAttribute(OidcParameterNames.NONCE)),
                text(authorization.getAttribute(PkceParameterNames.CODE_VERIFIER)),
                text(request.getAttribute(TARGET)),
                clock.instant().plus(LIFETIME).getEpochSecond());
        write(
                request,
                response,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(cipher.seal(PURPOSE, json.writeValueAsBytes(remembered))),
                LIFETIME);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return read(request)
                // prevent mix-up attacks: the response has to come from the same provider
                .filter(remembered -> request.getRequestURI().endsWith("/" + remembered.provider()))
                .filter(remembered -> remembered.state().equals(request.getParameter(OAuth2ParameterNames.STATE)))
                .map(remembered -> {
                    request.setAttribute(TARGET, remembered.target());
                    return remembered;
                })
                .map(this::authorization)
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest found = loadAuthorizationRequest(request);
        write(request, response, "", Cookies.REMOVED);
        return found;
    }

    private @Nullable OAuth2AuthorizationRequest authorization(Remembered remembered) {
        ClientRegistration registration = providers.findByRegistrationId(remembered.provider());
        if (registration == null) {
            return null;
        }
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .redirectUri(registration.getRedirectUri())
                .scopes(registration.getScopes())
                .state(remembered.state())
                .attributes(attributes -> attributes.putAll(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID,
                        remembered.provider(),
                        OidcParameterNames.NONCE,
                        remembered.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        remembered.verifier())))
                .build();
    }

    private Optional<Remembered> read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name(request));
        if (cookie == null) {
            return Optional.empty();
        }
        try {
            return cipher.open(PURPOSE, Base64.getUrlDecoder().decode(cookie.getValue()))
                    .map(plain -> json.readValue(plain, Remembered.class))
                    .filter(remembered ->
                            Instant.ofEpochSecond(remembered.until()).isAfter(clock.instant()));
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String name(HttpServletRequest request) {
        return Cookies.hostName(request, NAME);
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        // LAX, because the provider redirects the browser back
        Cookies.write(request, response, name(request), value, life, "/", Cookies.SameSite.LAX);
    }
}
