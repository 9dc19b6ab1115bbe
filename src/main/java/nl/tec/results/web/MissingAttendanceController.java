package nl.tec.results.web;

import nl.tec.results.MissingAttendance;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What was held and is still to be recorded, of all years; for the programme manager. */
@Controller
class MissingAttendanceController {

    private static final int MAX_SHOWN = 200;

    private final MissingAttendance missing;

    MissingAttendanceController(MissingAttendance missing) {
        this.missing = missing;
    }

    @GetMapping("/beheer/aanwezigheid")
    String list(Model model) {
        model.addAttribute("sessions", missing.list(MAX_SHOWN));
        model.addAttribute("count", missing.count());
        return "results/missing";
    }
}
