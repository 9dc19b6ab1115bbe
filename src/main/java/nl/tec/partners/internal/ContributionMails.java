package nl.tec.partners.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.hub.HubSettings;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.partners.ContributionUnit;
import nl.tec.partners.Quantity;
import nl.tec.shared.Dates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The mail templates and scheduled jobs of contributions. */
@Configuration(proxyBeanMethods = false)
class ContributionMails {

    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;

    ContributionMails(MailWriter writer, Texts texts, HubSettings hub) {
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
    }

    @Bean
    RecurringJob lateContributionsJob(LateReminders reminders) {
        return new RecurringJob(
                "contributions-late", Schedules.daily(Dates.ZONE, LocalTime.of(8, 15)), reminders::remind);
    }

    /** Recounts periodically for changes other than attendance, which is counted when it is recorded. */
    @Bean
    RecurringJob visitCountingJob(VisitCounting visits) {
        return new RecurringJob("contributions-visits", FixedDelay.of(Duration.ofMinutes(30)), visits::all);
    }

    @Bean
    MailTemplate lateContributionMail() {
        return MailTemplate.of(PartnerMail.LATE, (mail, language) -> {
            List<String> points = new ArrayList<>();
            for (JsonNode promise : mail.get("promises")) {
                points.add(text(
                        language,
                        "late.line",
                        promise.get("what").asString(),
                        amount(promise, language),
                        Dates.date(LocalDate.parse(promise.get("due").asString()), language)));
            }
            return writer.write(language, text(language, "late.subject", hub.name()))
                    .paragraph(
                            text(language, "late.text", mail.get("organisation").asString()))
                    .points(points)
                    .paragraph(text(language, "late.how"))
                    .button(text(language, "late.button"), "/partner")
                    .done();
        });
    }

    @Bean
    MailTemplate contributionQuestionMail() {
        return MailTemplate.of(
                PartnerMail.QUESTION,
                (mail, language) -> writer.write(
                                language,
                                text(
                                        language,
                                        "question.subject",
                                        mail.get("what").asString()))
                        .paragraph(
                                text(language, "question.text", mail.get("what").asString()))
                        .paragraph(mail.get("question").asString())
                        .button(
                                text(language, "question.button"),
                                "/partner/bijdragen/" + mail.get("contribution").asLong())
                        .done());
    }

    private String amount(JsonNode promise, Locale language) {
        Quantity open = new Quantity(
                Long.parseLong(promise.get("open").asString()),
                ContributionUnit.valueOf(promise.get("unit").asString()));
        return texts.text(language, open.textKey(), open.number(language));
    }

    private String text(Locale language, String key, Object... arguments) {
        return texts.text(language, "contributions.mail." + key, arguments);
    }
}
