package nl.tec.accounts;

import com.webauthn4j.WebAuthnManager;
import java.nio.charset.StandardCharsets;

/** Parses the responses of a browser on the registration of a passkey and on signing in. */
public final class PasskeyAnswers {

    private static final WebAuthnManager WEB_AUTHN = WebAuthnManager.createNonStrictWebAuthnManager();

    private PasskeyAnswers() {}

    public static void read(byte[] bytes) {
        String answer = new String(bytes, StandardCharsets.UTF_8);
        Passkeys.read(answer, () -> WEB_AUTHN.parseRegistrationResponseJSON(answer));
        Passkeys.read(answer, () -> WEB_AUTHN.parseAuthenticationResponseJSON(answer));
    }
}
