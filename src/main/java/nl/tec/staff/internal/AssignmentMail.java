package nl.tec.staff.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Secrets;
import nl.tec.hub.HubSettings;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Fact;
import nl.tec.mail.Outbox;
import nl.tec.mail.Outbox.Message;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mails to guides: an assignment, its end, and a session that was moved or cancelled. As long as it can be answered, the mail has a
 * link for answering without signing in.
 */
@Component
public class AssignmentMail implements MailTemplate {

    /** The kind of event that is mailed about. */
    public enum Kind {
        ASSIGNED,
        MOVED,
        CANCELLED,
        ENDED,
        /** Released, because the certificate of conduct is not valid that day. */
        NO_VOG
    }

    private static final String NAME = "team";

    /** The field of a payload with what undoing needs. */
    private static final String UNDO = "undo";

    /** The sequence of an appointment is in seconds since this time; the clock is used because the assignment has no counter to go by. */
    private static final long FIRST_SEQUENCE = 1_700_000_000;

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final JsonMapper json;
    private final HubSettings hub;
    private final Clock clock;

    AssignmentMail(
            JdbcClient jdbc,
            Outbox outbox,
            MailWriter writer,
            Texts texts,
            CalendarFile calendars,
            JsonMapper json,
            HubSettings hub,
            Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.json = json;
        this.hub = hub;
        this.clock = clock;
    }

    /**
     * Mails the guides of a session who have an address, unless it is over.
     *
     * @param memberId only this guide; null: all guides
     */
    public void put(Kind kind, long sessionId, @Nullable Long memberId, Instant now) {
        letters(kind, sessionId, memberId, now)
                .forEach(letter -> outbox.put(NAME, letter.recipient(), letter.language(), letter.payload(), null));
    }

    /**
     * Mails one guide after the time in which it can be withdrawn ({@link #withdraw}).
     *
     * @param undo what undoing it needs; empty: nothing
     */
    public void putLater(Kind kind, long sessionId, long memberId, String undo, Instant now) {
        outbox.putAll(
                NAME,
                letters(kind, sessionId, memberId, now).stream()
                        .map(letter -> {
                            Map<String, Object> payload = new LinkedHashMap<>(letter.payload());
                            payload.put(UNDO, undo);
                            return new Message(letter.recipient(), letter.language(), payload);
                        })
                        .toList(),
                now.plus(Outbox.UNDO));
    }

    /** Removes the mail of {@link #putLater}. @return what undoing needs; empty: it is too late, or this guide has no address */
    public Optional<String> withdraw(Kind kind, long sessionId, long memberId) {
        return outbox.withdraw(NAME, Map.of("kind", kind.name(), "session", sessionId, "member", memberId)).stream()
                .findFirst()
                .map(payload -> json.readTree(payload).path(UNDO).asString(""));
    }

    /** Removes the questions about a session that nobody has read yet. @return the guides who were not asked after all */
    public Set<Long> withdrawQuestions(long sessionId) {
        return outbox.withdraw(NAME, Map.of("kind", Kind.ASSIGNED.name(), "session", sessionId)).stream()
                .map(payload -> json.readTree(payload).path("member").asLong())
                .collect(Collectors.toSet());
    }

    private List<Message> letters(Kind kind, long sessionId, @Nullable Long memberId, Instant now) {
        record To(long memberId, String email, Locale language) {}
        return jdbc
                .sql("""
                select m.id as member_id, m.email, m.language
                  from assignment w
                  join staff_member_v m on m.id = w.member_id
                  join programme_session_v s on s.id = w.session_id
                 where w.session_id = :session and (:member::bigint is null or w.member_id = :member) and s.ends_at > :now
                   and w.answer <> 'DECLINED' and m.email is not null
                 order by m.id
                """)
                .param("session", sessionId)
                .param("member", memberId)
                .param("now", Rows.timestamp(now))
                .query(Rows.of(To.class))
                .list()
                .stream()
                .map(to -> new Message(
                        to.email(),
                        to.language(),
                        Map.of(
                                "kind",
                                kind.name(),
                                "session",
                                sessionId,
                                "member",
                                to.memberId(),
                                "sequence",
                                sequence(now))))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    private record Notice(
            TimeSlot time,
            Bilingual title,
            Bilingual where,
            @Nullable String reason) {}

    @Override
    public Mail render(JsonNode payload, Locale language) {
        Kind kind = Kind.valueOf(payload.get("kind").asString());
        long session = payload.get("session").asLong();
        long member = payload.get("member").asLong();
        Notice held = read(session);
        String title = held.title().in(language);
        String where = held.where().in(language);
        boolean off = kind != Kind.ASSIGNED && kind != Kind.MOVED;
        Draft draft = writer.write(language, texts.text(language, "mail.team." + kind + ".subject", title))
                .paragraph(texts.text(language, "mail.team." + kind + ".text", title));
        if (kind == Kind.CANCELLED && held.reason() != null) {
            draft.paragraph(texts.text(language, "mail.booking.reason", held.reason()));
        }
        draft.facts(
                new Fact(texts.text(language, "mail.booking.what"), title),
                new Fact(
                        texts.text(language, "mail.booking.when"),
                        Dates.longSlot(held.time().start(), held.time().end(), language)),
                new Fact(texts.text(language, "mail.booking.where"), where));
        if (!off) {
            makeLink(session, member)
                    .ifPresent(
                            secret -> draft.button(texts.text(language, "mail.team.button"), "/begeleiden/" + secret));
        }
        return draft.calendar(calendars.of(new Appointment(
                        uid(session, member),
                        payload.path("sequence").asInt(0),
                        held.time(),
                        title,
                        where,
                        "",
                        // a guide answers anew after a move
                        off ? Status.CANCELLED : Status.TENTATIVE)))
                .done();
    }

    /** Returns the id of the appointment, which is the same in every mail about it. */
    String uid(long session, long member) {
        return "assignment-" + session + "-" + member + "@" + hub.host();
    }

    /** Returns a sequence that increases with time, and so with each mail. */
    static long sequence(Instant now) {
        return now.getEpochSecond() - FIRST_SEQUENCE;
    }

    /** Returns a secret, a new one for each mail, so that only hashes are stored. Empty: the assignment has ended. */
    Optional<String> makeLink(long session, long member) {
        String secret = Secrets.make();
        int made = jdbc.sql("""
                insert into assignment_link (link_hash, session_id, member_id, made_at)
                select :hash, session_id, member_id, :now from assignment where session_id = :session and member_id = :member
                """)
                .param("hash", Secrets.hash(secret))
                .param("now", Rows.now(clock))
                .param("session", session)
                .param("member", member)
                .update();
        return made == 0 ? Optional.empty() : Optional.of(secret);
    }

    private Notice read(long session) {
        return jdbc.sql("""
                select starts_at as time_start, ends_at as time_end, title_nl, title_en, venue_nl as where_nl, venue_en as where_en,
                       cancel_reason as reason
                  from staff_session_v where session_id = ?
                """).param(session).query(Rows.of(Notice.class)).single();
    }
}
