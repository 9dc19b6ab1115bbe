package nl.tec.bookings.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.bookings.BookingFilter;
import nl.tec.bookings.BookingFilter.View;
import nl.tec.bookings.BookingRow;
import nl.tec.hub.Rows;
import nl.tec.shared.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads bookings of classes for lists. */
@Component
public class BookingListQueries {

    private static final Pattern KEY = Pattern.compile("([0-9]{1,15})_([0-9]{1,18})");

    private final JdbcClient jdbc;
    private final Clock clock;

    BookingListQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static String condition(View view) {
        return switch (view) {
            case COMING -> "booking_active(b.state) and s.ends_at > :now";
            case WAITING -> "b.state in ('OFFERED', 'WAITING') and s.ends_at > :now";
            case UNREACHABLE ->
                condition(View.COMING)
                        + " and not exists (select from class_mail_recipients(b.site_id, b.account_id, b.contact_email))";
            case PAST -> "b.state = 'CONFIRMED' and s.ends_at <= :now";
            case CANCELLED -> "not booking_active(b.state)";
            case ALL -> "true";
        };
    }

    /** Counts the upcoming visits without anybody who receives mail. */
    public int countUnreachable() {
        return jdbc.sql(
                        "select count(*) from booking b join programme_session_v s on s.id = b.session_id where b.kind = 'CLASS' and "
                                + condition(View.UNREACHABLE))
                .param("now", Rows.now(clock))
                .query(Integer.class)
                .single();
    }

    /**
     * @param key of the row before the first, or after the last if {@code back}; null: from the beginning
     * @param back whether to read the rows before the key, nearest first
     */
    public List<BookingRow> list(BookingFilter filter, @Nullable String key, boolean back, int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions = new ArrayList<>(List.of("b.kind = 'CLASS'", condition(filter.view())));
        values.put("now", Rows.now(clock));
        values.put("limit", limit);
        if (filter.sites() != null) {
            conditions.add("b.site_id = any(:sites::bigint[])");
            values.put("sites", Rows.array(filter.sites()));
        }
        if (filter.session() != null) {
            conditions.add("b.session_id = :session");
            values.put("session", filter.session());
        }
        if (filter.day() != null) {
            conditions.add("s.starts_at >= :from and s.starts_at < :to");
            values.put("from", Rows.startOf(filter.day()));
            values.put("to", Rows.startOf(filter.day().plusDays(1)));
        }
        if (!filter.text().isBlank()) {
            conditions.add(
                    "(a.title_nl ilike :text or a.title_en ilike :text or c.label ilike :text or o.name ilike :text)");
            values.put("text", Like.part(filter.text()));
        }
        boolean descending = filter.view().newestFirst() != back;
        Optional.ofNullable(key).map(KEY::matcher).filter(Matcher::matches).ifPresent(matcher -> {
            conditions.add("(s.starts_at, b.id) " + (descending ? "<" : ">") + " (:start, :id)");
            values.put("start", Rows.timestamp(Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))));
            values.put("id", Long.valueOf(matcher.group(2)));
        });
        String order = descending ? "desc" : "asc";
        return jdbc.sql("""
                select b.id as booking_id, b.state, b.participants, b.adults, b.cancelled_late as late, b.turn, w.sector, c.label,
                       o.name as school, s.id as session_id, s.starts_at as time_start, s.ends_at as time_end, a.title_nl, a.title_en,
                       a.worlds[1] as world, v.choice as transport, t.name_nl as bus_nl, t.name_en as bus_en
                from booking b
                join programme_session_v s on s.id = b.session_id
                join programme_activity_v a on a.id = s.activity_id
                join organisations_school_class_v c on c.id = b.class_id
                join organisations_school_site_v w on w.organisation_id = b.site_id
                join organisations_organisation_v o on o.id = b.site_id
                left join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
                left join venues_bus_of_visit_v t on t.booking_id = b.id
                where %1$s
                order by s.starts_at %2$s, b.id %2$s
                limit :limit
                """.formatted(String.join(" and ", conditions), order))
                .params(values)
                .query(Rows.of(BookingRow.class))
                .list();
    }
}
