package nl.tec.planning.solver;

import java.io.Serial;
import java.util.List;
import nl.tec.planning.PlanInstance.Placement;

/** Thrown when what is pinned cannot all be kept: it breaks a rule by itself, or one pin excludes another. */
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

    /** Says which pins find no place. */
    public String sentence() {
        return "cannot all be kept; there is no place for " + pins;
    }
}
