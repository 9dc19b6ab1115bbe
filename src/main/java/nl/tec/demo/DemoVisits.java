package nl.tec.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import nl.tec.hub.Rows;
import nl.tec.programme.VoLevel;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The fictional visits of real schools: bookings over the years, attendance, a few full sessions with a waiting list.
 * Deterministic for given schools and day.
 */
final class DemoVisits {

    /** A class as a candidate for a visit. */
    private record Visitor(
            long classId,
            long siteId,
            String sector,
            String level,
            int schoolYear,
            int lowest,
            int highest,
            List<Part> parts) {
        int pupils() {
            return parts.stream().mapToInt(Part::pupils).sum();
        }
    }

    private record Part(long id, long cohortId, int grade, int pupils) {}

    private record Moment(
            long sessionId,
            Instant start,
            Instant end,
            int capacity,
            int classes,
            @Nullable Integer poFrom,
            @Nullable Integer poTo,
            @Nullable Integer voFrom,
            @Nullable Integer voTo,
            Set<VoLevel> voLevels,
            @Nullable Integer mboFrom,
            @Nullable Integer mboTo) {}

    /** The share of the classes of a band that should come in a school year, as the demo should show. */
    private record Aim(String sector, int from, int to, double[] shareByYear) {}

    private static final List<Aim> AIMS = List.of(
            new Aim("PO", 1, 2, new double[] {0.01, 0.06, 0.09, 0.10}),
            new Aim("PO", 3, 6, new double[] {0.03, 0.12, 0.17, 0.26}),
            new Aim("PO", 7, 8, new double[] {0.27, 0.54, 0.68, 0.82}));

    /** The number of VO pupils and MBO students that should come in a school year. */
    private static final Map<String, int[]> HEADS =
            Map.of("VO", new int[] {48, 110, 168, 290}, "MBO", new int[] {0, 18, 34, 52});

    private final JdbcTemplate jdbc;
    private final Instant now;
    private final Random random = new Random(20231101);
    private final Map<Integer, List<Visitor>> byYear = new HashMap<>();
    private final Set<Long> came = new HashSet<>();
    private final Map<String, Integer> headsCame = new HashMap<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<Long, Long> teacherOfSite;

    DemoVisits(JdbcTemplate jdbc, Instant now, Map<Long, Long> teacherOfSite) {
        this.jdbc = jdbc;
        this.now = now;
        this.teacherOfSite = teacherOfSite;
    }

    void fill() {
        readClasses();
        Bulk bookings = new Bulk(
                jdbc,
                "booking",
                "id",
                "session_id",
                "kind",
                "state",
                "participants",
                "adults",
                "site_id",
                "class_id",
                "account_id",
                "idempotency_key",
                "requested_at",
                "turn",
                "photo_permission");
        Bulk parts = new Bulk(jdbc, "booking_part", "booking_id", "class_part_id", "head_count");
        Bulk events = new Bulk(jdbc, "booking_event", "booking_id", "at", "account_id", "event", "participants");
        Bulk occupations = new Bulk(jdbc, "class_occupation", "booking_id", "class_id", "during::tstzrange");
        Bulk attendances = new Bulk(
                jdbc,
                "attendance",
                "session_id",
                "held_on",
                "booking_id",
                "class_part_id",
                "audience",
                "sector",
                "grade",
                "head_count",
                "recorded_at");
        List<Moment> moments = moments();
        List<Long> ids = new ArrayList<>(Bulk.ids(jdbc, "booking", moments.size() * 3));
        Collections.reverse(ids);
        int turn = 0;
        for (Moment moment : moments) {
            int free = moment.capacity();
            for (int place = 0; place < moment.classes(); place++) {
                Visitor visitor = choose(moment, free);
                if (visitor == null) {
                    continue;
                }
                int[] heads = heads(visitor, free);
                int pupils = Arrays.stream(heads).sum();
                free -= pupils;
                long id = ids.remove(ids.size() - 1);
                Instant asked = asked(moment);
                write(bookings, parts, events, id, moment, visitor, heads, "CONFIRMED", asked, null);
                occupations.add(id, visitor.classId(), "[" + moment.start() + "," + moment.end() + ")");
                if (counted(moment)) {
                    for (int i = 0; i < heads.length; i++) {
                        Part part = visitor.parts().get(i);
                        int present = Math.max(1, heads[i] - random.nextInt(3));
                        attendances.add(
                                moment.sessionId(),
                                Dates.dayOf(moment.start()),
                                id,
                                part.id(),
                                visitor.sector().equals("SO") ? "PO" : visitor.sector(),
                                visitor.sector(),
                                part.grade(),
                                present,
                                Rows.timestamp(moment.end()));
                    }
                }
            }
            // now and then a class waits for a full session
            if (moment.start().isAfter(now) && free < 15 && random.nextInt(3) == 0) {
                Visitor waiting = choose(moment, 1000);
                if (waiting != null) {
                    int[] heads = heads(waiting, 1000);
                    long id = ids.remove(ids.size() - 1);
                    write(bookings, parts, events, id, moment, waiting, heads, "WAITING", asked(moment), ++turn);
                }
            }
        }
        bookings.write();
        parts.write();
        events.write();
        occupations.write();
        attendances.write();
        if (turn > 0) {
            jdbc.queryForObject("select setval('waiting_turn', ?)", Long.class, turn);
        }
        jdbc.update("""
                update session_capacity p set taken = b.pupils, classes_taken = b.classes
                from (select session_id, sum(participants) as pupils, count(*) as classes from booking
                      where kind = 'CLASS' and state = 'CONFIRMED' group by session_id) b
                where b.session_id = p.session_id
                """);
    }

    private void write(
            Bulk bookings,
            Bulk parts,
            Bulk events,
            long id,
            Moment moment,
            Visitor visitor,
            int[] heads,
            String state,
            Instant asked,
            @Nullable Integer turn) {
        int pupils = Arrays.stream(heads).sum();
        Long teacher = teacherOfSite.get(visitor.siteId());
        int perAdult =
                visitor.sector().equals("VO") || visitor.sector().equals("MBO") ? 15 : visitor.lowest() <= 3 ? 5 : 7;
        bookings.add(
                id,
                moment.sessionId(),
                "CLASS",
                state,
                pupils,
                Math.max(2, (pupils + perAdult - 1) / perAdult),
                visitor.siteId(),
                visitor.classId(),
                teacher,
                new UUID(random.nextLong(), random.nextLong()),
                Rows.timestamp(asked),
                turn,
                visitor.classId() % 3 != 0);
        for (int i = 0; i < heads.length; i++) {
            parts.add(id, visitor.parts().get(i).id(), heads[i]);
        }
        events.add(id, Rows.timestamp(asked), teacher, state.equals("WAITING") ? "WAITING" : "BOOKED", pupils);
    }

    /** Picks a class that the activity is for, that is free then, and that fits the aims; null: none. */
    private @Nullable Visitor choose(Moment moment, int free) {
        int schoolYear = SchoolYear.of(Dates.dayOf(moment.start())).start();
        if (moment.start().isAfter(now) && random.nextDouble() > soon(moment.start())) {
            return null;
        }
        LocalDate day = Dates.dayOf(moment.start());
        List<Visitor> fitting = byYear.getOrDefault(schoolYear, List.of()).stream()
                .filter(visitor -> fits(moment, visitor) && !busy.contains(visitor.classId() + "@" + day))
                .filter(visitor ->
                        visitor.sector().equals("PO") || visitor.sector().equals("SO")
                                ? visitor.pupils() <= free
                                : free >= 20)
                .toList();
        if (fitting.isEmpty()) {
            return null;
        }
        for (int attempt = 0; attempt < 12; attempt++) {
            Visitor visitor = fitting.get(random.nextInt(fitting.size()));
            boolean before = came.contains(visitor.classId());
            if (before ? attempt > 7 && random.nextBoolean() : wanted(visitor, day)) {
                busy.add(visitor.classId() + "@" + day);
                came.add(visitor.classId());
                return visitor;
            }
        }
        return null;
    }

    /** Whether the year's aim, in proportion to the elapsed part of the year, asks for another class of this band. */
    private boolean wanted(Visitor visitor, LocalDate day) {
        int schoolYear = SchoolYear.of(day).start();
        int year = Math.max(0, Math.min(schoolYear - 2023, 3));
        double sofarOfYear = Math.min(1, ChronoUnit.DAYS.between(LocalDate.of(schoolYear, 9, 1), day) / 280.0);
        int[] heads = HEADS.get(visitor.sector());
        if (heads != null) {
            String key = visitor.sector() + schoolYear;
            int sofar = headsCame.getOrDefault(key, 0);
            if (sofar + 20 > heads[year] * (0.2 + 0.8 * sofarOfYear)) {
                return false;
            }
            headsCame.put(key, sofar + Math.min(26, visitor.pupils()));
            return true;
        }
        for (Aim aim : AIMS) {
            if (visitor.lowest() >= aim.from() && visitor.lowest() <= aim.to()) {
                List<Visitor> band = byYear.getOrDefault(schoolYear, List.of()).stream()
                        .filter(v ->
                                HEADS.get(v.sector()) == null && v.lowest() >= aim.from() && v.lowest() <= aim.to())
                        .toList();
                int all = band.stream().mapToInt(Visitor::pupils).sum();
                int reached = band.stream()
                        .filter(v -> came.contains(v.classId()))
                        .mapToInt(Visitor::pupils)
                        .sum();
                return reached + visitor.pupils() / 2 < all * aim.shareByYear()[year] * (0.06 + 0.94 * sofarOfYear);
            }
        }
        return false;
    }

    private static boolean fits(Moment moment, Visitor visitor) {
        return switch (visitor.sector()) {
            case "PO", "SO" -> within(moment.poFrom(), moment.poTo(), visitor);
            case "VO" ->
                within(moment.voFrom(), moment.voTo(), visitor) && VoLevel.allow(moment.voLevels(), visitor.level());
            default -> within(moment.mboFrom(), moment.mboTo(), visitor);
        };
    }

    private static boolean within(@Nullable Integer from, @Nullable Integer to, Visitor visitor) {
        return from != null && to != null && visitor.lowest() >= from && visitor.highest() <= to;
    }

    /** Returns the probability that a coming session is booked already. */
    private double soon(Instant start) {
        long days = ChronoUnit.DAYS.between(now, start);
        return days < 28 ? 0.8 : days < 90 ? 0.45 : 0.15;
    }

    /** Returns the number of pupils: the whole class, or one class out of the large groups of VO and MBO in the register. */
    private int[] heads(Visitor visitor, int free) {
        boolean whole = HEADS.get(visitor.sector()) == null;
        return visitor.parts().stream()
                .mapToInt(part -> whole ? part.pupils() : Math.min(Math.min(26, free), part.pupils()))
                .toArray();
    }

    private Instant asked(Moment moment) {
        Instant asked = moment.start().minus(20L + random.nextInt(60), ChronoUnit.DAYS);
        return asked.isBefore(now) ? asked : now.minus(1L + random.nextInt(30), ChronoUnit.DAYS);
    }

    /** Whether attendance is recorded; for a few recent visits it is not, so that they are on somebody's to-do list. */
    private boolean counted(Moment moment) {
        return moment.end().isBefore(now)
                && (moment.end().isBefore(now.minus(10, ChronoUnit.DAYS)) || random.nextInt(4) > 0);
    }

    private void readClasses() {
        Map<Long, List<Part>> partsOfClass = jdbc.query(
                "select id, class_id, cohort_id, grade, head_count as pupils from class_part order by class_id, grade",
                Rows.listsById("class_id", Rows.of(Part.class)));
        jdbc.query("""
                select c.id, c.site_id, s.sector, c.level, c.school_year from school_class c
                join school_site s on s.organisation_id = c.site_id
                join organisation o on o.id = s.organisation_id
                where c.ended_at is null and o.municipality_code = any (string_to_array(
                  (select value from hub_setting where key = 'MUNICIPALITIES'), ','))
                order by s.brin6, c.school_year, c.label
                """, row -> {
            List<Part> parts = partsOfClass.getOrDefault(row.getLong("id"), List.of()).stream()
                    .filter(part -> part.pupils() > 0)
                    .toList();
            if (!parts.isEmpty()) {
                byYear.computeIfAbsent(row.getInt("school_year"), key -> new ArrayList<>())
                        .add(new Visitor(
                                row.getLong("id"),
                                row.getLong("site_id"),
                                row.getString("sector"),
                                row.getString("level"),
                                row.getInt("school_year"),
                                parts.get(0).grade(),
                                parts.get(parts.size() - 1).grade(),
                                parts));
            }
        });
    }

    private List<Moment> moments() {
        return jdbc.query("""
                select s.id as session_id, s.starts_at as start, s.ends_at as end, s.capacity, s.class_capacity as classes,
                       a.po_from, a.po_to, a.vo_from, a.vo_to, a.vo_levels, a.mbo_from, a.mbo_to
                from session s join activity a on a.id = s.activity_id
                where a.takes = 'CLASSES' and s.state = 'PUBLISHED' order by s.starts_at, a.slug
                """, Rows.of(Moment.class));
    }
}
