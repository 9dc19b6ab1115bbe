package nl.tec.neighbours.internal;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** The time that a neighbour may keep us waiting. Tests set it, so that none of them depends on the speed of a machine. */
@Component
class NeighbourPatience {

    private volatile Duration answer = Duration.ofSeconds(10);
    private volatile Duration reading = Duration.ofSeconds(20);

    /** For one answer. */
    Duration answer() {
        return answer;
    }

    /** For one neighbour at one time: others wait for it. */
    Duration reading() {
        return reading;
    }

    void set(Duration answer, Duration reading) {
        this.answer = answer;
        this.reading = reading;
    }
}
