package nl.tec.employers;

/** The kinds of offers that a company can make to a school (rules 6). */
public enum OfferKind {
    GUEST_LESSON("gastles"),
    TOUR("rondleiding"),
    CHALLENGE("challenge"),
    INTERNSHIP("stage"),
    MATERIAL("materiaal");

    private final String code;

    OfferKind(String code) {
        this.code = code;
    }

    /** Returns its code in URLs: stable, in Dutch. */
    public String code() {
        return code;
    }
}
