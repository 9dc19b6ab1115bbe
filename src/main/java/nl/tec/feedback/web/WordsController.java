package nl.tec.feedback.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.feedback.WrittenWords;
import nl.tec.feedback.WrittenWords.State;
import nl.tec.feedback.WrittenWords.Written;
import nl.tec.hub.Flash;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What participants wrote, before anybody else sees it. */
@Controller
@RequestMapping("/beheer/reacties")
class WordsController {

    private static final int PAGE = 25;

    private final WrittenWords words;

    WordsController(WrittenWords words) {
        this.words = words;
    }

    @GetMapping
    String list(
            @RequestParam(name = "toon", defaultValue = "NEW") State state,
            @RequestParam(name = "na", required = false) @Nullable UUID after,
            Model model) {
        List<Written> page = words.list(state, after, PAGE + 1);
        boolean more = page.size() > PAGE;
        model.addAttribute("state", state);
        model.addAttribute("words", more ? page.subList(0, PAGE) : page);
        model.addAttribute("next", more ? page.get(PAGE - 1).id().toString() : null);
        model.addAttribute("waiting", words.waiting());
        return "feedback/words";
    }

    @PostMapping("/{id}")
    String decide(
            @PathVariable UUID id,
            @RequestParam("publiceer") boolean publish,
            @RequestParam(name = "toon", defaultValue = "NEW") State state,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!words.decide(id, publish, actor)) {
            throw new NotFound("words");
        }
        Flash.say(request, response, publish ? "words.published" : "words.hidden");
        return "redirect:/beheer/reacties?toon=" + state;
    }
}
