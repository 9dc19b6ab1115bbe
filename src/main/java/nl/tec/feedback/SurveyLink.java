package nl.tec.feedback;

/**
 * A link that leads one audience of one session to its survey; it is the same for everybody.
 *
 * @param code the code in the address
 */
public record SurveyLink(long sessionId, SurveyAudience audience, String code) {

    /** Begins with a slash. */
    public String path() {
        return "/mening/" + code;
    }
}
