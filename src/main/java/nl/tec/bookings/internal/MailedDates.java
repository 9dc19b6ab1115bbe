package nl.tec.bookings.internal;

import java.util.List;
import java.util.Locale;
import nl.tec.hub.Texts;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Link;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;

/** Alternative dates in a mail, each with a booking link. */
final class MailedDates {

    private MailedDates() {}

    /** @param base the URL prefix to which the session id is appended */
    static void write(Draft draft, List<Session> others, String base, Texts texts, Locale language) {
        if (!others.isEmpty()) {
            draft.paragraph(texts.text(language, "other.instead"))
                    .links(others.stream()
                            .map(session -> new Link(label(session, texts, language), base + session.id()))
                            .toList());
        }
    }

    private static String label(Session session, Texts texts, Locale language) {
        return texts.text(
                language,
                "other.date",
                session.activity().title().in(language),
                Dates.longSlot(session.slot().start(), session.slot().end(), language),
                session.where().venueName().in(language));
    }
}
