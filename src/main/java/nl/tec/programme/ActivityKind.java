package nl.tec.programme;

/** The kinds of activity that the memo lists (requirement A1). */
public enum ActivityKind {
    WORKSHOP_LEARNING_LINE("workshop"),
    AFTER_SCHOOL("na-school"),
    INTRODUCTION_WORKSHOP("kennismaken"),
    INTRODUCTION_TRACK("kennismaken-reeks"),
    PROFESSIONALISATION("cursus"),
    EVENT("evenement"),
    MOBILE_TECHLAB("mobiel-techlab"),
    CHALLENGE("challenge"),
    WORLDS_ORIENTATION("zeven-werelden"),
    NASK_TASK("nask"),
    WORKSPACE("werkplaats"),
    CIRCULAR_PROJECT("repareren"),
    INFORMATION_MEETING("informatieavond"),
    COMPANY_TOUR("bedrijf"),
    GUEST_LESSON("gastles"),
    MBO_ORIENTATION("mbo-kiezen"),
    REINTEGRATION("werk"),
    ART_AND_TECHNOLOGY("kunst");

    private final String code;

    ActivityKind(String code) {
        this.code = code;
    }

    /** Returns the stable code for URLs, in Dutch. */
    public String code() {
        return code;
    }
}
