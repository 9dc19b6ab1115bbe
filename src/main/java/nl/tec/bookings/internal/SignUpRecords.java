package nl.tec.bookings.internal;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.PersonalRecords;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.bookings.internal.SignUpAnswers.Answered;
import nl.tec.hub.EmailHash;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sign-ups of a person with the same mail address, without an account (rules 8). */
@Component
@Order(20)
class SignUpRecords implements PersonalRecords {

    private static final int MAX = 200;

    private final JdbcClient jdbc;
    private final EmailHash hash;
    private final BookingChanges changes;
    private final CapacityStore capacities;
    private final SignUpPrivacy privacy;
    private final SignUpAnswers answers;
    private final Texts texts;

    SignUpRecords(
            JdbcClient jdbc,
            EmailHash hash,
            BookingChanges changes,
            CapacityStore capacities,
            SignUpPrivacy privacy,
            SignUpAnswers answers,
            Texts texts) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.changes = changes;
        this.capacities = capacities;
        this.privacy = privacy;
        this.answers = answers;
        this.texts = texts;
    }

    private record Row(
            long signUp,
            String titleNl,
            String titleEn,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            BookingState state,
            @Nullable String name,
            @Nullable String phone,
            boolean photos,
            @Nullable String people) {}

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.erased(
                        SignUpPrivacy.HOLDING,
                        Set.of(Subject.CHILD, Subject.VISITOR),
                        Basis.AGREEMENT,
                        RetentionTerm.days(Setting.RETENTION_DAYS, Since.SESSION),
                        Set.of(Viewer.GUIDE, Viewer.PROGRAMME_MANAGER),
                        List.of(
                                "sign_up.email",
                                "sign_up.name",
                                "sign_up.phone",
                                "sign_up.network_hash",
                                "sign_up_person.first_name",
                                "sign_up_link.link_hash"),
                        privacy::eraseExpired),
                Holding.erased(
                                SignUpAnswers.HOLDING,
                                Set.of(Subject.CHILD, Subject.VISITOR),
                                Basis.AGREEMENT,
                                RetentionTerm.days(ActivityQuestion.MAX_KEEP_DAYS, Since.SESSION),
                                Set.of(Viewer.GUIDE, Viewer.PROGRAMME_MANAGER),
                                List.of("sign_up_answer.answer"),
                                answers::eraseExpired)
                        .ofSpecialCategory(),
                Holding.kept(
                        "counted",
                        Set.of(Subject.VISITOR),
                        Basis.PUBLIC_TASK,
                        RetentionTerm.lasting(Since.COUNTING),
                        Set.of(Viewer.NOBODY),
                        List.of("sign_up.email_hash", "attendance.email_hash", "sign_up_person.age")));
    }

    @Override
    public List<Match> find(String words, int limit) {
        return jdbc.sql("""
                select u.email, max(u.name) as name, string_agg(distinct p.first_name, ', ') as children
                  from sign_up u left join sign_up_person p on p.booking_id = u.booking_id
                 where u.erased_at is null and u.email is not null
                   and (names_person(:words, u.email, u.name, u.phone) or exists (
                          select from sign_up_person q where q.booking_id = u.booking_id and names_person(:words, q.first_name)))
                 group by u.email order by max(u.booking_id) desc limit :limit
                """)
                .param("words", words)
                .param("limit", limit)
                .query((row, n) -> new Match(
                        SignUpPrivacy.HOLDING,
                        new Person(0, row.getString("email")),
                        Stream.of(row.getString("name"), row.getString("children"))
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(": "))))
                .list();
    }

    @Override
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        List<Row> rows = jdbc.sql("""
                select u.booking_id as sign_up, a.title_nl, a.title_en, s.starts_at, s.ends_at, b.state, u.name, u.phone, u.photo_permission as photos,
                       (select string_agg(concat_ws(' ', p.first_name, coalesce(p.age, p.grade)), ', ' order by p.id)
                          from sign_up_person p where p.booking_id = u.booking_id
                           and (p.first_name is not null or p.age is not null or p.grade is not null)) as people
                from sign_up u join booking b on u.booking_id = booking_sign_up(b.sign_up_id, b.id) join programme_session_v s on s.id = b.session_id
                join programme_activity_v a on a.id = s.activity_id
                where (u.email_hash = ? and u.email = ? or u.booking_id = ?) and u.erased_at is null
                order by s.starts_at desc, b.id desc limit ?
                """)
                .param(hash.of(person.email()))
                .param(person.email())
                .param(person.recordOf(SignUpPrivacy.HOLDING))
                .param(MAX)
                .query(Row.class)
                .list();
        Map<Long, List<Answered>> answered =
                answers.ofSignUps(rows.stream().map(Row::signUp).distinct().toList());
        List<List<Fact>> items = rows.stream()
                .map(row -> facts(row, answered.getOrDefault(row.signUp(), List.of()), language))
                .toList();
        return List.of(new Section("signup.records", items, "/mijn"));
    }

    private List<Fact> facts(Row row, List<Answered> answered, Locale language) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("signup.what", new Bilingual(row.titleNl(), row.titleEn()).in(language)),
                new Fact(
                        "signup.when",
                        Dates.longSlot(row.startsAt().toInstant(), row.endsAt().toInstant(), language)),
                new Fact("signup.records.state", texts.label(language, row.state()))));
        add(facts, "signup.name", row.name());
        add(facts, "signup.who", row.people());
        add(facts, "signup.phone", row.phone());
        facts.add(new Fact("signup.photosShort", texts.text(language, row.photos() ? "signup.yes" : "signup.no")));
        answered.forEach(one -> facts.add(new Fact(
                "signup.answer",
                (one.firstName() == null ? "" : one.firstName() + ": ")
                        + one.answer().line(language))));
        return facts;
    }

    private static void add(List<Fact> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(key, value));
        }
    }

    /** Erases a person's sign-ups, after cancelling active ones so that their seats go to the waiting list. */
    @Override
    public void forget(Person person) {
        List<Long> bookings = jdbc.sql("""
                select u.booking_id from sign_up u join booking b on b.id = u.booking_id
                where (u.email_hash = ? and u.email = ? or u.booking_id = ?) and u.erased_at is null order by b.id
                """)
                .param(hash.of(person.email()))
                .param(person.email())
                .param(person.recordOf(SignUpPrivacy.HOLDING))
                .query(Long.class)
                .list();
        capacities.lockAll(jdbc.sql(
                        "select session_id from booking where id = any(:ids::bigint[]) or sign_up_id = any(:ids::bigint[])")
                .param("ids", Rows.array(bookings))
                .query(Long.class)
                .list());
        for (long booking : bookings) {
            changes.cancel(booking, CancelledBy.VISITOR, "", null);
            privacy.erase(booking);
        }
    }
}
