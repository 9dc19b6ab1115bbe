package nl.tec.accounts;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import nl.tec.shared.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A fake authenticator with one passkey and its browser, which can be made to misbehave. */
final class TestAuthenticator {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int WITH_CREDENTIAL = 0x40;

    private final JsonMapper json = new JsonMapper();
    private final KeyPair keys;
    private final byte[] credentialId = Secrets.make().getBytes(StandardCharsets.UTF_8);
    private byte[] handle = new byte[0];

    /** The origin in the client data. */
    String origin;

    String type = "";
    String rpId;
    boolean verified = true;
    int count = 1;

    TestAuthenticator(String origin, String rpId) {
        this.origin = origin;
        this.rpId = rpId;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Responds to {@link Passkeys#registrationOptions}. */
    String make(Map<String, Object> options) {
        Map<?, ?> user = (Map<?, ?>) Objects.requireNonNull(options.get("user"));
        handle = bytes(Objects.requireNonNull(user.get("id")));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("fmt", "none");
        object.put("attStmt", Map.of());
        object.put("authData", authenticatorData(WITH_CREDENTIAL));
        return answer(Map.of(
                "clientDataJSON", text(clientData("webauthn.create", options)),
                "attestationObject", text(new CBORMapper().writeValueAsBytes(object))));
    }

    /** Responds to {@link Passkeys#authenticationOptions}. */
    String sign(Map<String, Object> options) {
        byte[] client = clientData("webauthn.get", options);
        byte[] data = authenticatorData(0);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(Sha256.of(client));
            return answer(Map.of(
                    "clientDataJSON", text(client),
                    "authenticatorData", text(data),
                    "signature", text(signature.sign()),
                    "userHandle", text(handle)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Presents the same key with another user handle. */
    void impersonate(byte[] other) {
        handle = other;
    }

    private String answer(Map<String, Object> response) {
        return json.writeValueAsString(Map.of(
                "id", text(credentialId),
                "rawId", text(credentialId),
                "type", "public-key",
                "clientExtensionResults", Map.of(),
                "response", response));
    }

    private byte[] clientData(String usual, Map<String, Object> options) {
        return json.writeValueAsBytes(Map.of(
                "type",
                type.isEmpty() ? usual : type,
                "challenge",
                String.valueOf(options.get("challenge")),
                "origin",
                origin,
                "crossOrigin",
                false));
    }

    private byte[] authenticatorData(int more) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(Sha256.of(rpId));
        data.write(PRESENT | (verified ? VERIFIED : 0) | more);
        data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count++).array());
        if (more == WITH_CREDENTIAL) {
            data.writeBytes(new byte[16]);
            data.writeBytes(ByteBuffer.allocate(Short.BYTES)
                    .putShort((short) credentialId.length)
                    .array());
            data.writeBytes(credentialId);
            data.writeBytes(publicKey());
        }
        return data.toByteArray();
    }

    /** Encodes the key as COSE: a map of five entries with integer keys. */
    private byte[] publicKey() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ByteArrayOutputStream cose = new ByteArrayOutputStream();
        // kty: EC2, alg: ES256, crv: P-256
        cose.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01});
        coordinate(cose, 0x21, key.getW().getAffineX());
        coordinate(cose, 0x22, key.getW().getAffineY());
        return cose.toByteArray();
    }

    private static void coordinate(ByteArrayOutputStream cose, int label, BigInteger value) {
        byte[] fixed = new byte[32];
        byte[] number = value.toByteArray();
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, fixed, 32 - length, length);
        cose.write(label);
        cose.write(0x58);
        cose.write(32);
        cose.writeBytes(fixed);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(Object text) {
        return Base64.getUrlDecoder().decode(String.valueOf(text));
    }
}
