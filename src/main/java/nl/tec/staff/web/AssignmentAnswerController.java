package nl.tec.staff.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.staff.AssignmentAnswer;
import nl.tec.staff.Assignments;
import nl.tec.staff.Assignments.Invitation;
import nl.tec.staff.GuidedSession;
import nl.tec.staff.Roster;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page behind the link in a mail about an assignment: accept or decline, with a reason, without signing in. */
@Controller
@RequestMapping("/begeleiden/{secret}")
class AssignmentAnswerController {

    private final Assignments assignments;
    private final Roster roster;
    private final Pages pages;

    AssignmentAnswerController(Assignments assignments, Roster roster, Pages pages) {
        this.assignments = assignments;
        this.roster = roster;
        this.pages = pages;
    }

    @ModelAttribute
    void protectSecretUrl(HttpServletResponse response) {
        SecurityHeaders.protectSecretUrl(response);
    }

    @GetMapping
    View show(@PathVariable String secret, Reply reply) {
        return assignments
                .byLink(secret)
                .flatMap(found -> page(found, new FormData()))
                .map(reply::page)
                .orElseGet(() -> reply.page(HttpStatus.NOT_FOUND, pages.staffAnswerUnknown()));
    }

    @PostMapping
    View answer(@PathVariable String secret, FormData form, Reply reply) {
        Optional<Invitation> found = assignments.byLink(secret);
        if (found.isEmpty()) {
            return reply.page(HttpStatus.NOT_FOUND, pages.staffAnswerUnknown());
        }
        Invitation invitation = found.get();
        return assignments
                .answer(
                        invitation.sessionId(),
                        invitation.memberId(),
                        form.text(Assignments.SHOWN),
                        form.has("kan", "ja") ? AssignmentAnswer.ACCEPTED : AssignmentAnswer.DECLINED,
                        form.line(Assignments.reasonField(invitation.sessionId(), invitation.memberId())),
                        null)
                .either(
                        done -> reply.saved("staff.answer.saved", "/begeleiden/" + secret),
                        problems -> reply.refused(
                                problems, page(invitation, form).orElseThrow(() -> new NotFound("assignment"))));
    }

    private Optional<JteModel> page(Invitation invitation, FormData form) {
        return roster.find(invitation.sessionId())
                .map(session -> pages.staffAnswer(session, name(session, invitation), invitation, form));
    }

    private static String name(GuidedSession session, Invitation invitation) {
        return session.people().stream()
                .filter(one -> one.memberId() == invitation.memberId())
                .map(GuidedSession.Assigned::name)
                .findFirst()
                .orElse("");
    }
}
