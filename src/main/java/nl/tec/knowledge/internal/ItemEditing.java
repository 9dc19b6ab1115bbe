package nl.tec.knowledge.internal;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileStore;
import nl.tec.documents.FileUnavailable;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemDetails;
import nl.tec.knowledge.ItemFields;
import nl.tec.knowledge.ItemState;
import nl.tec.knowledge.LibraryAdministration;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The changes that both makers and programme managers make. The caller checks authorisation and, unless said otherwise, locks the item. */
@Component
public class ItemEditing {

    private static final Logger LOG = LoggerFactory.getLogger(ItemEditing.class);

    private final ItemQueries queries;
    private final ItemStore store;
    private final ItemCheck check;
    private final UploadCheck uploads;
    private final FileStore files;
    private final TransactionTemplate transaction;
    private final Audit audit;

    ItemEditing(
            ItemQueries queries,
            ItemStore store,
            ItemCheck check,
            UploadCheck uploads,
            FileStore files,
            TransactionTemplate transaction,
            Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.uploads = uploads;
        this.files = files;
        this.transaction = transaction;
        this.audit = audit;
    }

    public StoredFile file(Item item, long fileId) {
        return queries.file(item.id(), fileId)
                .orElseThrow(() -> new NotFound("file " + fileId + " of library item " + item.id()));
    }

    public long created(long id, Actor by) {
        audit.add(by, "KNOWLEDGE_CREATED", "knowledge", id);
        return id;
    }

    public Outcome<Long> change(Item current, int version, ItemDetails details, Actor by) {
        if (current.version() != version) {
            return Outcome.refused(LibraryAdministration.OUTDATED);
        }
        Problems problems = check.draft(details)
                .addIf(
                        current.own() != null && details.organisationId() == null,
                        ItemFields.ORGANISATION,
                        "library.check.organisation");
        if (current.published()) {
            problems.and(check.publication(details, current.files()));
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.update(current.id(), details, by);
        return changed(current, by);
    }

    /**
     * Adds a file. Checking and sending it takes long, so that is done before the lock; the caller has no transaction.
     *
     * @param shown the item before it is locked
     * @param lock locks the item and reads it again
     */
    public Outcome<Long> addFile(Item shown, Supplier<Item> lock, UploadedFile upload, String label, Actor by) {
        Problems problems = check.file(shown, label);
        UploadCheck.Checked checked = uploads.check(upload, problems);
        if (checked == null || problems.any()) {
            return Outcome.refused(problems);
        }
        FileStore.Sent sent;
        try {
            sent = files.send(checked.file().bytes());
        } catch (FileUnavailable e) {
            LOG.error("A file can't be kept", e);
            return Outcome.refused(problems.add(EvidenceDocument.FIELD, "library.file.unavailable"));
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            Item current = lock.get();
            Problems meanwhile = check.file(current, label);
            if (meanwhile.any()) {
                return Outcome.<Long>refused(meanwhile);
            }
            store.addFile(current.id(), checked, sent, label, by);
            return changed(current, by);
        }));
    }

    public Outcome<Long> removeFile(Item current, long fileId, Actor by) {
        List<Item.File> left =
                current.files().stream().filter(file -> file.id() != fileId).toList();
        if (left.size() == current.files().size()) {
            throw new NotFound("file " + fileId + " of library item " + current.id());
        }
        if (current.published() && check.publication(current.details(), left).any()) {
            return Outcome.refused("library.check.lastFile");
        }
        store.removeFile(current.id(), fileId, by);
        return changed(current, by);
    }

    public void withdraw(Item current, Actor by) {
        if (current.published()) {
            store.become(current.id(), ItemState.WITHDRAWN, by);
            audit.add(by, "KNOWLEDGE_WITHDRAWN", "knowledge", current.id());
        }
    }

    private Outcome<Long> changed(Item item, Actor by) {
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", item.id());
        return Outcome.done(item.id());
    }
}
