package nl.tec.neighbours.internal;

import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** The timeouts for neighbours in a test. */
public final class PatienceForTests {

    private PatienceForTests() {}

    /** Sets timeouts that are long enough for any machine. */
    public static void endless(ApplicationContext hub) {
        hub.getBean(NeighbourPatience.class).set(Duration.ofHours(1), Duration.ofHours(2));
    }

    /** Sets short timeouts, for a neighbour that does not answer. */
    public static void little(ApplicationContext hub) {
        hub.getBean(NeighbourPatience.class).set(Duration.ofMillis(300), Duration.ofHours(2));
    }

    public static void asAlways(ApplicationContext hub) {
        NeighbourPatience usual = new NeighbourPatience();
        hub.getBean(NeighbourPatience.class).set(usual.answer(), usual.reading());
    }
}
