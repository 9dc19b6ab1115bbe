package nl.tec.demo;

import static nl.tec.demo.DemoFile.numbers;
import static nl.tec.demo.DemoFile.texts;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The fictional calendar: sessions of every activity by its rhythm, over the school years, outside holidays, without double
 * bookings of rooms or equipment.
 */
final class DemoCalendar {

    /** The relevant data of an activity. */
    private record Plan(
            long activityId,
            int minutes,
            int setup,
            int cleanup,
            int groupMax,
            int classes,
            boolean forClasses,
            @Nullable Long venueId,
            @Nullable Long roomId,
            List<String> equipment) {}

    /** A session with its room and sets of equipment, and its series. */
    private record PastSession(
            TimeSlot slot, List<Long> resources, @Nullable Integer series) {}

    /** The share of the full rhythm in the first, second, third year; the hub grows. */
    private static final double[] GROWTH = {0.5, 0.8, 1.0, 1.0};

    /** The opening day of the hub; the memo: realisation at the end of 2023. */
    private static final LocalDate OPENED = LocalDate.of(2023, 11, 1);

    private final JdbcTemplate jdbc;
    private final Set<LocalDate> daysOff;
    private final Map<Long, List<TimeSlot>> occupied = new HashMap<>();
    private final Map<String, List<Long>> sets = new HashMap<>();
    private final Map<Long, List<Long>> venues = new HashMap<>();
    private int seriesCount;

    DemoCalendar(JdbcTemplate jdbc, Set<LocalDate> daysOff) {
        this.jdbc = jdbc;
        this.daysOff = daysOff;
    }

    /** Makes the sessions up to the end of the last school year. */
    void fill(List<Map<String, Object>> activities, SchoolYear last) {
        jdbc.query("select equipment_key, id from resource where kind = 'EQUIPMENT' order by id", row -> {
            sets.computeIfAbsent(row.getString(1), key -> new ArrayList<>()).add(row.getLong(2));
        });
        jdbc.query("select venue_id, id from resource where kind = 'VENUE' order by number", row -> {
            venues.computeIfAbsent(row.getLong(1), place -> new ArrayList<>()).add(row.getLong(2));
        });
        Map<String, Plan> plans = plans();
        Bulk sessions = new Bulk(
                jdbc,
                "session",
                "id",
                "activity_id",
                "starts_at",
                "ends_at",
                "venue_id",
                "room_id",
                "state",
                "capacity",
                "class_capacity",
                "series_id",
                "course");
        Bulk reservations = new Bulk(jdbc, "reservation", "resource_id", "during::tstzrange", "subject", "subject_id");
        List<Long> ids = new ArrayList<>(Bulk.ids(jdbc, "session", 6000));
        Collections.reverse(ids);
        for (Map<String, Object> activity : activities) {
            String slug = String.valueOf(activity.get("slug"));
            Plan plan = plans.get(slug);
            if (plan == null || !(activity.get("rhythm") instanceof Map<?, ?> rhythm)) {
                continue;
            }
            int meetings = activity.get("sessions_in_series") instanceof Integer n ? n : 1;
            for (PastSession held : moments(slug, rhythm, meetings, plan, last)) {
                TimeSlot slot = held.slot();
                long id = ids.remove(ids.size() - 1);
                sessions.add(
                        id,
                        plan.activityId(),
                        Rows.timestamp(slot.start()),
                        Rows.timestamp(slot.end()),
                        plan.venueId(),
                        plan.roomId(),
                        "PUBLISHED",
                        plan.groupMax(),
                        plan.forClasses() ? plan.classes() : null,
                        held.series(),
                        held.series() != null && !plan.forClasses());
                for (long resource : held.resources()) {
                    TimeSlot during = widened(plan, slot);
                    reservations.add(resource, "[" + during.start() + "," + during.end() + ")", "SESSION", id);
                }
            }
        }
        sessions.write();
        reservations.write();
        if (seriesCount > 0) {
            jdbc.queryForObject("select setval('session_series', ?)", Long.class, seriesCount);
        }
        jdbc.update("""
                insert into session_capacity (session_id, open, bookable_until, capacity, class_capacity, ends_at, held_at, course_id)
                select id, true, starts_at, capacity, coalesce(class_capacity, 0), ends_at, concat(venue_id, '/', site_id),
                       case when course then series_id end
                from session
                """);
    }

    private Map<String, Plan> plans() {
        Map<String, Plan> plans = new HashMap<>();
        jdbc.query("""
                select slug, id as activity_id, minutes, setup_minutes as setup, cleanup_minutes as cleanup, group_max,
                       classes_per_session as classes, takes = 'CLASSES' as for_classes, venue_id, room_id,
                       array (select e.equipment from activity_equipment e, generate_series(1, e.quantity) where e.activity_id = a.id) as equipment
                  from activity a where state = 'PUBLISHED'
                """, row -> {
            plans.put(row.getString("slug"), Rows.read(row, Plan.class));
        });
        return plans;
    }

    private List<PastSession> moments(String slug, Map<?, ?> rhythm, int meetings, Plan plan, SchoolYear last) {
        List<DayOfWeek> weekdays =
                texts(rhythm, "weekday").stream().map(DayOfWeek::valueOf).toList();
        List<LocalTime> starts =
                texts(rhythm, "starts").stream().map(LocalTime::parse).toList();
        int perMonth = rhythm.get("per_month") instanceof Integer n ? n : 1;
        int first = rhythm.get("first_school_year") instanceof Integer n ? n : 2023;
        List<Integer> months =
                rhythm.containsKey("months") ? numbers(rhythm, "months") : List.of(9, 10, 11, 12, 1, 2, 3, 4, 5, 6);
        List<PastSession> moments = new ArrayList<>();
        for (int year = first; year <= last.start(); year++) {
            double growth = GROWTH[Math.min(year - 2023, GROWTH.length - 1)];
            double owed = 0;
            for (int month : months.stream()
                    .sorted((a, b) -> (a + 4) % 12 - (b + 4) % 12)
                    .toList()) {
                owed += perMonth * growth / meetings;
                int wanted = (int) Math.floor(owed + 1e-9);
                owed -= wanted;
                YearMonth calendarMonth = YearMonth.of(month >= 8 ? year : year + 1, month);
                for (PastSession held : inMonth(slug, calendarMonth, weekdays, starts, wanted, plan)) {
                    if (meetings == 1) {
                        moments.add(held);
                    } else {
                        moments.addAll(series(held, meetings, plan));
                    }
                }
            }
        }
        return moments;
    }

    private List<PastSession> inMonth(
            String slug, YearMonth month, List<DayOfWeek> weekdays, List<LocalTime> starts, int wanted, Plan plan) {
        Random random = new Random((slug + month).hashCode());
        List<TimeSlot> candidates = new ArrayList<>();
        for (LocalDate day = month.atDay(1); !day.isAfter(month.atEndOfMonth()); day = day.plusDays(1)) {
            if (weekdays.contains(day.getDayOfWeek()) && !daysOff.contains(day) && !day.isBefore(OPENED)) {
                for (LocalTime start : starts) {
                    var from = Dates.at(day, start);
                    candidates.add(new TimeSlot(from, from.plusSeconds(plan.minutes() * 60L)));
                }
            }
        }
        Collections.shuffle(candidates, random);
        List<PastSession> chosen = new ArrayList<>();
        for (TimeSlot candidate : candidates) {
            List<Long> resources = chosen.size() < wanted ? occupy(plan, candidate) : null;
            if (resources != null) {
                chosen.add(new PastSession(candidate, resources, null));
            }
        }
        return chosen;
    }

    /** Returns the meetings of one series: every week at the same hour, without holidays and times when the room is taken. */
    private List<PastSession> series(PastSession first, int meetings, Plan plan) {
        seriesCount++;
        List<PastSession> held = new ArrayList<>();
        held.add(new PastSession(first.slot(), first.resources(), seriesCount));
        ZonedDateTime start = first.slot().start().atZone(Dates.ZONE);
        for (int week = 1; held.size() < meetings && week < 2 * meetings + 4; week++) {
            ZonedDateTime at = start.plusWeeks(week);
            TimeSlot slot =
                    new TimeSlot(at.toInstant(), at.plusMinutes(plan.minutes()).toInstant());
            List<Long> resources = daysOff.contains(at.toLocalDate()) ? null : occupy(plan, slot);
            if (resources != null) {
                held.add(new PastSession(slot, resources, seriesCount));
            }
        }
        return held;
    }

    /** Takes the room, or the venue if it has none, and the equipment; null when one of them is taken. */
    private @Nullable List<Long> occupy(Plan plan, TimeSlot slot) {
        TimeSlot during = widened(plan, slot);
        List<List<Long>> wanted = new ArrayList<>();
        if (plan.roomId() != null) {
            wanted.add(List.of(plan.roomId()));
        } else if (plan.venueId() != null) {
            wanted.add(venues.getOrDefault(plan.venueId(), List.of()));
        }
        plan.equipment().forEach(kind -> wanted.add(sets.getOrDefault(kind, List.of())));
        List<Long> needed = new ArrayList<>();
        for (List<Long> one : wanted) {
            Long free = one.stream()
                    .filter(resource -> !needed.contains(resource) && free(resource, during))
                    .findFirst()
                    .orElse(null);
            if (free == null) {
                return null;
            }
            needed.add(free);
        }
        needed.forEach(resource ->
                occupied.computeIfAbsent(resource, key -> new ArrayList<>()).add(during));
        return needed;
    }

    private boolean free(long resource, TimeSlot during) {
        return occupied.getOrDefault(resource, List.of()).stream().noneMatch(during::overlaps);
    }

    private static TimeSlot widened(Plan plan, TimeSlot slot) {
        return slot.widened(Duration.ofMinutes(plan.setup()), Duration.ofMinutes(plan.cleanup()));
    }
}
