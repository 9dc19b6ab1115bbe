package nl.tec.organisations;

import java.util.Arrays;
import java.util.List;

public enum OrganisationKind {
    SCHOOL_BOARD,
    /** A school location; these come from the registers and have pages of their own. */
    SCHOOL,
    MUNICIPALITY,
    COMPANY,
    EMPLOYERS_ASSOCIATION,
    MBO,
    HBO,
    CULTURE,
    FOUNDATION,
    PLATFORM,
    /** A neighbouring technology hub. */
    HUB,
    OTHER;

    /** The kinds that people add and change themselves. */
    public static List<OrganisationKind> others() {
        return Arrays.stream(values()).filter(kind -> kind != SCHOOL).toList();
    }
}
