package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.Reply;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Programme;
import nl.tec.programme.Programme.Card;
import nl.tec.programme.Programme.Query;
import nl.tec.programme.Selection;
import nl.tec.programme.Who;
import nl.tec.programme.web.FitsMe.Question;
import nl.tec.shared.FormData;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/** The page of the quiz 'Wat past bij mij?' for children. */
@Controller
class FitsMeController {

    private static final int WORLDS = 2;
    private static final int CARDS_OF_WORLD = 3;

    private final Programme programme;
    private final ActivityLabels labels;
    private final Pages pages;

    FitsMeController(Programme programme, ActivityLabels labels, Pages pages) {
        this.programme = programme;
        this.labels = labels;
        this.pages = pages;
    }

    @GetMapping("/wat-past-bij-mij")
    View fitsMe(FormData form, Reply reply) {
        boolean begun = Arrays.stream(Question.values()).anyMatch(question -> form.has(question.code()));
        if (!begun) {
            return reply.page(page(form, List.of(), List.of()));
        }
        Problems problems = new Problems();
        for (Question question : Question.values()) {
            problems.addIf(FitsMe.answer(form, question).isEmpty(), question.code(), "fits.choose");
        }
        Optional<Who> who = FitsMe.who(form);
        if (problems.any() || who.isEmpty()) {
            return reply.refused(problems, page(form, List.of(), List.of()));
        }
        List<World> worlds = FitsMe.worlds(form).stream().limit(WORLDS).toList();
        List<Card> cards = new ArrayList<>();
        for (World world : worlds) {
            cards.addAll(cards(who.get(), world));
        }
        return reply.page(page(form, worlds, cards.stream().distinct().toList()));
    }

    /** Finds activities in this world that a child of that age can sign up for, soonest first. */
    private List<Card> cards(Who who, World world) {
        return programme
                .search(new Query(
                        "",
                        new Selection(who, world, null, null, Takes.INDIVIDUALS, false),
                        null,
                        null,
                        null,
                        CARDS_OF_WORLD))
                .cards();
    }

    private JteModel page(FormData form, List<World> worlds, List<Card> cards) {
        return pages.programmeFitsMe(form, worlds, cards, labels);
    }
}
