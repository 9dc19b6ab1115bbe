package nl.tec.knowledge;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.knowledge.internal.ItemCheck;
import nl.tec.knowledge.internal.ItemQueries;
import nl.tec.knowledge.internal.ItemStore;
import nl.tec.knowledge.internal.MaterialNotifier;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The moderation of material that partners and schools sent in. A programme manager accepts it, asks about it or refuses it, and the
 * submitter is mailed. Accepting is the only way into the library. For programme managers only.
 */
@Service
public class LibraryModeration {

    private static final int MAX_MESSAGE = 1000;

    /** The maximum number of waiting items on a page, the oldest first. */
    private static final int MAX_SHOWN = 50;

    private final ItemQueries queries;
    private final ItemStore store;
    private final ItemCheck check;
    private final MaterialNotifier notifier;
    private final Audit audit;

    LibraryModeration(ItemQueries queries, ItemStore store, ItemCheck check, MaterialNotifier notifier, Audit audit) {
        this.queries = queries;
        this.store = store;
        this.check = check;
        this.notifier = notifier;
        this.audit = audit;
    }

    /** Lists the material that waits, the oldest first. */
    public List<LibraryAdministration.Row> waiting() {
        return queries.waiting(MAX_SHOWN);
    }

    public int countWaiting() {
        return queries.countWaiting();
    }

    /**
     * A field that differs between an item and a proposed change of it.
     *
     * @param field of the form, in {@link ItemFields}
     * @param from empty, as {@code to}, for a field whose values are shown in the form only
     */
    public record Change(String field, String from, String to) {}

    /** A part of an item that is compared. @param shown whether its values are short enough to show beside each other */
    private record Part(String field, boolean shown, Function<Item, @Nullable Object> value) {

        static Part shown(String field, Function<Item, @Nullable Object> value) {
            return new Part(field, true, value);
        }

        static Part inForm(String field, Function<ItemDetails, @Nullable Object> value) {
            return new Part(field, false, item -> value.apply(item.details()));
        }

        String of(Item item) {
            return shown ? String.valueOf(value.apply(item)) : "";
        }
    }

    private static final List<Part> PARTS = List.of(
            Part.shown(ItemFields.TITLE, item -> item.title().dutch()),
            Part.shown(ItemFields.TITLE + "-en", item -> item.title().english()),
            Part.shown(
                    ItemFields.SUMMARY, item -> item.details().words().summary().dutch()),
            Part.shown(ItemFields.LICENCE, item -> item.details().licence().shortName()),
            Part.shown(ItemFields.TAGS, item -> String.join(", ", item.details().tags())),
            Part.shown(ItemFields.VIDEO, item -> item.details().video()),
            Part.shown(
                    "bestand",
                    item -> item.files().stream()
                            .map(file -> file.label() + " (" + file.name() + ")")
                            .collect(Collectors.joining(", "))),
            Part.inForm(ItemFields.SUMMARY, details -> details.words().summary().english()),
            Part.inForm(ItemFields.BODY, details -> details.words().body()),
            Part.inForm(ItemFields.KIND, ItemDetails::kind),
            Part.inForm(ItemFields.ACCESS, ItemDetails::access),
            Part.inForm(ItemFields.WORLDS, ItemDetails::worlds),
            Part.inForm(ItemFields.AUDIENCES, ItemDetails::forWhom),
            Part.inForm(ItemFields.GOALS, ItemDetails::goals),
            Part.inForm(ItemFields.MINUTES, ItemDetails::minutes),
            Part.inForm(ItemFields.LANGUAGE, ItemDetails::language),
            Part.inForm(ItemFields.REVIEW_ON, ItemDetails::reviewOn));

    /** Returns the differences between a change and the item that it changes; empty for a new item. */
    public List<Change> changes(Item item) {
        Item.Ownership own = item.own();
        Long revises = own == null ? null : own.revises();
        return revises == null
                ? List.of()
                : queries.find(revises).map(now -> changes(now, item)).orElse(List.of());
    }

    private static List<Change> changes(Item now, Item then) {
        return PARTS.stream()
                .filter(part ->
                        !Objects.equals(part.value().apply(now), part.value().apply(then)))
                .map(part -> new Change(part.field(), part.of(now), part.of(then)))
                .toList();
    }

    /** Publishes an item as it stands here. @param version the one that was on the screen */
    @Transactional
    public Outcome<Long> accept(long id, int version, Actor by) {
        Item current = lock(id, by);
        Item.Ownership own = current.own();
        Problems problems = decidable(current, version).and(check.publication(current.details(), current.files()));
        if (own == null || problems.any()) {
            return Outcome.refused(problems);
        }
        Long revises = own.revises();
        long accepted = revises == null ? id : revises;
        if (revises != null) {
            store.adopt(current, revises, by);
        }
        store.become(accepted, ItemState.PUBLISHED, by);
        audit.add(by, "KNOWLEDGE_PUBLISHED", "knowledge", accepted);
        notifier.accepted(current, accepted);
        return Outcome.done(accepted);
    }

    /** Asks its maker a question; the item waits for the answer. */
    @Transactional
    public Outcome<Long> ask(long id, int version, String question, Actor by) {
        return answer(id, version, ItemModeration.QUESTION, question, by);
    }

    /** Refuses an item. The library is unchanged. @param reason mailed to its maker */
    @Transactional
    public Outcome<Long> refuse(long id, int version, String reason, Actor by) {
        return answer(id, version, ItemModeration.REFUSED, reason, by);
    }

    private Outcome<Long> answer(long id, int version, ItemModeration answer, String message, Actor by) {
        Item current = lock(id, by);
        Problems problems = decidable(current, version)
                .addIf(message.isBlank(), ItemFields.MESSAGE, "library.check.message." + answer)
                .addIfLonger(message, MAX_MESSAGE, ItemFields.MESSAGE);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.answer(id, answer, message.strip());
        audit.add(by, "KNOWLEDGE_" + answer, "knowledge", id);
        notifier.answered(current, answer, message.strip());
        return Outcome.done(id);
    }

    private Item lock(long id, Actor by) {
        if (!by.is(Role.PROGRAMME_MANAGER)) {
            throw new NotFound("material that was sent in");
        }
        store.lock(id);
        return queries.find(id).filter(item -> !item.isPrivate()).orElseThrow(() -> new NotFound("library item " + id));
    }

    private static Problems decidable(Item item, int version) {
        return new Problems()
                .addIf(!item.waits(), "", "library.check.notWaiting")
                .addIf(item.waits() && item.version() != version, "", LibraryAdministration.OUTDATED);
    }
}
