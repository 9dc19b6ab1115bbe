package nl.tec.submissions.web;

import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.submissions.Moderation;
import nl.tec.submissions.PartnerCalendars;
import nl.tec.submissions.Submissions;
import nl.tec.web.TaskSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks for a programme manager: submissions that wait, and calendars that can't be read; for a partner: questions about its submissions. */
@Configuration(proxyBeanMethods = false)
class SubmissionTasks {

    @Bean
    TaskSource submissionsToModerate(Moderation moderation, Texts texts) {
        return TaskSource.forRole(
                Role.PROGRAMME_MANAGER, "submissions.wait", "/beheer/inzendingen", texts, moderation::waiting);
    }

    @Bean
    TaskSource failingCalendars(PartnerCalendars calendars, Texts texts) {
        return TaskSource.forRole(
                Role.PROGRAMME_MANAGER,
                "submissions.calendarsFail",
                "/beheer/inzendingen#agendas",
                texts,
                () -> calendars.failing().size());
    }

    @Bean
    TaskSource submissionQuestions(Submissions submissions, Texts texts) {
        return (actor, language) -> TaskSource.counted(
                submissions.questions(actor), "submissions.questionsWait", "/partner/activiteiten", texts, language);
    }
}
