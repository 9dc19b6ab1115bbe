package nl.tec.declarations.web;

import gg.jte.Content;
import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.declarations.Signing;
import nl.tec.partners.PartnerPart;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Shows the signed and pending declarations on the pages of a partner. */
@Component
@Order(1)
class SignaturesOfPartner implements PartnerPart {

    private final Signing signing;
    private final Pages pages;

    SignaturesOfPartner(Signing signing, Pages pages) {
        this.signing = signing;
        this.pages = pages;
    }

    @Override
    public Optional<Content> part(Slot slot, long organisationId) {
        return switch (slot) {
            case PORTAL_TASKS -> part(signing.openFor(organisationId), pages::declarationsPartnerToSign);
            case REGISTER_SIDE ->
                Optional.of(pages.declarationsPartnerSigned(
                        signing.ofOrganisation(organisationId), "/beheer/verklaringen/"));
            case COMMITMENTS ->
                part(signing.ofOrganisation(organisationId), items -> pages.declarationsPartnerSigned(items, null));
            case REGISTER_MAIN -> Optional.empty();
        };
    }

    private static Optional<Content> part(List<Signing.Item> items, Function<List<Signing.Item>, JteModel> template) {
        return items.isEmpty() ? Optional.empty() : Optional.of(template.apply(items));
    }
}
