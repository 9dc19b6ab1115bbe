package nl.tec.accounts.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Parses a token as {@link OidcSignOut} and the OIDC sign-in do: as is, and as the claims of a correctly signed token. */
public final class LogoutTokens {

    private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "HmacSHA256");
    private static final NimbusJwtDecoder DECODER =
            NimbusJwtDecoder.withSecretKey(KEY).validateType(false).build();

    private LogoutTokens() {}

    public static void read(byte[] bytes) throws JOSEException {
        decode(new String(bytes, StandardCharsets.UTF_8));
        JWSObject signed = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(bytes));
        signed.sign(new MACSigner(KEY));
        decode(signed.serialize());
    }

    private static void decode(String token) {
        try {
            DECODER.decode(token);
        } catch (JwtException | IllegalArgumentException refused) {
            // the exceptions that they catch
        }
    }
}
