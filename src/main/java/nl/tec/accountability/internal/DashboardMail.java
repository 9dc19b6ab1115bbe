package nl.tec.accountability.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.tec.accountability.Dashboard;
import nl.tec.accountability.Dashboards;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.results.CurrentFiguresMeasured;
import nl.tec.results.Figures.Line;
import nl.tec.results.Judgement.Standing;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail with the dashboard: the state of the targets when it is sent, and those that need attention. */
@Component
class DashboardMail implements MailTemplate {

    private final Dashboards dashboards;
    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    DashboardMail(Dashboards dashboards, MailWriter writer, Texts texts, HubSettings hub) {
        this.dashboards = dashboards;
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    @Override
    public String name() {
        return Dashboards.MAIL;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        Dashboard now = dashboards.now(false);
        String behind = now.lines().stream()
                .filter(line -> line.judgement().standing() == Standing.BEHIND
                        || line.judgement().standing() == Standing.MISSED)
                .map((Line line) -> line.kpi().name(language))
                .collect(Collectors.joining(", "));
        return writer.write(language, texts.text(language, "mail.dashboard.subject", hub.name()))
                .paragraph(texts.text(
                        language, "mail.dashboard.text", now.well(), now.judged(), String.valueOf(now.year())))
                .paragraph(
                        behind.isEmpty()
                                ? texts.text(language, "mail.dashboard.allWell")
                                : texts.text(language, "mail.dashboard.behind", behind))
                .paragraph(texts.text(language, "mail.dashboard.stop"))
                .button(texts.text(language, "mail.dashboard.button"), "/verantwoording")
                .done();
    }

    /** Counts the pupils of the dashboard after the figures. */
    @EventListener
    void on(CurrentFiguresMeasured event) {
        dashboards.recount(event.recent());
    }

    /** The recurring job that sends the dashboard. */
    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob sendDashboards(Dashboards dashboards) {
            return new RecurringJob(
                    "dashboard-quarter", Schedules.daily(Dates.ZONE, LocalTime.of(7, 40)), dashboards::sendQuarter);
        }
    }
}
