package nl.tec.mail.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access token for a mail server that requires one instead of a password (XOAUTH2: Microsoft 365, Google). Fetched from the identity
 * provider on demand, and cached in memory until shortly before it expires. With a refresh token if one is configured (Google), otherwise
 * with the client credentials (Microsoft).
 */
@Component
class MailToken {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The minimum remaining lifetime, which has to cover a connection. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    private record Token(String value, Instant until) {}

    private final Clock clock;
    private final JsonMapper json;
    private final String address;
    private final Map<String, String> question = new LinkedHashMap<>();
    private @Nullable Token token;

    MailToken(
            Clock clock,
            JsonMapper json,
            @Value("${tec.mail.oauth.token-url:}") String address,
            @Value("${tec.mail.oauth.client-id:}") String clientId,
            @Value("${tec.mail.oauth.client-secret:}") String clientSecret,
            @Value("${tec.mail.oauth.refresh-token:}") String refreshToken,
            @Value("${tec.mail.oauth.scope:}") String scope) {
        this.clock = clock;
        this.json = json;
        this.address = address.strip();
        if (!this.address.isEmpty()) {
            URI uri = URI.create(this.address);
            if (!"https".equals(uri.getScheme()) && !ThisMachine.is(String.valueOf(uri.getHost()))) {
                throw new IllegalArgumentException("TEC_MAIL_OAUTH_TOKEN_URL has to begin with https://");
            }
        }
        question.put("grant_type", refreshToken.isEmpty() ? "client_credentials" : "refresh_token");
        question.put("client_id", clientId);
        question.put("client_secret", clientSecret);
        question.put("refresh_token", refreshToken);
        question.put("scope", scope);
        question.values().removeIf(String::isEmpty);
    }

    /** Whether an identity provider is configured. */
    boolean wanted() {
        return !address.isEmpty();
    }

    /** @throws MailAuthenticationException when no token can be obtained */
    synchronized String get() {
        Token known = token;
        if (known == null || !known.until().isAfter(clock.instant())) {
            known = fetch();
            token = known;
        }
        return known.value();
    }

    /** Drops a token that was refused before it expired. */
    synchronized void forget() {
        token = null;
    }

    private Token fetch() {
        String body = question.entrySet().stream()
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // created on use, about once an hour, rather than at start-up: most hubs use a password
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode said = json.readTree(answer.body());
            String value = said.path("access_token").asString("");
            if (answer.statusCode() != 200 || value.isEmpty()) {
                throw new MailAuthenticationException(
                        "no access from " + request.uri().getHost() + ": "
                                + Refusal.brief(said.path("error").asString("status " + answer.statusCode()) + " "
                                        + said.path("error_description").asString("")));
            }
            long seconds = said.path("expires_in").asLong(DEFAULT_LIFETIME.toSeconds());
            return new Token(value, clock.instant().plusSeconds(seconds).minus(MARGIN));
        } catch (IOException | JacksonException e) {
            throw new MailAuthenticationException("no access from "
                    + request.uri().getHost() + ": " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailAuthenticationException("interrupted");
        }
    }
}
