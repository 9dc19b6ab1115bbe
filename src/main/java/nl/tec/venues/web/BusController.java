package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.LocalDate;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.venues.Bus;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueFields;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages of the hub's own buses. */
@Controller
@RequestMapping(VenuesController.HOME + "/bus")
class BusController {

    private final VenueAdministration administration;
    private final Venues venues;
    private final HubSettings hub;
    private final Pages pages;

    BusController(VenueAdministration administration, Venues venues, HubSettings hub, Pages pages) {
        this.administration = administration;
        this.venues = venues;
        this.hub = hub;
        this.pages = pages;
    }

    @GetMapping("/" + VenuesController.NEW)
    JteModel addForm() {
        return page(null, new FormData().put(VenueFields.SEATS, hub.number(Setting.COACH_SEATS)));
    }

    @PostMapping("/" + VenuesController.NEW)
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(null, form, actor, reply);
    }

    @GetMapping("/{key}")
    JteModel show(@PathVariable String key) {
        Bus bus = get(key);
        FormData form = new FormData()
                .put(VenueFields.NAME, bus.name())
                .put(VenueFields.SEATS, bus.seats())
                .put(VenueFields.FROM, bus.from())
                .put(VenueFields.UNTIL, bus.until());
        return page(bus, form);
    }

    @PostMapping("/{key}")
    View change(@PathVariable String key, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(get(key), form, actor, reply);
    }

    private View save(@Nullable Bus bus, FormData form, Actor actor, Reply reply) {
        LocalDate from = form.day(VenueFields.FROM, "form.day");
        LocalDate until = form.day(VenueFields.UNTIL, "form.day");
        return form.then(() -> administration.save(
                        bus == null ? null : bus.key(),
                        new BusDetails(form.both(VenueFields.NAME), form.number(VenueFields.SEATS), from, until),
                        actor))
                .either(
                        key -> reply.saved("venues.bus.saved", VenuesController.HOME + "#bussen"),
                        problems -> reply.refused(problems, page(bus, form)));
    }

    /** @param bus null: a new one */
    private JteModel page(@Nullable Bus bus, FormData form) {
        return bus == null ? pages.venuesBus(form, null, "") : pages.venuesBus(form, bus.name(), bus.key());
    }

    private Bus get(String key) {
        return venues.findBus(key).orElseThrow(() -> new NotFound("bus " + key));
    }
}
