package nl.tec.venues.web;

import static nl.tec.venues.VenueAdministration.CAPACITY;
import static nl.tec.venues.VenueAdministration.FROM;
import static nl.tec.venues.VenueAdministration.GROUPS_AT_ONCE;
import static nl.tec.venues.VenueAdministration.KIND;
import static nl.tec.venues.VenueAdministration.NAME;
import static nl.tec.venues.VenueAdministration.NOTE;
import static nl.tec.venues.VenueAdministration.PHONE;
import static nl.tec.venues.VenueAdministration.POSTCODE;
import static nl.tec.venues.VenueAdministration.ROUTE;
import static nl.tec.venues.VenueAdministration.SEATS;
import static nl.tec.venues.VenueAdministration.SETS;
import static nl.tec.venues.VenueAdministration.STREET;
import static nl.tec.venues.VenueAdministration.TOWN;
import static nl.tec.venues.VenueAdministration.UNTIL;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Equipment;
import nl.tec.venues.EquipmentKind;
import nl.tec.venues.Room;
import nl.tec.venues.Venue;
import nl.tec.venues.VenueAdministration;
import nl.tec.venues.VenueAdministration.BusDetails;
import nl.tec.venues.VenueAdministration.EquipmentDetails;
import nl.tec.venues.VenueAdministration.Refused;
import nl.tec.venues.VenueAdministration.Result;
import nl.tec.venues.VenueAdministration.RoomDetails;
import nl.tec.venues.VenueAdministration.Saved;
import nl.tec.venues.VenueAdministration.VenueDetails;
import nl.tec.venues.VenueKind;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Places, rooms, equipment and buses, and what of them is in use this week; where a bus is, stands in its own list. One form
 * adds a thing and changes it.
 */
@Controller
@RequestMapping("/beheer/plaatsen")
class VenuesController {

    private static final String HOME = "/beheer/plaatsen";

    /** The addresses of a thing: a place, equipment or a bus, a new room, a room. */
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

    private final Kind<Venue> place;

    /** By their word in the address. */
    private final Map<String, Kind<?>> kinds;

    VenuesController(VenueAdministration administration, Venues venues, HubSettings hub, Clock clock) {
        this.administration = administration;
        this.venues = venues;
        this.clock = clock;
        this.place =
                new Kind<>("venue", at -> venues.find(at.key()), VenuesController::typed, this::save, HOME + "/%s");
        this.kinds = Map.of(
                "",
                place,
                "ruimte",
                new Kind<>("room", this::room, VenuesController::typed, this::save, HOME + "/%2$s"),
                "materiaal",
                new Kind<>(
                        "equipment",
                        at -> venues.findEquipment(at.key()),
                        VenuesController::typed,
                        this::save,
                        HOME + "#materiaal"),
                "bus",
                new Kind<>(
                        "bus",
                        at -> venues.findBus(at.key()),
                        bus -> typed(bus, hub.number(Setting.COACH_SEATS)),
                        this::save,
                        HOME + "#bussen"));
    }

    /** @param venue of a room; else empty. @param key empty for a new thing */
    private record Path(String venue, String key) {}

    @FunctionalInterface
    private interface Save<T> {
        /** @param thing null for a new one */
        Result save(@Nullable T thing, FormData form, Path path, Actor by);
    }

    /**
     * A kind of thing.
     *
     * @param name of its template, and in the keys of its texts
     * @param typed what its form says; of null what that of a new one says
     * @param after where somebody goes after saving, with the key of what was saved and of the place of a room
     */
    private record Kind<T>(
            String name,
            Function<Path, Optional<T>> find,
            Function<@Nullable T, FormData> typed,
            Save<T> save,
            String after) {}

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Model model) {
        LocalDate day = new FormData().put("dag", asked.get("dag")).day("dag");
        LocalDate monday = Dates.monday(day == null ? LocalDate.now(clock) : day);
        TimeSlot week = new TimeSlot(
                monday.atStartOfDay(Dates.ZONE).toInstant(),
                monday.plusWeeks(1).atStartOfDay(Dates.ZONE).toInstant());
        model.addAttribute("venues", venues.list());
        model.addAttribute("rooms", venues.rooms().stream().collect(Collectors.groupingBy(Room::venueId)));
        model.addAttribute("equipment", venues.equipment());
        model.addAttribute("buses", venues.buses());
        model.addAttribute("monday", monday);
        model.addAttribute("uses", administration.inUse(week));
        return "venues/venues";
    }

    @GetMapping({VENUE, EQUIPMENT_OR_BUS, NEW_ROOM, ROOM})
    ModelAndView show(@PathVariable Map<String, String> variables) {
        return show(kind(variables), path(variables));
    }

    private <T> ModelAndView show(Kind<T> kind, Path path) {
        T thing = thing(kind, path);
        return page(kind, path, thing, kind.typed().apply(thing), new Problems());
    }

    @PostMapping({VENUE, EQUIPMENT_OR_BUS, NEW_ROOM, ROOM})
    ModelAndView save(
            @PathVariable Map<String, String> variables,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        FormData form = new FormData(values);
        String said = form.has("dan", "einde") ? "ended" : "saved";
        return save(kind(variables), path(variables), form, actor, key -> Flash.say(request, response, key + said));
    }

    private <T> ModelAndView save(Kind<T> kind, Path path, FormData form, Actor actor, Consumer<String> say) {
        T thing = thing(kind, path);
        Result result = kind.save().save(thing, form, path, actor);
        if (result instanceof Refused refused) {
            return page(kind, path, thing, form, refused.problems());
        }
        say.accept("venues." + kind.name() + ".");
        return new ModelAndView("redirect:" + kind.after().formatted(((Saved) result).key(), path.venue()));
    }

    @PostMapping(VENUE + "/einde")
    ModelAndView end(
            @PathVariable String key,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        Venue venue = venue(key);
        if (administration.end(key, actor) instanceof Refused refused) {
            return page(place, new Path("", key), venue, typed(venue), refused.problems());
        }
        Flash.say(request, response, "venues.venue.ended");
        return new ModelAndView("redirect:" + HOME);
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

    /** The form with what was typed. Its heading is the name that is stored. */
    private <T> ModelAndView page(Kind<T> kind, Path path, @Nullable T thing, FormData form, Problems problems) {
        ModelAndView page = new ModelAndView(
                "venues/" + kind.name(), problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
        page.addObject("form", form);
        page.addObject("problems", problems);
        page.addObject("key", path.key());
        page.addObject("name", thing == null ? null : kind.typed().apply(thing).both(NAME));
        page.addObject("venue", path.venue().isEmpty() ? null : venue(path.venue()));
        page.addObject("rooms", thing instanceof Venue venue ? rooms(venue) : List.of());
        return page;
    }

    private List<Room> rooms(Venue venue) {
        return venues.rooms().stream()
                .filter(room -> room.venueId() == venue.id())
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
                        .put(ROUTE, venue.route());
    }

    private Result save(@Nullable Venue venue, FormData form, Path path, Actor by) {
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
                form.both(ROUTE));
        return administration.save(venue == null ? null : venue.key(), details, by);
    }

    private static FormData typed(@Nullable Room room) {
        return room == null
                ? new FormData()
                : new FormData().put(NAME, room.name()).put(CAPACITY, room.capacity());
    }

    private Result save(@Nullable Room room, FormData form, Path path, Actor by) {
        return room != null && form.has("dan", "einde")
                ? administration.endRoom(room.id(), by)
                : administration.saveRoom(
                        venue(path.venue()),
                        room == null ? null : room.id(),
                        new RoomDetails(form.both(NAME), form.optionalNumber(CAPACITY)),
                        by);
    }

    private static FormData typed(@Nullable Equipment equipment) {
        return equipment == null
                ? new FormData().put(SETS, 1)
                : new FormData()
                        .put(NAME, equipment.name())
                        .put(KIND, equipment.kind())
                        .put(SETS, equipment.sets());
    }

    private Result save(@Nullable Equipment equipment, FormData form, Path path, Actor by) {
        EquipmentDetails details = new EquipmentDetails(
                form.constant(KIND, EquipmentKind.class).orElse(null), form.both(NAME), form.number(SETS));
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

    private Result save(@Nullable Bus bus, FormData form, Path path, Actor by) {
        Problems problems = new Problems();
        for (String field : List.of(FROM, UNTIL)) {
            problems.addIf(!form.text(field).isBlank() && form.day(field) == null, field, "venues.check.day");
        }
        BusDetails details = new BusDetails(form.both(NAME), form.number(SEATS), form.day(FROM), form.day(UNTIL));
        return problems.any()
                ? new Refused(problems)
                : administration.save(bus == null ? null : bus.key(), details, by);
    }
}
