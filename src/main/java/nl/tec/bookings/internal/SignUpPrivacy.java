package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Audit;
import nl.tec.bookings.SignUp;
import nl.tec.bookings.SignUpPerson;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Export and erasure of visitors' personal data (rules 8). */
@Component
public class SignUpPrivacy {

    /** The key of sign-ups in the register of processing. */
    public static final String HOLDING = "sign-ups";

    /** The batch size, which keeps transactions short. */
    private static final int BATCH = 100;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SignUpLinks links;
    private final SignUpAnswers answers;
    private final Outbox outbox;
    private final Audit audit;
    private final Texts texts;

    SignUpPrivacy(
            JdbcClient jdbc,
            Clock clock,
            SignUpLinks links,
            SignUpAnswers answers,
            Outbox outbox,
            Audit audit,
            Texts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.links = links;
        this.answers = answers;
        this.outbox = outbox;
        this.audit = audit;
        this.texts = texts;
    }

    /** Erases the personal data of one sign-up, in the caller's transaction. */
    public void erase(long bookingId) {
        erase(List.of(bookingId), clock.instant());
    }

    /**
     * Erases a batch of sign-ups whose sessions all ended, or that were all cancelled or expired, before a moment.
     *
     * @return how many; 0: there are none left
     */
    int eraseExpired(Instant before) {
        List<Long> due = due(before);
        if (!due.isEmpty()) {
            erase(due, clock.instant());
        }
        return due.size();
    }

    private List<Long> due(Instant until) {
        return jdbc.sql("""
                select u.booking_id
                from sign_up u
                where u.erased_at is null
                  and not exists (
                    select from booking b join session_capacity p on p.session_id = b.session_id
                    where (b.id = u.booking_id or b.sign_up_id = u.booking_id) and p.ends_at >= :until
                      and (booking_active(b.state)
                           or (select max(e.at) from booking_event e where e.booking_id = b.id) >= :until))
                order by u.booking_id limit :batch
                """)
                .param("until", Rows.timestamp(until))
                .param("batch", BATCH)
                .query(Long.class)
                .list();
    }

    /**
     * Erases names, addresses, telephone numbers, answers, links and mails. Kept are the counts by audience and age, and the keyed hash
     * that identifies distinct people (rules 2.9).
     */
    private void erase(List<Long> bookings, Instant at) {
        forgetMails(bookings);
        jdbc.sql(
                        "update sign_up set email = null, name = null, phone = null, network_hash = null, erased_at = :at where booking_id in (:ids)")
                .param("at", Rows.timestamp(at))
                .param("ids", bookings)
                .update();
        jdbc.sql("update sign_up_person set first_name = null where booking_id in (:ids)")
                .param("ids", bookings)
                .update();
        answers.erase(bookings);
        bookings.forEach(booking -> audit.add(null, "SIGN_UP_ERASED", "BOOKING", booking));
    }

    /** Deletes the links and the mails, including unsent ones. */
    public void forgetMails(List<Long> bookings) {
        links.remove(bookings);
        outbox.forget("booking", bookings);
    }

    /** Returns all personal data of a sign-up for a JSON export, with the labels of its page in the visitor's language. */
    public Map<String, Object> export(SignUp signUp) {
        return new Export(signUp.language()).of(signUp);
    }

    private final class Export {

        private final Locale language;

        Export(Locale language) {
            this.language = language;
        }

        Map<String, Object> of(SignUp signUp) {
            Map<String, Object> all = new LinkedHashMap<>();
            put(all, "activity", signUp.session().title(language));
            put(
                    all,
                    "meetings",
                    signUp.meetings().stream()
                            .map(meeting -> of(signUp, meeting))
                            .toList());
            put(all, "state", texts.label(language, signUp.state()));
            put(all, "email", signUp.email());
            put(all, "name", signUp.name());
            put(all, "phone", signUp.phone());
            put(all, "language", language.getDisplayLanguage(language));
            put(all, "photos", texts.text(language, signUp.photos() ? "signup.yes" : "signup.no"));
            put(all, "requested", signUp.requestedAt());
            put(all, "confirmed", signUp.confirmedAt());
            put(all, "who", signUp.people().stream().map(this::of).toList());
            put(all, "happened", events(signUp.bookingId()));
            return all;
        }

        private Map<String, Object> of(SignUp signUp, SignUp.Meeting meeting) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (signUp.parts()) {
                put(one, "activity", meeting.session().activity().title().in(language));
            }
            put(one, "from", meeting.session().slot().start());
            put(one, "until", meeting.session().slot().end());
            put(one, "where", signUp.session().where(meeting.session(), language));
            put(one, "state", texts.label(language, meeting.state()));
            return one;
        }

        private Map<String, Object> of(SignUpPerson person) {
            Map<String, Object> one = new LinkedHashMap<>();
            put(one, "audience", texts.label(language, person.audience()));
            put(one, "firstName", person.firstName());
            put(one, "age", person.age());
            Grade grade = person.grade();
            put(one, "grade", grade == null ? null : texts.text(language, grade.messageKey(), grade.number()));
            put(one, "checkedIn", person.checkedInAt());
            person.answers().forEach(answer -> one.put(answer.question().text().in(language), answer.words(language)));
            return one;
        }

        private List<Map<String, Object>> events(long bookingId) {
            return jdbc.sql("select at, event from booking_event where booking_id = ? order by id")
                    .param(bookingId)
                    .query((row, n) -> {
                        Map<String, Object> one = new LinkedHashMap<>();
                        put(
                                one,
                                "when",
                                row.getObject("at", OffsetDateTime.class).toInstant());
                        String event = row.getString("event");
                        put(
                                one,
                                "what",
                                texts.find(language, "signup.data.event." + event)
                                        .orElse(event));
                        return one;
                    })
                    .list();
        }

        /** @param name of a text under signup.data. @param value omitted if null; an instant is formatted for people */
        private void put(Map<String, Object> to, String name, @Nullable Object value) {
            if (value != null) {
                to.put(
                        texts.text(language, "signup.data." + name),
                        value instanceof Instant moment ? Dates.moment(moment, language) : value);
            }
        }
    }
}
