package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Partners;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The public page of the connected organisations, by kind and without people. */
@Controller
class PublicPartnersController {

    private final Partners partners;
    private final Pages pages;

    PublicPartnersController(Partners partners, Pages pages) {
        this.partners = partners;
        this.pages = pages;
    }

    @GetMapping("/partners")
    JteModel partners() {
        Map<OrganisationKind, List<Partners.Shown>> kinds = partners.shown().stream()
                .collect(Collectors.groupingBy(
                        Partners.Shown::kind, () -> new EnumMap<>(OrganisationKind.class), Collectors.toList()));
        return pages.partnersPublicPartners(kinds);
    }
}
