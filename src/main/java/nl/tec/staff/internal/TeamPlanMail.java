package nl.tec.staff.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFile;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.mail.MailTemplate;
import nl.tec.mail.MailWriter;
import nl.tec.mail.MailWriter.Draft;
import nl.tec.mail.MailWriter.Link;
import nl.tec.mail.Outbox;
import nl.tec.mail.Outbox.Message;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.TimeSlot;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The mail about many sessions of a plan: the list, each with a link to answer, and all of them for the calendar. */
@Component
public class TeamPlanMail implements MailTemplate {

    private static final String NAME = "team-plan";

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final MailWriter writer;
    private final Texts texts;
    private final CalendarFile calendars;
    private final AssignmentMail single;

    TeamPlanMail(
            JdbcClient jdbc,
            Outbox outbox,
            MailWriter writer,
            Texts texts,
            CalendarFile calendars,
            AssignmentMail single) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.writer = writer;
        this.texts = texts;
        this.calendars = calendars;
        this.single = single;
    }

    /** Mails everybody who has an address. @param asked sessions per person */
    public void put(Map<Long, List<Long>> asked, Instant now) {
        List<Message> letters = jdbc.sql("""
                select id, email, language from staff_member_v where id = any(?::bigint[]) and email is not null order by id
                """)
                .param(Rows.array(asked.keySet()))
                .query((row, n) -> new Message(
                        row.getString("email"),
                        Texts.language(row.getString("language")),
                        Map.of(
                                "member",
                                row.getLong("id"),
                                "sessions",
                                asked.getOrDefault(row.getLong("id"), List.of()),
                                "sequence",
                                AssignmentMail.sequence(now))))
                .list();
        outbox.putAll(NAME, letters, now);
    }

    @Override
    public String name() {
        return NAME;
    }

    private record Planned(long session, TimeSlot time, Bilingual title, Bilingual where, boolean hasAccount) {}

    /** Renders the mail; sessions that were reassigned or answered since are left out. */
    @Override
    public Mail render(JsonNode payload, Locale language) {
        long member = payload.get("member").asLong();
        List<Planned> planned = planned(
                member,
                StreamSupport.stream(payload.get("sessions").spliterator(), false)
                        .map(JsonNode::asLong)
                        .toList());
        Draft draft = writer.about(language, "mail.teamPlan.subject", planned.size());
        if (planned.isEmpty()) {
            return draft.say("mail.teamPlan.none").done();
        }
        List<Link> links = new ArrayList<>();
        planned.forEach(one -> single.makeLink(one.session(), member)
                .ifPresent(secret -> links.add(new Link(label(one, language), "/begeleiden/" + secret))));
        draft.say("mail.teamPlan.text").links(links);
        if (planned.get(0).hasAccount()) {
            draft.say("mail.teamPlan.roster").press("mail.teamPlan.button", "/rooster");
        }
        int sequence = payload.get("sequence").asInt();
        return draft.calendar(calendars.of(planned.stream()
                        .map(one -> new Appointment(
                                single.uid(one.session(), member),
                                sequence,
                                one.time(),
                                one.title().in(language),
                                one.where().in(language),
                                "",
                                Status.TENTATIVE))
                        .toList()))
                .done();
    }

    private String label(Planned one, Locale language) {
        return texts.text(
                language,
                "mail.teamPlan.session",
                Dates.longSlot(one.time().start(), one.time().end(), language),
                one.title().in(language),
                one.where().in(language));
    }

    private List<Planned> planned(long member, List<Long> sessions) {
        return jdbc.sql("""
                select s.session_id as session, s.starts_at as time_start, s.ends_at as time_end, s.title_nl, s.title_en,
                       s.venue_nl as where_nl, s.venue_en as where_en, m.account_id is not null as has_account
                  from assignment w
                  join staff_session_v s on s.session_id = w.session_id
                  join staff_member_v m on m.id = w.member_id
                 where w.member_id = :member and w.session_id = any(:sessions::bigint[]) and w.answer = 'OPEN' and s.state = 'PUBLISHED'
                 order by s.starts_at, s.session_id
                """)
                .param("member", member)
                .param("sessions", Rows.array(sessions))
                .query(Rows.of(Planned.class))
                .list();
    }
}
