package nl.tec.announcements.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import nl.tec.announcements.AddresseeKind;
import nl.tec.announcements.Draft.About;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.shared.Dates;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail of a message: its text, followed by the sessions concerned. */
@Component
public class AnnouncementMail implements MailTemplate {

    public static final String NAME = "announcement";

    /** The field of the payload with the id of the message. */
    public static final String ANNOUNCEMENT = "announcement";

    private static final int MAX_SESSIONS = 10;

    private final MailWriter writer;
    private final Texts texts;
    private final HubSettings hub;
    private final AnnouncementStore store;
    private final AddresseeQueries sessions;

    AnnouncementMail(
            MailWriter writer, Texts texts, HubSettings hub, AnnouncementStore store, AddresseeQueries sessions) {
        this.writer = writer;
        this.texts = texts;
        this.hub = hub;
        this.store = store;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mail render(JsonNode payload, Locale language) {
        AnnouncementStore.Text message =
                store.text(payload.get(ANNOUNCEMENT).asLong()).orElseThrow();
        List<About> about = sessions.about(ids(payload, "session"));
        Draft draft = writer.write(language, message.subject());
        message.body().strip().lines().filter(line -> !line.isBlank()).forEach(draft::paragraph);
        if (!about.isEmpty()) {
            draft.paragraph(texts.text(language, "mail.announcement.about")).points(points(about, language));
        }
        AddresseeKind kind = AddresseeKind.valueOf(payload.get("kind").asString());
        if (kind == AddresseeKind.SCHOOL) {
            List<Long> bookings = ids(payload, "booking");
            draft.button(
                    texts.text(language, "mail.announcement.bookings", bookings.size()),
                    "/school/boekingen" + (bookings.size() == 1 ? "/" + bookings.get(0) : ""));
        } else if (kind == AddresseeKind.GUIDE && !about.isEmpty()) {
            draft.button(
                    texts.text(language, "mail.announcement.day"),
                    "/dag/" + Dates.dayOf(about.get(0).time().start()));
        }
        if (!hub.publicContact().isEmpty()) {
            draft.paragraph(texts.text(language, "mail.announcement.questions", hub.publicContact()));
        }
        return draft.done();
    }

    private List<String> points(List<About> about, Locale language) {
        List<String> points = new ArrayList<>(about.stream()
                .limit(MAX_SESSIONS)
                .map(session -> texts.text(
                        language,
                        "mail.announcement.session",
                        session.title().in(language),
                        Dates.longSlot(session.time().start(), session.time().end(), language),
                        session.where().in(language)))
                .toList());
        if (about.size() > MAX_SESSIONS) {
            points.add(texts.text(language, "mail.announcement.more", about.size() - MAX_SESSIONS));
        }
        return points;
    }

    private static List<Long> ids(JsonNode payload, String field) {
        return StreamSupport.stream(payload.get(field).spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
    }
}
