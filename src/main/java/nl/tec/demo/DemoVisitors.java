package nl.tec.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.tec.hub.EmailHash;
import nl.tec.hub.Rows;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The sign-ups of parents with children, teachers and adults. All people are fictional; of sessions more than two weeks
 * ago only counts are left, as in rules 8.
 */
final class DemoVisitors {

    private record Moment(
            long sessionId,
            Instant start,
            Instant end,
            int capacity,
            List<String> audiences,
            @Nullable Integer ageFrom,
            @Nullable Integer ageTo,
            @Nullable Long courseId) {

        boolean past(Instant now) {
            return end.isBefore(now);
        }
    }

    /** The number of distinct people per audience and school year, as the demo should show. */
    private static final Map<Audience, int[]> PEOPLE = Map.of(
            Audience.CHILD, new int[] {60, 130, 210, 260},
            Audience.PARENT, new int[] {44, 84, 146, 190},
            Audience.TEACHER, new int[] {4, 11, 14, 19},
            Audience.CAREER_SWITCHER, new int[] {6, 14, 22, 30},
            Audience.REINTEGRATION, new int[] {4, 10, 14, 18},
            Audience.WORKER, new int[] {4, 10, 16, 24},
            Audience.EMPLOYER, new int[] {6, 14, 24, 30});

    private static final Map<Audience, String> ROLES = Map.of(
            Audience.PARENT, "ouder",
            Audience.TEACHER, "leerkracht",
            Audience.CAREER_SWITCHER, "zij-instromer",
            Audience.REINTEGRATION, "deelnemer",
            Audience.WORKER, "werknemer",
            Audience.EMPLOYER, "werkgever");

    private static final String[] CHILDREN = {
        "Noor", "Sem", "Yara", "Daan", "Lina", "Milan", "Fenna", "Adam", "Saar", "Bram", "Aylin", "Tijn", "Mila", "Job"
    };

    private final JdbcTemplate jdbc;
    private final Instant now;
    private final EmailHash hash;
    private final Random random = new Random(814);

    DemoVisitors(JdbcTemplate jdbc, Instant now, EmailHash hash) {
        this.jdbc = jdbc;
        this.now = now;
        this.hash = hash;
    }

    void fill() {
        Bulk bookings = new Bulk(
                jdbc,
                "booking",
                "id",
                "session_id",
                "kind",
                "state",
                "participants",
                "idempotency_key",
                "requested_at",
                "sign_up_id");
        Bulk events = new Bulk(jdbc, "booking_event", "booking_id", "at", "event", "participants");
        Bulk signUps = new Bulk(
                jdbc,
                "sign_up",
                "booking_id",
                "email",
                "email_hash",
                "name",
                "phone",
                "language",
                "confirmed_at",
                "erased_at");
        Bulk people =
                new Bulk(jdbc, "sign_up_person", "id", "booking_id", "audience", "first_name", "age", "checked_in_at");
        Bulk attendances = new Bulk(
                jdbc,
                "attendance",
                "session_id",
                "held_on",
                "booking_id",
                "person_id",
                "audience",
                "head_count",
                "email_hash",
                "recorded_at");
        Bulk walkIns = new Bulk(jdbc, "attendance", "session_id", "held_on", "audience", "head_count", "recorded_at");
        List<Moment> all = moments();
        List<Long> ids = stack("booking", all.size() * 30);
        List<Long> personIds = stack("sign_up_person", all.size() * 60);
        for (List<Moment> meetings : together(all)) {
            Moment moment = meetings.get(0);
            Instant end = meetings.get(meetings.size() - 1).end();
            boolean past = moment.past(now);
            boolean erased = end.isBefore(now.minus(14, ChronoUnit.DAYS));
            int room = (int) (moment.capacity() * (past ? 0.45 + random.nextDouble() * 0.55 : filled(moment)));
            Audience adult = adult(moment);
            boolean children = moment.audiences().contains(Audience.CHILD.name());
            Set<Integer> here = new HashSet<>();
            while (room > 0) {
                OptionalInt somebody = somebody(children ? Audience.CHILD : adult, moment, here);
                if (somebody.isEmpty()) {
                    break;
                }
                int person = somebody.getAsInt();
                List<Audience> party = new ArrayList<>();
                if (children) {
                    party.add(Audience.CHILD);
                    if (random.nextInt(4) == 0) {
                        party.add(Audience.CHILD);
                    }
                }
                if (!children || (moment.audiences().contains(Audience.PARENT.name()) && random.nextBoolean())) {
                    party.add(adult);
                }
                if (party.size() > room) {
                    break;
                }
                room -= party.size();
                long id = ids.remove(ids.size() - 1);
                String role = children ? "ouder" : ROLES.getOrDefault(adult, "ouder");
                String email = "demo-" + role + "-" + person + "@example.org";
                byte[] emailHash = hash.of(email);
                Instant asked = moment.start().minus(3L + random.nextInt(25), ChronoUnit.DAYS);
                if (asked.isAfter(now)) {
                    asked = now.minus(2L + random.nextInt(200), ChronoUnit.HOURS);
                }
                bookings.add(
                        id,
                        moment.sessionId(),
                        "INDIVIDUAL",
                        "CONFIRMED",
                        party.size(),
                        uuid(),
                        Rows.timestamp(asked),
                        null);
                events.add(id, Rows.timestamp(asked), "BOOKED", party.size());
                Map<Moment, Long> booked = new LinkedHashMap<>(Map.of(moment, id));
                for (Moment later : meetings.subList(1, meetings.size())) {
                    long other = ids.remove(ids.size() - 1);
                    bookings.add(
                            other,
                            later.sessionId(),
                            "INDIVIDUAL",
                            "CONFIRMED",
                            party.size(),
                            uuid(),
                            Rows.timestamp(asked),
                            id);
                    events.add(other, Rows.timestamp(asked), "BOOKED", party.size());
                    booked.put(later, other);
                }
                boolean alone = children && !party.contains(adult);
                signUps.add(
                        id,
                        erased ? null : email,
                        emailHash,
                        erased ? null : "Demo " + role + " " + person,
                        erased || !alone ? null : "06-00000000",
                        "nl",
                        Rows.timestamp(asked),
                        erased ? Rows.timestamp(end.plus(14, ChronoUnit.DAYS)) : null);
                List<Moment> there = meetings.stream()
                        .filter(meeting -> meeting.past(now) && random.nextInt(10) > 0)
                        .toList();
                for (Audience audience : party) {
                    long personId = personIds.remove(personIds.size() - 1);
                    boolean child = audience == Audience.CHILD;
                    people.add(
                            personId,
                            id,
                            audience.name(),
                            erased || !child ? null : CHILDREN[random.nextInt(CHILDREN.length)],
                            child ? age(moment) : null,
                            there.isEmpty()
                                    ? null
                                    : Rows.timestamp(there.get(there.size() - 1).start()));
                    for (Moment meeting : there) {
                        attendances.add(
                                meeting.sessionId(),
                                Dates.dayOf(meeting.start()),
                                booked.get(meeting),
                                personId,
                                audience.name(),
                                1,
                                emailHash,
                                Rows.timestamp(meeting.start()));
                    }
                }
            }
            if (past && adult == Audience.PARENT && !children && random.nextInt(3) == 0) {
                walkIns.add(
                        moment.sessionId(),
                        Dates.dayOf(moment.start()),
                        "PARENT",
                        2 + random.nextInt(7),
                        Rows.timestamp(moment.end()));
            }
        }
        bookings.write();
        events.write();
        signUps.write();
        people.write();
        attendances.write();
        walkIns.write();
        jdbc.update("""
                update session_capacity p set taken = b.people
                from (select session_id, sum(participants) as people from booking
                      where kind = 'INDIVIDUAL' and state = 'CONFIRMED' group by session_id) b
                where b.session_id = p.session_id
                """);
    }

    /** Picks somebody from the pool of the year who is not in the session yet; many people are the same in consecutive years. */
    private OptionalInt somebody(Audience audience, Moment moment, Set<Integer> here) {
        int year = SchoolYear.of(Dates.dayOf(moment.start())).start();
        int[] pool = PEOPLE.getOrDefault(audience, new int[] {10, 10, 10, 10});
        int size = pool[Math.max(0, Math.min(year - 2023, 3))];
        int first = random.nextInt(size);
        return IntStream.range(0, size)
                .map(next -> (year - 2023) * 40 + (first + next) % size)
                .filter(here::add)
                .findFirst();
    }

    /** Groups the meetings of a course in order of time; other sessions are on their own. */
    private static Collection<List<Moment>> together(List<Moment> moments) {
        Map<String, List<Moment>> together = new LinkedHashMap<>();
        for (Moment moment : moments) {
            String key = moment.courseId() == null ? "session " + moment.sessionId() : "course " + moment.courseId();
            together.computeIfAbsent(key, of -> new ArrayList<>()).add(moment);
        }
        return together.values();
    }

    private static Audience adult(Moment moment) {
        return moment.audiences().stream()
                .map(Audience::valueOf)
                .filter(audience -> PEOPLE.containsKey(audience) && audience != Audience.CHILD)
                .findFirst()
                .orElse(Audience.PARENT);
    }

    private int age(Moment moment) {
        int from = moment.ageFrom() == null ? 8 : moment.ageFrom();
        int to = moment.ageTo() == null ? 14 : moment.ageTo();
        return from + random.nextInt(Math.max(1, to - from + 1));
    }

    private double filled(Moment moment) {
        long days = ChronoUnit.DAYS.between(now, moment.start());
        // coming sessions are full now and then
        return days < 14 ? Math.min(1, 0.5 + random.nextDouble() * 0.6) : days < 60 ? random.nextDouble() * 0.6 : 0;
    }

    private List<Moment> moments() {
        return jdbc.query("""
                select s.id as session_id, s.starts_at as start, s.ends_at as end, s.capacity, a.audiences, a.age_from, a.age_to,
                       case when s.course then s.series_id end as course_id
                from session s join activity a on a.id = s.activity_id
                where a.takes = 'INDIVIDUALS' and s.state = 'PUBLISHED' order by s.starts_at, a.slug
                """, Rows.of(Moment.class));
    }

    private List<Long> stack(String table, int count) {
        List<Long> ids = new ArrayList<>(Bulk.ids(jdbc, table, count));
        Collections.reverse(ids);
        return ids;
    }

    private UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
