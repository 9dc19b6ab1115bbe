package nl.tec.bookings.internal;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.Transport;
import nl.tec.bookings.VisitPlan.Item;
import nl.tec.bookings.internal.VisitPlans.Stored;
import nl.tec.hub.Rows;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the choices and ticks of a visit plan (rules 4). */
@Component
public class VisitItemStore {

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;

    VisitItemStore(JdbcClient jdbc, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the items that somebody chose or ticked. */
    public Map<Item, Stored> of(long bookingId) {
        Map<Item, Stored> stored = new EnumMap<>(Item.class);
        jdbc.sql(
                        "select item, state, choice, detail, departs_at as departs, returns_at as returns from visit_item where booking_id = ?")
                .param(bookingId)
                .query(row -> {
                    stored.put(Rows.constant(row, "item", Item.class), Rows.read(row, Stored.class));
                });
        return stored;
    }

    /** Returns the name of the bus that is reserved for a visit; null: none. */
    @Nullable Bilingual bus(long bookingId) {
        return jdbc.sql("select name_nl as dutch, name_en as english from venues_bus_of_visit_v where booking_id = ?")
                .param(bookingId)
                .query(Rows.of(Bilingual.class))
                .optional()
                .orElse(null);
    }

    /** Stores an item with its author, in the caller's transaction; transport and special needs are also noted in the history. */
    public void store(long bookingId, Item item, Stored value, Actor by) {
        Transport choice = value.choice();
        jdbc.sql("""
                insert into visit_item (booking_id, item, state, choice, detail, departs_at, returns_at, account_id, changed_at)
                values (:booking, :item, :state, :choice, :detail, :departs, :returns, :account, :now)
                on conflict (booking_id, item) do update set state = excluded.state, choice = excluded.choice,
                  detail = excluded.detail, departs_at = excluded.departs_at, returns_at = excluded.returns_at,
                  account_id = excluded.account_id, changed_at = excluded.changed_at
                """)
                .param("booking", bookingId)
                .param("item", item.name())
                .param("state", value.state().name())
                .param("choice", Rows.nameOrNull(choice))
                .param("detail", value.detail())
                .param("departs", Rows.timestampOrNull(value.departs()))
                .param("returns", Rows.timestampOrNull(value.returns()))
                .param("account", by.accountId())
                .param("now", Rows.now(clock))
                .update();
        audit.add(by, "VISIT_" + item, "BOOKING", bookingId);
        if (item == Item.TRANSPORT || item == Item.PRACTICAL) {
            // only the fact that special needs were changed, never their content
            jdbc.sql("""
                    insert into booking_event (booking_id, at, account_id, event, participants)
                    select id, :now, :account, :event, participants from booking where id = :booking
                    """)
                    .param("now", Rows.now(clock))
                    .param("account", by.accountId())
                    .param("event", choice == null ? item.name() : item + "_" + choice)
                    .param("booking", bookingId)
                    .update();
        }
    }
}
