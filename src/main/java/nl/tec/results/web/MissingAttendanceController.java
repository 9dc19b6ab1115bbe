package nl.tec.results.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.results.MissingAttendance;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The programme manager's page of held sessions without recorded attendance, of all years. */
@Controller
class MissingAttendanceController {

    private static final int MAX_SHOWN = 200;

    private final MissingAttendance missing;
    private final Pages pages;

    MissingAttendanceController(MissingAttendance missing, Pages pages) {
        this.missing = missing;
        this.pages = pages;
    }

    @GetMapping("/beheer/aanwezigheid")
    JteModel list() {
        return pages.resultsMissing(missing.list(MAX_SHOWN), missing.count());
    }
}
