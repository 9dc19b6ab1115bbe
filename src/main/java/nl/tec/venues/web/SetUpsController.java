package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.venues.Equipment;
import nl.tec.venues.SetUp;
import nl.tec.venues.SetUps;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages of set-ups: their equipment, their periods in rooms, and the activities that need them. */
@Controller
@RequestMapping("/beheer/opstellingen")
class SetUpsController {

    private static final String HOME = "/beheer/opstellingen";
    private static final String ONE = "/{id:[0-9]{1,18}}";

    private final SetUps setUps;
    private final Venues venues;
    private final Pages pages;
    private final Clock clock;

    SetUpsController(SetUps setUps, Venues venues, Pages pages, Clock clock) {
        this.setUps = setUps;
        this.venues = venues;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list() {
        return pages.venuesSetUps(setUps.list());
    }

    @GetMapping("/nieuw")
    JteModel blank() {
        return page(null, new FormData());
    }

    @PostMapping("/nieuw")
    View add(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return setUps.save(null, 0, form.both(SetUps.NAME), form.all(SetUps.EQUIPMENT), actor)
                .either(
                        id -> reply.saved("venues.setUp.saved", HOME + "/" + id),
                        problems -> reply.refused(problems, page(null, form)));
    }

    @GetMapping(ONE)
    JteModel show(@PathVariable long id) {
        return page(get(id), new FormData());
    }

    @PostMapping(ONE)
    View change(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SetUp setUp = get(id);
        return form.then(() -> setUps.save(
                        setUp, form.number("version"), form.both(SetUps.NAME), form.all(SetUps.EQUIPMENT), actor))
                .either(done -> reply.saved("venues.setUp.saved", HOME + "/" + id), problems -> {
                    if (problems.has(SetUps.OUTDATED)) {
                        form.put("version", get(id).version());
                    }
                    return reply.refused(problems, page(setUp, form));
                });
    }

    @PostMapping(ONE + "/periode")
    View place(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SetUp setUp = get(id);
        LocalDate first = form.day(SetUps.FIRST, Dates.today(clock), "form.day");
        LocalDate last = form.day(SetUps.LAST, first, "form.day");
        return form.then(() -> setUps.place(setUp, form.id(SetUps.ROOM), first, last, actor))
                .either(
                        done -> reply.saved("venues.setUp.placed", HOME + "/" + id),
                        problems -> reply.refused(problems, page(setUp, form)));
    }

    @PostMapping(ONE + "/periode/{period:[0-9]{1,18}}/weg")
    View remove(@PathVariable long id, @PathVariable long period, @AuthenticationPrincipal Actor actor, Reply reply) {
        SetUp setUp = get(id);
        return setUps.remove(setUp, period, actor)
                .either(
                        done -> reply.saved("venues.setUp.removed", HOME + "/" + id),
                        problems -> reply.refused(problems, page(setUp, new FormData())));
    }

    @PostMapping(ONE + "/activiteit")
    View need(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        SetUp setUp = get(id);
        return setUps.need(setUp, form.id(SetUps.ACTIVITY), actor)
                .either(
                        done -> reply.saved("venues.setUp.saved", HOME + "/" + id),
                        problems -> reply.refused(problems, page(setUp, form)));
    }

    @PostMapping(ONE + "/activiteit/{activity:[0-9]{1,18}}/weg")
    View unlinkActivity(
            @PathVariable long id, @PathVariable long activity, @AuthenticationPrincipal Actor actor, Reply reply) {
        setUps.unlinkActivity(get(id), activity, actor);
        return reply.saved("venues.setUp.saved", HOME + "/" + id);
    }

    @PostMapping(ONE + "/einde")
    View end(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        SetUp setUp = get(id);
        return setUps.end(setUp, actor)
                .either(
                        done -> reply.saved("venues.setUp.ended", HOME),
                        problems -> reply.refused(problems, page(setUp, new FormData())));
    }

    /** @param setUp null: a new one. @param refused input of the refused form */
    private JteModel page(@Nullable SetUp setUp, FormData refused) {
        FormData form = new FormData();
        if (setUp != null) {
            form.put(SetUps.NAME, setUp.name())
                    .put(SetUps.EQUIPMENT, setUp.equipment())
                    .put("version", setUp.version());
        }
        return pages.venuesSetUp(setUp, form.put(refused), equipment(), rooms(), setUps.activities());
    }

    private Map<String, String> equipment() {
        return venues.equipment().stream()
                .collect(Collectors.toMap(
                        Equipment::key, one -> one.name().dutch(), (one, other) -> one, LinkedHashMap::new));
    }

    /** Returns the rooms of all venues, with the name of the venue. */
    private Map<String, String> rooms() {
        Map<Long, Venue> places = venues.list().stream().collect(Collectors.toMap(Venue::id, one -> one));
        Locale dutch = Texts.DUTCH;
        return venues.rooms().stream()
                .filter(room -> places.containsKey(room.venueId()))
                .collect(Collectors.toMap(
                        room -> Long.toString(room.id()),
                        room -> Objects.requireNonNull(places.get(room.venueId()))
                                        .name()
                                        .in(dutch)
                                + ", " + room.name().in(dutch),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private SetUp get(long id) {
        return setUps.find(id).orElseThrow(() -> new NotFound("set-up " + id));
    }
}
