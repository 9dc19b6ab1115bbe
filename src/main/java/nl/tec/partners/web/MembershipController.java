package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.hub.Flash;
import nl.tec.partners.Membership;
import nl.tec.partners.Memberships;
import nl.tec.partners.Proof;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** One membership that was entered wrong: correct it, or strike it out; for the programme manager. */
@Controller
@RequestMapping("/beheer/netwerk/aansluiting/{id:[0-9]{1,18}}")
public class MembershipController {

    /** The forms of the page. */
    public enum Form {
        CORRECT,
        STRIKE,
        PROVE
    }

    private static final String KIND = "kind";
    private static final String FROM = "from";
    private static final String UNTIL = "until";
    private static final String REASON = "reason";

    private final Memberships memberships;

    MembershipController(Memberships memberships) {
        this.memberships = memberships;
    }

    @GetMapping
    String show(@PathVariable long id, Model model) {
        Membership membership = find(id);
        Map<String, String> fields = new HashMap<>();
        fields.put(KIND, membership.kind().name());
        fields.put(FROM, membership.from().toString());
        fields.put(UNTIL, Objects.toString(membership.until(), ""));
        return page(membership, Form.CORRECT, fields, new Problems(), model);
    }

    @PostMapping("/verbeteren")
    String correct(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Membership membership = find(id);
        Problems problems = new Problems();
        Memberships.Term term = new Memberships.Term(
                PartnerForms.membership(typed, problems),
                PartnerForms.day(FROM, typed, problems),
                PartnerForms.dayOrNone(UNTIL, typed, problems),
                null);
        if (!problems.any()) {
            problems = memberships.correct(id, term, typed.getOrDefault(REASON, ""), actor);
        }
        return problems.any()
                ? refused(membership, Form.CORRECT, typed, problems, response, model)
                : done(membership, "network.corrected", request, response);
    }

    @PostMapping("/doorstrepen")
    String strike(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Membership membership = find(id);
        Problems problems = memberships.strike(id, typed.getOrDefault("why", ""), actor);
        if (!problems.any()) {
            return done(membership, "network.struck", request, response);
        }
        return refused(membership, Form.STRIKE, typed, problems, response, model);
    }

    /** Evidence for one that has none of its own. */
    @PostMapping("/bewijs")
    String prove(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        Membership membership = find(id);
        Problems problems = new Problems();
        Proof proof = PartnerForms.proof(typed, file, problems);
        if (!problems.any()) {
            problems = memberships.prove(id, proof, actor);
        }
        return problems.any()
                ? refused(membership, Form.PROVE, typed, problems, response, model)
                : done(membership, "network.proven", request, response);
    }

    private Membership find(long id) {
        return memberships.find(id).orElseThrow(() -> new NotFound("membership " + id));
    }

    /** The page of the partner says what became of it. */
    private static String done(
            Membership membership, String sentence, HttpServletRequest request, HttpServletResponse response) {
        Flash.say(request, response, sentence);
        return "redirect:/beheer/partners/" + membership.organisationId();
    }

    private String refused(
            Membership membership,
            Form form,
            Map<String, String> typed,
            Problems problems,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(membership, form, typed, problems, model);
    }

    /** @param form the one that what was typed is of */
    private String page(Membership membership, Form form, Map<String, String> typed, Problems problems, Model model) {
        model.addAttribute("membership", membership);
        model.addAttribute("form", form);
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("changes", memberships.changes(membership.organisationId()));
        return "partners/membership";
    }
}
