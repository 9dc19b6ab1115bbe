package nl.tec.employers.web;

import gg.jte.Content;
import gg.jte.generated.precompiled.Pages;
import java.util.List;
import java.util.Optional;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.Offers;
import nl.tec.partners.PartnerPart;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Shows the offers of a partner and its open requests on the pages of the partner. */
@Component
@Order(2)
class OffersOfPartner implements PartnerPart {

    private static final int MAX_QUESTIONS = 10;

    private final Offers offers;
    private final OfferRequests requests;
    private final Pages pages;

    OffersOfPartner(Offers offers, OfferRequests requests, Pages pages) {
        this.offers = offers;
        this.requests = requests;
        this.pages = pages;
    }

    @Override
    public Optional<Content> part(Slot slot, long organisationId) {
        return switch (slot) {
            case PORTAL_TASKS -> {
                List<OfferRequest> open = requests.openOf(organisationId, MAX_QUESTIONS);
                yield open.isEmpty() ? Optional.empty() : Optional.of(pages.employersPartnerRequests(open));
            }
            case REGISTER_MAIN -> {
                List<Offers.Numbers> own = offers.ofPartner(organisationId);
                yield own.isEmpty() ? Optional.empty() : Optional.of(pages.employersPartnerOffers(own));
            }
            case REGISTER_SIDE, COMMITMENTS -> Optional.empty();
        };
    }
}
