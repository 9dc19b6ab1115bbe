package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import nl.tec.bookings.BusSchedule;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page with the daily schedule of the TEC's buses, for the programme manager. The module of venues maintains the buses. */
@Controller
class BusesController {

    private final BusSchedule buses;
    private final Clock clock;
    private final Pages pages;

    BusesController(BusSchedule buses, Clock clock, Pages pages) {
        this.buses = buses;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping("/beheer/bussen")
    JteModel day(
            @RequestParam(name = "dag", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day) {
        LocalDate shown = day == null ? Dates.today(clock) : day;
        return pages.bookingsBuses(shown, buses.of(shown), buses.withoutBus());
    }
}
