package nl.tec.neighbours.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.hub.Reply;
import nl.tec.neighbours.Neighbour;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.NeighbourFields;
import nl.tec.neighbours.Neighbours;
import nl.tec.shared.FormData;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The hubs of other cities, kept by an administrator. */
@Controller
@RequestMapping(NeighboursController.PATH)
class NeighboursController {

    static final String PATH = "/admin/buurhubs";

    private final Neighbours neighbours;
    private final RateLimit limits;
    private final Pages pages;

    NeighboursController(Neighbours neighbours, RateLimit limits, Pages pages) {
        this.neighbours = neighbours;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(@AuthenticationPrincipal Actor actor) {
        return page(new FormData().put(NeighbourFields.ON, "ja"), actor);
    }

    @PostMapping
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return neighbours
                .add(fields(form), actor)
                .either(
                        id -> reply.saved("neighbours.flash.added", PATH + "/" + id),
                        problems -> reply.refused(problems, page(form, actor)));
    }

    @GetMapping("/{id:\\d{1,18}}")
    JteModel one(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Neighbour neighbour = neighbours.get(id, actor);
        FormData form = new FormData()
                .put(NeighbourFields.CITY, neighbour.city())
                .put(NeighbourFields.ADDRESS, neighbour.address());
        if (neighbour.on()) {
            form.put(NeighbourFields.ON, "ja");
        }
        return pages.neighboursNeighbour(neighbour, form);
    }

    @PostMapping("/{id:\\d{1,18}}")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return neighbours
                .change(id, fields(form), actor)
                .either(
                        done -> reply.saved("neighbours.flash.changed", PATH + "/" + id),
                        problems ->
                                reply.refused(problems, pages.neighboursNeighbour(neighbours.get(id, actor), form)));
    }

    /** Reads it now, so that whoever has just filled something in sees whether it is right. */
    @PostMapping("/{id:\\d{1,18}}/lees")
    View read(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        limits.consume(Limit.NEIGHBOUR_READ, Long.toString(actor.accountId()));
        Optional<NeighbourFailure> failure = neighbours.readNow(id, actor);
        return failure.isEmpty()
                ? reply.saved("neighbours.flash.read", PATH + "/" + id)
                : reply.warn("NeighbourFailure." + failure.get().name(), PATH + "/" + id);
    }

    @PostMapping("/{id:\\d{1,18}}/weg")
    View remove(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        neighbours.remove(id, actor);
        return reply.saved("neighbours.flash.removed", PATH);
    }

    private static NeighbourFields fields(FormData form) {
        return new NeighbourFields(
                form.line(NeighbourFields.NAME),
                form.line(NeighbourFields.CITY),
                form.line(NeighbourFields.ADDRESS),
                form.has(NeighbourFields.ON));
    }

    private JteModel page(FormData form, Actor actor) {
        return pages.neighboursNeighbours(neighbours.list(actor), form);
    }
}
