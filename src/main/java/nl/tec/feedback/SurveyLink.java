package nl.tec.feedback;

/**
 * Leads one audience of one session to its survey, whoever follows it.
 *
 * @param code what stands in the address
 */
public record SurveyLink(long sessionId, SurveyAudience audience, String code) {

    /** Begins with a slash. */
    public String path() {
        return "/mening/" + code;
    }
}
