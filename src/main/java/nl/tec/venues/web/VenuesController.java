package nl.tec.venues.web;

import static nl.tec.venues.VenueAdministration.CAPACITY;
import static nl.tec.venues.VenueAdministration.FLOOR;
import static nl.tec.venues.VenueAdministration.FROM;
import static nl.tec.venues.VenueAdministration.GROUPS_AT_ONCE;
import static nl.tec.venues.VenueAdministration.KIND;
import static nl.tec.venues.VenueAdministration.NAME;
import static nl.tec.venues.VenueAdministration.NEEDS_POWER;
import static nl.tec.venues.VenueAdministration.NOTE;
import static nl.tec.venues.VenueAdministration.PHONE;
import static nl.tec.venues.VenueAdministration.POSTCODE;
import static nl.tec.venues.VenueAdministration.POWER;
import static nl.tec.venues.VenueAdministration.ROUTE;
import static nl.tec.venues.VenueAdministration.SEATS;
import static nl.tec.venues.VenueAdministration.SETS;
import static nl.tec.venues.VenueAdministration.STREET;
import static nl.tec.venues.VenueAdministration.TOWN;
import static nl.tec.venues.VenueAdministration.TRAVEL;
import static nl.tec.venues.VenueAdministration.UNTIL;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueAdministration.EquipmentDetails;
import nl.tec.venues.VenueAdministration.RoomDetails;
import nl.tec.venues.VenueAdministration.VenueDetails;
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
 * The pages of venues, rooms, equipment and buses, and of their use this week; buses have a list of their own. One form serves both
 * adding and changing.
 */
@Controller
@RequestMapping("/beheer/plaatsen")
class VenuesController {

    private static final String HOME = "/beheer/plaatsen";

    /** The addresses of a venue, of equipment or a bus, of a new room, and of a room. */
    private static final String VENUE = "/{key}";

    private static final String EQUIPMENT_OR_BUS = "/{kind:materiaal|bus}/{key}";
    private static final String NEW_ROOM = "/{venue}/{kind:ruimte}";
    private static final String ROOM = NEW_ROOM + "/{key:\\d{1,18}}";

    /** The key in the address of the form for a new thing. */
    private static final String NEW = "nieuw";

    private static final String WHEELCHAIR = "rolstoel";

    private final VenueAdministration administration;
    private final Venues venues;
    private final Clock clock;
    private final Pages pages;

    private final Kind<Venue> place;

    /** The kinds by their word in the address. */
    private final Map<String, Kind<?>> kinds;

    VenuesController(VenueAdministration administration, Venues venues, HubSettings hub, Clock clock, Pages pages) {
        this.administration = administration;
        this.venues = venues;
        this.clock = clock;
        this.pages = pages;
        this.place = new Kind<>(
                "venue",
                at -> venues.find(at.key()),
                VenuesController::typed,
                this::save,
                (venue, name, form, at) -> pages.venuesVenue(form, name, at.key(), rooms(venue)),
                HOME + "/%s");
        this.kinds = Map.of(
                "",
                place,
                "ruimte",
                new Kind<>(
                        "room",
                        this::room,
                        VenuesController::typed,
                        this::save,
                        (room, name, form, at) -> pages.venuesRoom(form, name, at.key(), venue(at.venue())),
                        HOME + "/%2$s"),
                "materiaal",
                new Kind<>(
                        "equipment",
                        at -> venues.findEquipment(at.key()),
                        VenuesController::typed,
                        this::save,
                        (equipment, name, form, at) -> pages.venuesEquipment(form, name, at.key()),
                        HOME + "#materiaal"),
                "bus",
                new Kind<>(
                        "bus",
                        at -> venues.findBus(at.key()),
                        bus -> typed(bus, hub.number(Setting.COACH_SEATS)),
                        this::save,
                        (bus, name, form, at) -> pages.venuesBus(form, name, at.key()),
                        HOME + "#bussen"));
    }

    /** @param venue of a room; else empty. @param key empty for a new thing */
    private record Path(String venue, String key) {}

    @FunctionalInterface
    private interface Save<T> {
        /** @param thing null for a new one */
        Outcome<String> save(@Nullable T thing, FormData form, Path path, Actor by);
    }

    @FunctionalInterface
    private interface Page<T> {
        /** @param name the stored name; null: the thing is new */
        JteModel of(@Nullable T thing, @Nullable Bilingual name, FormData form, Path path);
    }

    /**
     * A kind of thing.
     *
     * @param name its part in the keys of texts
     * @param typed fills the form; of null, the form of a new thing
     * @param after the address after saving, with the key of what was saved and of the venue of a room
     */
    private record Kind<T>(
            String name,
            Function<Path, Optional<T>> find,
            Function<@Nullable T, FormData> typed,
            Save<T> save,
            Page<T> page,
            String after) {}

    @GetMapping
    JteModel list(FormData asked) {
        LocalDate day = asked.day("dag");
        LocalDate monday = Dates.monday(day == null ? LocalDate.now(clock) : day);
        TimeSlot week = new TimeSlot(
                monday.atStartOfDay(Dates.ZONE).toInstant(),
                monday.plusWeeks(1).atStartOfDay(Dates.ZONE).toInstant());
        return pages.venuesVenues(
                venues.list(),
                venues.rooms().stream().collect(Collectors.groupingBy(Room::venueId)),
                venues.equipment(),
                venues.buses(),
                monday,
                administration.inUse(week));
    }

    @GetMapping({VENUE, EQUIPMENT_OR_BUS, NEW_ROOM, ROOM})
    JteModel show(@PathVariable Map<String, String> variables) {
        return show(kind(variables), path(variables));
    }

    private static <T> JteModel show(Kind<T> kind, Path path) {
        T thing = thing(kind, path);
        return page(kind, path, thing, kind.typed().apply(thing));
    }

    @PostMapping({VENUE, EQUIPMENT_OR_BUS, NEW_ROOM, ROOM})
    View save(
            @PathVariable Map<String, String> variables,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        return save(kind(variables), path(variables), form, actor, reply);
    }

    private static <T> View save(Kind<T> kind, Path path, FormData form, Actor actor, Reply reply) {
        T thing = thing(kind, path);
        String said = "venues." + kind.name() + (form.has("dan", "einde") ? ".ended" : ".saved");
        return kind.save()
                .save(thing, form, path, actor)
                .either(
                        key -> reply.saved(said, kind.after().formatted(key, path.venue())),
                        problems -> reply.refused(problems, page(kind, path, thing, form)));
    }

    @PostMapping(VENUE + "/einde")
    View end(@PathVariable String key, @AuthenticationPrincipal Actor actor, Reply reply) {
        Venue venue = venue(key);
        return administration
                .end(key, actor)
                .either(
                        ended -> reply.saved("venues.venue.ended", HOME),
                        problems -> reply.refused(problems, page(place, new Path("", key), venue, typed(venue))));
    }

    private Kind<?> kind(Map<String, String> variables) {
        return Objects.requireNonNull(kinds.get(variables.getOrDefault("kind", "")));
    }

    private static Path path(Map<String, String> variables) {
        String key = variables.getOrDefault("key", NEW);
        return new Path(variables.getOrDefault("venue", ""), key.equals(NEW) ? "" : key);
    }

    private static <T> @Nullable T thing(Kind<T> kind, Path path) {
        return path.key().isEmpty()
                ? null
                : kind.find().apply(path).orElseThrow(() -> new NotFound(kind.name() + " " + path.key()));
    }

    /** Returns the form with the input. Its heading is the stored name. */
    private static <T> JteModel page(Kind<T> kind, Path path, @Nullable T thing, FormData form) {
        Bilingual name = thing == null ? null : kind.typed().apply(thing).both(NAME);
        return kind.page().of(thing, name, form, path);
    }

    private List<Room> rooms(@Nullable Venue venue) {
        return venues.rooms().stream()
                .filter(room -> venue != null && room.venueId() == venue.id())
                .toList();
    }

    private Venue venue(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }

    private Optional<Room> room(Path path) {
        return venues.findRoom(Long.parseLong(path.key()))
                .filter(room -> room.venueId() == venue(path.venue()).id());
    }

    private static FormData typed(@Nullable Venue venue) {
        return venue == null
                ? new FormData().put(GROUPS_AT_ONCE, 1)
                : new FormData()
                        .put(KIND, venue.kind())
                        .put(NAME, venue.name())
                        .put(STREET, venue.street())
                        .put(POSTCODE, venue.postcode() == null ? venue.pc4() : venue.postcode())
                        .put(TOWN, venue.town())
                        .put(WHEELCHAIR, venue.wheelchair() ? "ja" : null)
                        .put(GROUPS_AT_ONCE, venue.groupsAtOnce())
                        .put(NOTE, venue.note())
                        .put(PHONE, venue.phone())
                        .put(ROUTE, venue.route())
                        .put(POWER, venue.power() == null ? null : venue.power() ? "ja" : "nee")
                        .put(FLOOR, venue.floorM2());
    }

    private Outcome<String> save(@Nullable Venue venue, FormData form, Path path, Actor by) {
        VenueDetails details = new VenueDetails(
                form.constant(KIND, VenueKind.class).orElse(null),
                form.both(NAME),
                form.text(STREET),
                form.text(POSTCODE),
                form.text(TOWN),
                form.has(WHEELCHAIR, "ja"),
                form.number(GROUPS_AT_ONCE, 1),
                form.both(NOTE),
                form.text(PHONE),
                form.both(ROUTE),
                power(form),
                form.optionalNumber(FLOOR));
        return administration.save(venue == null ? null : venue.key(), details, by);
    }

    private static FormData typed(@Nullable Room room) {
        return room == null
                ? new FormData()
                : new FormData()
                        .put(NAME, room.name())
                        .put(CAPACITY, room.capacity())
                        .put(POWER, room.power() == null ? null : room.power() ? "ja" : "nee")
                        .put(FLOOR, room.floorM2());
    }

    /** Returns null: unknown. */
    private static @Nullable Boolean power(FormData form) {
        return form.text(POWER).isEmpty() ? null : Boolean.valueOf(form.has(POWER, "ja"));
    }

    private Outcome<String> save(@Nullable Room room, FormData form, Path path, Actor by) {
        return room != null && form.has("dan", "einde")
                ? administration.endRoom(room.id(), by)
                : administration.saveRoom(
                        venue(path.venue()),
                        room == null ? null : room.id(),
                        new RoomDetails(
                                form.both(NAME),
                                form.optionalNumber(CAPACITY),
                                power(form),
                                form.optionalNumber(FLOOR)),
                        by);
    }

    private static FormData typed(@Nullable Equipment equipment) {
        return equipment == null
                ? new FormData().put(SETS, 1)
                : new FormData()
                        .put(NAME, equipment.name())
                        .put(KIND, equipment.kind())
                        .put(SETS, equipment.sets())
                        .put(NEEDS_POWER, equipment.needsPower() ? "ja" : null)
                        .put(FLOOR, equipment.needsM2())
                        .put(TRAVEL, equipment.travelMinutes());
    }

    private Outcome<String> save(@Nullable Equipment equipment, FormData form, Path path, Actor by) {
        EquipmentDetails details = new EquipmentDetails(
                form.constant(KIND, EquipmentKind.class).orElse(null),
                form.both(NAME),
                form.number(SETS),
                form.has(NEEDS_POWER, "ja"),
                form.optionalNumber(FLOOR),
                form.optionalNumber(TRAVEL));
        return administration.save(equipment == null ? null : equipment.key(), details, by);
    }

    private static FormData typed(@Nullable Bus bus, int seats) {
        return bus == null
                ? new FormData().put(SEATS, seats)
                : new FormData()
                        .put(NAME, bus.name())
                        .put(SEATS, bus.seats())
                        .put(FROM, bus.from())
                        .put(UNTIL, bus.until());
    }

    private Outcome<String> save(@Nullable Bus bus, FormData form, Path path, Actor by) {
        LocalDate from = form.day(FROM, "venues.check.day");
        LocalDate until = form.day(UNTIL, "venues.check.day");
        return form.then(() -> administration.save(
                bus == null ? null : bus.key(), new BusDetails(form.both(NAME), form.number(SEATS), from, until), by));
    }
}
