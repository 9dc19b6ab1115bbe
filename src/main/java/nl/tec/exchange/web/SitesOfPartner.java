package nl.tec.exchange.web;

import gg.jte.Content;
import gg.jte.generated.precompiled.Pages;
import java.util.Optional;
import nl.tec.exchange.EmbedSites;
import nl.tec.partners.PartnerPart;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The link on the page of a partner to the sites on which it shows the programme, for the programme manager. */
@Component
@Order(5)
class SitesOfPartner implements PartnerPart {

    private final EmbedSites sites;
    private final Pages pages;

    SitesOfPartner(EmbedSites sites, Pages pages) {
        this.sites = sites;
        this.pages = pages;
    }

    @Override
    public Optional<Content> part(Slot slot, long organisationId) {
        return slot == Slot.REGISTER_SIDE
                ? Optional.of(pages.exchangeOwnSiteOf(
                        organisationId, sites.origins(organisationId).size()))
                : Optional.empty();
    }
}
