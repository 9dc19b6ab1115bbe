package nl.tec.neighbours.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Texts;
import nl.tec.neighbours.NeighbourBookings;
import nl.tec.web.TaskSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For who works at a school: visits at a neighbour that it does not answer, and those for which the class is somewhere else. */
@Configuration(proxyBeanMethods = false)
class NeighbourTasks {

    @Bean
    TaskSource visitsUnanswered(NeighbourBookings bookings, Texts texts) {
        return new TaskSource() {
            @Override
            public Optional<Task> of(Actor actor, Locale language) {
                return TaskSource.counted(
                        bookings.countUnanswered(BookAtNeighbourController.sites(actor)),
                        "elsewhere.unanswered",
                        BookAtNeighbourController.PATH,
                        texts,
                        language);
            }
        };
    }

    @Bean
    TaskSource visitsInTwoPlaces(NeighbourBookings bookings, Texts texts) {
        return new TaskSource() {
            @Override
            public Optional<Task> of(Actor actor, Locale language) {
                return TaskSource.counted(
                        bookings.countClashes(BookAtNeighbourController.sites(actor)),
                        "elsewhere.clashes",
                        BookAtNeighbourController.PATH,
                        texts,
                        language);
            }
        };
    }
}
