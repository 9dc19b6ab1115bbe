package nl.tec.neighbours.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.GuestVisits;
import nl.tec.exchange.ApiKeys;
import nl.tec.hub.Reply;
import nl.tec.neighbours.Neighbour;
import nl.tec.neighbours.NeighbourBookings;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.NeighbourFields;
import nl.tec.neighbours.Neighbours;
import nl.tec.shared.FormData;
import nl.tec.web.Ui;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages of the hubs of other cities, for an administrator. */
@Controller
@RequestMapping(NeighboursController.PATH)
class NeighboursController {

    static final String PATH = "/admin/buurhubs";

    private final Neighbours neighbours;
    private final NeighbourBookings bookings;
    private final GuestVisits guests;
    private final ApiKeys keys;
    private final RateLimit limits;
    private final Pages pages;
    private final Clock clock;

    NeighboursController(
            Neighbours neighbours,
            NeighbourBookings bookings,
            GuestVisits guests,
            ApiKeys keys,
            RateLimit limits,
            Pages pages,
            Clock clock) {
        this.neighbours = neighbours;
        this.bookings = bookings;
        this.guests = guests;
        this.keys = keys;
        this.limits = limits;
        this.pages = pages;
        this.clock = clock;
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
        return page(neighbour, about(neighbour, new FormData()), actor);
    }

    /** Fills in the stored data of the neighbour, except in the form that was submitted. */
    private static FormData about(Neighbour neighbour, FormData form) {
        form.put(NeighbourFields.CITY, neighbour.city()).put(NeighbourFields.ADDRESS, neighbour.address());
        return neighbour.on() ? form.put(NeighbourFields.ON, "ja") : form;
    }

    private JteModel page(Neighbour neighbour, FormData form, Actor actor) {
        if (form.line(ApiKeys.EXPIRES).isEmpty()) {
            form.put(ApiKeys.EXPIRES, keys.lastDay());
        }
        return pages.neighboursNeighbour(
                neighbour,
                form,
                neighbours.keys(neighbour.id(), actor),
                keys.lastDay(),
                bookings.schoolsGoing(neighbour.id(), actor),
                coming(neighbour));
    }

    /** Counts the classes of the neighbour that come here. */
    private int coming(Neighbour neighbour) {
        return (int) guests.list(neighbour.organisationId()).stream()
                .filter(visit -> visit.state() == BookingState.CONFIRMED)
                .filter(visit -> visit.time().end().isAfter(clock.instant()))
                .count();
    }

    @PostMapping("/{id:\\d{1,18}}")
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return neighbours
                .change(id, fields(form), actor)
                .either(
                        done -> reply.saved("neighbours.flash.changed", PATH + "/" + id),
                        problems -> reply.refused(problems, page(neighbours.get(id, actor), form, actor)));
    }

    /** Makes a key for the neighbour. This response is the only one that ever shows it. */
    @PostMapping("/{id:\\d{1,18}}/sleutels")
    View makeKey(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Neighbour neighbour = neighbours.get(id, actor);
        return neighbours
                .makeKey(
                        id,
                        form.day(ApiKeys.EXPIRES),
                        form.findUuid(Ui.FORM_KEY).orElse(null),
                        actor)
                .either(
                        made -> reply.page(
                                HttpStatus.OK, pages.exchangeKeyMade(neighbour.name(), made.key(), PATH + "/" + id)),
                        problems -> reply.refused(problems, page(neighbour, about(neighbour, form), actor)));
    }

    @PostMapping("/{id:\\d{1,18}}/sleutels/{key:\\d{1,18}}/intrekken")
    View withdrawKey(@PathVariable long id, @PathVariable long key, @AuthenticationPrincipal Actor actor, Reply reply) {
        neighbours.withdrawKey(id, key, actor);
        return reply.saved("keys.flash.withdrawn", PATH + "/" + id);
    }

    /** Stores the key that the neighbour gave us, unless none was typed, and tries it. */
    @PostMapping("/{id:\\d{1,18}}/hun-sleutel")
    View enterKey(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        limits.consume(Limit.NEIGHBOUR_READ, Long.toString(actor.accountId()));
        Neighbour neighbour = neighbours.get(id, actor);
        return neighbours
                .enterKey(id, form.line(NeighbourFields.KEY), actor)
                .either(
                        done -> tried(id, form, actor, reply),
                        problems -> reply.refused(problems, page(neighbour, about(neighbour, form), actor)));
    }

    private View tried(long id, FormData form, Actor actor, Reply reply) {
        Optional<NeighbourFailure> failure = neighbours.tryKey(id, actor);
        boolean entered = !form.line(NeighbourFields.KEY).isEmpty();
        return failure.isEmpty()
                ? reply.saved(entered ? "neighbours.flash.keyWorks" : "neighbours.flash.keyStillWorks", PATH + "/" + id)
                : reply.warn("neighbours.tried." + failure.get().name(), PATH + "/" + id);
    }

    @PostMapping("/{id:\\d{1,18}}/hun-sleutel/vergeten")
    View forgetKey(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        neighbours.forgetKey(id, actor);
        return reply.saved("neighbours.flash.noKey", PATH + "/" + id);
    }

    /** Reads the neighbour now, so that an administrator can check new settings. */
    @PostMapping("/{id:\\d{1,18}}/lees")
    View read(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        limits.consume(Limit.NEIGHBOUR_READ, Long.toString(actor.accountId()));
        Optional<NeighbourFailure> failure = neighbours.readNow(id, actor);
        return failure.isEmpty()
                ? reply.saved("neighbours.flash.read", PATH + "/" + id)
                : reply.warn("neighbours.tried." + failure.get().name(), PATH + "/" + id);
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
