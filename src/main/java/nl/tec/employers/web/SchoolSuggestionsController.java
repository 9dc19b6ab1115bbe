package nl.tec.employers.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.employers.OfferPage;
import nl.tec.employers.OfferSuggestions;
import nl.tec.employers.OfferSuggestions.Question;
import nl.tec.employers.web.ClassesOfActor.OwnClass;
import nl.tec.programme.ActivityLabels;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which offers of companies fit a class, each with its reasons in words. */
@Controller
class SchoolSuggestionsController {

    private static final int PAGE = 12;
    private static final int WEEKS_AHEAD = 8;
    private static final int MAX_DAYS = 366;

    private final OfferSuggestions suggestions;
    private final ClassesOfActor classes;
    private final ActivityLabels labels;

    SchoolSuggestionsController(OfferSuggestions suggestions, ClassesOfActor classes, ActivityLabels labels) {
        this.suggestions = suggestions;
        this.classes = classes;
        this.labels = labels;
    }

    @GetMapping("/school/aanbod")
    String list(
            @RequestParam(name = "klas", required = false) @Nullable Long classId,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        FormData form = new FormData(values);
        List<OwnClass> mine = new ArrayList<>(classes.list(actor));
        if (classId != null && mine.stream().noneMatch(one -> one.group().id() == classId)) {
            mine.add(0, group(classId, actor));
        }
        Optional<OwnClass> chosen = mine.stream()
                .filter(one -> classId == null || one.group().id() == classId)
                .findFirst();
        LocalDate first = classes.soonest();
        LocalDate from = latest(form.day("van"), first, first);
        LocalDate to = latest(form.day("tot"), from, from.plusWeeks(WEEKS_AHEAD));
        if (to.isAfter(from.plusDays(MAX_DAYS))) {
            to = from.plusDays(MAX_DAYS);
        }
        model.addAttribute("classes", mine);
        model.addAttribute("byLevel", classes.byLevel(actor));
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute(
                "world", EmployersController.world(form.text("wereld")).orElse(null));
        model.addAttribute("kind", EmployersController.kind(form.text("soort")).orElse(null));
        model.addAttribute(
                "page",
                chosen.isEmpty() ? new OfferPage<>(List.of(), null) : page(chosen.get(), from, to, form, after));
        model.addAttribute("labels", labels);
        return "employers/offersForClass";
    }

    /** A group that was made to book with: it is not on the list of classes. */
    private OwnClass group(long classId, Actor actor) {
        OwnClass chosen = classes.get(classId, actor);
        if (!chosen.group().bookingGroup()) {
            throw new NotFound("class " + classId);
        }
        return chosen;
    }

    private OfferPage<OfferSuggestions.Suggestion> page(
            OwnClass mine, LocalDate from, LocalDate to, FormData form, @Nullable String after) {
        Question question = new Question(
                mine.group(),
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
