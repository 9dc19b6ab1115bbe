package nl.tec.neighbours.web;

import nl.tec.hub.Texts;
import nl.tec.neighbours.NeighbourBookings;
import nl.tec.web.TaskSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tasks of school staff: visits that a neighbour has not answered, and visits that clash with another one of the class. */
@Configuration(proxyBeanMethods = false)
class NeighbourTasks {

    @Bean
    TaskSource visitsUnanswered(NeighbourBookings bookings, Texts texts) {
        return (actor, language) -> TaskSource.counted(
                bookings.countUnanswered(actor.schools()),
                "elsewhere.unanswered",
                BookAtNeighbourController.PATH,
                texts,
                language);
    }

    @Bean
    TaskSource visitsInTwoPlaces(NeighbourBookings bookings, Texts texts) {
        return (actor, language) -> TaskSource.counted(
                bookings.countClashes(actor.schools()),
                "elsewhere.clashes",
                BookAtNeighbourController.PATH,
                texts,
                language);
    }
}
