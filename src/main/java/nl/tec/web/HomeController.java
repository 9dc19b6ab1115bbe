package nl.tec.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

    private static final int COMING_UP = 6;

    private final Programme programme;
    private final ActivityLabels labels;
    private final Pages pages;

    HomeController(Programme programme, ActivityLabels labels, Pages pages) {
        this.programme = programme;
        this.labels = labels;
        this.pages = pages;
    }

    @GetMapping("/")
    JteModel home() {
        return pages.webHome(programme.comingUp(COMING_UP), labels);
    }
}
