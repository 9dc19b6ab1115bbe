package nl.tec.knowledge.web;

import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.knowledge.LibraryAdministration;
import nl.tec.knowledge.LibraryModeration;
import nl.tec.knowledge.OwnMaterial;
import nl.tec.web.TaskSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For the programme manager: material whose review is due, and material to moderate; for its makers: questions about theirs. */
@Configuration(proxyBeanMethods = false)
class LibraryTasks {

    @Bean
    TaskSource materialToReview(LibraryAdministration keeping, Texts texts) {
        return TaskSource.forRole(
                Role.PROGRAMME_MANAGER,
                "library.reviewWait",
                "/beheer/bibliotheek?nakijken=ja",
                texts,
                keeping::toReview);
    }

    @Bean
    TaskSource materialToModerate(LibraryModeration moderation, Texts texts) {
        return TaskSource.forRole(
                Role.PROGRAMME_MANAGER, "library.wait", "/beheer/bibliotheek", texts, moderation::countWaiting);
    }

    @Bean
    TaskSource materialQuestions(OwnMaterial material, Texts texts) {
        return (actor, language) -> {
            String portal = actor.is(Role.PARTNER) ? "/partner" : "/school";
            return TaskSource.counted(
                    material.questions(actor), "library.questionsWait", portal + "/materiaal", texts, language);
        };
    }
}
