package nl.tec.steering;

/** The verdict of the board on a condition in a year; the names are the ones in the database. */
public enum Verdict {
    MET("good"),
    PARTLY("warn"),
    NOT("bad");

    private final String tone;

    Verdict(String tone) {
        this.tone = tone;
    }

    /** The colour and icon: a tone of {@code ui/state.jte}. */
    public String tone() {
        return tone;
    }
}
