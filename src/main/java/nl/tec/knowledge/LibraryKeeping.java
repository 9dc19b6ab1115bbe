package nl.tec.knowledge;

import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.knowledge.internal.ItemCheck;
import nl.tec.knowledge.internal.ItemQueries;
import nl.tec.knowledge.internal.ItemStore;
import nl.tec.knowledge.internal.UploadCheck;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Making and changing items of the library; for programme managers. Who may is checked by the caller. */
@Service
public class LibraryKeeping {

    /** Why a change is refused when somebody else made another one meanwhile. */
    public static final String OUTDATED = "library.check.outdated";

    /** An item in the list of the programme manager. */
    public record Row(
            long id,
            ItemKind kind,
            ItemState state,
            ItemAccess access,
            Bilingual title,
            String organisation,
            LocalDate reviewOn,
            int uses) {}

    /** @param next the id behind which the next page starts; null: there is none */
    public record Rows(List<Row> rows, @Nullable Long next) {}

    /** A possible maker of an item. */
    public record Maker(long id, String name) {}

    private final ItemQueries queries;
    private final ItemStore store;
    private final ItemCheck check;
    private final UploadCheck uploads;
    private final Catalogue catalogue;
    private final Audit audit;

    LibraryKeeping(
            ItemQueries queries,
            ItemStore store,
            ItemCheck check,
            UploadCheck uploads,
            Catalogue catalogue,
            Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.uploads = uploads;
        this.catalogue = catalogue;
        this.audit = audit;
    }

    /** In any state, the newest first. @param before the id of the last one of the page before */
    public Rows list(@Nullable Long before, int size) {
        return queries.list(before, size);
    }

    /** Items that are published and whose makers should have read them again by now. */
    public int toReview() {
        return queries.toReview();
    }

    public List<Maker> makers() {
        return queries.makers();
    }

    /** In any state. @throws NotFound when there is none */
    public Item get(long id) {
        return queries.find(id).orElseThrow(() -> new NotFound("library item " + id));
    }

    /** Of an item in any state. @throws NotFound when there is none */
    public StoredFile file(long id, long fileId) {
        return queries.file(id, fileId).orElseThrow(() -> new NotFound("file " + fileId + " of library item " + id));
    }

    /** A new draft. */
    @Transactional
    public Outcome<Long> create(ItemDetails details, Actor by) {
        Problems problems = check.draft(details);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        long id = store.insert(details, by);
        audit.add(by, "KNOWLEDGE_CREATED", "knowledge", id);
        return Outcome.done(id);
    }

    /** Checks an item, for a form of which something could not be read. */
    public Problems check(ItemDetails details) {
        return check.draft(details);
    }

    /** @param version the one that was on the screen */
    @Transactional
    public Outcome<Long> change(long id, int version, ItemDetails details, Actor by) {
        Item current = lock(id);
        if (current.version() != version) {
            return Outcome.refused(OUTDATED);
        }
        Problems problems = check.draft(details);
        if (current.published()) {
            problems.and(check.publication(details, current.files()));
        }
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.update(id, details, by);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
        return Outcome.done(id);
    }

    /** From now on it can be found by those it is open to. */
    @Transactional
    public Outcome<Long> publish(long id, Actor by) {
        Item current = lock(id);
        Problems problems = check.publication(current.details(), current.files());
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.become(id, ItemState.PUBLISHED, by);
        audit.add(by, "KNOWLEDGE_PUBLISHED", "knowledge", id);
        return Outcome.done(id);
    }

    /** Nobody finds it any more; its page does not exist. */
    @Transactional
    public void withdraw(long id, Actor by) {
        if (lock(id).published()) {
            store.become(id, ItemState.WITHDRAWN, by);
            audit.add(by, "KNOWLEDGE_WITHDRAWN", "knowledge", id);
        }
    }

    /** Checks a file by its content and keeps it; a picture is drawn anew. */
    @Transactional
    public Outcome<Long> addFile(long id, UploadedFile upload, String label, Actor by) {
        Item current = lock(id);
        Problems problems = check.file(current, label);
        UploadCheck.Checked checked = uploads.check(upload, problems);
        if (checked == null || problems.any()) {
            return Outcome.refused(problems);
        }
        store.addFile(id, checked, label, by);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
        return Outcome.done(id);
    }

    /** Refused when nothing to read would be left of a published item. */
    @Transactional
    public Outcome<Long> removeFile(long id, long fileId, Actor by) {
        Item current = lock(id);
        List<Item.File> left =
                current.files().stream().filter(file -> file.id() != fileId).toList();
        if (left.size() == current.files().size()) {
            throw new NotFound("file " + fileId + " of library item " + id);
        }
        if (current.published() && check.publication(current.details(), left).any()) {
            return Outcome.refused("library.check.lastFile");
        }
        store.removeFile(id, fileId, by);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
        return Outcome.done(id);
    }

    /** A class uses it before or after this activity. */
    @Transactional
    public Outcome<Long> attach(long id, @Nullable Long activityId, @Nullable Moment moment, Actor by) {
        lock(id);
        Problems problems = new Problems()
                .addIf(
                        activityId == null || catalogue.find(activityId).isEmpty(),
                        ItemFields.ACTIVITY,
                        "library.check.activity")
                .addIf(moment == null, ItemFields.MOMENT, "library.check.moment");
        if (activityId == null || moment == null || problems.any()) {
            return Outcome.refused(problems);
        }
        store.attach(id, activityId, moment);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
        return Outcome.done(id);
    }

    @Transactional
    public void detach(long id, long activityId, Moment moment, Actor by) {
        lock(id);
        store.detach(id, activityId, moment);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
    }

    private Item lock(long id) {
        store.lock(id);
        return get(id);
    }
}
