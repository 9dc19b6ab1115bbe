package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Mailed;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.bookings.DateAlerts;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.Programme;
import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The pages for date alerts ('mail me when there is a new date'), without an account. */
@Controller
@RequestMapping("/nieuwe-datum")
class DateAlertController {

    private static final String EMAIL = "email";
    private static final String ACTIVITY = "activiteit";

    private final DateAlerts alerts;
    private final Programme programme;
    private final RateLimit limits;
    private final Pages pages;

    DateAlertController(DateAlerts alerts, Programme programme, RateLimit limits, Pages pages) {
        this.alerts = alerts;
        this.programme = programme;
        this.limits = limits;
        this.pages = pages;
    }

    @GetMapping
    JteModel ask(FormData form) {
        return pages.bookingsAlertAsk(activity(form), "");
    }

    @PostMapping(params = Texts.SHOW_IN)
    JteModel askIn(FormData form) {
        return pages.bookingsAlertAsk(activity(form), form.text(EMAIL));
    }

    @PostMapping
    View keep(FormData form, Locale language, HttpServletRequest request, Reply reply) {
        Activity activity = activity(form);
        String email = form.text(EMAIL);
        Optional<String> address = MailAddress.parse(email);
        Problems problems = new Problems().addIf(address.isEmpty(), EMAIL, "form.email");
        Optional<Duration> wait =
                address.flatMap(to -> limits.tryConsume(Mailed.DATE_ALERT, request.getRemoteAddr(), to));
        wait.ifPresent(duration -> problems.add(EMAIL, "signup.check.tooOften", duration.toMinutes() + 1));
        if (problems.any()) {
            return reply.refused(
                    wait.isPresent() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT,
                    problems,
                    pages.bookingsAlertAsk(activity, email));
        }
        alerts.ask(activity, address.orElseThrow(), language);
        return reply.page(pages.bookingsAlertAsked(activity, address.orElseThrow()));
    }

    @GetMapping("/klaar")
    JteModel ended() {
        return pages.bookingsAlertEnded();
    }

    @GetMapping("/{secret}")
    View show(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        SecurityHeaders.protectSecretUrl(response);
        return alerts.find(secret)
                .map(alert -> reply.page(pages.bookingsAlert(secret, alert)))
                .orElseGet(() -> reply.page(HttpStatus.NOT_FOUND, pages.bookingsAlertEnded()));
    }

    @PostMapping("/{secret}/bevestigen")
    View confirm(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        return alerts.confirm(secret)
                ? reply.saved("alert.confirmed", "/nieuwe-datum/" + secret)
                : show(secret, response, reply);
    }

    @PostMapping("/{secret}/stoppen")
    View end(@PathVariable String secret, HttpServletResponse response, Reply reply) {
        return alerts.end(secret) ? Reply.redirect("/nieuwe-datum/klaar") : show(secret, response, reply);
    }

    /** Handles one-click unsubscribe by a mail program (RFC 8058), which follows no redirects; the secret is its only proof. */
    @PostMapping(path = "/{secret}/stoppen", params = "List-Unsubscribe")
    JteModel oneClickUnsubscribe(@PathVariable String secret) {
        alerts.end(secret);
        return pages.bookingsAlertEnded();
    }

    private Activity activity(FormData form) {
        return programme
                .find(form.text(ACTIVITY))
                .filter(activity -> !activity.takesClasses())
                .orElseThrow(() -> new NotFound("activity to wait for"));
    }
}
