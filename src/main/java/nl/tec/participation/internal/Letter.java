package nl.tec.participation.internal;

import nl.tec.messages.Outbox;

/**
 * A mail to be put in the outbox in the same statement as the booking it tells about; the booking's id is added to the
 * payload under {@code booking}.
 *
 * @param template name of a mail template
 * @param language nl or en
 * @param payload a JSON object
 * @see Outbox#INSERT
 */
public record Letter(String template, String recipient, String language, String payload) {}
