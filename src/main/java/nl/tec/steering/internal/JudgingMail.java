package nl.tec.steering.internal;

import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.shared.Dates;
import nl.tec.steering.Condition;
import nl.tec.steering.Judging;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail that reminds the board to judge the conditions of a year. */
@Component
class JudgingMail implements MailTemplate {

    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    JudgingMail(MailWriter writer, Texts texts, HubSettings hub) {
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    @Override
    public String name() {
        return Judging.MAIL;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        String year = String.valueOf(payload.get("year").asInt());
        return writer.write(language, texts.text(language, "mail.judging.subject", year, hub.name()))
                .paragraph(texts.text(
                        language, "mail.judging.text", payload.get("missing").asInt(), Condition.values().length, year))
                .paragraph(texts.text(language, "mail.judging.how"))
                .button(texts.text(language, "mail.judging.button"), "/voortgang/voorwaarden?jaar=" + year)
                .done();
    }

    /** The schedule of reminders. */
    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob remindTheBoard(Judging judging) {
            return new RecurringJob(
                    "judging-reminders", Schedules.daily(Dates.ZONE, LocalTime.of(8, 45)), judging::remind);
        }
    }
}
