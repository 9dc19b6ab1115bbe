package nl.tec.bookings.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.bookings.BookingState;
import nl.tec.bookings.Transport;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Lists of class bookings, filtered and paged by key (the time of the session and the booking). */
@Service
public class BookingLists {

    /** What part of the bookings. The text of each is {@code bookings.view.<name>}. */
    public enum View {
        /** Still to come: booked, offered, waiting. */
        COMING,
        WAITING,
        /** Still to come, and nobody is mailed about it. */
        UNREACHABLE,
        PAST,
        CANCELLED,
        ALL;

        private String condition() {
            return switch (this) {
                case COMING -> "b.state in ('CONFIRMED', 'OFFERED', 'WAITING') and s.ends_at > :now";
                case WAITING -> "b.state in ('OFFERED', 'WAITING') and s.ends_at > :now";
                case UNREACHABLE ->
                    COMING.condition() + " and not exists (select from class_mail_recipients(b.site_id, b.account_id))";
                case PAST -> "b.state = 'CONFIRMED' and s.ends_at <= :now";
                case CANCELLED -> "b.state in ('CANCELLED', 'EXPIRED')";
                case ALL -> "true";
            };
        }

        /** Whether it is for the programme manager only. */
        public boolean makersOnly() {
            return this == UNREACHABLE;
        }

        boolean newestFirst() {
            return this == PAST || this == CANCELLED;
        }
    }

    /**
     * @param sites of these schools only; null: of all
     * @param text part of the name of the activity, the class or the school; empty: any
     * @param day of the session; null: any
     * @param session of this one only; null: any
     */
    public record Filter(
            @Nullable Collection<Long> sites,
            View view,
            String text,
            @Nullable LocalDate day,
            @Nullable Long session) {}

    /**
     * @param turn on the waiting list, ascending; null when it never waited
     * @param transport what the school chose; null: nothing yet
     * @param bus which bus of the TEC; null: none is reserved
     */
    public record Row(
            long bookingId,
            BookingState state,
            int participants,
            int adults,
            boolean late,
            @Nullable Long turn,
            Sector sector,
            String label,
            String school,
            long sessionId,
            TimeSlot time,
            Bilingual title,
            World world,
            @Nullable Transport transport,
            @Nullable Bilingual bus) {

        String key() {
            return time.start().toEpochMilli() + "_" + bookingId;
        }
    }

    /** A page. @param previous,next keys of the pages before and after; null: none */
    public record Page(
            List<Row> rows,
            @Nullable String previous,
            @Nullable String next) {}

    private static final Pattern KEY = Pattern.compile("([0-9]{1,15})_([0-9]{1,18})");

    private final JdbcClient jdbc;
    private final Clock clock;

    BookingLists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param after the key of the row before the page; null: at the beginning
     * @param before the key of the row after the page, when somebody pages back
     */
    public Page page(Filter filter, @Nullable String after, @Nullable String before, int size) {
        boolean back = before != null;
        List<Row> rows = new ArrayList<>(read(filter, back ? before : after, back, size + 1));
        boolean more = rows.size() > size;
        if (more) {
            rows.remove(size);
        }
        if (back) {
            Collections.reverse(rows);
        }
        boolean hasPrevious = back ? more : after != null;
        boolean hasNext = back || more;
        return rows.isEmpty()
                ? new Page(rows, null, null)
                : new Page(
                        rows,
                        hasPrevious ? rows.get(0).key() : null,
                        hasNext ? rows.get(rows.size() - 1).key() : null);
    }

    /** Coming visits about which nobody can be mailed. */
    public int countUnreachable() {
        return jdbc.sql(
                        "select count(*) from booking b join programme_session_v s on s.id = b.session_id where b.kind = 'CLASS' and "
                                + View.UNREACHABLE.condition())
                .param("now", Sql.time(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private List<Row> read(Filter filter, @Nullable String key, boolean back, int limit) {
        Map<String, Object> values = new HashMap<>();
        List<String> conditions =
                new ArrayList<>(List.of("b.kind = 'CLASS'", filter.view().condition()));
        values.put("now", Sql.time(clock.instant()));
        values.put("limit", limit);
        if (filter.sites() != null) {
            conditions.add("b.site_id = any(:sites::bigint[])");
            values.put("sites", Sql.array(filter.sites()));
        }
        if (filter.session() != null) {
            conditions.add("b.session_id = :session");
            values.put("session", filter.session());
        }
        if (filter.day() != null) {
            conditions.add("s.starts_at >= :from and s.starts_at < :to");
            values.put("from", Sql.time(start(filter.day())));
            values.put("to", Sql.time(start(filter.day().plusDays(1))));
        }
        if (!filter.text().isBlank()) {
            conditions.add(
                    "(a.title_nl ilike :text or a.title_en ilike :text or c.label ilike :text or o.name ilike :text)");
            values.put("text", "%" + filter.text().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        boolean descending = filter.view().newestFirst() != back;
        Optional.ofNullable(key).map(KEY::matcher).filter(Matcher::matches).ifPresent(matcher -> {
            conditions.add("(s.starts_at, b.id) " + (descending ? "<" : ">") + " (:start, :id)");
            values.put("start", Sql.time(Instant.ofEpochMilli(Long.parseLong(matcher.group(1)))));
            values.put("id", Long.valueOf(matcher.group(2)));
        });
        String order = descending ? " desc" : "";
        return jdbc.sql("""
                select b.id, b.state, b.participants, b.adults, b.cancelled_late, b.turn, w.sector, c.label, o.name as school,
                       s.id as session_id, s.starts_at, s.ends_at, a.title_nl, a.title_en, a.worlds[1] as world,
                       v.choice, t.name_nl as bus_nl, t.name_en as bus_en
                from booking b
                join programme_session_v s on s.id = b.session_id
                join programme_activity_v a on a.id = s.activity_id
                join organisations_school_class_v c on c.id = b.class_id
                join organisations_school_site_v w on w.organisation_id = b.site_id
                join organisations_organisation_v o on o.id = b.site_id
                left join visit_item v on v.booking_id = b.id and v.item = 'TRANSPORT'
                left join venues_bus_of_visit_v t on t.booking_id = b.id
                where """ + " " + String.join(" and ", conditions) + " order by s.starts_at" + order + ", b.id"
                        + order
                        + " limit :limit")
                .params(values)
                .query(BookingLists::row)
                .list();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        long turn = row.getLong("turn");
        return new Row(
                row.getLong("id"),
                BookingState.valueOf(row.getString("state")),
                row.getInt("participants"),
                row.getInt("adults"),
                row.getBoolean("cancelled_late"),
                turn == 0 ? null : turn,
                Sector.valueOf(row.getString("sector")),
                row.getString("label"),
                row.getString("school"),
                row.getLong("session_id"),
                new TimeSlot(
                        row.getTimestamp("starts_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant()),
                new Bilingual(row.getString("title_nl"), row.getString("title_en")),
                World.valueOf(row.getString("world")),
                row.getString("choice") == null ? null : Transport.valueOf(row.getString("choice")),
                row.getString("bus_nl") == null
                        ? null
                        : new Bilingual(row.getString("bus_nl"), row.getString("bus_en")));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Dates.ZONE).toInstant();
    }
}
