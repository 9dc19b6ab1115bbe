package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.RoomDetails;
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

/** The pages of the rooms of a venue. */
@Controller
@RequestMapping(VenuesController.HOME + "/{venue}/ruimte")
class RoomsController {

    private static final String ROOM = "/{id:[0-9]{1,18}}";

    private final VenueAdministration administration;
    private final Venues venues;
    private final Pages pages;

    RoomsController(VenueAdministration administration, Venues venues, Pages pages) {
        this.administration = administration;
        this.venues = venues;
        this.pages = pages;
    }

    @GetMapping
    JteModel addForm(@PathVariable String venue) {
        return page(venue(venue), null, new FormData());
    }

    @PostMapping
    View add(@PathVariable String venue, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(venue(venue), null, form, actor, reply);
    }

    @GetMapping(ROOM)
    JteModel show(@PathVariable String venue, @PathVariable long id) {
        Venue place = venue(venue);
        Room room = room(place, id);
        return page(place, room, form(room));
    }

    private static FormData form(Room room) {
        return new FormData()
                .put(VenueFields.NAME, room.name())
                .put(VenueFields.CAPACITY, room.capacity())
                .put(VenueFields.POWER, VenuesController.power(room.power()))
                .put(VenueFields.FLOOR, room.floorM2());
    }

    @PostMapping(ROOM)
    View change(
            @PathVariable String venue,
            @PathVariable long id,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Venue place = venue(venue);
        Room room = room(place, id);
        return form.has("dan", "einde")
                ? administration
                        .endRoom(id, actor)
                        .either(
                                key -> reply.saved("venues.room.ended", VenuesController.HOME + "/" + place.key()),
                                problems -> reply.refused(problems, page(place, room, form(room))))
                : save(place, room, form, actor, reply);
    }

    private View save(Venue venue, @Nullable Room room, FormData form, Actor actor, Reply reply) {
        RoomDetails details = new RoomDetails(
                form.both(VenueFields.NAME),
                form.optionalNumber(VenueFields.CAPACITY),
                VenuesController.power(form),
                form.optionalNumber(VenueFields.FLOOR));
        return administration
                .saveRoom(venue, room == null ? null : room.id(), details, actor)
                .either(
                        key -> reply.saved("venues.room.saved", VenuesController.HOME + "/" + venue.key()),
                        problems -> reply.refused(problems, page(venue, room, form)));
    }

    /** @param room null: a new one */
    private JteModel page(Venue venue, @Nullable Room room, FormData form) {
        return room == null
                ? pages.venuesRoom(form, null, "", venue)
                : pages.venuesRoom(form, room.name(), String.valueOf(room.id()), venue);
    }

    private Venue venue(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }

    private Room room(Venue venue, long id) {
        return venues.findRoom(id)
                .filter(room -> room.venueId() == venue.id())
                .orElseThrow(() -> new NotFound("room " + id));
    }
}
