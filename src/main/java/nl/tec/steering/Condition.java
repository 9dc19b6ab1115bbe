package nl.tec.steering;

import java.util.Arrays;
import java.util.Optional;

/**
 * The ten conditions for success of the memo of 30 August 2022 ('De succesfactoren', requirement G3), in its order. Their texts,
 * reworded in plain language, are in the bundle; the names are the ones in the database.
 */
public enum Condition {
    /** Pupils of 8 to 14 and their parents. */
    FOCUS("focus"),
    /** Schools are relieved of arranging transport, supervision and the lessons around a visit. */
    CARE("ontzorgen"),
    /** School boards support it of their own accord; learning lines in PO, skills and open doors in VO. */
    BOARDS("schoolbesturen"),
    /** Companies look beyond their own interests and beyond this year. */
    COMPANIES("bedrijven"),
    PARENTS_TEACHERS("ouders-en-leerkrachten"),
    /** One coherent programme, instead of one-off events. */
    PROGRAMME("programma"),
    PROFESSIONALS("professionals"),
    /** Government, schools and companies commit themselves together, with deeds. */
    COMMITMENT("verbinding"),
    /** The regional platform and the neighbouring hubs. */
    NEIGHBOURS("regio"),
    /** At least four to five years to get going. */
    RUN_UP("aanloop");

    private final String code;

    Condition(String code) {
        this.code = code;
    }

    /** The code in addresses; stable. */
    public String code() {
        return code;
    }

    /** Its number in the memo, from 1. */
    public int number() {
        return ordinal() + 1;
    }

    public static Optional<Condition> find(String code) {
        return Arrays.stream(values())
                .filter(condition -> condition.code.equals(code))
                .findFirst();
    }
}
