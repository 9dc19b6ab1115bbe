package nl.tec.feedback.web;

import gg.jte.Content;
import gg.jte.generated.precompiled.Pages;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nl.tec.bookings.SessionPart;
import nl.tec.documents.QrCode;
import nl.tec.feedback.Answering;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.SurveyLink;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.springframework.stereotype.Component;

/** Shows the links of the surveys on the run sheet and with a visit, and their codes on paper. */
@Component
class SurveyLinks implements SessionPart {

    private final Answering answering;
    private final HubSettings hub;
    private final Pages pages;

    SurveyLinks(Answering answering, HubSettings hub, Pages pages) {
        this.answering = answering;
        this.hub = hub;
        this.pages = pages;
    }

    @Override
    public Map<Long, Content> parts(Slot slot, Collection<Long> sessionIds) {
        Map<Long, Content> parts = new HashMap<>();
        answering.links(sessionIds).forEach((session, links) -> {
            List<SurveyLink> shown = slot == Slot.VISIT
                    ? links.stream()
                            .filter(link -> link.audience() == SurveyAudience.PUPIL
                                    || link.audience() == SurveyAudience.TEACHER)
                            .filter(answering::isOpen)
                            .toList()
                    : links;
            if (!shown.isEmpty() || slot == Slot.VISIT) {
                parts.put(session, content(slot, shown));
            }
        });
        return parts;
    }

    private Content content(Slot slot, List<SurveyLink> links) {
        return switch (slot) {
            case RUN_SHEET -> pages.feedbackLinksOfDay(links);
            case VISIT -> pages.feedbackLinksOfVisit(links);
            case RUN_SHEET_ON_PAPER -> {
                Map<SurveyLink, QrCode> codes = new LinkedHashMap<>();
                links.forEach(link -> codes.put(link, QrCode.of(hub.get(Setting.BASE_URL) + link.path())));
                yield pages.feedbackCodesOnPaper(codes, hub.get(Setting.BASE_URL));
            }
        };
    }
}
