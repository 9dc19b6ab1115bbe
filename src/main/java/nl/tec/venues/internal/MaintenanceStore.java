package nl.tec.venues.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.hub.Rows;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Maintenance.Item;
import nl.tec.venues.Maintenance.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Items and their maintenance in the database; the trigger {@code maintenance_is_reserved} reserves the item. */
@Component
public class MaintenanceStore {

    /** The name of an item, with its label. */
    private static final String NAME = "r.name || coalesce(' (' || r.label || ')', '')";

    /** A reservation of an item. @param session id of its session, if any */
    public record ItemReservation(
            String name, TimeSlot during, @Nullable Long session) {}

    private final JdbcClient jdbc;

    MaintenanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the sets of a kind of equipment, or one bus. */
    public List<Item> items(@Nullable String equipmentKey, @Nullable Long busId, LocalDate today) {
        Map<Long, Item> items = new LinkedHashMap<>();
        jdbc.sql("""
                select r.id as item, coalesce(r.label, '') as label, coalesce(r.stored_at, '') as stored_at,
                       m.id, m.first_day as first, m.last_day as last, m.reason
                  from resource r left join maintenance m on m.resource_id = r.id and m.last_day >= :today
                 where r.id = :bus::bigint or r.equipment_key = :equipment::text and r.ended_on is null
                 order by length(r.key), r.key, m.first_day, m.id
                """)
                .param("today", today)
                .param("bus", busId)
                .param("equipment", equipmentKey)
                .query(row -> {
                    long id = row.getLong("item");
                    Item item = items.get(id);
                    if (item == null) {
                        item = new Item(
                                id,
                                items.size() + 1,
                                row.getString("label"),
                                row.getString("stored_at"),
                                new ArrayList<>());
                        items.put(id, item);
                    }
                    if (row.getString("reason") != null) {
                        item.periods().add(Rows.read(row, Period.class));
                    }
                });
        return List.copyOf(items.values());
    }

    public void describe(long itemId, String label, String storedAt) {
        jdbc.sql("update resource set label = nullif(?, ''), stored_at = nullif(?, '') where id = ?")
                .params(label, storedAt, itemId)
                .update();
    }

    /** Locks an item, so that reservations wait until the transaction ends. */
    public void lock(long itemId) {
        jdbc.sql("select id from resource where id = ? for update")
                .param(itemId)
                .query(Long.class)
                .single();
    }

    public List<ItemReservation> taken(long itemId, TimeSlot during) {
        return jdbc.sql("""
                select %s as name, lower(b.during) as during_start, upper(b.during) as during_end,
                       case when b.subject = 'SESSION' then b.subject_id end as session
                  from reservation b join resource r on r.id = b.resource_id
                 where r.id = :item and b.during && tstzrange(:from, :to) order by lower(b.during) limit 3
                """.formatted(NAME))
                .param("item", itemId)
                .param("from", Rows.timestamp(during.start()))
                .param("to", Rows.timestamp(during.end()))
                .query(Rows.of(ItemReservation.class))
                .list();
    }

    /** Returns the names of the items that are free in this time. */
    public List<String> free(List<Long> itemIds, TimeSlot during) {
        return jdbc.sql("""
                select %s from resource r
                 where r.id = any(:items::bigint[])
                   and not exists (select from reservation b where b.resource_id = r.id and b.during && tstzrange(:from, :to))
                 order by length(r.key), r.key limit 3
                """.formatted(NAME))
                .param("items", Rows.array(itemIds))
                .param("from", Rows.timestamp(during.start()))
                .param("to", Rows.timestamp(during.end()))
                .query(String.class)
                .list();
    }

    /** Returns the first day within two months from which the item is free for the same number of days. */
    public Optional<LocalDate> freeFrom(long itemId, LocalDate first, LocalDate last) {
        return jdbc.sql("""
                select d::date from generate_series(:first::timestamp, :first::timestamp + interval '60 days', interval '1 day') d
                 where not exists (select from reservation b
                                    where b.resource_id = :item
                                      and b.during && tstzrange(d at time zone 'Europe/Amsterdam',
                                                                (d + :days * interval '1 day') at time zone 'Europe/Amsterdam'))
                 order by d limit 1
                """)
                .param("first", first)
                .param("days", last.toEpochDay() - first.toEpochDay() + 1)
                .param("item", itemId)
                .query(LocalDate.class)
                .optional();
    }

    public long add(long itemId, LocalDate first, LocalDate last, String reason) {
        return jdbc.sql(
                        "insert into maintenance (resource_id, first_day, last_day, reason) values (?, ?, ?, ?) returning id")
                .params(itemId, first, last, reason)
                .query(Long.class)
                .single();
    }

    public void remove(long periodId) {
        jdbc.sql("delete from maintenance where id = ?").param(periodId).update();
    }
}
