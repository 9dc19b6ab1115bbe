package nl.tec.bookings.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** To who runs a session: that it does, that the session is at another time or place, that it need not come. */
@Component
class TeamMail implements MailTemplate {

    /** What happened. */
    enum Kind {
        ASSIGNED,
        MOVED,
        CANCELLED,
        ENDED
    }

    private static final String NAME = "team";

    /** In seconds since 1970. Being assigned and not any more changes nothing that counts, so what grows with each mail is time. */
    private static final long FIRST_SEQUENCE = 1_700_000_000;

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final HubSettings hub;

    TeamMail(JdbcClient jdbc, Outbox outbox, MailWriter writer, Texts texts, CalendarFile calendars, HubSettings hub) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.hub = hub;
    }

    /** To everybody who is assigned to the session, unless it is over. @param accountId only to this one; null: to all */
    void put(Kind kind, long sessionId, @Nullable Long accountId, Instant now) {
        record To(long accountId, String email, String language) {}
        jdbc.sql("""
                select a.id, a.email, a.language
                from assignment w join accounts_account_v a on a.id = w.account_id join programme_session_v s on s.id = w.session_id
                where w.session_id = :session and (:account::bigint is null or w.account_id = :account) and s.ends_at > :now
                order by a.id
                """)
                .param("session", sessionId)
                .param("account", accountId)
                .param("now", Sql.time(now))
                .query((row, n) -> new To(row.getLong(1), row.getString(2), row.getString(3)))
                .list()
                .forEach(to -> outbox.put(
                        NAME,
                        to.email(),
                        Texts.language(to.language()),
                        Map.of(
                                "kind",
                                kind.name(),
                                "session",
                                sessionId,
                                "account",
                                to.accountId(),
                                "sequence",
                                now.getEpochSecond() - FIRST_SEQUENCE),
                        null));
    }

    @Override
    public String name() {
        return NAME;
    }

    private record Notice(SessionSummary session, @Nullable String reason) {}

    @Override
    public Mail render(JsonNode payload, Locale language) {
        Kind kind = Kind.valueOf(payload.get("kind").asString());
        long session = payload.get("session").asLong();
        Notice notice = told(session);
        SessionSummary held = notice.session();
        String title = held.title().in(language);
        String where = held.where().in(language);
        boolean off = kind == Kind.CANCELLED || kind == Kind.ENDED;
        Draft draft = writer.write(language, texts.text(language, "mail.team." + kind + ".subject", title))
                .paragraph(texts.text(language, "mail.team." + kind + ".text", title));
        if (kind == Kind.CANCELLED && notice.reason() != null) {
            draft.paragraph(texts.text(language, "mail.booking.reason", notice.reason()));
        }
        draft.facts(
                new Fact(texts.text(language, "mail.booking.what"), title),
                new Fact(
                        texts.text(language, "mail.booking.when"),
                        Dates.longSlot(held.time().start(), held.time().end(), language)),
                new Fact(texts.text(language, "mail.booking.where"), where));
        return draft.button(
                        texts.text(language, "mail.team.button"),
                        "/dag/" + Dates.dayOf(held.time().start()))
                .calendar(calendars.of(new Appointment(
                        "assignment-" + session + "-" + payload.get("account").asLong() + "@" + hub.host(),
                        payload.path("sequence").asInt(0),
                        held.time(),
                        title,
                        where,
                        "",
                        off ? Status.CANCELLED : Status.CONFIRMED)))
                .done();
    }

    private Notice told(long session) {
        return jdbc.sql("select s.cancel_reason, %s from programme_session_v s %s where s.id = ?"
                        .formatted(SessionSummary.COLUMNS, SessionSummary.JOINS))
                .param(session)
                .query((row, n) -> new Notice(SessionSummary.of(row), row.getString("cancel_reason")))
                .single();
    }
}
