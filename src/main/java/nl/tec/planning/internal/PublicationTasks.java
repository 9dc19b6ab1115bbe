package nl.tec.planning.internal;

import java.time.Clock;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.programme.ProgrammeTasks;
import nl.tec.shared.Dates;
import nl.tec.web.TaskSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks about a published plan: of the programme manager, what schools ask to change; of a coordinator, what is not answered. */
@Configuration(proxyBeanMethods = false)
class PublicationTasks {

    private final PublicationStore records;
    private final Texts texts;
    private final Clock clock;

    PublicationTasks(PublicationStore records, Texts texts, Clock clock) {
        this.records = records;
        this.texts = texts;
        this.clock = clock;
    }

    @Bean
    ProgrammeTasks changesAsked() {
        return () -> records.changesAsked(clock.instant())
                .map(round -> new ProgrammeTasks.Item(
                        "planning.task.changes",
                        round.visits(),
                        "/beheer/jaarplan/" + round.roundId() + "/publicatie#gevraagd"));
    }

    @Bean
    TaskSource plannedVisitsToAnswer() {
        return (actor, language) -> records.unanswered(actor.organisations(Role.SCHOOL_COORDINATOR), clock.instant())
                .map(round -> new TaskSource.Task(
                        texts.text(
                                language,
                                "planning.task.answer",
                                round.visits(),
                                Dates.longDay(round.answerBy(), language)),
                        Publisher.SCHOOL_PAGE,
                        texts.text(language, "planning.task.answer.go")));
    }
}
