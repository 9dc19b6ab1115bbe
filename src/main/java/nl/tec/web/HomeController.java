package nl.tec.web;

import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

    private static final int COMING_UP = 6;

    private final Programme programme;
    private final ActivityLabels labels;

    HomeController(Programme programme, ActivityLabels labels) {
        this.programme = programme;
        this.labels = labels;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("comingUp", programme.comingUp(COMING_UP));
        model.addAttribute("labels", labels);
        return "web/home";
    }
}
