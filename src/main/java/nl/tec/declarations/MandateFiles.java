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
 * Manages the documents of mandates (rules 6), for those who manage declarations and for the partner that signs. The latest document
 * counts; earlier ones are kept with their dates.
 */
@Service
public class MandateFiles {

    /** A document in the list. @param sha256 of its bytes, in lower-case hexadecimal. @param counts whether it is the latest one */
    public record Entry(long id, String name, int bytes, String sha256, Instant at, boolean counts) {}

    private final MandateFileStore store;

    MandateFiles(MandateFileStore store) {
        this.store = store;
    }

    /** Returns the documents of a declaration by signatory, the latest first. For those who manage declarations. */
    public Map<Long, List<Entry>> of(long declarationId) {
        return store.of(declarationId);
    }

    /** Returns the documents of a signatory of the partner's own organisation, the latest first. Empty for anybody else. */
    public List<Entry> own(long signatoryId, Actor partner) {
        return store.own(signatoryId, partner);
    }

    /**
     * Adds a document, which counts from now on. Its type is detected from its contents, not its name.
     *
     * @throws nl.tec.shared.NotFound if it is not a signatory of this declaration with a mandate
     */
    public Problems add(long declarationId, long signatoryId, UploadedFile file, Actor by) {
        return store.add(declarationId, signatoryId, file, by);
    }

    /**
     * Returns a document, for those who manage declarations.
     *
     * @throws nl.tec.shared.NotFound if it is not of this declaration
     */
    public StoredFile read(long declarationId, long fileId, Actor by) {
        return store.read(declarationId, fileId, by);
    }

    /**
     * Returns a document, for the partner that signs.
     *
     * @throws nl.tec.shared.NotFound if it is not of the partner
     */
    public StoredFile readOwn(long signatoryId, long fileId, Actor partner) {
        return store.readOwn(signatoryId, fileId, partner);
    }
}
