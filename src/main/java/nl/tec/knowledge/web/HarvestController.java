package nl.tec.knowledge.web;

import jakarta.servlet.http.HttpServletRequest;
import nl.tec.knowledge.Harvest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The address at which other catalogues read the library. */
@RestController
class HarvestController {

    private final Harvest harvest;

    HarvestController(Harvest harvest) {
        this.harvest = harvest;
    }

    @GetMapping(path = Harvest.PATH, produces = "text/xml;charset=UTF-8")
    String answer(HttpServletRequest request) {
        return harvest.answer(request.getParameterMap());
    }
}
