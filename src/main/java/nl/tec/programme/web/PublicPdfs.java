package nl.tec.programme.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gg.jte.models.runtime.JteModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.tec.accounts.TooManyRequests;
import nl.tec.documents.Documents;
import nl.tec.shared.Sha256;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * PDF documents that anybody may ask for. Making one takes far more processor time and memory than a page, so the same one is made once
 * and only as many at a time as there are processors.
 */
@Component
class PublicPdfs {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final long MAX_BYTES = 8L << 20;
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int MAX_WAITING = 20;

    private final Documents documents;
    private final Semaphore turns;
    private final Duration maxWait;
    private final Cache<String, byte[]> made = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MAX_BYTES)
            .weigher((String key, byte[] pdf) -> pdf.length)
            .build();

    @Autowired
    PublicPdfs(Documents documents) {
        this(documents, new Semaphore(Runtime.getRuntime().availableProcessors(), true), MAX_WAIT);
    }

    PublicPdfs(Documents documents, Semaphore turns, Duration maxWait) {
        this.documents = documents;
        this.turns = turns;
        this.maxWait = maxWait;
    }

    /**
     * Returns the PDF of a page as {@link Documents#pdf(JteModel)}. What is kept is found by the content of the page, so it is never out
     * of date.
     *
     * @throws TooManyRequests if others keep all processors busy
     */
    byte[] of(JteModel page) {
        String xhtml = page.render();
        String key = Sha256.hex(xhtml.getBytes(StandardCharsets.UTF_8));
        byte[] before = made.getIfPresent(key);
        return before == null ? inTurn(key, xhtml) : before;
    }

    private byte[] inTurn(String key, String xhtml) {
        try {
            if (turns.getQueueLength() >= MAX_WAITING || !turns.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyRequests(MAX_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooManyRequests(MAX_WAIT);
        }
        try {
            byte[] meanwhile = made.getIfPresent(key);
            if (meanwhile != null) {
                return meanwhile;
            }
            byte[] pdf = documents.pdf(xhtml);
            made.put(key, pdf);
            return pdf;
        } finally {
            turns.release();
        }
    }
}
