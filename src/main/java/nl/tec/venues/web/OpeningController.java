package nl.tec.venues.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.hub.Reply;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.WeekdayHours;
import nl.tec.venues.OpeningHours;
import nl.tec.venues.OpeningHours.Opening;
import nl.tec.venues.Room;
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

/** The opening hours and closures of a venue, or of one of its rooms. */
@Controller
@RequestMapping("/beheer/plaatsen/{venue}")
class OpeningController {

    private static final String PLACE = "/openingstijden";
    private static final String ROOM = "/ruimte/{room:[0-9]{1,18}}" + PLACE;

    private final OpeningHours hours;
    private final Venues venues;
    private final Pages pages;
    private final Clock clock;

    OpeningController(OpeningHours hours, Venues venues, Pages pages, Clock clock) {
        this.hours = hours;
        this.venues = venues;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping({PLACE, ROOM})
    JteModel show(@PathVariable String venue, @PathVariable(required = false) @Nullable Long room) {
        Venue place = get(venue);
        return page(place, room(place, room), new FormData());
    }

    @PostMapping({PLACE, ROOM})
    View save(
            @PathVariable String venue,
            @PathVariable(required = false) @Nullable Long room,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Venue place = get(venue);
        Room part = room(place, room);
        List<WeekdayHours> typed = WeekdayHours.read(form, OpeningHours.FROM, OpeningHours.UNTIL);
        return form.then(() -> hours.save(place, part, typed, actor))
                .either(
                        done -> reply.saved("venues.opening.saved", path(place, part)),
                        problems -> reply.refused(problems, page(place, part, form)));
    }

    @PostMapping({PLACE + "/dicht", ROOM + "/dicht"})
    View close(
            @PathVariable String venue,
            @PathVariable(required = false) @Nullable Long room,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Venue place = get(venue);
        Room part = room(place, room);
        LocalDate first = form.day(OpeningHours.FIRST, Dates.today(clock), "form.day");
        LocalDate last = form.day(OpeningHours.LAST, "form.day");
        return form.then(() -> hours.close(
                        place,
                        part,
                        first,
                        Objects.requireNonNullElse(last, first),
                        form.line(OpeningHours.REASON),
                        actor))
                .either(
                        done -> reply.saved("venues.opening.saved", path(place, part)),
                        problems -> reply.refused(problems, page(place, part, form)));
    }

    @PostMapping({PLACE + "/open/{id:[0-9]{1,18}}", ROOM + "/open/{id:[0-9]{1,18}}"})
    View reopen(
            @PathVariable String venue,
            @PathVariable(required = false) @Nullable Long room,
            @PathVariable long id,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Venue place = get(venue);
        hours.reopen(place, id, actor);
        return reply.saved("venues.opening.saved", path(place, room(place, room)));
    }

    /** @param refused input of the refused form; empty: none */
    private JteModel page(Venue venue, @Nullable Room room, FormData refused) {
        Opening opening = hours.of(venue, room);
        FormData form = new FormData();
        WeekdayHours.put(form, OpeningHours.FROM, OpeningHours.UNTIL, opening.hours());
        return pages.venuesOpening(venue, room, opening, form.put(refused), path(venue, room));
    }

    private static String path(Venue venue, @Nullable Room room) {
        return "/beheer/plaatsen/" + venue.key() + (room == null ? "" : "/ruimte/" + room.id()) + PLACE;
    }

    private Venue get(String key) {
        return venues.find(key).orElseThrow(() -> new NotFound("place " + key));
    }

    private @Nullable Room room(Venue venue, @Nullable Long id) {
        return id == null
                ? null
                : venues.findRoom(id)
                        .filter(room -> room.venueId() == venue.id())
                        .orElseThrow(() -> new NotFound("room " + id));
    }
}
