package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Texts;

/** Something that waits for who is signed in, told on the start page of its work. A bean per kind, in the module whose business it is. */
public interface TaskSource {

    /**
     * @param text what waits
     * @param href where to do it
     * @param action what is done there
     */
    record Task(String text, String href, String action) {}

    /**
     * Things that are counted.
     *
     * @param key of the text, whose argument is the number; with {@code .go} behind it, of the action
     * @return empty for none
     */
    static Optional<Task> counted(int count, String key, String href, Texts texts, Locale language) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Task(texts.text(language, key, count), href, texts.text(language, key + ".go")));
    }

    /** Empty when nothing waits for this one. */
    Optional<Task> of(Actor actor, Locale language);
}
