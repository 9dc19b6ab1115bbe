package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.hub.Reply;
import nl.tec.partners.Membership;
import nl.tec.partners.Memberships;
import nl.tec.partners.Proof;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The page on which the programme manager corrects or strikes out a membership, or adds evidence. */
@Controller
@RequestMapping("/beheer/netwerk/aansluiting/{id:[0-9]{1,18}}")
public class MembershipController {

    /** The forms of the page. */
    public enum Form {
        CORRECT,
        STRIKE,
        PROVE
    }

    private final Memberships memberships;
    private final Pages pages;

    MembershipController(Memberships memberships, Pages pages) {
        this.memberships = memberships;
        this.pages = pages;
    }

    @GetMapping
    JteModel show(@PathVariable long id) {
        Membership membership = find(id);
        FormData form = new FormData()
                .put("kind", membership.kind())
                .put("from", membership.from())
                .put("until", membership.until());
        return page(membership, Form.CORRECT, form);
    }

    @PostMapping("/verbeteren")
    View correct(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Membership membership = find(id);
        Memberships.Term term = new Memberships.Term(
                PartnerForms.membership(form),
                PartnerForms.day(form, "from"),
                PartnerForms.optionalDay(form, "until"),
                null);
        Problems problems =
                form.problems().any() ? form.problems() : memberships.correct(id, term, form.text("reason"), actor);
        return done(membership, "network.corrected", Form.CORRECT, form, problems, reply);
    }

    @PostMapping("/doorstrepen")
    View strike(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Membership membership = find(id);
        Problems problems = memberships.strike(id, form.text("why"), actor);
        return done(membership, "network.struck", Form.STRIKE, form, problems, reply);
    }

    /** Adds evidence to a membership that lacks it. */
    @PostMapping("/bewijs")
    View prove(
            @PathVariable long id,
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        Membership membership = find(id);
        Proof proof = PartnerForms.proof(form, file);
        Problems problems = form.problems().any() ? form.problems() : memberships.prove(id, proof, actor);
        return done(membership, "network.proven", Form.PROVE, form, problems, reply);
    }

    private Membership find(long id) {
        return memberships.find(id).orElseThrow(() -> new NotFound("membership " + id));
    }

    /** Redirects to the page of the partner on success; otherwise shows this page with the problems. */
    private View done(
            Membership membership, String sentence, Form form, FormData typed, Problems problems, Reply reply) {
        return problems.any()
                ? reply.refused(problems, page(membership, form, typed))
                : reply.saved(sentence, "/beheer/partners/" + membership.organisationId());
    }

    /** @param form the form to which the submitted values belong */
    private JteModel page(Membership membership, Form form, FormData typed) {
        return pages.partnersMembership(membership, form, typed, memberships.changes(membership.organisationId()));
    }
}
