package nl.tec.employers.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.Optional;
import nl.tec.employers.OfferKind;
import nl.tec.employers.Offers;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Discipline;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The public page of offers, without personal data. */
@Controller
class EmployersController {

    private static final int PAGE = 24;
    private static final int MAX_WORDS_LENGTH = 60;

    private final Offers offers;
    private final ActivityLabels labels;
    private final Pages pages;

    EmployersController(Offers offers, ActivityLabels labels, Pages pages) {
        this.offers = offers;
        this.labels = labels;
        this.pages = pages;
    }

    @GetMapping("/werkgevers")
    JteModel employers(FormData query, @RequestParam(name = "na", required = false) @Nullable String after) {
        Offers.Filter question = question(query);
        return pages.employersEmployers(offers.search(question, after, PAGE), question, labels);
    }

    /** Reads the search from the query parameters. */
    static Offers.Filter question(FormData query) {
        String words = query.text("zoek");
        return new Offers.Filter(
                world(query.text("wereld")).orElse(null),
                query.constant("vakgebied", Discipline.class).orElse(null),
                kind(query.text("soort")).orElse(null),
                words.substring(0, Math.min(MAX_WORDS_LENGTH, words.length())));
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
