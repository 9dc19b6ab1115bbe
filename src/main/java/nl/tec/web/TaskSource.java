package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;

/** A source of tasks for the start page of a signed-in user. A bean per kind, in the module responsible for it. */
public interface TaskSource {

    /**
     * @param text the description
     * @param href the page on which to do it
     * @param action the label of the link
     */
    record Task(String text, String href, String action) {}

    /**
     * Creates a task from a count.
     *
     * @param key the key of the text, whose argument is the count; with suffix {@code .go}, the key of the action
     * @return empty if the count is 0
     */
    static Optional<Task> counted(int count, String key, String href, Texts texts, Locale language) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Task(texts.text(language, key, count), href, texts.text(language, key + ".go")));
    }

    /** Creates the source of a task for people with a role. @param key as in {@link #counted} */
    static TaskSource forRole(Role role, String key, String href, Texts texts, IntSupplier count) {
        return (actor, language) -> counted(actor.is(role) ? count.getAsInt() : 0, key, href, texts, language);
    }

    /** Finds the task of a user. */
    Optional<Task> of(Actor actor, Locale language);
}
