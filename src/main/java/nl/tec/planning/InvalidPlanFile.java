package nl.tec.planning;

import java.io.IOException;
import java.io.Serial;

/** Signals that an instance or plan file is invalid. */
public final class InvalidPlanFile extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String field;
    private final String sentence;

    /**
     * @param field where in the file, such as {@code wishes[3].weeks[0].week}; empty for the file as a whole
     * @param problem what is wrong there
     */
    public InvalidPlanFile(String field, String problem) {
        super(field.isEmpty() ? problem : field + ": " + problem);
        this.field = field;
        sentence = field.isEmpty() ? problem : field + ": " + problem;
    }

    public String field() {
        return field;
    }

    /** The field and its problem. */
    public String sentence() {
        return sentence;
    }
}
