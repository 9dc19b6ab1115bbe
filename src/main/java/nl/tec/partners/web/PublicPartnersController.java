package nl.tec.partners.web;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Partners;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who is connected, for everybody: by kind, without people. */
@Controller
class PublicPartnersController {

    private final Partners partners;

    PublicPartnersController(Partners partners) {
        this.partners = partners;
    }

    @GetMapping("/partners")
    String partners(Model model) {
        Map<OrganisationKind, List<Partners.Shown>> kinds = partners.shown().stream()
                .collect(Collectors.groupingBy(
                        Partners.Shown::kind, () -> new EnumMap<>(OrganisationKind.class), Collectors.toList()));
        model.addAttribute("kinds", kinds);
        return "partners/publicPartners";
    }
}
