package nl.tec.partners.web;

import gg.jte.Content;
import java.util.List;
import nl.tec.partners.PartnerPart;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Collects what other modules contribute to the pages of a partner. */
@Component
class PartnerParts {

    private final List<PartnerPart> parts;

    PartnerParts(ObjectProvider<PartnerPart> parts) {
        this.parts = parts.orderedStream().toList();
    }

    List<Content> in(PartnerPart.Slot slot, long organisationId) {
        return parts.stream()
                .flatMap(part -> part.part(slot, organisationId).stream())
                .toList();
    }
}
