package nl.tec.bookings.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.bookings.DateAlerts.DateAlert;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The mails of date alerts, and the job that looks for new dates. */
@Configuration(proxyBeanMethods = false)
public class DateAlertMails {

    public static final String CONFIRM = "date-alert-confirm";
    public static final String NEW_DATES = "date-alert";

    private static final int MAX_DATES = 10;
    private static final int EVERY_MINUTES = 15;

    private final MailWriter writer;
    private final HubSettings hub;
    private final DateAlertStore alerts;
    private final DateAlertLinks links;
    private final Texts texts;

    DateAlertMails(MailWriter writer, HubSettings hub, DateAlertStore alerts, DateAlertLinks links, Texts texts) {
        this.writer = writer;
        this.hub = hub;
        this.alerts = alerts;
        this.links = links;
        this.texts = texts;
    }

    @Bean
    MailTemplate dateAlertConfirmMail() {
        return MailTemplate.of(CONFIRM, (mail, language) -> {
            DateAlert alert = alert(mail);
            return writer.about(
                            language,
                            "mail.alert.confirm.subject",
                            alert.title().in(language))
                    .say(
                            alert.confirmed() ? "mail.alert.confirm.already" : "mail.alert.confirm.text",
                            alert.title().in(language),
                            hub.name())
                    .press(
                            alert.confirmed() ? "mail.alert.end" : "mail.alert.confirm.button",
                            "/nieuwe-datum/" + links.make(alert.id()))
                    .say("mail.privacy.link.notYou")
                    .done();
        });
    }

    @Bean
    MailTemplate dateAlertMail(Sessions sessions) {
        return MailTemplate.of(NEW_DATES, (mail, language) -> {
            DateAlert alert = alert(mail);
            List<String> dates = new ArrayList<>();
            for (JsonNode id : mail.get("sessions")) {
                sessions.find(id.asLong())
                        .filter(session -> dates.size() < MAX_DATES)
                        .ifPresent(session -> dates.add(line(session, language)));
            }
            String own = "/nieuwe-datum/" + links.make(alert.id());
            return writer.about(language, "mail.alert.subject", alert.title().in(language))
                    .say("mail.alert.text", alert.title().in(language))
                    .points(dates)
                    .press("mail.alert.button", "/activiteit/" + alert.slug() + "#data")
                    .say("mail.alert.endHow")
                    .links(List.of(new MailWriter.Link(texts.text(language, "mail.alert.end"), own)))
                    .end(own + "/stoppen")
                    .done();
        });
    }

    private DateAlert alert(JsonNode mail) {
        return alerts.find(mail.get("alert").asLong()).orElseThrow();
    }

    private static String line(Session session, Locale language) {
        TimeSlot slot = session.slot();
        return Dates.longSlot(slot.start(), slot.end(), language) + ", "
                + session.where().venueName().in(language);
    }

    @Bean
    RecurringJob sendNewDates(DateAlertStore store) {
        return new RecurringJob("tell-new-dates", FixedDelay.ofMinutes(EVERY_MINUTES), () -> store.tell(NEW_DATES));
    }
}
