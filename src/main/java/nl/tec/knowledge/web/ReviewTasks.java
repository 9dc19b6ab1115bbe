package nl.tec.knowledge.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.knowledge.LibraryKeeping;
import nl.tec.web.TaskSource;
import org.springframework.stereotype.Component;

/** For the programme manager: material whose review date has come. */
@Component
class ReviewTasks implements TaskSource {

    private final LibraryKeeping keeping;
    private final Texts texts;

    ReviewTasks(LibraryKeeping keeping, Texts texts) {
        this.keeping = keeping;
        this.texts = texts;
    }

    @Override
    public Optional<Task> of(Actor actor, Locale language) {
        return actor.is(Role.PROGRAMME_MANAGER)
                ? TaskSource.counted(keeping.toReview(), "library.reviewWait", "/beheer/bibliotheek", texts, language)
                : Optional.empty();
    }
}
