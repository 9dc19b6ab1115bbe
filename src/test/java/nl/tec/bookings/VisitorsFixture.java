package nl.tec.bookings;

import static nl.tec.Outcomes.done;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.bookings.SignUpEntry.Child;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox;
import nl.tec.mail.Mailbox.Message;
import nl.tec.mail.internal.OutboxSender;
import nl.tec.programme.ProgrammeEvent;
import nl.tec.programme.ProgrammeEvents;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Creates test data for visitors: activities, sign-up entries and received mail. */
@Component
public class VisitorsFixture {

    private static final Pattern LINK = Pattern.compile("/mijn/([A-Za-z0-9_-]{43})");
    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000);

    private final JdbcClient jdbc;
    private final SignUps signUps;
    private final SignUpsByLink byLink;
    private final OutboxSender sender;
    private final Mailbox mailbox;
    private final HubSettings hub;
    private final ProgrammeEvents events;

    VisitorsFixture(
            JdbcClient jdbc,
            SignUps signUps,
            SignUpsByLink byLink,
            OutboxSender sender,
            Mailbox mailbox,
            HubSettings hub,
            ProgrammeEvents events) {
        this.jdbc = jdbc;
        this.signUps = signUps;
        this.byLink = byLink;
        this.sender = sender;
        this.mailbox = mailbox;
        this.hub = hub;
        this.events = events;
    }

    /** Creates a published activity for individual visitors at a venue; for children, those of 8 to 14 years. */
    public long activity(String title, String... audiences) {
        long n = COUNT.incrementAndGet();
        long venue = jdbc.sql("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, note_nl, note_en)
                values (?, 'TECHLAB', 'Techlab', 'Techlab', 'Teststraat 1', 'Deventer', true, 'Bel aan bij de blauwe deur.',
                        'Ring at the blue door.') returning id
                """).param("plek-" + n).query(Long.class).single();
        return jdbc.sql("""
                insert into activity (slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl,
                    description_en, needs_nl, needs_en, worlds, audiences, age_from, age_to, minutes, group_min, group_max,
                    cost_participant_cents, free_cancel_days, tags, changed_at, venue_id)
                values (?, 'AFTER_SCHOOL', 'PUBLISHED', 'INDIVIDUALS', ?, 'Drones', 'Je vliegt.', 'You fly.', '', '',
                    'Trek oude kleren aan.', 'Wear old clothes.', '{HITECH_SCIENCE}', ?::text[],
                    case when 'CHILD' = any(?::text[]) then 8 end, case when 'CHILD' = any(?::text[]) then 14 end,
                    120, 1, 32, 750, 3, '{drone}', now(), ?) returning id
                """)
                .param("meedoen-" + n)
                .param(title)
                .param(array(audiences))
                .param(array(audiences))
                .param(array(audiences))
                .param(venue)
                .query(Long.class)
                .single();
    }

    /** Creates the same activity free of charge. */
    public long freeActivity(String title, String... audiences) {
        long activity = activity(title, audiences);
        TestSql.update(jdbc, "update activity set cost_participant_cents = 0 where id = ?", activity);
        return activity;
    }

    /** Creates a published event with these sessions as its parts, in one track. */
    public ProgrammeEvent event(String title, Actor by, long... sessions) {
        LocalDate first = day("min", sessions);
        ProgrammeEvent draft = done(events.create(
                new ProgrammeEvent.Details(
                        new Bilingual(title, "Week"),
                        new Bilingual("Een week vol techniek.", "A week of technology."),
                        new Bilingual("Kom *kijken*.", "Come and *look*."),
                        first,
                        day("max", sessions),
                        List.of(new Bilingual("Maken", "Making"))),
                by));
        Map<Long, Integer> parts = new LinkedHashMap<>();
        for (long session : sessions) {
            parts.put(session, 1);
        }
        done(events.choose(draft.id(), draft.version(), parts, by));
        return done(events.show(draft.id(), true, by));
    }

    private LocalDate day(String which, long... sessions) {
        return jdbc.sql("select (" + which
                        + "(starts_at) at time zone 'Europe/Amsterdam')::date from session where id = any(?::bigint[])")
                .param(Rows.array(Arrays.stream(sessions).boxed().toList()))
                .query(LocalDate.class)
                .single();
    }

    private static String array(String... words) {
        return "{" + String.join(",", words) + "}";
    }

    /** Creates a published session of two hours. */
    public long session(long activity, Instant start, int capacity) {
        long id = jdbc.sql("""
                insert into session (activity_id, starts_at, ends_at, venue_id, state, capacity)
                select id, ?, ?, venue_id, 'PUBLISHED', ? from activity where id = ? returning id
                """)
                .param(Timestamp.from(start))
                .param(Timestamp.from(start.plusSeconds(7200)))
                .param(capacity)
                .param(activity)
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at)
                select id, true, starts_at, capacity, 0, ends_at, concat(venue_id, '/', site_id) from session where id = ?
                """).param(id).update();
        return id;
    }

    /** Creates a course of weekly meetings with these capacities. */
    public List<Long> course(long activity, Instant start, int... capacities) {
        long series =
                jdbc.sql("select nextval('session_series')").query(Long.class).single();
        List<Long> meetings = new ArrayList<>();
        for (int capacity : capacities) {
            long id = session(activity, start.plus(7L * meetings.size(), ChronoUnit.DAYS), capacity);
            TestSql.update(jdbc, "update session set series_id = ?, course = true where id = ?", series, id);
            TestSql.update(jdbc, "update session_capacity set course_id = ? where session_id = ?", series, id);
            meetings.add(id);
        }
        return meetings;
    }

    /** Returns an unused address. */
    public String address() {
        return "bezoeker" + COUNT.incrementAndGet() + "@voorbeeld.nl";
    }

    /** Returns the entry of a parent with children aged 10. */
    public static SignUpEntry parent(String email, String... children) {
        return new SignUpEntry(
                email,
                "Sanne de Vries",
                false,
                "",
                List.of(children).stream().map(name -> new Child(name, "10")).toList(),
                "0",
                "",
                false);
    }

    /** Signs up in Dutch, as the form does. @param network null if unknown */
    public SignUpResult ask(
            long session, SignUpEntry entry, UUID formKey, boolean acceptsWaitingList, @Nullable String network) {
        SignUpSession read = signUps.session(session).orElseThrow();
        return signUps.signUp(new SignUpVisitors(read, entry, formKey, acceptsWaitingList, Texts.DUTCH, network));
    }

    /** Signs up and returns the secret in the mail. */
    public String signUp(long session, String email, String... children) {
        SignUpResult result = ask(session, parent(email, children), UUID.randomUUID(), true, null);
        if (!(result instanceof SignUpResult.Received)) {
            throw new AssertionError("not signed up: " + result);
        }
        return secret(post(email));
    }

    /** Signs up and confirms. */
    public String takesPart(long session, String email, String... children) {
        String secret = signUp(session, email, children);
        if (!(byLink.confirm(secret) instanceof SignUpChange.Done)) {
            throw new AssertionError("not confirmed");
        }
        return secret;
    }

    /** Changes a sign-up as from a page that shows it as it is. */
    public SignUpChange change(String secret, SignUpEntry entry) {
        return byLink.change(secret, entry, byLink.find(secret).orElseThrow().stamp());
    }

    /** Returns all mails to this address, newest first. */
    public List<Message> mail(String email) {
        hub.set(Setting.DEMO, "true");
        while (sender.sendDue() > 0) {
            // until the queue is empty
        }
        return mailbox.list(email, Long.MAX_VALUE, 50);
    }

    /** Returns the newest mail to this address. */
    public Message post(String email) {
        return mail(email).get(0);
    }

    /** Returns the secret of the link in a mail. */
    public static String secret(Message letter) {
        Matcher link = LINK.matcher(letter.text());
        if (!link.find()) {
            throw new AssertionError("no link in: " + letter.text());
        }
        return link.group(1);
    }
}
