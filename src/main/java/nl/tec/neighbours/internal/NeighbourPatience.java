package nl.tec.neighbours.internal;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** The timeouts for neighbours. Tests set them, so that no test depends on the speed of a machine. */
@Component
class NeighbourPatience {

    private volatile Duration answer = Duration.ofSeconds(10);
    private volatile Duration reading = Duration.ofSeconds(20);

    /** The timeout for one response. */
    Duration answer() {
        return answer;
    }

    /** The timeout for reading one neighbour, because the others wait for it. */
    Duration reading() {
        return reading;
    }

    void set(Duration answer, Duration reading) {
        this.answer = answer;
        this.reading = reading;
    }
}
