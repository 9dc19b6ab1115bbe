package nl.tec.accountability.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import nl.tec.accountability.Dashboards;
import nl.tec.accounts.Actor;
import nl.tec.accounts.SecurityHeaders;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.results.KpiFormat;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/** The dashboard, its version for a screen in the hall, and the links for those screens. */
@Controller
class DashboardController {

    /** The interval in seconds at which a screen reloads the page. */
    private static final String REFRESH = "900";

    private final Dashboards dashboards;
    private final HubSettings hub;
    private final Pages pages;

    DashboardController(Dashboards dashboards, HubSettings hub, Pages pages) {
        this.dashboards = dashboards;
        this.hub = hub;
        this.pages = pages;
    }

    @GetMapping("/verantwoording")
    JteModel page(@AuthenticationPrincipal Actor actor, Locale language) {
        return pages.accountabilityDashboard(
                dashboards.now(false), new KpiFormat(language), dashboards.subscribed(actor));
    }

    @PostMapping("/verantwoording/mail")
    View subscribe(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        boolean yes = form.has("aan", "ja");
        dashboards.subscribe(yes, actor);
        return reply.saved(yes ? "dashboard.mail.on" : "dashboard.mail.off", "/verantwoording");
    }

    /** Shows the dashboard without signing in. @throws NotFound if the link is withdrawn or unknown */
    @GetMapping("/scherm/{secret:[A-Za-z0-9_-]{20,60}}")
    JteModel screen(@PathVariable String secret, Locale language, HttpServletResponse response) {
        if (!dashboards.screenWorks(secret)) {
            throw new NotFound("screen");
        }
        response.setHeader("Refresh", REFRESH);
        SecurityHeaders.protectSecretUrl(response);
        return pages.accountabilityScreen(dashboards.now(true), new KpiFormat(language));
    }

    @GetMapping("/admin/schermen")
    JteModel screens() {
        return screens(new FormData(), null);
    }

    /** Creates a link; only this response shows it. */
    @PostMapping("/admin/schermen")
    View open(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        return dashboards
                .openScreen(form.line("naam"), actor)
                .either(
                        secret -> reply.page(screens(new FormData(), hub.get(Setting.BASE_URL) + "/scherm/" + secret)),
                        problems -> reply.refused(problems, screens(form, null)));
    }

    @PostMapping("/admin/schermen/{id:[0-9]{1,18}}/intrekken")
    View close(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        dashboards.closeScreen(id, actor);
        return reply.saved("dashboard.screen.closed", "/admin/schermen");
    }

    private JteModel screens(FormData form, @Nullable String link) {
        return pages.accountabilityScreens(dashboards.screens(), form, link);
    }
}
