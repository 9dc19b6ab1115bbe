package nl.tec.declarations.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.declarations.Signing;
import nl.tec.partners.PartnerPart;
import nl.tec.web.Fragment;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Shows on the pages of a partner what it signed and still has to sign. */
@Component
@Order(1)
class SignaturesOfPartner implements PartnerPart {

    private final Signing signing;

    SignaturesOfPartner(Signing signing) {
        this.signing = signing;
    }

    @Override
    public Optional<Fragment> part(Slot slot, long organisationId) {
        return switch (slot) {
            case PORTAL_TASKS -> fragment("declarations/partnerToSign", signing.openFor(organisationId));
            case REGISTER_SIDE ->
                Optional.of(new Fragment(
                        "declarations/partnerSigned",
                        Map.of("items", signing.ofOrganisation(organisationId), "base", "/beheer/verklaringen/")));
            case COMMITMENTS -> fragment("declarations/partnerSigned", signing.ofOrganisation(organisationId));
            case REGISTER_MAIN -> Optional.empty();
        };
    }

    private static Optional<Fragment> fragment(String template, List<Signing.Item> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(new Fragment(template, Map.of("items", items)));
    }
}
