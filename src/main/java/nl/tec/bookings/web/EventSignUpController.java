package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.bookings.EventSignUps;
import nl.tec.bookings.EventSignUps.Choice;
import nl.tec.bookings.SignUpEntry;
import nl.tec.bookings.SignUpQuestions;
import nl.tec.bookings.SignUpResult;
import nl.tec.bookings.SignUpSession;
import nl.tec.bookings.SignUpVisitors;
import nl.tec.hub.Counters;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The form to sign up for several parts of an event. A received sign-up continues on the pages of {@link SignUpController}. */
@Controller
@RequestMapping("/evenement/{slug}/meedoen")
class EventSignUpController {

    /** The field with the parts on the form, ticked or not. */
    private static final String SHOWN = "stond";

    private final ProgrammeEvents events;
    private final EventSignUps signUps;
    private final RateLimit limits;
    private final Counters counters;
    private final Pages pages;

    EventSignUpController(
            ProgrammeEvents events, EventSignUps signUps, RateLimit limits, Counters counters, Pages pages) {
        this.events = events;
        this.signUps = signUps;
        this.limits = limits;
        this.counters = counters;
        this.pages = pages;
    }

    /** Shows the form for the ticked parts, or the reasons why they cannot be combined. */
    @GetMapping
    View form(@PathVariable String slug, FormData query, @AuthenticationPrincipal @Nullable Actor actor, Reply reply) {
        ProgrammeEvent event = find(slug);
        Choice choice = signUps.choose(event, query.ids(ProgrammeEvents.PARTS));
        SignUpSession together = choice.together();
        if (together == null || choice.problems().any()) {
            return reply.refused(
                    choice.problems(),
                    pages.bookingsEventSignup(
                            event,
                            choice.parts(),
                            ticked(query),
                            null,
                            List.of(),
                            SignUpForm.read(query),
                            "",
                            List.of(),
                            false));
        }
        SignUpQuestions questions = together.questions();
        return reply.page(pages.bookingsEventSignup(
                event,
                choice.parts(),
                ticked(query),
                questions,
                together.asked(),
                SignUpForm.empty(questions, actor),
                UUID.randomUUID().toString(),
                List.of(),
                false));
    }

    /** Shows the form in the other language. */
    @PostMapping(params = Texts.SHOW_IN)
    JteModel formIn(@PathVariable String slug, FormData form) {
        return page(find(slug), form, SignUpForm.read(form), 0, false);
    }

    @PostMapping
    View signUp(@PathVariable String slug, FormData form, Locale language, HttpServletRequest request, Reply reply) {
        ProgrammeEvent event = find(slug);
        SignUpEntry entry = SignUpForm.read(form);
        if (SignUpForm.changesRows(form)) {
            boolean more = form.has(SignUpForm.BUTTON, SignUpForm.MORE);
            return reply.page(page(event, form, SignUpForm.withRows(entry, form), 0, more));
        }
        Choice choice = signUps.choose(event, form.ids(ProgrammeEvents.PARTS));
        SignUpSession together = choice.together();
        if (together == null || choice.problems().any()) {
            return reply.refused(choice.problems(), page(event, form, entry, 0, false));
        }
        if (!form.text(SignUpForm.HONEYPOT).isEmpty()) {
            return reply.refused(new Problems().add("", "signup.check.trap"), page(event, form, entry, 0, false));
        }
        Optional<Duration> wait = limits.tryConsume(Mailed.SIGN_UP, request.getRemoteAddr(), entry.email());
        if (wait.isPresent()) {
            Problems problems =
                    new Problems().add("", "signup.check.tooOften", wait.get().toMinutes() + 1);
            return reply.refused(HttpStatus.TOO_MANY_REQUESTS, problems, page(event, form, entry, 0, false));
        }
        SignUpResult result = signUps.signUp(new SignUpVisitors(
                together, entry, SignUpForm.key(form), false, language, RateLimit.address(request.getRemoteAddr())));
        if (result instanceof SignUpResult.Received received) {
            return Reply.redirect("/meedoen/" + together.id() + "/klaar?k=" + received.key());
        }
        counters.add("tec_sign_up_refusals_total", "reason", result.getClass().getSimpleName());
        if (result instanceof SignUpResult.AlreadySignedUp) {
            // a mail was sent, so the attempt counts towards the limit
            return reply.refused(
                    HttpStatus.CONFLICT,
                    new Problems().add("", "signup.event.already"),
                    page(event, form, entry, 0, false));
        }
        limits.giveBack(Mailed.SIGN_UP, request.getRemoteAddr(), entry.email());
        if (result instanceof SignUpResult.Refused refused) {
            return reply.refused(refused.problems(), page(event, form, entry, 0, false));
        }
        // a part became full, or was called off, while the form was open
        return reply.refused(
                HttpStatus.CONFLICT,
                new Problems().add(ProgrammeEvents.PARTS, "signup.event.full"),
                page(event, form, entry, SignUpForm.people(entry), false));
    }

    /**
     * Renders the form as submitted, including parts that were unticked, so that they can be ticked again.
     *
     * @param people the number of requested seats, to mark parts with fewer; 0: mark none
     * @param focus whether to focus the child that was added
     */
    private JteModel page(ProgrammeEvent event, FormData form, SignUpEntry entry, int people, boolean focus) {
        Set<Long> shown = new HashSet<>(form.ids(SHOWN));
        shown.addAll(form.ids(ProgrammeEvents.PARTS));
        Choice choice = signUps.choose(event, shown);
        SignUpSession together = choice.together();
        return pages.bookingsEventSignup(
                event,
                choice.parts(),
                ticked(form),
                together == null ? null : together.questions(),
                together == null ? List.of() : together.asked(),
                entry,
                SignUpForm.key(form).toString(),
                people == 0 ? List.of() : choice.withTooFewSeats(people),
                focus);
    }

    private static Set<String> ticked(FormData form) {
        return new HashSet<>(form.all(ProgrammeEvents.PARTS));
    }

    private ProgrammeEvent find(String slug) {
        return events.find(slug).orElseThrow(() -> new NotFound("event " + slug));
    }
}
