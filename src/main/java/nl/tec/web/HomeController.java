package nl.tec.web;

import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

    private static final int COMING_UP = 6;

    private final Programme programme;
    private final ActivityLabels labels;
    private final List<Waiting> waiting;

    HomeController(Programme programme, ActivityLabels labels, List<Waiting> waiting) {
        this.programme = programme;
        this.labels = labels;
        this.waiting = waiting;
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal @Nullable Actor actor, Locale language, Model model) {
        model.addAttribute("comingUp", programme.comingUp(COMING_UP));
        model.addAttribute("labels", labels);
        model.addAttribute(
                "waiting",
                actor == null
                        ? List.of()
                        : waiting.stream()
                                .flatMap(one -> one.of(actor, language).stream())
                                .toList());
        return "web/home";
    }
}
