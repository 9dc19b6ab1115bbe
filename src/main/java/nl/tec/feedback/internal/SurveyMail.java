package nl.tec.feedback.internal;

/** The mails with survey requests. */
enum SurveyMail {
    ASKED("survey-asked"),
    REMINDER("survey-reminder");

    private final String template;

    SurveyMail(String template) {
        this.template = template;
    }

    String template() {
        return template;
    }
}
