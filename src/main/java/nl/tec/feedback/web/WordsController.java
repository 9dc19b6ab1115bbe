package nl.tec.feedback.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.feedback.WrittenWords;
import nl.tec.feedback.WrittenWords.State;
import nl.tec.feedback.WrittenWords.Written;
import nl.tec.hub.Reply;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The words of participants, before anybody else sees them. */
@Controller
@RequestMapping("/beheer/reacties")
class WordsController {

    private static final int PAGE = 25;

    private final WrittenWords words;
    private final Pages pages;

    WordsController(WrittenWords words, Pages pages) {
        this.words = words;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(
            @RequestParam(name = "toon", defaultValue = "NEW") State state,
            @RequestParam(name = "na", required = false) @Nullable UUID after) {
        List<Written> page = words.list(state, after, PAGE + 1);
        boolean more = page.size() > PAGE;
        return pages.feedbackWords(
                state,
                more ? page.subList(0, PAGE) : page,
                more ? page.get(PAGE - 1).id().toString() : null,
                words.waiting());
    }

    @PostMapping("/{id}")
    View decide(
            @PathVariable UUID id,
            @RequestParam("publiceer") boolean publish,
            @RequestParam(name = "toon", defaultValue = "NEW") State state,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        State now = words.decide(id, publish, state, actor).orElseThrow(() -> new NotFound("words"));
        String page = "/beheer/reacties?toon=" + state;
        return now == (publish ? State.PUBLISHED : State.HIDDEN)
                ? reply.saved(publish ? "words.published" : "words.hidden", page)
                : reply.warn("words.judged." + now, page);
    }
}
