package nl.tec.planning.solver;

import java.io.Serial;
import java.util.List;
import nl.tec.planning.PlanInstance.Placement;

/** Signals that the pins cannot all be kept: one breaks a rule by itself, or excludes another. */
public final class PinsExclude extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Placement> pins;

    PinsExclude(List<Placement> pins) {
        super("cannot all be kept: " + pins);
        this.pins = pins;
    }

    public List<Placement> pins() {
        return pins;
    }

    /** Describes the pins without a place. */
    public String sentence() {
        return "cannot all be kept; there is no place for " + pins;
    }
}
