package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.Maintenance;
import nl.tec.venues.Maintenance.Item;
import nl.tec.venues.Venues;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The single items of a kind of equipment, or a bus: their labels, storage and maintenance. */
@Controller
@RequestMapping("/beheer/plaatsen/{kind:materiaal|bus}/{key}/onderhoud")
class MaintenanceController {

    private final Maintenance maintenance;
    private final Venues venues;
    private final Pages pages;
    private final Clock clock;

    MaintenanceController(Maintenance maintenance, Venues venues, Pages pages, Clock clock) {
        this.maintenance = maintenance;
        this.venues = venues;
        this.pages = pages;
        this.clock = clock;
    }

    /** The subject of the page. */
    private record Thing(String path, boolean bus, Bilingual name, List<Item> items) {}

    @GetMapping
    JteModel show(@PathVariable String kind, @PathVariable String key) {
        return page(thing(kind, key), new FormData());
    }

    @PostMapping
    View plan(
            @PathVariable String kind,
            @PathVariable String key,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Thing thing = thing(kind, key);
        LocalDate first = form.day(Maintenance.FIRST, Dates.today(clock), "form.day");
        LocalDate last = form.day(Maintenance.LAST, "form.day");
        return form.then(() -> maintenance.plan(
                        thing.items(),
                        form.id(Maintenance.ITEM),
                        first,
                        Objects.requireNonNullElse(last, first),
                        form.line(Maintenance.REASON),
                        actor))
                .either(
                        done -> reply.saved("venues.maintenance.planned", thing.path()),
                        problems -> reply.refused(problems, page(thing, form)));
    }

    @PostMapping("/weg/{period:[0-9]{1,18}}")
    View remove(
            @PathVariable String kind,
            @PathVariable String key,
            @PathVariable long period,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Thing thing = thing(kind, key);
        maintenance.remove(thing.items(), period, actor);
        return reply.saved("venues.maintenance.removed", thing.path());
    }

    /** Stores the label and the storage of an item; the id of the item is in the names of the fields. */
    @PostMapping("/exemplaar/{item:[0-9]{1,18}}")
    View describe(
            @PathVariable String kind,
            @PathVariable String key,
            @PathVariable long item,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Thing thing = thing(kind, key);
        return maintenance
                .describe(
                        thing.items(),
                        item,
                        form.line(Maintenance.LABEL + "-" + item),
                        form.line(Maintenance.STORED + "-" + item),
                        actor)
                .either(
                        done -> reply.saved("venues.items.saved", thing.path()),
                        problems -> reply.refused(problems, page(thing, form)));
    }

    private JteModel page(Thing thing, FormData typed) {
        FormData form = new FormData();
        thing.items()
                .forEach(item -> form.put(Maintenance.LABEL + "-" + item.id(), item.label())
                        .put(Maintenance.STORED + "-" + item.id(), item.storedAt()));
        return pages.venuesItems(thing.path(), thing.bus(), thing.name(), thing.items(), form.put(typed));
    }

    private Thing thing(String kind, String key) {
        String path = "/beheer/plaatsen/" + kind + "/" + key + "/onderhoud";
        if (kind.equals("bus")) {
            Bus bus = venues.findBus(key).orElseThrow(() -> new NotFound("bus " + key));
            return new Thing(path, true, bus.name(), maintenance.of(bus));
        }
        Equipment equipment = venues.findEquipment(key).orElseThrow(() -> new NotFound("equipment " + key));
        return new Thing(path, false, equipment.name(), maintenance.of(equipment));
    }
}
