package nl.tec.programme.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
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
import org.springframework.context.i18n.LocaleContextHolder;
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

/** Places, rooms, equipment and buses, and what of them is in use this week; where a bus is, stands in its own list. */
@Controller
@RequestMapping("/beheer/plaatsen")
class ManageVenuesController {

    private static final String HOME = "redirect:/beheer/plaatsen";

    private final VenueAdministration keeping;
    private final Venues venues;
    private final Sessions sessions;
    private final HubSettings hub;
    private final Texts texts;
    private final Clock clock;

    ManageVenuesController(
            VenueAdministration keeping, Venues venues, Sessions sessions, HubSettings hub, Texts texts, Clock clock) {
        this.keeping = keeping;
        this.venues = venues;
        this.sessions = sessions;
        this.hub = hub;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    String list(@RequestParam(name = "dag", defaultValue = "") String day, Model model) {
        LocalDate monday = Dates.monday(FormData.parseDay(day).orElseGet(() -> LocalDate.now(clock)));
        TimeSlot week = new TimeSlot(
                monday.atStartOfDay(Dates.ZONE).toInstant(),
                monday.plusWeeks(1).atStartOfDay(Dates.ZONE).toInstant());
        model.addAttribute("places", venues.list());
        model.addAttribute("rooms", venues.rooms().stream().collect(Collectors.groupingBy(Room::venueId)));
        model.addAttribute("equipment", venues.equipment());
        model.addAttribute("buses", venues.buses());
        model.addAttribute("monday", monday);
        model.addAttribute("uses", keeping.inUse(week));
        Map<Long, Session> held =
                sessions.list(week, null).stream().collect(Collectors.toMap(Session::id, Function.identity()));
        model.addAttribute("sessions", held);
        return "programme/managePlaces";
    }

    @GetMapping("/nieuw")
    String askPlace(Model model) {
        return placePage(model, new FormData().put(VenueAdministration.GROUPS_AT_ONCE, 1), new Problems(), null);
    }

    @PostMapping("/nieuw")
    String addPlace(
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Result result = keeping.add(venue(form), actor);
        return result instanceof Saved saved
                ? said(request, response, "manage.place.saved", HOME + "/" + saved.key())
                : placePage(model, form, problems(result, response), null);
    }

    @GetMapping("/{key}")
    String showPlace(@PathVariable String key, Model model) {
        Venue venue = get(key);
        return placePage(model, typed(venue), new Problems(), venue);
    }

    @PostMapping("/{key}")
    String changePlace(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Result result = keeping.change(key, venue(form), actor);
        return result instanceof Saved
                ? said(request, response, "manage.place.saved", HOME + "/" + key)
                : placePage(model, form, problems(result, response), get(key));
    }

    @PostMapping("/{key}/einde")
    String endPlace(
            @PathVariable String key,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Result result = keeping.end(key, actor);
        Venue venue = get(key);
        return result instanceof Saved
                ? said(request, response, "manage.place.ended", HOME)
                : placePage(model, typed(venue), problems(result, response), venue);
    }

    @GetMapping("/{key}/ruimte")
    String askRoom(@PathVariable String key, Model model) {
        return roomPage(model, new FormData(), new Problems(), get(key), null);
    }

    @PostMapping("/{key}/ruimte")
    String addRoom(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Result result = keeping.addRoom(key, room(form), actor);
        return result instanceof Saved
                ? said(request, response, "manage.room.saved", HOME + "/" + key)
                : roomPage(model, form, problems(result, response), get(key), null);
    }

    @GetMapping("/{key}/ruimte/{id:\\d{1,18}}")
    String showRoom(@PathVariable String key, @PathVariable long id, Model model) {
        Room room = room(get(key), id);
        FormData form = new FormData()
                .put(VenueAdministration.NAME, room.name())
                .put(VenueAdministration.CAPACITY, room.capacity());
        return roomPage(model, form, new Problems(), get(key), room);
    }

    @PostMapping("/{key}/ruimte/{id:\\d{1,18}}")
    String changeRoom(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Room room = room(get(key), id);
        boolean end = form.text("dan").equals("einde");
        Result result = end ? keeping.endRoom(id, actor) : keeping.changeRoom(id, room(form), actor);
        return result instanceof Saved
                ? said(request, response, end ? "manage.room.ended" : "manage.room.saved", HOME + "/" + key)
                : roomPage(model, form, problems(result, response), get(key), room);
    }

    @GetMapping("/materiaal/nieuw")
    String askEquipment(Model model) {
        return equipmentPage(model, new FormData().put(VenueAdministration.SETS, 1), new Problems(), null);
    }

    @PostMapping("/materiaal/nieuw")
    String addEquipment(
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Result result = keeping.addEquipment(equipment(form), actor);
        return result instanceof Saved
                ? said(request, response, "manage.equipment.saved", HOME + "#materiaal")
                : equipmentPage(model, form, problems(result, response), null);
    }

    @GetMapping("/materiaal/{key}")
    String showEquipment(@PathVariable String key, Model model) {
        Equipment equipment = equipment(key);
        FormData form = new FormData()
                .put(VenueAdministration.NAME, equipment.name())
                .put(VenueAdministration.KIND, equipment.kind())
                .put(VenueAdministration.SETS, equipment.sets());
        return equipmentPage(model, form, new Problems(), equipment);
    }

    @PostMapping("/materiaal/{key}")
    String changeEquipment(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Result result = keeping.changeEquipment(key, equipment(form), actor);
        return result instanceof Saved
                ? said(request, response, "manage.equipment.saved", HOME + "#materiaal")
                : equipmentPage(model, form, problems(result, response), equipment(key));
    }

    @GetMapping("/bus/nieuw")
    String askBus(Model model) {
        return busPage(
                model,
                new FormData().put(VenueAdministration.SEATS, hub.number(Setting.COACH_SEATS)),
                new Problems(),
                null);
    }

    @PostMapping("/bus/nieuw")
    String addBus(
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Result result = saved(form, details -> keeping.addBus(details, actor));
        return result instanceof Saved
                ? said(request, response, "manage.bus.saved", HOME + "#bussen")
                : busPage(model, form, problems(result, response), null);
    }

    @GetMapping("/bus/{key}")
    String showBus(@PathVariable String key, Model model) {
        Bus bus = bus(key);
        FormData form = new FormData()
                .put(VenueAdministration.NAME, bus.name())
                .put(VenueAdministration.SEATS, bus.seats())
                .put(VenueAdministration.FROM, bus.from())
                .put(VenueAdministration.UNTIL, bus.until());
        return busPage(model, form, new Problems(), bus);
    }

    @PostMapping("/bus/{key}")
    String changeBus(
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> values,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        FormData form = new FormData(values);
        Bus bus = bus(key);
        Result result = saved(form, details -> keeping.changeBus(key, details, actor));
        return result instanceof Saved
                ? said(request, response, "manage.bus.saved", HOME + "#bussen")
                : busPage(model, form, problems(result, response), bus);
    }

    /** What is no day is not taken for none. */
    private static Result saved(FormData form, Function<BusDetails, Result> save) {
        Problems problems = new Problems();
        for (String field : List.of(VenueAdministration.FROM, VenueAdministration.UNTIL)) {
            problems.addIf(!form.text(field).isBlank() && form.day(field) == null, field, "places.check.day");
        }
        return problems.any()
                ? new Refused(problems)
                : save.apply(new BusDetails(
                        form.both(VenueAdministration.NAME),
                        form.number(VenueAdministration.SEATS),
                        form.day(VenueAdministration.FROM),
                        form.day(VenueAdministration.UNTIL)));
    }

    private static String said(HttpServletRequest request, HttpServletResponse response, String key, String address) {
        Flash.say(request, response, key);
        return address;
    }

    private static Problems problems(Result result, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return ((Refused) result).problems();
    }

    private static VenueDetails venue(FormData form) {
        return new VenueDetails(
                form.constant(VenueAdministration.KIND, VenueKind.class).orElse(null),
                form.both(VenueAdministration.NAME),
                form.text(VenueAdministration.STREET),
                form.text(VenueAdministration.POSTCODE),
                form.text(VenueAdministration.TOWN),
                form.has("rolstoel", "ja"),
                form.number(VenueAdministration.GROUPS_AT_ONCE, 1),
                form.both(VenueAdministration.NOTE),
                form.text(VenueAdministration.PHONE),
                form.both(VenueAdministration.ROUTE));
    }

    private static FormData typed(Venue venue) {
        return new FormData()
                .put(VenueAdministration.KIND, venue.kind())
                .put(VenueAdministration.NAME, venue.name())
                .put(VenueAdministration.STREET, venue.street())
                .put(VenueAdministration.POSTCODE, venue.postcode() == null ? venue.pc4() : venue.postcode())
                .put(VenueAdministration.TOWN, venue.town())
                .put("rolstoel", venue.wheelchair() ? "ja" : null)
                .put(VenueAdministration.GROUPS_AT_ONCE, venue.groupsAtOnce())
                .put(VenueAdministration.NOTE, venue.note())
                .put(VenueAdministration.PHONE, venue.phone())
                .put(VenueAdministration.ROUTE, venue.route());
    }

    private static RoomDetails room(FormData form) {
        return new RoomDetails(form.both(VenueAdministration.NAME), form.optionalNumber(VenueAdministration.CAPACITY));
    }

    private static EquipmentDetails equipment(FormData form) {
        return new EquipmentDetails(
                form.constant(VenueAdministration.KIND, EquipmentKind.class).orElse(null),
                form.both(VenueAdministration.NAME),
                form.number(VenueAdministration.SETS));
    }

    private String placePage(Model model, FormData form, Problems problems, @Nullable Venue venue) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("place", venue);
        model.addAttribute("options", options().labels(VenueKind.values()));
        List<Room> rooms = venue == null
                ? List.of()
                : venues.rooms().stream()
                        .filter(room -> room.venueId() == venue.id())
                        .toList();
        model.addAttribute("rooms", rooms);
        return "programme/managePlace";
    }

    private String roomPage(Model model, FormData form, Problems problems, Venue venue, @Nullable Room room) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("place", venue);
        model.addAttribute("room", room);
        return "programme/manageRoom";
    }

    private String equipmentPage(Model model, FormData form, Problems problems, @Nullable Equipment equipment) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("equipment", equipment);
        model.addAttribute("options", options().labels(EquipmentKind.values()));
        return "programme/manageEquipment";
    }

    private static String busPage(Model model, FormData form, Problems problems, @Nullable Bus bus) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("bus", bus);
        return "programme/manageBus";
    }

    private ManageOptions options() {
        return new ManageOptions(texts, LocaleContextHolder.getLocale());
    }

    private Venue get(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }

    private Room room(Venue venue, long id) {
        return venues.findRoom(id)
                .filter(room -> room.venueId() == venue.id())
                .orElseThrow(() -> new NotFound("room " + id));
    }

    private Equipment equipment(String key) {
        return venues.equipment().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFound("equipment " + key));
    }

    private Bus bus(String key) {
        return venues.buses().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFound("bus " + key));
    }
}
