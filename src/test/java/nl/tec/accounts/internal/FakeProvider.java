package nl.tec.accounts.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** A fake OpenID provider whose tokens, including invalid ones, are set by the test. */
final class FakeProvider implements AutoCloseable {

    static final String CLIENT = "tec-client";
    static final String SECRET = "a secret of at least thirty-two bytes";

    /** The ways of signing a token. */
    enum Signing {
        RIGHT,
        NONE,
        OTHER_KEY,
        /** With the client's secret as an HMAC. */
        SYMMETRIC,
        /** With the public key as the secret of an HMAC. */
        CONFUSED
    }

    /** The keys of all providers, because generating them takes long. */
    private static final RSAKey KEY = rsaKey();

    private static final RSAKey OTHER_KEY = rsaKey();

    private final HttpServer server;
    /** The nonce and the challenge of the request, by code. */
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    private Signing signing = Signing.RIGHT;
    private Consumer<JWTClaimsSet.Builder> change = claims -> {};

    FakeProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, metadata()));
        server.createContext("/keys", exchange -> json(exchange, new JWKSet(KEY.toPublicJWK()).toJSONObject()));
        server.createContext("/token", this::token);
        server.start();
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", issuer(),
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/keys",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    /** Sets the signature and the claims of the next tokens. */
    void answers(Signing how, Consumer<JWTClaimsSet.Builder> with) {
        signing = how;
        change = with;
    }

    /** Signs a person in at the provider. @return the query of the redirect back */
    String signIn(String authorizationAddress) {
        Map<String, String> asked =
                UriComponentsBuilder.fromUriString(authorizationAddress)
                        .build()
                        .getQueryParams()
                        .toSingleValueMap()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> URLDecoder.decode(entry.getValue(), StandardCharsets.UTF_8)));
        String code = "code-" + codes.size();
        codes.put(code, asked);
        return "?code=" + code + "&state=" + asked.get("state");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = Arrays.stream(
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
        Map<String, String> asked = codes.remove(String.valueOf(form.get("code")));
        if (asked == null || !challenge(form.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        Date now = new Date();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("42")
                .issueTime(now)
                .expirationTime(new Date(now.getTime() + 300_000))
                .claim("nonce", asked.get("nonce"));
        change.accept(claims);
        try {
            json(
                    exchange,
                    new TreeMap<>(Map.of(
                            "access_token",
                            "x",
                            "token_type",
                            "Bearer",
                            "expires_in",
                            300,
                            "id_token",
                            signed(claims.build()))));
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    /** Creates a logout token for a subject. @param changed applied to its claims */
    String logoutToken(Signing how, String subject, Consumer<JWTClaimsSet.Builder> changed) {
        Date now = new Date();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject(subject)
                .issueTime(now)
                .expirationTime(new Date(now.getTime() + 120_000))
                .jwtID("jti-" + now.getTime())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        changed.accept(claims);
        signing = how;
        try {
            return signed(claims.build());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        if (signing == Signing.NONE) {
            return new PlainJWT(claims).serialize();
        }
        boolean hmac = signing == Signing.SYMMETRIC || signing == Signing.CONFUSED;
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(hmac ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                        .keyID("one")
                        .build(),
                claims);
        switch (signing) {
            case SYMMETRIC -> jwt.sign(new MACSigner(SECRET));
            case CONFUSED -> jwt.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
            case OTHER_KEY -> jwt.sign(new RSASSASigner(OTHER_KEY));
            default -> jwt.sign(new RSASSASigner(KEY));
        }
        return jwt.serialize();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpExchange exchange, Object value) throws IOException {
        answer(exchange, 200, JsonMapper.shared().writeValueAsString(value));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
