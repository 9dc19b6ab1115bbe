package nl.tec.employers.web;

import java.util.Arrays;
import java.util.Optional;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferKind;
import nl.tec.employers.OfferPage;
import nl.tec.employers.Offers;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Discipline;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What companies offer to schools, for everybody to see; no personal data. */
@Controller
class EmployersController {

    private static final int PAGE = 24;
    private static final int MAX_WORDS_LENGTH = 60;

    private final Offers offers;
    private final ActivityLabels labels;

    EmployersController(Offers offers, ActivityLabels labels) {
        this.offers = offers;
        this.labels = labels;
    }

    @GetMapping("/werkgevers")
    String employers(
            @RequestParam(name = "wereld", defaultValue = "") String world,
            @RequestParam(name = "vakgebied", defaultValue = "") String discipline,
            @RequestParam(name = "soort", defaultValue = "") String kind,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @RequestParam(name = "na", required = false) @Nullable String after,
            Model model) {
        World chosenWorld = world(world).orElse(null);
        OfferKind chosenKind = kind(kind).orElse(null);
        String asked = words.substring(0, Math.min(MAX_WORDS_LENGTH, words.length()));
        Discipline chosenDiscipline =
                FormData.constant(Discipline.class, discipline).orElse(null);
        OfferPage<Offer> page =
                offers.search(new Offers.Question(chosenWorld, chosenDiscipline, chosenKind, asked), after, PAGE);
        model.addAttribute("page", page);
        model.addAttribute("world", chosenWorld);
        model.addAttribute("discipline", chosenDiscipline);
        model.addAttribute("kind", chosenKind);
        model.addAttribute("words", asked);
        model.addAttribute("labels", labels);
        return "employers/employers";
    }

    static Optional<World> world(String code) {
        return Arrays.stream(World.values())
                .filter(world -> world.code().equals(code))
                .findFirst();
    }

    static Optional<OfferKind> kind(String code) {
        return Arrays.stream(OfferKind.values())
                .filter(kind -> kind.code().equals(code))
                .findFirst();
    }
}
