package nl.tec.web;

import java.util.function.IntSupplier;
import nl.tec.accounts.Role;
import nl.tec.hub.Texts;
import nl.tec.staff.Roster;
import nl.tec.staff.StaffRegister;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of the roster, for the programme manager and for guides who were asked. */
@Configuration
class StaffTasks {

    private static final String OPEN = "/beheer/rooster/open";

    private final Roster roster;
    private final Texts texts;

    StaffTasks(Roster roster, Texts texts) {
        this.roster = roster;
        this.texts = texts;
    }

    @Bean
    TaskSource sessionsThatLackGuides() {
        return forManager("staff.task.gaps", OPEN, roster::countGaps);
    }

    @Bean
    TaskSource declinedAssignments() {
        return forManager("staff.task.declined", OPEN, roster::countDeclined);
    }

    @Bean
    TaskSource unansweredAssignments() {
        return forManager("staff.task.unanswered", OPEN + "#wacht", roster::countUnanswered);
    }

    @Bean
    TaskSource expiringCertificates(StaffRegister register) {
        return forManager("staff.task.vog", "/beheer/begeleiders?toon=vog", register::expiring);
    }

    @Bean
    TaskSource uncertifiedGuides(StaffRegister register) {
        return forManager(
                "staff.task.uncertified",
                "/beheer/begeleiders?toon=kinderen",
                () -> register.uncertified().size());
    }

    @Bean
    TaskSource ownAssignments() {
        return (actor, language) -> TaskSource.counted(
                actor.is(Role.PROFESSIONAL, Role.AMBASSADOR) ? roster.toAnswer(actor.accountId()) : 0,
                "staff.task.answer",
                "/rooster",
                texts,
                language);
    }

    private TaskSource forManager(String key, String href, IntSupplier count) {
        return TaskSource.forRole(Role.PROGRAMME_MANAGER, key, href, texts, count);
    }
}
