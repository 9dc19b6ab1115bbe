package nl.tec.knowledge;

import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.knowledge.internal.ItemCheck;
import nl.tec.knowledge.internal.ItemEditing;
import nl.tec.knowledge.internal.ItemQueries;
import nl.tec.knowledge.internal.ItemStore;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The own material of a partner or school: entered, changed, sent in and withdrawn by its people. What others read changes only when a
 * programme manager accepts it ({@link LibraryModeration}); withdrawing takes effect immediately. Material of another organisation is
 * reported as {@link NotFound}.
 */
@Service
public class OwnMaterial {

    private final ItemQueries queries;
    private final ItemStore store;
    private final ItemCheck check;
    private final ItemEditing editing;
    private final Audit audit;

    OwnMaterial(ItemQueries queries, ItemStore store, ItemCheck check, ItemEditing editing, Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.editing = editing;
        this.audit = audit;
    }

    /** Returns a page of material, the newest first. @param before the last id of the previous page */
    public LibraryAdministration.Page list(long organisationId, @Nullable Long before, int size, Actor actor) {
        requireWriteAccess(actor, organisationId);
        return queries.ofMaker(organisationId, before, size);
    }

    /** Returns material in any state. @throws NotFound when there is none of an organisation that this actor works for */
    public Item get(long id, Actor actor) {
        return queries.find(id)
                .filter(item -> item.own() != null || item.state() != ItemState.DRAFT)
                .filter(item ->
                        ItemAccess.worksFor(actor).contains(item.details().organisationId()))
                .orElseThrow(() -> new NotFound("material " + id));
    }

    public StoredFile file(long id, long fileId, Actor actor) {
        return editing.file(get(id, actor), fileId);
    }

    /** Returns the pending change of an item; empty: none. */
    public Optional<Long> revisionOf(Item item) {
        return queries.revisionOf(item.id());
    }

    /** Counts the items with a question of a programme manager, of the organisations somebody works for. */
    public int questions(Actor actor) {
        List<Long> own = ItemAccess.worksFor(actor);
        return own.isEmpty() ? 0 : queries.questions(own);
    }

    /** Checks an item, for a form with fields that could not be read. */
    public Problems check(ItemDetails details) {
        return check.draft(details);
    }

    /** Creates a draft that only its organisation sees. */
    @Transactional
    public Outcome<Long> create(long organisationId, ItemDetails details, Actor by) {
        requireWriteAccess(by, organisationId);
        ItemDetails own = details.by(organisationId);
        Problems problems = check.draft(own);
        return problems.any()
                ? Outcome.refused(problems)
                : Outcome.done(editing.created(store.insertOwn(own, null, by), by));
    }

    /**
     * Changes own material.
     *
     * @param version the one that was on the screen
     * @param submit whether to send it in too: a programme manager moderates it before others can read it
     */
    @Transactional
    public Outcome<Long> change(long id, int version, ItemDetails details, boolean submit, Actor by) {
        Item current = lockOpen(id, by);
        ItemDetails own = details.by(organisation(current));
        if (submit && current.version() == version) {
            Problems problems = check.draft(own).and(check.publication(own, current.files()));
            if (problems.any()) {
                return Outcome.refused(problems);
            }
        }
        Outcome<Long> changed = editing.change(current, version, own, by);
        if (submit && changed instanceof Outcome.Done<Long>) {
            store.submit(id, by);
            audit.add(by, "KNOWLEDGE_SENT", "knowledge", id);
        }
        return changed;
    }

    /** Checks a file by its content and stores it; a picture is re-encoded. */
    public Outcome<Long> addFile(long id, UploadedFile upload, String label, Actor by) {
        return editing.addFile(open(get(id, by)), () -> lockOpen(id, by), upload, label, by);
    }

    @Transactional
    public Outcome<Long> removeFile(long id, long fileId, Actor by) {
        return editing.removeFile(lockOpen(id, by), fileId, by);
    }

    /** Returns the pending change of a library item, and makes a draft with all its content if there is none. */
    @Transactional
    public long revise(long id, Actor by) {
        Item current = lock(id, by);
        if (current.isOpenToMaker()) {
            return id;
        }
        return queries.revisionOf(id).orElseGet(() -> {
            long revision = editing.created(store.insertOwn(current.details(), id, by), by);
            store.copyFiles(id, revision, by);
            return revision;
        });
    }

    /** Withdraws material from the library, with a change of it that waits; a draft is deleted. */
    @Transactional
    public void withdraw(long id, Actor by) {
        Item current = lock(id, by);
        if (current.state() == ItemState.DRAFT) {
            delete(id, by);
        } else {
            editing.withdraw(current, by);
            queries.revisionOf(id).ifPresent(revision -> delete(revision, by));
        }
    }

    private void delete(long id, Actor by) {
        store.delete(id);
        audit.add(by, "KNOWLEDGE_REMOVED", "knowledge", id);
    }

    private Item lock(long id, Actor by) {
        store.lock(id);
        return get(id, by);
    }

    private Item lockOpen(long id, Actor by) {
        return open(lock(id, by));
    }

    private static Item open(Item item) {
        if (!item.isOpenToMaker()) {
            throw new NotFound("a draft of material " + item.id());
        }
        return item;
    }

    private static long organisation(Item item) {
        Long organisation = item.details().organisationId();
        if (organisation == null) {
            throw new IllegalStateException("material " + item.id() + " has no maker");
        }
        return organisation;
    }

    private static void requireWriteAccess(Actor actor, long organisationId) {
        if (!ItemAccess.worksFor(actor).contains(organisationId)) {
            throw new NotFound("material of organisation " + organisationId);
        }
    }
}
