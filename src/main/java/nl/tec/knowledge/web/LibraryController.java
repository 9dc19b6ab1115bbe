package nl.tec.knowledge.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.documents.FileTransfer;
import nl.tec.documents.Markdown;
import nl.tec.hub.Reply;
import nl.tec.knowledge.Item;
import nl.tec.knowledge.ItemFields;
import nl.tec.knowledge.ItemKind;
import nl.tec.knowledge.Library;
import nl.tec.knowledge.LibraryQuestion;
import nl.tec.knowledge.LibraryUses;
import nl.tec.knowledge.Licence;
import nl.tec.knowledge.OthersLibrary;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Catalogue;
import nl.tec.programme.CurriculumGoal;
import nl.tec.programme.Who;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The library for its readers, and the feedback of teachers. */
@Controller
class LibraryController {

    private static final int PAGE = 24;
    private static final int OTHERS = 6;
    private static final int MAX_MINUTES = 999;

    private final Library library;
    private final OthersLibrary others;
    private final LibraryUses uses;
    private final Catalogue catalogue;
    private final ActivityLabels labels;
    private final LearningResourceData structured;
    private final Pages pages;

    LibraryController(
            Library library,
            OthersLibrary others,
            LibraryUses uses,
            Catalogue catalogue,
            ActivityLabels labels,
            LearningResourceData structured,
            Pages pages) {
        this.library = library;
        this.others = others;
        this.uses = uses;
        this.catalogue = catalogue;
        this.labels = labels;
        this.structured = structured;
        this.pages = pages;
    }

    @GetMapping("/bibliotheek")
    JteModel search(
            FormData query,
            Locale language,
            @RequestParam(name = "pagina", required = false) @Nullable String page,
            @AuthenticationPrincipal @Nullable Actor actor) {
        LibraryQuestion question = question(query);
        return pages.knowledgeLibrary(
                library.search(question, page, PAGE, actor),
                page == null ? others.search(question, OTHERS) : List.of(),
                question,
                labels,
                catalogue.goals().stream()
                        .collect(Collectors.groupingBy(
                                goal -> goal.frameworkTitle().in(language) + " · " + goal.sector(),
                                LinkedHashMap::new,
                                Collectors.toList())));
    }

    /** Reads the search from the query string; invalid filters are ignored. */
    private static LibraryQuestion question(FormData query) {
        Integer group = number(query, "groep", 8); // of addresses that people have kept
        return LibraryQuestion.of(
                query.line("zoek"),
                new LibraryQuestion.Filter(
                        Who.parse(group == null ? query.text("wie") : "groep-" + group)
                                .orElse(null),
                        number(query, "minuten", MAX_MINUTES),
                        Arrays.stream(World.values())
                                .filter(world -> world.code().equals(query.text("wereld")))
                                .findFirst()
                                .orElse(null),
                        Arrays.stream(ItemKind.values())
                                .filter(kind -> kind.code().equals(query.text("soort")))
                                .findFirst()
                                .orElse(null),
                        query.constant("licentie", Licence.class).orElse(null),
                        matching(query, "kerndoel", "[A-Z0-9 -]{1,30}"),
                        matching(query, "taal", "nl|en|de")));
    }

    private static @Nullable String matching(FormData query, String field, String pattern) {
        String text = query.line(field);
        return text.matches(pattern) ? text : null;
    }

    private static @Nullable Integer number(FormData query, String field, int most) {
        String text = query.line(field);
        if (!text.matches("[0-9]{1,3}")) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= most ? Integer.valueOf(number) : null;
    }

    @GetMapping("/bibliotheek/{slug}")
    JteModel item(@PathVariable String slug, Locale language, @AuthenticationPrincipal @Nullable Actor actor) {
        Item item = library.get(slug, actor);
        List<CurriculumGoal> goals = item.details().goals().isEmpty()
                ? List.of()
                : catalogue.goals().stream()
                        .filter(goal -> item.details().goals().contains(goal.code()))
                        .toList();
        String files = "/bibliotheek/" + slug + "/bestand/";
        List<Item.File> pictures =
                item.files().stream().filter(Item.File::picture).toList();
        String body = Markdown.html(
                item.details().words().body().in(language),
                1,
                name -> pictures.stream()
                        .filter(picture -> picture.name().equals(name))
                        .findFirst()
                        .map(picture -> files + picture.id()));
        return pages.knowledgeItem(
                item,
                body,
                pictures.stream()
                        .filter(picture -> !body.contains("src=\"" + files + picture.id() + "\""))
                        .toList(),
                goals,
                uses.of(item, actor),
                labels,
                structured.of(item, goals, language));
    }

    @GetMapping("/bibliotheek/{slug}/bestand/{file:[0-9]{1,18}}")
    ResponseEntity<byte[]> file(
            @PathVariable String slug, @PathVariable long file, @AuthenticationPrincipal @Nullable Actor actor) {
        return FileTransfer.attachment(library.file(slug, file, actor));
    }

    @GetMapping("/school/bibliotheek/{slug}")
    JteModel write(@PathVariable String slug, @AuthenticationPrincipal Actor actor) {
        return pages.knowledgeUse(library.get(slug, actor), new FormData());
    }

    @PostMapping("/school/bibliotheek/{slug}")
    View written(@PathVariable String slug, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return uses.write(slug, form.text(ItemFields.CHANGED), form.text(ItemFields.WENT), actor)
                .either(
                        id -> reply.saved("library.use.saved", "/bibliotheek/" + slug),
                        problems -> reply.refused(problems, pages.knowledgeUse(library.get(slug, actor), form)));
    }
}
