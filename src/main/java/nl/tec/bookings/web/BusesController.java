package nl.tec.bookings.web;

import java.time.Clock;
import java.time.LocalDate;
import nl.tec.bookings.BusSchedule;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where each bus of the TEC is, by day; for the programme manager. What buses there are is kept beside places and equipment. */
@Controller
class BusesController {

    private final BusSchedule buses;
    private final Clock clock;

    BusesController(BusSchedule buses, Clock clock) {
        this.buses = buses;
        this.clock = clock;
    }

    @GetMapping("/beheer/bussen")
    String day(
            @RequestParam(name = "dag", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            Model model) {
        LocalDate shown = day == null ? LocalDate.now(clock) : day;
        model.addAttribute("day", shown);
        model.addAttribute("buses", buses.of(shown));
        model.addAttribute("without", buses.withoutBus());
        return "bookings/buses";
    }
}
