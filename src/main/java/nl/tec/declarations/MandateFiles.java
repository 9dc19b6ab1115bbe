package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.shared.Problems;

/**
 * The documents by which somebody may sign for another (rules 6): for who works with declarations, and for the partner that
 * signs. The last one counts; what it replaced stays, with its date.
 */
public interface MandateFiles {

    /** @param sha256 of its bytes, in lower case hexadecimal. @param counts whether it is the last one */
    record Entry(long id, String name, int bytes, String sha256, Instant at, boolean counts) {}

    /** A document as somebody brings it. @param name as it was called; the way to it and a wrong ending are left out */
    record Upload(String name, byte[] bytes) {}

    /** A document to take along. @param media what it is, as in a header */
    record Content(String name, String media, byte[] bytes) {}

    /** Of all who sign a declaration, by signatory; the last first. For who works with declarations. */
    Map<Long, List<Entry>> of(long declarationId);

    /** Of one who signs for the own organisation of a partner; the last first. Empty for anybody else. */
    List<Entry> own(long signatoryId, Actor partner);

    /**
     * Adds one, which counts from now on. What it is, its content says, not its name; it must be one that can be opened.
     *
     * @throws nl.tec.shared.NotFound when it is no signatory of this declaration, or one without a mandate
     */
    Problems add(long declarationId, long signatoryId, UploadedFile file, Actor by);

    /**
     * One of them, for who works with declarations.
     *
     * @throws nl.tec.shared.NotFound when it is not of this declaration
     */
    StoredFile read(long declarationId, long fileId, Actor by);

    /**
     * The same for the partner that signs.
     *
     * @throws nl.tec.shared.NotFound when it is not one's own
     */
    StoredFile readOwn(long signatoryId, long fileId, Actor partner);
}
