package nl.tec.documents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import nl.tec.documents.internal.PdfSeal;
import nl.tec.documents.internal.SealKey;
import nl.tec.hub.HubSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * The seal of this hub on a PDF (PAdES baseline B, a certifying signature that allows no change): says that the bytes are
 * those that this hub sealed. What it proves and what it does not: decision 0004.
 * <p>The key is {@code seal.p12} in the data folder, made the first time that something is sealed; {@code tec.seal.keystore} and
 * {@code tec.seal.password} name another, for instance with a certificate that was bought. Which certificates were ours stands
 * in {@code seal.certificates} beside it: not in the database, where who forges a document could add one.
 */
@Service
public class Seals {

    /** Looking into a PDF of a stranger can take much memory: so many at the same time. */
    private static final int LOOKERS = 2;

    private final Path data;
    private final String keystore;
    private final String password;
    private final HubSettings hub;
    private final Clock clock;
    private final Semaphore lookers = new Semaphore(LOOKERS);
    private @Nullable SealKey key;
    private Set<String> certificates = Set.of();

    Seals(
            @Value("${tec.data:data}") Path data,
            @Value("${tec.seal.keystore:}") String keystore,
            @Value("${tec.seal.password:}") String password,
            HubSettings hub,
            Clock clock) {
        this.data = data;
        this.keystore = keystore;
        this.password = password;
        this.hub = hub;
        this.clock = clock;
    }

    /**
     * A sealed copy.
     *
     * @param reason why, as a PDF reader shows it
     * @throws IllegalStateException when the key can't be read or its certificate is not valid now
     */
    public byte[] seal(byte[] pdf, String reason) {
        return PdfSeal.seal(pdf, key(), reason, hub.name(), clock.instant());
    }

    /** The SHA-256 of the certificate that seals now, in lower case hexadecimal. */
    public String certificate() {
        return key().certificate();
    }

    /** Until when the certificate that seals is valid; empty: nothing was sealed yet. Does not make a key. */
    public Optional<Instant> validUntil() {
        Path file = keystore.isEmpty() ? data.resolve("seal.p12") : Path.of(keystore);
        return Files.exists(file)
                ? Optional.of(keystore.isEmpty() ? SealKey.validUntilOfHub(file) : SealKey.validUntil(file, password))
                : Optional.empty();
    }

    /** Whether this hub sealed with a certificate, now or before. @param certificate its SHA-256, as in {@link Seal} */
    public synchronized boolean ours(String certificate) {
        key();
        return certificates.contains(certificate);
    }

    /**
     * The seal on a PDF, whoever made it; of several the first.
     *
     * @param pdf anything, also what is no PDF at all
     */
    public Optional<Seal> find(byte[] pdf) {
        lookers.acquireUninterruptibly();
        try {
            return PdfSeal.find(pdf);
        } finally {
            lookers.release();
        }
    }

    private synchronized SealKey key() {
        SealKey known = key;
        if (known == null) {
            known = keystore.isEmpty()
                    ? SealKey.ofHub(data.resolve("seal.p12"), hub.name(), clock.instant())
                    : SealKey.of(Path.of(keystore), password);
            certificates = SealKey.remember(data.resolve("seal.certificates"), known.certificate());
            key = known;
        }
        return known;
    }
}
