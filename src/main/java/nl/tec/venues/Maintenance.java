package nl.tec.venues;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.internal.MaintenanceStore;
import nl.tec.venues.internal.MaintenanceStore.ItemReservation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Single items, each a set of a kind of equipment or a bus: their storage, and their maintenance. Maintenance reserves the item, so it is
 * refused while the item is reserved on those days, and the item cannot be reserved while it lasts (rules 3).
 */
@Service
public class Maintenance {

    /** The names of the fields of the forms, as in {@link Problems}. */
    public static final String ITEM = "exemplaar";

    public static final String FIRST = "eerste-dag";
    public static final String LAST = "laatste-dag";
    public static final String REASON = "reden";
    public static final String LABEL = "etiket";
    public static final String STORED = "opslag";

    private static final int MAX_LABEL_LENGTH = 60;
    private static final int MAX_TEXT_LENGTH = 120;
    private static final int MAX_DAYS = 400;

    /**
     * @param number among the items of its kind, from 1
     * @param label its label; empty: none
     * @param storedAt its place of storage; empty: unknown
     * @param periods of maintenance that are not over, the earliest first
     */
    public record Item(long id, int number, String label, String storedAt, List<Period> periods) {

        public boolean outOfUse(LocalDate day) {
            return periods.stream().anyMatch(period -> !day.isBefore(period.first()) && !day.isAfter(period.last()));
        }
    }

    /** A period of maintenance, both days inclusive. */
    public record Period(long id, LocalDate first, LocalDate last, String reason) {}

    private final MaintenanceStore store;
    private final ObjectProvider<VenueUser> users;
    private final Audit audit;
    private final Clock clock;

    Maintenance(MaintenanceStore store, ObjectProvider<VenueUser> users, Audit audit, Clock clock) {
        this.store = store;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the sets in use of a kind of equipment. */
    public List<Item> of(Equipment equipment) {
        return store.items(equipment.key(), null, Dates.today(clock));
    }

    /** Returns the bus, as the only item of its kind. */
    public List<Item> of(Bus bus) {
        return store.items(null, bus.id(), Dates.today(clock));
    }

    /** @param items read from {@link #of} by the caller; one of these is changed */
    @Transactional
    public Outcome<Long> describe(List<Item> items, long id, String label, String storedAt, Actor by) {
        Item item = get(items, id);
        Problems problems = new Problems()
                .addIfLonger(label, MAX_LABEL_LENGTH, LABEL + "-" + id)
                .addIfLonger(storedAt, MAX_TEXT_LENGTH, STORED + "-" + id);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        store.describe(item.id(), label, storedAt);
        audit.add(by, "ITEM_CHANGED", "RESOURCE", id);
        return Outcome.done(id);
    }

    /**
     * Takes an item out of use for some days. Refused when it is reserved then: the problems name the reservation, another item that is
     * free on those days, and the first days on which this one is.
     */
    @Transactional
    public Outcome<Long> plan(
            List<Item> items, @Nullable Long id, LocalDate first, LocalDate last, String reason, Actor by) {
        Optional<Item> item =
                items.stream().filter(one -> Long.valueOf(one.id()).equals(id)).findFirst();
        Problems problems = new Problems()
                .addIf(item.isEmpty(), ITEM, "venues.check.item")
                .addIf(last.isBefore(first), LAST, "venues.check.lastDay")
                .addIf(last.isBefore(Dates.today(clock)), LAST, "venues.check.over")
                .addIf(last.isAfter(first.plusDays(MAX_DAYS)), LAST, "venues.check.days", MAX_DAYS)
                .addIf(reason.isEmpty(), REASON, "venues.check.reason")
                .addIfLonger(reason, MAX_TEXT_LENGTH, REASON);
        if (problems.any() || item.isEmpty()) {
            return Outcome.refused(problems);
        }
        long resource = item.get().id();
        store.lock(resource);
        TimeSlot days = SetUpPeriod.slot(first, last);
        List<ItemReservation> taken = store.taken(resource, days);
        if (!taken.isEmpty()) {
            return Outcome.refused(inTheWay(items, resource, taken, first, last));
        }
        long period = store.add(resource, first, last, reason);
        audit.add(by, "MAINTENANCE_PLANNED", "RESOURCE", resource);
        return Outcome.done(period);
    }

    private Problems inTheWay(
            List<Item> items, long resource, List<ItemReservation> taken, LocalDate first, LocalDate last) {
        Problems problems = new Problems();
        TimeSlot days = SetUpPeriod.slot(first, last);
        Map<Long, VenueUser.Purpose> sessions = new HashMap<>();
        users.forEach(user -> sessions.putAll(user.sessions(days)));
        for (ItemReservation one : taken) {
            VenueUser.Purpose purpose = one.session() == null ? null : sessions.get(one.session());
            problems.add(
                    FIRST,
                    "venues.check.maintenanceTaken",
                    one.name(),
                    Dates.slot(one.during().start(), one.during().end(), Texts.DUTCH),
                    purpose == null ? "" : ", " + purpose.name().dutch());
        }
        List<String> others = store.free(items.stream().map(Item::id).toList(), days);
        problems.addIf(!others.isEmpty(), ITEM, "venues.check.maintenanceOther", String.join(", ", others));
        store.freeFrom(resource, first, last)
                .ifPresent(day -> problems.add(LAST, "venues.check.maintenanceFree", Dates.longDay(day, Texts.DUTCH)));
        return problems;
    }

    /** Ends a period of maintenance, so that the item can be reserved again. */
    @Transactional
    public void remove(List<Item> items, long periodId, Actor by) {
        Item item = items.stream()
                .filter(one -> one.periods().stream().anyMatch(period -> period.id() == periodId))
                .findFirst()
                .orElseThrow(() -> new NotFound("maintenance " + periodId));
        store.remove(periodId);
        audit.add(by, "MAINTENANCE_REMOVED", "RESOURCE", item.id());
    }

    private static Item get(List<Item> items, long id) {
        return items.stream().filter(item -> item.id() == id).findFirst().orElseThrow(() -> new NotFound("item " + id));
    }
}
