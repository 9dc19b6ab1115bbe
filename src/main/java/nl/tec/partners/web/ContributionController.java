package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.partners.ContributionForm;
import nl.tec.partners.Contributions;
import nl.tec.partners.DeliveryForm;
import nl.tec.partners.Partners;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/**
 * The page of a contribution with its deliveries, shared by the hub, which accepts and asks back, and the partner, which declares and
 * reports.
 */
@Controller
class ContributionController {

    private static final String HUB = "/beheer/partners/bijdragen/{id:[0-9]+}";
    private static final String OWN = "/partner/bijdragen/{id:[0-9]+}";

    /** The field with the stamp of what the page showed. */
    private static final String SEEN = "gezien";

    private final Contributions contributions;
    private final Partners partners;
    private final Pages pages;
    private final Clock clock;

    ContributionController(Contributions contributions, Partners partners, Pages pages, Clock clock) {
        this.contributions = contributions;
        this.partners = partners;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping({"/beheer/partners/{partner:[0-9]+}/bijdragen/nieuw", "/partner/bijdragen/nieuw"})
    JteModel declare(
            @PathVariable(name = "partner", required = false) @Nullable Long partner,
            FormData query,
            @AuthenticationPrincipal Actor actor) {
        int year = PartnerForms.year(query, Dates.today(clock));
        ContributionForm form = new ContributionForm(String.valueOf(year), "", "", "", "", "", "");
        return declarePage(partner, query, form, actor);
    }

    @PostMapping({"/beheer/partners/{partner:[0-9]+}/bijdragen/nieuw", "/partner/bijdragen/nieuw"})
    View declared(
            @PathVariable(name = "partner", required = false) @Nullable Long partner,
            FormData typed,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        ContributionForm form = ContributionForm.of(typed);
        boolean hub = partner != null;
        return contributions
                .declare(organisation(partner, typed, actor), form, actor)
                .either(
                        id -> reply.saved(hub ? "contributions.declaredDone" : "contributions.sent", base(hub) + id),
                        problems -> reply.refused(problems, declarePage(partner, typed, form, actor)));
    }

    private JteModel declarePage(@Nullable Long partner, FormData typed, ContributionForm form, Actor actor) {
        return pages.partnersContributionNew(
                partners.get(organisation(partner, typed, actor), actor), form, partner != null);
    }

    private static long organisation(@Nullable Long partner, FormData typed, Actor actor) {
        return partner == null ? PartnerForms.organisation(actor, typed) : partner;
    }

    @GetMapping({HUB, OWN})
    JteModel show(@PathVariable long id, HttpServletRequest request, @AuthenticationPrincipal Actor actor) {
        return page(id, new FormData(), "", request, actor);
    }

    @PostMapping({HUB + "/{what:wijzig|akkoord|vraag|terug|toch|levering}", OWN + "/{what:wijzig|terug|toch|levering}"})
    View act(
            @PathVariable long id,
            @PathVariable String what,
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply)
            throws IOException {
        Outcome<Long> outcome = switch (what) {
            case "wijzig" -> contributions.change(id, form.text(SEEN), ContributionForm.of(form), actor);
            case "vraag" -> contributions.askBack(id, form.text("vraag"), actor);
            case "terug" -> contributions.withdraw(id, actor);
            case "toch" -> contributions.restore(id, actor);
            case "levering" -> contributions.deliver(id, delivery(form, file), actor);
            default -> contributions.accept(id, form.text(SEEN), actor);
        };
        return outcome.either(
                done -> reply.saved(
                        what.equals("wijzig") && !hub(request) ? "contributions.sent" : "contributions.done." + what,
                        base(hub(request)) + id),
                problems -> reply.refused(problems, page(id, form, what, request, actor)));
    }

    @PostMapping({
        HUB + "/levering/{delivery:[0-9]+}/{what:wijzig|akkoord|vraag|terug|toch|regeling}",
        OWN + "/levering/{delivery:[0-9]+}/{what:wijzig|terug|toch}"
    })
    View actOnDelivery(
            @PathVariable long id,
            @PathVariable long delivery,
            @PathVariable String what,
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply)
            throws IOException {
        Outcome<Long> outcome = switch (what) {
            case "wijzig" -> contributions.changeDelivery(delivery, form.text(SEEN), delivery(form, file), actor);
            case "vraag" -> contributions.askBackDelivery(delivery, form.text("vraag"), actor);
            case "terug" -> contributions.withdrawDelivery(delivery, actor);
            case "toch" -> contributions.restoreDelivery(delivery, actor);
            case "regeling" -> contributions.fund(delivery, form.id("regeling"), actor);
            default -> contributions.acceptDelivery(delivery, form.text(SEEN), actor);
        };
        return outcome.either(
                done -> reply.saved(
                        what.equals("terug") && !hub(request)
                                ? "contributions.delivery.withdrawn"
                                : "contributions.delivery." + what,
                        base(hub(request)) + id),
                problems -> reply.refused(problems, page(id, form, what + delivery, request, actor)));
    }

    private static DeliveryForm delivery(FormData form, @Nullable MultipartFile file) throws IOException {
        return DeliveryForm.of(form, FileTransfer.upload(file).orElse(null));
    }

    /** Downloads a document with the evidence of a delivery. */
    @GetMapping({
        "/beheer/partners/bijdragen/bewijs/{document:[0-9]{1,18}}",
        "/partner/bijdragen/bewijs/{document:[0-9]{1,18}}",
        "/toezeggingen/bewijs/{document:[0-9]{1,18}}"
    })
    ResponseEntity<byte[]> document(@PathVariable long document, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(contributions.document(document, actor));
    }

    /** @param form the form that was refused; empty: none */
    private JteModel page(long id, FormData typed, String form, HttpServletRequest request, Actor actor) {
        boolean hub = hub(request);
        return pages.partnersContribution(contributions.get(id, actor), form, typed, hub, base(hub) + id);
    }

    private static boolean hub(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/beheer/");
    }

    private static String base(boolean hub) {
        return hub ? "/beheer/partners/bijdragen/" : "/partner/bijdragen/";
    }
}
