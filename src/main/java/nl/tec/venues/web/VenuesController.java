package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.VenueDetails;
import nl.tec.venues.VenueFields;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/**
 * The pages of venues, and the list of all venues, rooms, equipment and buses with their use this week. The other forms are those of
 * {@link RoomsController}, {@link EquipmentController} and {@link BusController}.
 */
@Controller
@RequestMapping(VenuesController.HOME)
class VenuesController {

    static final String HOME = "/beheer/plaatsen";

    /** The key in the address of the form for a new thing. */
    static final String NEW = "nieuw";

    private static final String WHEELCHAIR = "rolstoel";

    private final VenueAdministration administration;
    private final Venues venues;
    private final Clock clock;
    private final Pages pages;

    VenuesController(VenueAdministration administration, Venues venues, Clock clock, Pages pages) {
        this.administration = administration;
        this.venues = venues;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(FormData asked) {
        LocalDate day = asked.day("dag");
        LocalDate monday = Dates.monday(day == null ? Dates.today(clock) : day);
        TimeSlot week = new TimeSlot(Dates.startOf(monday), Dates.startOf(monday.plusWeeks(1)));
        return pages.venuesVenues(
                venues.list(),
                venues.rooms().stream().collect(Collectors.groupingBy(Room::venueId)),
                venues.equipment(),
                venues.buses(),
                monday,
                administration.inUse(week));
    }

    @GetMapping("/" + NEW)
    JteModel addForm() {
        return page(null, new FormData().put(VenueFields.GROUPS_AT_ONCE, 1));
    }

    @PostMapping("/" + NEW)
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(null, form, actor, reply);
    }

    @GetMapping("/{key}")
    JteModel show(@PathVariable String key) {
        Venue venue = get(key);
        return page(venue, typed(venue));
    }

    @PostMapping("/{key}")
    View change(@PathVariable String key, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return save(get(key), form, actor, reply);
    }

    @PostMapping("/{key}/einde")
    View end(@PathVariable String key, @AuthenticationPrincipal Actor actor, Reply reply) {
        Venue venue = get(key);
        return administration
                .end(key, actor)
                .either(
                        ended -> reply.saved("venues.venue.ended", HOME),
                        problems -> reply.refused(problems, page(venue, typed(venue))));
    }

    private View save(@Nullable Venue venue, FormData form, Actor actor, Reply reply) {
        VenueDetails details = new VenueDetails(
                form.constant(VenueFields.KIND, VenueKind.class).orElse(null),
                form.both(VenueFields.NAME),
                form.text(VenueFields.STREET),
                form.text(VenueFields.POSTCODE),
                form.text(VenueFields.TOWN),
                form.has(WHEELCHAIR, "ja"),
                form.number(VenueFields.GROUPS_AT_ONCE, 1),
                form.both(VenueFields.NOTE),
                form.text(VenueFields.PHONE),
                form.both(VenueFields.ROUTE),
                power(form),
                form.optionalNumber(VenueFields.FLOOR));
        return administration
                .save(venue == null ? null : venue.key(), details, actor)
                .either(
                        key -> reply.saved("venues.venue.saved", HOME + "/" + key),
                        problems -> reply.refused(problems, page(venue, form)));
    }

    private static FormData typed(Venue venue) {
        return new FormData()
                .put(VenueFields.KIND, venue.kind())
                .put(VenueFields.NAME, venue.name())
                .put(VenueFields.STREET, venue.street())
                .put(VenueFields.POSTCODE, venue.postcode() == null ? venue.pc4() : venue.postcode())
                .put(VenueFields.TOWN, venue.town())
                .put(WHEELCHAIR, venue.wheelchair() ? "ja" : null)
                .put(VenueFields.GROUPS_AT_ONCE, venue.groupsAtOnce())
                .put(VenueFields.NOTE, venue.note())
                .put(VenueFields.PHONE, venue.phone())
                .put(VenueFields.ROUTE, venue.route())
                .put(VenueFields.POWER, power(venue.power()))
                .put(VenueFields.FLOOR, venue.floorM2());
    }

    /** Returns null: unknown. */
    static @Nullable Boolean power(FormData form) {
        return form.text(VenueFields.POWER).isEmpty() ? null : Boolean.valueOf(form.has(VenueFields.POWER, "ja"));
    }

    /** Returns the value of the form field. */
    static @Nullable String power(@Nullable Boolean power) {
        return power == null ? null : power ? "ja" : "nee";
    }

    /** @param venue null: a new one */
    private JteModel page(@Nullable Venue venue, FormData form) {
        if (venue == null) {
            return pages.venuesVenue(form, null, "", List.of());
        }
        long id = venue.id();
        List<Room> rooms =
                venues.rooms().stream().filter(room -> room.venueId() == id).toList();
        return pages.venuesVenue(form, venue.name(), venue.key(), rooms);
    }

    private Venue get(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }
}
