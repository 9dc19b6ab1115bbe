package nl.tec.feedback.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.feedback.WrittenWords;
import nl.tec.hub.Texts;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** A task for programme managers: written words that nobody has read yet. */
@Component
class WordsTasks implements TaskSource {

    private final WrittenWords words;
    private final Texts texts;

    WordsTasks(WrittenWords words, Texts texts) {
        this.words = words;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        int waiting = actor.is(Role.PROGRAMME_MANAGER) ? words.waiting() : 0;
        return TaskSource.counted(waiting, "words.waiting", "/beheer/reacties", texts, language);
    }
}
