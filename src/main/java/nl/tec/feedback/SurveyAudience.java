package nl.tec.feedback;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import nl.tec.shared.Audience;

/** The audiences that are asked; each has a survey of its own. */
public enum SurveyAudience {
    /** Pupils of a class, and children who come in their own time. */
    PUPIL('l'),
    /** Adults who came with a class, or to an activity for teachers. */
    TEACHER('d'),
    PARENT('o'),
    /** Other adults who took part. */
    ADULT('v'),
    /** The company that received a class: no participant, so it does not count for the KPI. */
    HOST('b');

    private final char letter;

    SurveyAudience(char letter) {
        this.letter = letter;
    }

    /** The letter in the address of the survey. */
    public char letter() {
        return letter;
    }

    public static Optional<SurveyAudience> of(char letter) {
        return Arrays.stream(values())
                .filter(audience -> audience.letter == letter)
                .findFirst();
    }

    /** Returns the survey for somebody of this audience. */
    public static SurveyAudience of(Audience audience) {
        return switch (audience) {
            case PO, VO, MBO, CHILD -> PUPIL;
            case PARENT -> PARENT;
            case TEACHER -> TEACHER;
            case CAREER_SWITCHER, REINTEGRATION, WORKER, EMPLOYER -> ADULT;
        };
    }

    /** Returns the surveys for a sign-up of this audience: of a child, for its parent too. */
    public static Set<SurveyAudience> asked(Audience audience) {
        return audience == Audience.CHILD ? EnumSet.of(PUPIL, PARENT) : EnumSet.of(of(audience));
    }
}
