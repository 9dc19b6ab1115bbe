package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.declarations.internal.MandateFileStore;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Service;

/**
 * The documents by which somebody may sign for another (rules 6): for who works with declarations, and for the partner that
 * signs. The last one counts; what it replaced stays, with its date.
 */
@Service
public class MandateFiles {

    /** @param sha256 of its bytes, in lower case hexadecimal. @param counts whether it is the last one */
    public record Entry(long id, String name, int bytes, String sha256, Instant at, boolean counts) {}

    /** A document as somebody brings it. @param name as it was called; the way to it and a wrong ending are left out */
    public record Upload(String name, byte[] bytes) {}

    /** A document to take along. @param media what it is, as in a header */
    public record Content(String name, String media, byte[] bytes) {}

    private final MandateFileStore store;

    MandateFiles(MandateFileStore store) {
        this.store = store;
    }

    /** Of all who sign a declaration, by signatory; the last first. For who works with declarations. */
    public Map<Long, List<Entry>> of(long declarationId) {
        return store.of(declarationId);
    }

    /** Of one who signs for the own organisation of a partner; the last first. Empty for anybody else. */
    public List<Entry> own(long signatoryId, Actor partner) {
        return store.own(signatoryId, partner);
    }

    /**
     * Adds one, which counts from now on. What it is, its content says, not its name; it must be one that can be opened.
     *
     * @throws nl.tec.shared.NotFound when it is no signatory of this declaration, or one without a mandate
     */
    public Problems add(long declarationId, long signatoryId, UploadedFile file, Actor by) {
        return store.add(declarationId, signatoryId, file, by);
    }

    /**
     * One of them, for who works with declarations.
     *
     * @throws nl.tec.shared.NotFound when it is not of this declaration
     */
    public StoredFile read(long declarationId, long fileId, Actor by) {
        return store.read(declarationId, fileId, by);
    }

    /**
     * The same for the partner that signs.
     *
     * @throws nl.tec.shared.NotFound when it is not one's own
     */
    public StoredFile readOwn(long signatoryId, long fileId, Actor partner) {
        return store.readOwn(signatoryId, fileId, partner);
    }
}
