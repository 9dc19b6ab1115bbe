package nl.tec.employers.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.employers.OfferPage;
import nl.tec.employers.OfferSuggestions;
import nl.tec.employers.OfferSuggestions.Criteria;
import nl.tec.employers.web.ClassesOfActor.OwnClass;
import nl.tec.programme.ActivityLabels;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that suggests offers for a class, with reasons. */
@Controller
class SchoolSuggestionsController {

    private static final int PAGE = 12;
    private static final int WEEKS_AHEAD = 8;
    private static final int MAX_DAYS = 366;

    private final OfferSuggestions suggestions;
    private final ClassesOfActor classes;
    private final ActivityLabels labels;
    private final Pages pages;

    SchoolSuggestionsController(
            OfferSuggestions suggestions, ClassesOfActor classes, ActivityLabels labels, Pages pages) {
        this.suggestions = suggestions;
        this.classes = classes;
        this.labels = labels;
        this.pages = pages;
    }

    @GetMapping("/school/aanbod")
    JteModel list(
            @RequestParam(name = "klas", required = false) @Nullable Long classId,
            @RequestParam(name = "na", required = false) @Nullable String after,
            FormData form,
            @AuthenticationPrincipal Actor actor) {
        List<OwnClass> mine = new ArrayList<>(classes.list(actor));
        if (classId != null && mine.stream().noneMatch(one -> one.schoolClass().id() == classId)) {
            mine.add(0, group(classId, actor));
        }
        Optional<OwnClass> chosen = mine.stream()
                .filter(one -> classId == null || one.schoolClass().id() == classId)
                .findFirst();
        LocalDate first = classes.soonest();
        LocalDate from = latest(form.day("van"), first, first);
        LocalDate to = latest(form.day("tot"), from, from.plusWeeks(WEEKS_AHEAD));
        if (to.isAfter(from.plusDays(MAX_DAYS))) {
            to = from.plusDays(MAX_DAYS);
        }
        return pages.employersOffersForClass(
                mine,
                classes.byLevel(actor),
                chosen.orElse(null),
                from,
                to,
                EmployersController.world(form.text("wereld")).orElse(null),
                EmployersController.kind(form.text("soort")).orElse(null),
                chosen.isEmpty() ? new OfferPage<>(List.of(), null) : page(chosen.get(), from, to, form, after),
                labels);
    }

    /** Returns a booking group, which is not in the list of classes. */
    private OwnClass group(long classId, Actor actor) {
        OwnClass chosen = classes.get(classId, actor);
        if (!chosen.schoolClass().bookingGroup()) {
            throw new NotFound("class " + classId);
        }
        return chosen;
    }

    private OfferPage<OfferSuggestions.Suggestion> page(
            OwnClass mine, LocalDate from, LocalDate to, FormData form, @Nullable String after) {
        Criteria question = new Criteria(
                mine.schoolClass(),
                mine.school(),
                from,
                to,
                EmployersController.world(form.text("wereld")).orElse(null),
                EmployersController.kind(form.text("soort")).orElse(null));
        return suggestions.list(question, after, PAGE);
    }

    private static LocalDate latest(@Nullable LocalDate typed, LocalDate first, LocalDate otherwise) {
        return typed == null ? otherwise : typed.isBefore(first) ? first : typed;
    }
}
