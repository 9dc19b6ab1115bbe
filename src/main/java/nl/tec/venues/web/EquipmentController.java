package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.EquipmentDetails;
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

/** The pages of equipment. */
@Controller
@RequestMapping(VenuesController.HOME + "/materiaal")
class EquipmentController {

    private final VenueAdministration administration;
    private final Venues venues;
    private final Pages pages;

    EquipmentController(VenueAdministration administration, Venues venues, Pages pages) {
        this.administration = administration;
        this.venues = venues;
        this.pages = pages;
    }

    @GetMapping("/" + VenuesController.NEW)
    JteModel addForm() {
        return page(null, new FormData().put(VenueFields.SETS, 1));
    }

    @PostMapping("/" + VenuesController.NEW)
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(null, form, actor, reply);
    }

    @GetMapping("/{key}")
    JteModel show(@PathVariable String key) {
        Equipment equipment = get(key);
        FormData form = new FormData()
                .put(VenueFields.NAME, equipment.name())
                .put(VenueFields.KIND, equipment.kind())
                .put(VenueFields.SETS, equipment.sets())
                .put(VenueFields.NEEDS_POWER, equipment.needsPower() ? "ja" : null)
                .put(VenueFields.FLOOR, equipment.needsM2())
                .put(VenueFields.TRAVEL, equipment.travelMinutes());
        return page(equipment, form);
    }

    @PostMapping("/{key}")
    View change(@PathVariable String key, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(get(key), form, actor, reply);
    }

    private View save(@Nullable Equipment equipment, FormData form, Actor actor, Reply reply) {
        EquipmentDetails details = new EquipmentDetails(
                form.constant(VenueFields.KIND, EquipmentKind.class).orElse(null),
                form.both(VenueFields.NAME),
                form.number(VenueFields.SETS),
                form.has(VenueFields.NEEDS_POWER, "ja"),
                form.optionalNumber(VenueFields.FLOOR),
                form.optionalNumber(VenueFields.TRAVEL));
        return administration
                .save(equipment == null ? null : equipment.key(), details, actor)
                .either(
                        key -> reply.saved("venues.equipment.saved", VenuesController.HOME + "#materiaal"),
                        problems -> reply.refused(problems, page(equipment, form)));
    }

    /** @param equipment null: new */
    private JteModel page(@Nullable Equipment equipment, FormData form) {
        return equipment == null
                ? pages.venuesEquipment(form, null, "")
                : pages.venuesEquipment(form, equipment.name(), equipment.key());
    }

    private Equipment get(String key) {
        return venues.findEquipment(key).orElseThrow(() -> new NotFound("equipment " + key));
    }
}
