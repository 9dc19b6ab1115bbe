package nl.tec.bookings.internal;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.PersonalRecords;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.CancelledBy;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person signed up for with the same mail address, without an account (rules 8). */
@Component
@Order(20)
class SignUpRecords implements PersonalRecords {

    private static final int MAX = 200;

    private final JdbcClient jdbc;
    private final EmailHash hash;
    private final BookingChanges changes;
    private final CapacityStore capacities;
    private final SignUpPrivacy privacy;
    private final Texts texts;

    SignUpRecords(
            JdbcClient jdbc,
            EmailHash hash,
            BookingChanges changes,
            CapacityStore capacities,
            SignUpPrivacy privacy,
            Texts texts) {
        this.jdbc = jdbc;
        this.hash = hash;
        this.changes = changes;
        this.capacities = capacities;
        this.privacy = privacy;
        this.texts = texts;
    }

    private record Row(
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
    public List<Section> about(Person person) {
        Locale language = LocaleContextHolder.getLocale();
        List<List<Fact>> items = jdbc
                .sql("""
                select a.title_nl, a.title_en, s.starts_at, s.ends_at, b.state, u.name, u.phone, u.photo_permission as photos,
                       (select string_agg(concat_ws(' ', p.first_name, coalesce(p.age, p.grade)), ', ' order by p.id)
                          from sign_up_person p where p.booking_id = u.booking_id
                           and (p.first_name is not null or p.age is not null or p.grade is not null)) as people
                from sign_up u join booking b on u.booking_id = coalesce(b.sign_up_id, b.id) join programme_session_v s on s.id = b.session_id
                join programme_activity_v a on a.id = s.activity_id
                where u.email_hash = ? and u.email = ? and u.erased_at is null
                order by s.starts_at desc, b.id desc limit ?
                """)
                .param(hash.of(person.email()))
                .param(person.email())
                .param(MAX)
                .query(Row.class)
                .list()
                .stream()
                .map(row -> facts(row, language))
                .toList();
        return List.of(new Section("signup.records", items));
    }

    private List<Fact> facts(Row row, Locale language) {
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
        return facts;
    }

    private static void add(List<Fact> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(key, value));
        }
    }

    /** What can still be attended is cancelled first, so that the places go to who waits. */
    @Override
    public void forget(Person person) {
        List<Long> bookings = jdbc.sql("""
                select u.booking_id from sign_up u join booking b on b.id = u.booking_id
                where u.email_hash = ? and u.email = ? and u.erased_at is null order by b.id
                """)
                .param(hash.of(person.email()))
                .param(person.email())
                .query(Long.class)
                .list();
        capacities.lockAll(jdbc.sql(
                        "select session_id from booking where id = any(:ids::bigint[]) or sign_up_id = any(:ids::bigint[])")
                .param("ids", Sql.array(bookings))
                .query(Long.class)
                .list());
        for (long booking : bookings) {
            changes.cancel(booking, CancelledBy.VISITOR, "", null);
            privacy.erase(booking);
        }
    }
}
