package nl.tec.knowledge;

import java.time.LocalDate;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.knowledge.internal.ItemCheck;
import nl.tec.knowledge.internal.ItemEditing;
import nl.tec.knowledge.internal.ItemQueries;
import nl.tec.knowledge.internal.ItemStore;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Bilingual;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Making and changing items of the library; for programme managers. The caller checks authorisation. Material of an organisation is
 * reported as {@link NotFound} until it was sent in.
 */
@Service
public class LibraryAdministration {

    /** The reason for refusing a change when somebody else made another one meanwhile. */
    public static final String OUTDATED = "form.outdated";

    /**
     * An item in a list for its maintainer.
     *
     * @param moderation null: it was not sent in, or accepted
     * @param change whether it is a change of an item that is in the library
     */
    public record Row(
            long id,
            ItemKind kind,
            ItemState state,
            ItemAccess access,
            Bilingual title,
            String organisation,
            LocalDate reviewOn,
            int uses,
            @Nullable ItemModeration moderation,
            boolean change) {}

    /** A step of a learning line to which material can be attached. */
    public record Step(long id, Bilingual line, Bilingual title) {}

    /**
     * A page of items.
     *
     * @param next the id after which the next page starts; null: there is none
     * @param meant the corrected words of a search; null if the typed words were used
     * @param corrected whether it is for other words than typed, or only for some of them
     */
    public record Page(
            List<Row> rows, @Nullable Long next, @Nullable String meant, boolean corrected) {}

    /** A possible maker of an item. */
    public record Maker(long id, String name) {}

    private final ItemQueries queries;
    private final ItemStore store;
    private final ItemCheck check;
    private final ItemEditing editing;
    private final Catalogue catalogue;
    private final Audit audit;

    LibraryAdministration(
            ItemQueries queries,
            ItemStore store,
            ItemCheck check,
            ItemEditing editing,
            Catalogue catalogue,
            Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.editing = editing;
        this.catalogue = catalogue;
        this.audit = audit;
    }

    /**
     * Returns a page of items in any state, the newest first.
     *
     * @param typed words to search for; empty: all. @param due only published items whose review is due
     * @param before the last id of the previous page
     */
    public Page list(String typed, boolean due, @Nullable Long before, int size) {
        return queries.list(typed, due, before, size);
    }

    /** Counts the published items whose review is due. */
    public int toReview() {
        return queries.toReview();
    }

    public List<Maker> makers() {
        return queries.makers();
    }

    /** Returns an item in any state. @throws NotFound when there is none */
    public Item get(long id) {
        return queries.find(id).filter(item -> !item.isPrivate()).orElseThrow(() -> new NotFound("library item " + id));
    }

    /** Returns a file of an item in any state. @throws NotFound when there is none */
    public StoredFile file(long id, long fileId) {
        return editing.file(get(id), fileId);
    }

    /** Creates a draft. */
    @Transactional
    public Outcome<Long> create(ItemDetails details, Actor by) {
        Problems problems = check.draft(details);
        return problems.any()
                ? Outcome.refused(problems)
                : Outcome.done(editing.created(store.insert(details, by), by));
    }

    /** Checks an item, for a form with fields that could not be read. */
    public Problems check(ItemDetails details) {
        return check.draft(details);
    }

    /** @param version the one that was on the screen */
    @Transactional
    public Outcome<Long> change(long id, int version, ItemDetails details, Actor by) {
        return editing.change(lock(id), version, details, by);
    }

    /** Publishes an item to those it is open to. {@link LibraryModeration} accepts the material that organisations sent in. */
    @Transactional
    public Outcome<Long> publish(long id, Actor by) {
        Item current = lock(id);
        Item.Ownership own = current.own();
        Problems problems = check.publication(current.details(), current.files())
                .addIf(own != null && own.moderation() != null, "", "library.check.decide");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.become(id, ItemState.PUBLISHED, by);
        audit.add(by, "KNOWLEDGE_PUBLISHED", "knowledge", id);
        return Outcome.done(id);
    }

    /** Withdraws an item: it is no longer found, and its page does not exist. */
    @Transactional
    public void withdraw(long id, Actor by) {
        editing.withdraw(lock(id), by);
    }

    /** Checks a file by its content and stores it; a picture is re-encoded. */
    public Outcome<Long> addFile(long id, UploadedFile upload, String label, Actor by) {
        return editing.addFile(get(id), () -> lock(id), upload, label, by);
    }

    /** Removes a file; refused when a published item would have no content left. */
    @Transactional
    public Outcome<Long> removeFile(long id, long fileId, Actor by) {
        return editing.removeFile(lock(id), fileId, by);
    }

    /** Attaches an item to an activity: a class uses it before or after it. */
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

    /** Lists the steps of all learning lines, drafts included. */
    public List<Step> steps() {
        return queries.steps();
    }

    /** Attaches an item to a step of a learning line, independent of the activities that fulfil the step. */
    @Transactional
    public Outcome<Long> attachToStep(long id, @Nullable Long stepId, @Nullable Moment moment, Actor by) {
        lock(id);
        Problems problems = new Problems()
                .addIf(
                        stepId == null || steps().stream().noneMatch(step -> step.id() == stepId),
                        ItemFields.STEP,
                        "library.check.step")
                .addIf(moment == null, ItemFields.STEP_MOMENT, "library.check.moment");
        if (stepId == null || moment == null || problems.any()) {
            return Outcome.refused(problems);
        }
        store.attachToStep(id, stepId, moment);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
        return Outcome.done(id);
    }

    @Transactional
    public void detachFromStep(long id, long stepId, Moment moment, Actor by) {
        lock(id);
        store.detachFromStep(id, stepId, moment);
        audit.add(by, "KNOWLEDGE_CHANGED", "knowledge", id);
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
