package nl.tec.hub;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Encrypts data that only this hub can decrypt, on any of its nodes, with a separate key for each purpose. */
@Component
public class HubCipher {

    private static final byte[] NO_CONTEXT = {};

    private final EmailHash hash;

    HubCipher(EmailHash hash) {
        this.hash = hash;
    }

    /** Encrypts data. @param purpose required again to decrypt it */
    public byte[] seal(String purpose, byte[] plain) {
        return AesGcm.seal(hash.of(purpose), NO_CONTEXT, plain);
    }

    /** Decrypts data; empty if this hub did not seal it for this purpose or it was tampered with. */
    public Optional<byte[]> open(String purpose, byte[] sealed) {
        return AesGcm.open(hash.of(purpose), NO_CONTEXT, sealed);
    }
}
