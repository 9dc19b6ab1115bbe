package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.hub.Flash;
import nl.tec.partners.ContributionForm;
import nl.tec.partners.Contributions;
import nl.tec.partners.Contributions.Detail;
import nl.tec.partners.Contributions.Outcome;
import nl.tec.partners.DeliveryForm;
import nl.tec.partners.Partners;
import nl.tec.shared.Dates;
import nl.tec.shared.Problems;
import nl.tec.web.FileTransfer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * One promise with what came of it: the same page for the hub, which accepts and asks back, and for the partner, which declares
 * and reports.
 */
@Controller
class ContributionController {

    private static final String HUB = "/beheer/partners/bijdragen/{id:[0-9]+}";
    private static final String OWN = "/partner/bijdragen/{id:[0-9]+}";

    private final Contributions contributions;
    private final Partners partners;
    private final Clock clock;

    ContributionController(Contributions contributions, Partners partners, Clock clock) {
        this.contributions = contributions;
        this.partners = partners;
        this.clock = clock;
    }

    @GetMapping({"/beheer/partners/{partner:[0-9]+}/bijdragen/nieuw", "/partner/bijdragen/nieuw"})
    String declare(
            @PathVariable(name = "partner", required = false) @Nullable Long partner,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        int year = PartnerForms.year(typed.getOrDefault("jaar", ""), Dates.dayOf(clock.instant()));
        ContributionForm form = new ContributionForm(String.valueOf(year), "", "", "", "", "", "");
        return declarePage(partner, typed, form, new Problems(), actor, model);
    }

    @PostMapping({"/beheer/partners/{partner:[0-9]+}/bijdragen/nieuw", "/partner/bijdragen/nieuw"})
    String declared(
            @PathVariable(name = "partner", required = false) @Nullable Long partner,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        ContributionForm form = ContributionForm.of(typed);
        Outcome outcome = contributions.declare(organisation(partner, typed, actor), form, actor);
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return declarePage(partner, typed, form, refused.problems(), actor, model);
        }
        Flash.say(request, response, partner == null ? "contributions.sent" : "contributions.declaredDone");
        return "redirect:" + (partner == null ? "/partner/bijdragen/" : "/beheer/partners/bijdragen/")
                + ((Outcome.Saved) outcome).id();
    }

    private String declarePage(
            @Nullable Long partner,
            Map<String, String> typed,
            ContributionForm form,
            Problems problems,
            Actor actor,
            Model model) {
        model.addAttribute("partner", partners.get(organisation(partner, typed, actor), actor));
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("hub", partner != null);
        return "partners/contributionNew";
    }

    private static long organisation(@Nullable Long partner, Map<String, String> typed, Actor actor) {
        return partner == null ? PartnerForms.organisation(actor, typed.get("van")) : partner;
    }

    @GetMapping({HUB, OWN})
    String show(@PathVariable long id, HttpServletRequest request, @AuthenticationPrincipal Actor actor, Model model) {
        return page(id, Map.of(), "", new Problems(), request, actor, model);
    }

    @PostMapping({HUB + "/{what:wijzig|akkoord|vraag|terug|levering}", OWN + "/{what:wijzig|terug|levering}"})
    String act(
            @PathVariable long id,
            @PathVariable String what,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Outcome outcome = switch (what) {
            case "wijzig" -> contributions.change(id, ContributionForm.of(typed), actor);
            case "vraag" -> contributions.askBack(id, typed.getOrDefault("vraag", ""), actor);
            case "terug" -> contributions.withdraw(id, actor);
            case "levering" -> contributions.deliver(id, delivery(typed, file), actor);
            default -> {
                contributions.accept(id, actor);
                yield new Outcome.Saved(id);
            }
        };
        return done(id, outcome, what, "contributions.done." + what, typed, actor, request, response, model);
    }

    @PostMapping({
        HUB + "/levering/{delivery:[0-9]+}/{what:wijzig|akkoord|vraag|terug|regeling}",
        OWN + "/levering/{delivery:[0-9]+}/{what:wijzig|terug}"
    })
    String actOnDelivery(
            @PathVariable long id,
            @PathVariable long delivery,
            @PathVariable String what,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Outcome outcome = switch (what) {
            case "wijzig" -> contributions.changeDelivery(delivery, delivery(typed, file), actor);
            case "vraag" -> contributions.askBackDelivery(delivery, typed.getOrDefault("vraag", ""), actor);
            case "terug" -> contributions.withdrawDelivery(delivery, actor);
            case "regeling" ->
                contributions.fund(
                        delivery, PartnerForms.number(typed.get("regeling")).orElse(null), actor);
            default -> {
                contributions.acceptDelivery(delivery, actor);
                yield new Outcome.Saved(delivery);
            }
        };
        return done(
                id, outcome, what + delivery, "contributions.delivery." + what, typed, actor, request, response, model);
    }

    private static DeliveryForm delivery(Map<String, String> typed, @Nullable MultipartFile file) throws IOException {
        return DeliveryForm.of(typed, FileTransfer.upload(file).orElse(null));
    }

    /** A document behind a delivery. */
    @GetMapping({
        "/beheer/partners/bijdragen/bewijs/{document:[0-9]{1,18}}",
        "/partner/bijdragen/bewijs/{document:[0-9]{1,18}}",
        "/toezeggingen/bewijs/{document:[0-9]{1,18}}"
    })
    ResponseEntity<byte[]> document(@PathVariable long document, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(contributions.document(document, actor));
    }

    private String done(
            long id,
            Outcome outcome,
            String form,
            String sentence,
            Map<String, String> typed,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (outcome instanceof Outcome.Refused refused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(id, typed, form, refused.problems(), request, actor, model);
        }
        Flash.say(request, response, sentence);
        return "redirect:" + base(hub(request)) + id;
    }

    /** @param form which of the forms on the page was refused; empty: none */
    private String page(
            long id,
            Map<String, String> typed,
            String form,
            Problems problems,
            HttpServletRequest request,
            Actor actor,
            Model model) {
        boolean hub = hub(request);
        Detail detail = contributions.get(id, actor);
        model.addAttribute("detail", detail);
        model.addAttribute("form", form);
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("hub", hub);
        model.addAttribute("base", base(hub) + id);
        return "partners/contribution";
    }

    private static boolean hub(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/beheer/");
    }

    private static String base(boolean hub) {
        return hub ? "/beheer/partners/bijdragen/" : "/partner/bijdragen/";
    }
}
