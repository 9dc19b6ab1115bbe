package nl.tec.steering;

import java.time.Instant;
import java.time.LocalDate;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * A milestone of the project, or a decision to be taken (requirement G1).
 *
 * @param promised the day for which it was first planned; never changes
 * @param cleared whether the step that has to be done before this one is public is done (or there is none)
 * @param version for optimistic locking
 */
public record Step(long id, StepFields fields, LocalDate promised, boolean cleared, int version) {

    /** The standing of a step on a day. */
    public enum Standing {
        DONE("good"),
        LATE("bad"),
        PLANNED("calm"),
        DROPPED("none");

        private final String tone;

        Standing(String tone) {
            this.tone = tone;
        }

        /** The colour and icon: a tone of {@code ui/state.jte}. */
        public String tone() {
            return tone;
        }
    }

    /** Returns the standing on a day; a step is late from the day after the planned one. */
    public Standing standing(LocalDate today) {
        if (fields.dropped() != null) {
            return Standing.DROPPED;
        }
        if (done() != null) {
            return Standing.DONE;
        }
        return planned().isBefore(today) ? Standing.LATE : Standing.PLANNED;
    }

    /** Whether it is still to be done. */
    public boolean toDo() {
        return done() == null && fields.dropped() == null;
    }

    /** Whether it is public at this moment: its time of publication has come, and the step before it is done. */
    public boolean publicAt(Instant moment) {
        Instant from = fields.publication().from();
        return from != null && !moment.isBefore(from) && cleared;
    }

    /** Returns its day on the timeline. */
    public LocalDate day() {
        LocalDate done = done();
        return done == null ? planned() : done;
    }

    /** Whether it is planned, or was done, on another day than was promised first. */
    public boolean moved() {
        return !planned().equals(promised);
    }

    public boolean isDecision() {
        return decision() != null;
    }

    public Bilingual title() {
        return fields.title();
    }

    public LocalDate planned() {
        return fields.planned();
    }

    public @Nullable LocalDate done() {
        return fields.done();
    }

    public StepFields.@Nullable Decision decision() {
        return fields.decision();
    }
}
