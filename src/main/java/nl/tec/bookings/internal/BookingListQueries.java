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
import nl.tec.bookings.BookingFilter.Order;
import nl.tec.bookings.BookingFilter.View;
import nl.tec.bookings.BookingRow;
import nl.tec.hub.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads bookings of classes for lists. */
@Component
public class BookingListQueries {

    private static final Pattern KEY = Pattern.compile("([0-9]{1,15})_([0-9]{1,18})");

    /** Every word is in the name of the activity, the class or the school; or, when those are sought, long words look like one that is. */
    private static final String FOUND = """
            not exists (select from unnest(:words::text[]) typed
                         cross join lateral (select lower(unaccent(typed)) as word) w
                         cross join lateral (select lower(unaccent(concat_ws(' ', a.title_nl, a.title_en, c.label, o.name))) as said) t
                         where strpos(said, word) = 0 and (not :alike or length(word) < 4 or word_similarity(word, said) < 0.5))
            """;

    /** The value of the booking that a key names. */
    private static final Map<Order, String> VALUE_AT = Map.of(
            Order.ACTIVITY,
            "(select k.title_nl from booking n join programme_session_v m on m.id = n.session_id join programme_activity_v k on k.id = m.activity_id where n.id = :id)",
            Order.SCHOOL,
            "(select k.name from booking n join organisations_organisation_v k on k.id = n.site_id where n.id = :id)");

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
     * @param alike whether to find what looks like the words of the filter
     * @param key of the row before the first, or after the last if {@code back}; null: from the beginning
     * @param back whether to read the rows before the key, nearest first
     */
    public List<BookingRow> list(
            BookingFilter filter, boolean alike, Order order, @Nullable String key, boolean back, int limit) {
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
            conditions.add(FOUND);
            values.put("alike", alike);
            values.put("words", Rows.array(List.of(filter.text().strip().split("\\s+"))));
        }
        String column = switch (order) {
            case TIME -> "";
            case ACTIVITY -> "a.title_nl, ";
            case SCHOOL -> "o.name, ";
        };
        boolean descending = (order == Order.TIME && filter.view().newestFirst()) != back;
        Optional.ofNullable(key).map(KEY::matcher).filter(Matcher::matches).ifPresent(matcher -> {
            String value = order == Order.TIME ? "" : VALUE_AT.get(order) + ", ";
            conditions.add(
                    "(" + column + "s.starts_at, b.id) " + (descending ? "<" : ">") + " (" + value + ":start, :id)");
            values.put("start", Rows.timestamp(Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))));
            values.put("id", Long.valueOf(matcher.group(2)));
        });
        String direction = descending ? "desc" : "asc";
        return jdbc.sql("""
                select b.id as booking_id, b.state, b.participants, b.adults, b.cancelled_late as late, w.sector, c.label,
                       o.name as school, s.id as session_id, s.starts_at as time_start, s.ends_at as time_end, s.ends_at <= :now as over,
                       (select sum(x.head_count)::int from attendance x where x.booking_id = b.id) as came, a.title_nl, a.title_en,
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
                order by %3$s s.starts_at %2$s, b.id %2$s
                limit :limit
                """.formatted(
                        String.join(" and ", conditions), direction, column.replace(",", " " + direction + ",")))
                .params(values)
                .query(Rows.of(BookingRow.class))
                .list();
    }
}
