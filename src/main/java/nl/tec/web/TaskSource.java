package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
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

    /** Finds the task of a user. */
    Optional<Task> of(Actor actor, Locale language);
}
