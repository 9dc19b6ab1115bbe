package nl.tec.knowledge;

import java.time.Instant;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.knowledge.internal.UseStore;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The feedback of teachers: what they changed in material of the library, and how it went. Only its makers read it. */
@Service
public class LibraryUses {

    public static final int MAX_TEXT = 2000;

    private static final int MAX_SHOWN = 100;

    /** @param version of the item that was used. @param changed empty: nothing */
    public record Use(String teacher, String school, int version, String changed, String went, Instant writtenAt) {}

    private final Library library;
    private final UseStore store;

    LibraryUses(Library library, UseStore store) {
        this.library = library;
        this.store = store;
    }

    /** @throws NotFound for an item that is not open to this teacher */
    @Transactional
    public Outcome<Long> write(String slug, String changed, String went, Actor teacher) {
        Item item = library.get(slug, teacher);
        long school = teacher.schools().stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("a school of account " + teacher.accountId()));
        Problems problems = new Problems()
                .addIf(went.isBlank(), ItemFields.WENT, "library.use.noWent")
                .addIfLonger(went, MAX_TEXT, ItemFields.WENT)
                .addIfLonger(changed, MAX_TEXT, ItemFields.CHANGED);
        return problems.any()
                ? Outcome.refused(problems)
                : Outcome.done(store.add(item, school, changed.strip(), went.strip(), teacher));
    }

    /** Returns the latest first; none for anybody but the maker. */
    public List<Use> of(Item item, @Nullable Actor actor) {
        return Library.makes(item, actor) ? store.of(item.id(), MAX_SHOWN) : List.of();
    }
}
