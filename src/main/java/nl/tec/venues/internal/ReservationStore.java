package nl.tec.venues.internal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.tec.hub.Rows;
import nl.tec.hub.Savepoint;
import nl.tec.shared.Bilingual;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Reservations.Guest;
import nl.tec.venues.Reservations.InTheWay;
import nl.tec.venues.Reservations.Obstacle;
import nl.tec.venues.Reservations.Outcome;
import nl.tec.venues.Reservations.Reserved;
import nl.tec.venues.Reservations.ResourceKind;
import nl.tec.venues.Reservations.Subject;
import nl.tec.venues.Reservations.Wanted;
import nl.tec.venues.Reservations.Why;
import nl.tec.venues.SetUpPeriod;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reservations, on the exclusion constraints {@code reservation_conflict} and {@code reservation_travel}. {@code on conflict do nothing}
 * waits for concurrent reservations of the same resource, and then reports a conflict without aborting the transaction.
 */
@Component
public class ReservationStore {

    /** A bus with enough seats that is in use on the day. */
    private static final String BUS = "bus_fits(r, tstzrange(:from, :to), :key)";

    /** The resources of a venue; number 1 represents a venue that has ended. */
    private static final String VENUE =
            "r.kind = 'VENUE' and r.venue_id = :key and (r.number = 1 or r.ended_on is null)";

    private static final String SET = "r.equipment_key = :key";

    private static final String PERSON = "r.kind = 'PERSON' and r.organisation_id = :key and r.number <= :atOnce";

    private static final String AWAY = "tstzrange(:leaves::timestamptz, :back::timestamptz)";

    /** A reservation of this resource that conflicts, as in the constraints. */
    private static final String TAKES =
            "b.resource_id = r.id and (b.during && tstzrange(:from, :to) or b.at <> :at::text and b.away && " + AWAY
                    + ")";

    private final JdbcClient jdbc;
    private final Savepoint savepoint;

    ReservationStore(JdbcClient jdbc, Savepoint savepoint) {
        this.jdbc = jdbc;
        this.savepoint = savepoint;
    }

    /** In the transaction of the caller, which can continue after a refusal. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome reserve(Subject subject, long subjectId, Wanted wanted) {
        // rolls back to the savepoint on a conflict, so that earlier reservations of the subject are kept
        return savepoint.execute(status -> {
            Requester asker = new Requester(subject, subjectId, wanted, had(subject, subjectId));
            List<List<Obstacle>> inTheWay = new ArrayList<>();
            NeededSetUp setUp = wanted.activityId() == null ? null : needed(wanted.activityId());
            // in a fixed order, to prevent deadlocks between concurrent requests
            if (setUp != null) {
                takeSetUp(setUp, asker).ifPresent(inTheWay::add);
            } else {
                for (long resource :
                        wanted.resourceIds().stream().sorted().distinct().toList()) {
                    take("r.id = :key", resource, asker).ifPresent(inTheWay::add);
                }
                if (wanted.venueId() != null) {
                    take(VENUE, wanted.venueId(), asker).ifPresent(inTheWay::add);
                }
            }
            for (Map.Entry<String, Integer> equipment : new TreeMap<>(wanted.equipment()).entrySet()) {
                boolean there = setUp != null && setUp.equipment().contains(equipment.getKey());
                takeEquipment(equipment.getKey(), equipment.getValue() - (there ? 1 : 0), asker)
                        .ifPresent(inTheWay::add);
            }
            Guest guest = wanted.guest();
            if (guest != null) {
                ensurePeople(guest);
                take(PERSON, guest.organisationId(), asker).ifPresent(inTheWay::add);
            }
            if (wanted.people() > 0) {
                take(BUS, wanted.people(), asker).ifPresent(inTheWay::add);
            }
            if (inTheWay.isEmpty()) {
                List<Obstacle> unfit = unfit(asker);
                if (unfit.isEmpty()) {
                    return new Reserved();
                }
                inTheWay.add(unfit);
                if (setUp == null) {
                    inTheWay.add(roomsThatFit(asker));
                }
            }
            status.setRollbackOnly();
            return new InTheWay(inTheWay.stream().flatMap(List::stream).toList());
        });
    }

    /** Returns the needs of the equipment that the place does not meet; called when everything is reserved. */
    private List<Obstacle> unfit(Requester asker) {
        return jdbc.sql("""
                select why, name_nl || floor as name_nl, coalesce(nullif(name_en, ''), name_nl) || floor as name_en
                  from unfit_equipment(:subject, :subjectId)
                 cross join lateral (select case when needed is null then '' when there is null then ' (? / ' || needed || ' m²)'
                                                 else ' (' || there || ' / ' || needed || ' m²)' end as floor) f
                """)
                .param("subject", asker.subject().name())
                .param("subjectId", asker.subjectId())
                .query((row, n) -> Obstacle.of(
                        Rows.bilingual(row, "name"),
                        ResourceKind.ROOM,
                        asker.wanted().during(),
                        Rows.constant(row, "why", Why.class)))
                .list();
    }

    /** Returns free rooms that meet the needs of the equipment: at the same venue first, then the smallest. */
    private List<Obstacle> roomsThatFit(Requester asker) {
        return jdbc.sql("""
                with held as (
                  select r.* from reservation b join resource r on r.id = b.resource_id
                   where b.subject = :subject and b.subject_id = :subjectId),
                needs as (
                  select bool_or(e.needs_power) as power, coalesce(sum(e.needs_m2), 0) as m2 from held h join equipment e on e.key = h.equipment_key)
                select r.name || ', ' || v.name_nl as name_nl,
                       coalesce(nullif(r.name_en, ''), r.name) || ', ' || coalesce(nullif(v.name_en, ''), v.name_nl) as name_en
                  from resource r join venue v on v.id = r.venue_id cross join needs n
                 where r.kind = 'ROOM' and r.ended_on is null and r.id not in (select id from held)
                   and (not n.power or coalesce(r.power, v.power)) and (n.m2 = 0 or r.floor_m2 >= n.m2)
                   and (:subject <> 'SESSION' or resource_open(r, tstzrange(:from, :to)))
                   and not exists (select from reservation b where b.resource_id = r.id and b.during && tstzrange(:from, :to))
                 order by exists (select from held h where h.venue_id = v.id) desc, r.floor_m2 nulls last, r.id
                 limit 3
                """)
                .params(asker.values(""))
                .param("subject", asker.subject().name())
                .param("subjectId", asker.subjectId())
                .query((row, n) -> Obstacle.of(
                        Rows.bilingual(row, "name"),
                        ResourceKind.ROOM,
                        asker.wanted().during(),
                        Why.FREE_INSTEAD))
                .list();
    }

    /** Takes a number of free sets; equipment that travels also needs time to get there and away. */
    private Optional<List<Obstacle>> takeEquipment(String key, int quantity, Requester asker) {
        Integer travel = jdbc.sql("select travel_minutes from equipment where key = ?")
                .param(key)
                .query(Integer.class)
                .optional()
                .orElse(null);
        Map<String, @Nullable Object> values = asker.values(key);
        TimeSlot away = travel == null || asker.wanted().at() == null
                ? null
                : asker.wanted().during().widened(Duration.ofMinutes(travel), Duration.ofMinutes(travel));
        values.put("at", away == null ? null : asker.wanted().at());
        values.put("leaves", away == null ? null : Rows.timestamp(away.start()));
        values.put("back", away == null ? null : Rows.timestamp(away.end()));
        if (quantity > 1) {
            // prevents a deadlock between two requests for several sets each
            jdbc.sql("select 1 from equipment where key = ? for no key update")
                    .param(key)
                    .query(Integer.class)
                    .optional();
        }
        for (int taken = 0; taken < quantity; taken++) {
            Optional<List<Obstacle>> inTheWay = take(SET, asker, values);
            if (inTheWay.isPresent()) {
                return Optional.of(
                        quantity == 1 && !inTheWay.get().isEmpty()
                                ? inTheWay.get()
                                : tooFew(key, taken, quantity, inTheWay.get(), asker));
            }
        }
        return Optional.empty();
    }

    /** Returns how many sets are free of how many, and the reservations of the others. */
    private List<Obstacle> tooFew(String key, int free, int wanted, List<Obstacle> taken, Requester asker) {
        Bilingual name = jdbc.sql("select name_nl, name_en from equipment where key = ?")
                .param(key)
                .query((row, n) -> Rows.bilingual(row, "name"))
                .single();
        String ofHowMany = " (" + free + " / " + wanted + ")";
        Bilingual named =
                new Bilingual(name.dutch() + ofHowMany, name.english().isBlank() ? "" : name.english() + ofHowMany);
        Stream<Obstacle> others =
                taken.stream().filter(one -> one.subject() != asker.subject() || one.subjectId() != asker.subjectId());
        return Stream.concat(
                        Stream.of(Obstacle.of(
                                named, ResourceKind.EQUIPMENT, asker.wanted().during(), Why.TOO_FEW)),
                        others)
                .toList();
    }

    /** As {@link #reserve}, for one bus and several bookings. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome reserveRide(long busId, TimeSlot during, Map<Long, Integer> people) {
        List<Long> bookings = List.copyOf(people.keySet());
        return savepoint.execute(status -> {
            release(Subject.BOOKING, bookings);
            int seated = jdbc.sql("""
                    with ride as (select nextval(pg_get_serial_sequence('reservation', 'ride')) as id)
                    insert into reservation (resource_id, during, subject, subject_id, people, ride)
                    select r.id, tstzrange(:from, :to), 'BOOKING', w.booking, w.people, ride.id
                      from ride cross join resource r cross join unnest(:bookings::bigint[], :people::int[]) as w (booking, people)
                     where r.id = :bus and bus_fits(r, tstzrange(:from, :to), :total)
                       and not exists (select from reservation b where b.resource_id = r.id and b.during && tstzrange(:from, :to))
                    on conflict do nothing
                    """)
                    .param("from", Rows.timestamp(during.start()))
                    .param("to", Rows.timestamp(during.end()))
                    .param("bookings", Rows.array(bookings))
                    .param(
                            "people",
                            Rows.array(bookings.stream().map(people::get).toList()))
                    .param(
                            "total",
                            people.values().stream().mapToInt(Integer::intValue).sum())
                    .param("bus", busId)
                    .update();
            if (seated == bookings.size()) {
                return new Reserved();
            }
            status.setRollbackOnly();
            return new InTheWay(List.of());
        });
    }

    /** Changes the number of seats of one booking; the others in the ride keep theirs. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean resizeRide(long bookingId, int people) {
        jdbc.sql("""
                select r.id from reservation b join resource r on r.id = b.resource_id
                 where b.subject = 'BOOKING' and b.subject_id = ? for no key update of r
                """).param(bookingId).query(Long.class).list();
        return jdbc.sql("""
                update reservation b set people = :people
                  from resource r
                 where b.subject = 'BOOKING' and b.subject_id = :booking and r.id = b.resource_id
                   and :people + (select coalesce(sum(o.people), 0) from reservation o where o.ride = b.ride and o.subject_id <> b.subject_id)
                       <= r.capacity
                """).param("people", people).param("booking", bookingId).update() == 1;
    }

    /** The set-up that an activity needs. @param equipment keys of its equipment */
    private record NeededSetUp(long id, Bilingual name, List<String> equipment) {}

    private @Nullable NeededSetUp needed(long activityId) {
        return jdbc.sql("""
                select s.id, s.name_nl, s.name_en, array(select e.equipment_key from set_up_equipment e where e.set_up_id = s.id) as equipment
                  from set_up_activity a join set_up s on s.id = a.set_up_id where a.activity_id = ?
                """)
                .param(activityId)
                .query(Rows.of(NeededSetUp.class))
                .optional()
                .orElse(null);
    }

    /** Takes the set-up if it is in one of these rooms, which it then occupies. Otherwise returns when it will be where. */
    private Optional<List<Obstacle>> takeSetUp(NeededSetUp setUp, Requester asker) {
        List<Long> standing = jdbc.sql("""
                select r.id from set_up_period p join resource r on r.set_up_period_id = p.id
                 where p.set_up_id = :setUp and p.room_id = any(:rooms::bigint[]) and set_up_stands(p.id, tstzrange(:from, :to))
                """)
                .params(asker.values(setUp.id()))
                .param("setUp", setUp.id())
                .param("rooms", Rows.array(asker.wanted().resourceIds()))
                .query(Long.class)
                .list();
        if (!standing.isEmpty()) {
            return take("r.id = :key", standing.get(0), asker);
        }
        List<Obstacle> periods = jdbc.sql("""
                select s.name_nl || ' (' || room.name || ', ' || v.name_nl || ')' as name_nl,
                       coalesce(nullif(s.name_en, ''), s.name_nl) || ' (' || coalesce(nullif(room.name_en, ''), room.name) || ', ' || v.name_en || ')' as name_en,
                       p.first_day, p.last_day
                  from set_up s join set_up_period p on p.set_up_id = s.id
                  join resource room on room.id = p.room_id join venue v on v.id = room.venue_id
                 where s.id = :setUp and p.last_day >= (:from::timestamptz at time zone 'Europe/Amsterdam')::date - 31
                 order by p.first_day limit 5
                """)
                .params(asker.values(setUp.id()))
                .param("setUp", setUp.id())
                .query((row, n) -> Obstacle.of(
                        Rows.bilingual(row, "name"),
                        ResourceKind.SET_UP,
                        SetUpPeriod.slot(
                                row.getObject("first_day", LocalDate.class),
                                row.getObject("last_day", LocalDate.class)),
                        Why.NOT_THERE))
                .list();
        return Optional.of(
                periods.isEmpty()
                        ? List.of(Obstacle.of(
                                setUp.name(),
                                ResourceKind.SET_UP,
                                asker.wanted().during(),
                                Why.NOT_THERE))
                        : periods);
    }

    /** The subject of a request, and the resources that it had and has released. */
    private record Requester(Subject subject, long subjectId, Wanted wanted, List<Long> had) {

        /** Returns the parameters of the statements below. */
        Map<String, @Nullable Object> values(Object key) {
            Map<String, @Nullable Object> values = new HashMap<>();
            Guest guest = wanted.guest();
            values.put("key", key);
            values.put("from", Rows.timestamp(wanted.during().start()));
            values.put("to", Rows.timestamp(wanted.during().end()));
            values.put("atOnce", guest == null ? 0 : guest.atOnce());
            values.put("at", guest == null ? null : guest.at());
            values.put(
                    "leaves", guest == null ? null : Rows.timestamp(guest.away().start()));
            values.put(
                    "back", guest == null ? null : Rows.timestamp(guest.away().end()));
            return values;
        }
    }

    /** Adds the resources for the people of an organisation, if they do not exist. */
    private void ensurePeople(Guest guest) {
        jdbc.sql("""
                insert into resource (kind, organisation_id, number, name)
                select 'PERSON', o.id, n, o.name from organisations_organisation_v o cross join generate_series(1, :atOnce) n where o.id = :organisation
                on conflict (organisation_id, number) where kind = 'PERSON' do nothing
                """)
                .param("atOnce", guest.atOnce())
                .param("organisation", guest.organisationId())
                .update();
    }

    public Optional<Long> holdRide(long bookingId) {
        return jdbc.sql(
                        "update reservation set subject = 'HELD' where subject = 'BOOKING' and subject_id = ? and people is not null returning ride")
                .param(bookingId)
                .query(Long.class)
                .optional();
    }

    public boolean resumeRide(long bookingId, long ride) {
        release(Subject.BOOKING, List.of(bookingId));
        return jdbc.sql(
                                "update reservation set subject = 'BOOKING' where subject = 'HELD' and subject_id = ? and ride = ?")
                        .params(bookingId, ride)
                        .update()
                == 1;
    }

    public void releaseRide(long bookingId, long ride) {
        jdbc.sql("delete from reservation where subject = 'HELD' and subject_id = ? and ride = ?")
                .params(bookingId, ride)
                .update();
    }

    private List<Long> had(Subject subject, long subjectId) {
        return jdbc.sql("delete from reservation where subject = ? and subject_id = ? returning resource_id")
                .params(subject.name(), subjectId)
                .query(Long.class)
                .list();
    }

    public void release(Subject subject, Collection<Long> subjectIds) {
        if (!subjectIds.isEmpty()) {
            jdbc.sql("delete from reservation where subject = :subject and subject_id in (:ids)")
                    .param("subject", subject.name())
                    .param("ids", subjectIds)
                    .update();
        }
    }

    /**
     * Takes one of these resources that is free: the current one, or the smallest. Of people the last one, so that an organisation with
     * one person still gets the first. If none is free, returns the obstacles; empty: taken.
     */
    private Optional<List<Obstacle>> take(String which, Object key, Requester asker) {
        return take(which, asker, asker.values(key));
    }

    private Optional<List<Obstacle>> take(String which, Requester asker, Map<String, @Nullable Object> values) {
        while (true) {
            // serialises with closing: what is read after this does not change
            jdbc.sql("select r.id from resource r where " + which + " order by r.id for share of r")
                    .params(values)
                    .query(Long.class)
                    .list();
            // share lock: changing or ending the resource waits until it is reserved, and vice versa
            int taken = jdbc.sql("""
                    insert into reservation (resource_id, during, subject, subject_id, people, at, away)
                    select r.id, tstzrange(:from, :to), :subject, :subjectId, case when r.kind = 'BUS' then :people::int end,
                           case when r.kind in ('PERSON', 'EQUIPMENT') then :at::text end,
                           case when r.kind in ('PERSON', 'EQUIPMENT') and :at::text is not null then %s end
                    from resource r
                    where %s and (r.ended_on is null or r.kind = 'BUS') and (:subject <> 'SESSION' or resource_open(r, tstzrange(:from, :to)))
                      and not exists (select 1 from reservation b where %s)
                    order by r.id = any(:had::bigint[]) desc, r.capacity,
                             case r.kind when 'PERSON' then -r.number else r.number end, r.id limit 1
                    for share of r
                    on conflict do nothing
                    """.formatted(AWAY, which, TAKES))
                    .params(values)
                    .param("subject", asker.subject().name())
                    .param("subjectId", asker.subjectId())
                    .param("people", asker.wanted().people())
                    .param("had", Rows.array(asker.had()))
                    .update();
            if (taken > 0) {
                return Optional.empty();
            }
            List<Candidate> candidates = candidates(which, asker, values);
            if (candidates.isEmpty() && !which.equals(BUS) && !which.equals(SET)) {
                throw new IllegalArgumentException("nothing to reserve with key " + values.get("key"));
            }
            if (candidates.stream().allMatch(c -> c.obstacle() != null)) {
                return Optional.of(candidates.stream()
                        .map(Candidate::obstacle)
                        .filter(Objects::nonNull)
                        .toList());
            }
            // a concurrent reservation or release: try again
        }
    }

    /** A candidate resource. @param obstacle null: it is free */
    private record Candidate(@Nullable Obstacle obstacle) {}

    private List<Candidate> candidates(String which, Requester asker, Map<String, @Nullable Object> values) {
        return jdbc.sql("""
                select r.name || coalesce(' (' || r.label || ')', '') as name_nl,
                       coalesce(nullif(r.name_en, ''), r.name) || coalesce(' (' || r.label || ')', '') as name_en, r.kind, r.kind <> 'BUS' and r.ended_on is not null as ended,
                       :subject = 'SESSION' and not resource_open(r, tstzrange(:from, :to)) as closed,
                       lower(b.during) as starts, upper(b.during) as ends, b.subject, b.subject_id,
                       r.kind = 'EQUIPMENT' and not b.during && tstzrange(:from, :to) as travelling
                from resource r
                left join reservation b on %s
                where %s
                order by lower(b.during)
                """.formatted(TAKES, which))
                .params(values)
                .param("subject", asker.subject().name())
                .query((row, n) -> {
                    Bilingual name = Rows.bilingual(row, "name");
                    ResourceKind kind = Rows.constant(row, "kind", ResourceKind.class);
                    if (row.getBoolean("closed")) {
                        return new Candidate(
                                Obstacle.of(name, kind, asker.wanted().during(), Why.CLOSED));
                    }
                    Subject subject = Rows.constantOrNull(row, "subject", Subject.class);
                    if (subject != null) {
                        TimeSlot taken = Rows.slot(row, "starts", "ends");
                        Why why = row.getBoolean("travelling") ? Why.TRAVELLING : Why.TAKEN;
                        return new Candidate(new Obstacle(name, kind, taken, subject, row.getLong("subject_id"), why));
                    }
                    return new Candidate(
                            row.getBoolean("ended")
                                    ? Obstacle.of(name, kind, asker.wanted().during(), Why.TAKEN)
                                    : null);
                })
                .list();
    }
}
