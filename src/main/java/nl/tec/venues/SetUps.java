package nl.tec.venues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.venues.Reservations.InTheWay;
import nl.tec.venues.Reservations.Obstacle;
import nl.tec.venues.Reservations.Subject;
import nl.tec.venues.Reservations.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Set-ups (rules 3): while one stands it has its room and a set of each of its equipment, and the activities that need it are held
 * in it only. {@link Reservations} gives a session the set-up instead of the room; the database refuses anything else.
 */
@Service
public class SetUps {

    public static final String NAME = "naam";
    public static final String EQUIPMENT = "materiaal";
    public static final String ACTIVITY = "activiteit";
    public static final String ROOM = "ruimte";
    public static final String FIRST = "eerste-dag";
    public static final String LAST = "laatste-dag";

    /** Key of the problem of a form that was made before somebody else saved. */
    public static final String OUTDATED = "venues.check.outdated";

    private static final int MAX_NAME_LENGTH = 120;

    /** Days that one stays in a room at most; after that it is the room. */
    private static final int MAX_DAYS = 400;

    private static final String SET_UP = """
            select s.id, s.name_nl, s.name_en, s.version,
                   array(select e.equipment_key from set_up_equipment e where e.set_up_id = s.id order by 1) as equipment
              from set_up s where s.ended_on is null
            """;

    private final JdbcClient jdbc;
    private final Reservations reservations;
    private final Audit audit;
    private final Clock clock;

    SetUps(JdbcClient jdbc, Reservations reservations, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.reservations = reservations;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    public List<SetUp> list() {
        return read(jdbc.sql(SET_UP + " order by lower(s.name_nl), s.id"));
    }

    public Optional<SetUp> find(long id) {
        return read(jdbc.sql(SET_UP + " and s.id = ?").param(id)).stream().findFirst();
    }

    private List<SetUp> read(JdbcClient.StatementSpec query) {
        Map<Long, List<SetUp.Needing>> activities = jdbc
                .sql("""
                select n.set_up_id, a.id, a.title_nl, a.title_en
                  from set_up_activity n join programme_activity_v a on a.id = n.activity_id order by lower(a.title_nl), a.id
                """)
                .query((row, n) -> Map.entry(
                        row.getLong("set_up_id"), new SetUp.Needing(row.getLong("id"), Rows.bilingual(row, "title"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Map<Long, List<SetUpPeriod>> periods = jdbc
                .sql("""
                select p.set_up_id, p.id, p.room_id, room.name || ', ' || v.name_nl as room_nl,
                       coalesce(nullif(room.name_en, ''), room.name) || ', ' || v.name_en as room_en, p.first_day, p.last_day,
                       (select count(*) from resource r join reservation b on b.resource_id = r.id
                         where r.set_up_period_id = p.id and upper(b.during) > :now) as to_come
                  from set_up_period p join resource room on room.id = p.room_id join venue v on v.id = room.venue_id
                 where p.last_day >= :shown order by p.first_day, p.id
                """)
                .param("now", Rows.timestamp(clock.instant()))
                .param("shown", today().minusDays(31))
                .query((row, n) -> Map.entry(row.getLong("set_up_id"), period(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return query.query((row, n) -> new SetUp(
                        row.getLong("id"),
                        Rows.bilingual(row, "name"),
                        row.getInt("version"),
                        Rows.texts(row, "equipment"),
                        activities.getOrDefault(row.getLong("id"), List.of()),
                        periods.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private static SetUpPeriod period(ResultSet row) throws SQLException {
        return new SetUpPeriod(
                row.getLong("id"),
                row.getLong("room_id"),
                Rows.bilingual(row, "room"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getInt("to_come"));
    }

    /** Activities that need no set-up yet and are not cancelled, by title. Id to title. */
    public Map<String, String> activities() {
        Map<String, String> titles = new LinkedHashMap<>();
        jdbc.sql("""
                select a.id, a.title_nl from programme_activity_v a
                 where a.state <> 'CANCELLED' and not exists (select from set_up_activity n where n.activity_id = a.id)
                 order by lower(a.title_nl), a.id
                """).query(row -> {
            titles.put(row.getString(1), row.getString(2));
        });
        return titles;
    }

    /**
     * Adds one, or changes its name and what is in it; the latter not while it stands or will stand.
     *
     * @param setUp null for a new one
     */
    @Transactional
    public Outcome<Long> save(@Nullable SetUp setUp, int version, Bilingual name, List<String> equipment, Actor by) {
        List<String> known = jdbc.sql("select key from equipment where key = any(?::text[]) order by key")
                .param(Rows.array(equipment))
                .query(String.class)
                .list();
        boolean fixed = setUp != null && stands(setUp) && !known.equals(setUp.equipment());
        Problems problems = new Problems()
                .addIf(name.dutch().isBlank(), NAME, "venues.check.name")
                .addIf(name.dutch().length() > MAX_NAME_LENGTH, NAME, "venues.check.tooLong", MAX_NAME_LENGTH)
                .addIf(name.english().length() > MAX_NAME_LENGTH, NAME + "-en", "venues.check.tooLong", MAX_NAME_LENGTH)
                .addIf(fixed, EQUIPMENT, "venues.check.setUpStands");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> saved = setUp == null
                ? jdbc.sql("insert into set_up (name_nl, name_en) values (?, ?) returning id")
                        .params(name.dutch(), name.english())
                        .query(Long.class)
                        .optional()
                : jdbc.sql("""
                        update set_up set name_nl = ?, name_en = ?, version = version + 1 where id = ? and version = ? returning id
                        """)
                        .params(name.dutch(), name.english(), setUp.id(), version)
                        .query(Long.class)
                        .optional();
        if (saved.isEmpty()) {
            return Outcome.refused(OUTDATED);
        }
        long id = saved.get();
        jdbc.sql("delete from set_up_equipment where set_up_id = ?").param(id).update();
        jdbc.sql("insert into set_up_equipment (set_up_id, equipment_key) select ?, unnest(?::text[])")
                .params(id, Rows.array(known))
                .update();
        jdbc.sql("""
                update resource r set name = s.name_nl, name_en = s.name_en
                  from set_up_period p join set_up s on s.id = p.set_up_id where p.id = r.set_up_period_id and s.id = ?
                """).param(id).update();
        audit.add(by, setUp == null ? "SET_UP_CREATED" : "SET_UP_CHANGED", "set_up", id);
        return Outcome.done(id);
    }

    /** The set-up stands in a room; refused, with what is in the way, when the room or one of the equipment is taken. */
    @Transactional
    public Outcome<Long> place(SetUp setUp, @Nullable Long roomId, LocalDate first, LocalDate last, Actor by) {
        Problems problems = new Problems()
                .addIf(roomId == null || !isRoom(roomId), ROOM, "venues.check.room")
                .addIf(last.isBefore(first), LAST, "venues.check.lastDay")
                .addIf(last.isBefore(today()), LAST, "venues.check.over")
                .addIf(last.isAfter(first.plusDays(MAX_DAYS)), LAST, "venues.check.days", MAX_DAYS);
        if (problems.any() || roomId == null) {
            return Outcome.refused(problems);
        }
        long id = jdbc.sql("""
                insert into set_up_period (set_up_id, room_id, first_day, last_day) values (?, ?, ?, ?) returning id
                """)
                .params(setUp.id(), roomId, first, last)
                .query(Long.class)
                .single();
        if (reservations.reserve(
                        Subject.SET_UP,
                        id,
                        new Wanted(
                                SetUpPeriod.slot(first, last),
                                null,
                                List.of(roomId),
                                null,
                                setUp.equipment().stream().collect(Collectors.toMap(key -> key, key -> 1)),
                                null,
                                0,
                                null))
                instanceof InTheWay inTheWay) {
            jdbc.sql("delete from set_up_period where id = ?").param(id).update();
            inTheWay.obstacles().forEach(obstacle -> add(problems, obstacle));
            problems.addIf(!problems.any(), ROOM, "venues.check.noSet");
            return Outcome.refused(problems);
        }
        jdbc.sql("""
                insert into resource (kind, name, name_en, venue_id, set_up_period_id)
                select 'SET_UP', s.name_nl, s.name_en, room.venue_id, p.id
                  from set_up_period p join set_up s on s.id = p.set_up_id join resource room on room.id = p.room_id where p.id = ?
                """).param(id).update();
        audit.add(by, "SET_UP_PLACED", "set_up", setUp.id());
        return Outcome.done(id);
    }

    private static void add(Problems problems, Obstacle obstacle) {
        String key = switch (obstacle.why()) {
            case NO_POWER -> "venues.check.noPower";
            case NO_SPACE -> "venues.check.noSpace";
            case FREE_INSTEAD -> "venues.check.freeInstead";
            default -> "venues.check.inTheWay";
        };
        problems.add(
                ROOM,
                key,
                obstacle.name().dutch(),
                Dates.slot(obstacle.during().start(), obstacle.during().end(), Texts.DUTCH));
    }

    private boolean isRoom(long id) {
        return jdbc.sql("select exists (select from resource where id = ? and kind = 'ROOM' and ended_on is null)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** It does not stand there, from tomorrow if it does today. Refused while sessions are still to come in it. */
    @Transactional
    public Outcome<Long> remove(SetUp setUp, long periodId, Actor by) {
        if (setUp.periods().stream().noneMatch(period -> period.id() == periodId)) {
            throw new NotFound("period " + periodId + " of set-up " + setUp.id());
        }
        jdbc.sql("select id from resource where set_up_period_id = ? for no key update")
                .param(periodId)
                .query(Long.class)
                .list();
        int used = jdbc.sql("""
                select count(*) from resource r join reservation b on b.resource_id = r.id where r.set_up_period_id = ?
                """).param(periodId).query(Integer.class).single();
        int toCome = jdbc.sql("""
                select count(*) from resource r join reservation b on b.resource_id = r.id
                 where r.set_up_period_id = ? and upper(b.during) > ?
                """)
                .params(periodId, Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
        if (toCome > 0) {
            return Outcome.refused(new Problems().add("", "venues.check.setUpToCome", toCome));
        }
        if (used == 0) {
            reservations.release(Subject.SET_UP, List.of(periodId));
            jdbc.sql("delete from resource where set_up_period_id = ?")
                    .param(periodId)
                    .update();
            jdbc.sql("delete from set_up_period where id = ?").param(periodId).update();
        } else {
            jdbc.sql("update set_up_period set last_day = least(last_day, ?) where id = ?")
                    .params(today(), periodId)
                    .update();
            jdbc.sql("""
                    update reservation set during = tstzrange(lower(during), least(upper(during), ?)) where subject = 'SET_UP' and subject_id = ?
                    """).params(Rows.startOf(today().plusDays(1)), periodId).update();
        }
        audit.add(by, "SET_UP_REMOVED", "set_up", setUp.id());
        return Outcome.done(setUp.id());
    }

    /** This activity can only be held in it. Refused while it is still to come elsewhere. */
    @Transactional
    public Outcome<Long> need(SetUp setUp, @Nullable Long activityId, Actor by) {
        boolean known = activityId != null && activities().containsKey(activityId.toString());
        if (activityId == null || !known) {
            return Outcome.refused(new Problems().add(ACTIVITY, "venues.check.activity"));
        }
        int elsewhere = jdbc.sql("""
                select count(*) from programme_session_v s where s.activity_id = ? and s.state <> 'CANCELLED' and s.ends_at > ?
                """)
                .params(activityId, Rows.timestamp(clock.instant()))
                .query(Integer.class)
                .single();
        if (elsewhere > 0) {
            return Outcome.refused(new Problems().add(ACTIVITY, "venues.check.heldElsewhere", elsewhere));
        }
        jdbc.sql("insert into set_up_activity (activity_id, set_up_id) values (?, ?) on conflict do nothing")
                .params(activityId, setUp.id())
                .update();
        audit.add(by, "SET_UP_CHANGED", "set_up", setUp.id());
        return Outcome.done(setUp.id());
    }

    /** This activity can be held anywhere. What is still to come stays in the set-up. */
    @Transactional
    public void needNot(SetUp setUp, long activityId, Actor by) {
        jdbc.sql("delete from set_up_activity where activity_id = ? and set_up_id = ?")
                .params(activityId, setUp.id())
                .update();
        audit.add(by, "SET_UP_CHANGED", "set_up", setUp.id());
    }

    /** It stands nowhere any more. Refused while it does or will. */
    @Transactional
    public Outcome<Long> end(SetUp setUp, Actor by) {
        if (stands(setUp)) {
            return Outcome.refused(new Problems().add("", "venues.check.setUpStands"));
        }
        jdbc.sql("delete from set_up_activity where set_up_id = ?")
                .param(setUp.id())
                .update();
        jdbc.sql("update set_up set ended_on = ?, version = version + 1 where id = ?")
                .params(today(), setUp.id())
                .update();
        audit.add(by, "SET_UP_ENDED", "set_up", setUp.id());
        return Outcome.done(setUp.id());
    }

    /** Somewhere, now or later. */
    private boolean stands(SetUp setUp) {
        return setUp.periods().stream().anyMatch(period -> !period.last().isBefore(today()));
    }

    private LocalDate today() {
        return Dates.dayOf(clock.instant());
    }
}
