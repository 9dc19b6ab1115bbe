package nl.tec.partners.web;

import java.util.List;
import nl.tec.partners.PartnerPart;
import nl.tec.web.Fragment;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Collects what other modules contribute to the pages of a partner. */
@Component
class PartnerParts {

    private final List<PartnerPart> parts;

    PartnerParts(ObjectProvider<PartnerPart> parts) {
        this.parts = parts.orderedStream().toList();
    }

    List<Fragment> in(PartnerPart.Slot slot, long organisationId) {
        return parts.stream()
                .flatMap(part -> part.part(slot, organisationId).stream())
                .toList();
    }
}
