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
 * The seal of this hub on a PDF (PAdES baseline B, a certifying signature that allows no change): proves that the bytes are
 * those that this hub sealed. Decision 0004 says what it proves and what it does not.
 * <p>The key is {@code seal.p12} in the data folder, made when something is sealed for the first time; {@code tec.seal.keystore} and
 * {@code tec.seal.password} name another one, for instance with a purchased certificate. Our certificates, past and present, are
 * listed in {@code seal.certificates} beside it: not in the database, where a forger could add one.
 */
@Service
public class Seals {

    /** The maximum number of PDFs inspected concurrently: an untrusted PDF can take much memory. */
    private static final int MAX_CONCURRENT_READS = 2;

    private final Path data;
    private final String keystore;
    private final String password;
    private final HubSettings hub;
    private final Clock clock;
    private final Semaphore readLimit = new Semaphore(MAX_CONCURRENT_READS);
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
     * Returns a sealed copy.
     *
     * @param reason the reason that a PDF reader shows
     * @throws IllegalStateException when the key can't be read or its certificate is not valid now
     */
    public byte[] seal(byte[] pdf, String reason) {
        return PdfSeal.seal(pdf, key(), reason, hub.name(), clock.instant());
    }

    /** Returns the SHA-256 of the current certificate, in lower case hexadecimal. */
    public String certificate() {
        return key().certificate();
    }

    /** Returns the day until which the current certificate is valid; empty: nothing was sealed yet. Does not make a key. */
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
     * Finds the seal on a PDF, of any sealer; of several the first.
     *
     * @param pdf any bytes, which need not be a PDF
     */
    public Optional<Seal> find(byte[] pdf) {
        readLimit.acquireUninterruptibly();
        try {
            return PdfSeal.find(pdf);
        } finally {
            readLimit.release();
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
