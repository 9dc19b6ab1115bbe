package nl.tec.venues;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Savepoint;
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
import nl.tec.venues.internal.SetUpStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Set-ups (rules 3): a placed set-up has its room and a set of each of its equipment, and the activities that need it are held in it
 * only. {@link Reservations} gives a session the set-up instead of the room; the database refuses anything else.
 */
@Service
public class SetUps {

    public static final String NAME = "naam";
    public static final String EQUIPMENT = "materiaal";
    public static final String ACTIVITY = "activiteit";
    public static final String ROOM = "ruimte";
    public static final String FIRST = "eerste-dag";
    public static final String LAST = "laatste-dag";

    /** Key of the problem of a form that is based on an outdated version. */
    public static final String OUTDATED = "form.outdated";

    private static final int MAX_NAME_LENGTH = 120;

    /** The maximum number of days in a room; a longer period should be made part of the room. */
    private static final int MAX_DAYS = 400;

    private final SetUpStore store;
    private final Savepoint savepoint;
    private final Reservations reservations;
    private final Audit audit;
    private final Clock clock;

    SetUps(SetUpStore store, Savepoint savepoint, Reservations reservations, Audit audit, Clock clock) {
        this.store = store;
        this.savepoint = savepoint;
        this.reservations = reservations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the set-ups by name. */
    public List<SetUp> list() {
        return store.list(clock.instant());
    }

    public Optional<SetUp> find(long id) {
        return store.find(id, clock.instant());
    }

    /** Returns the activities without a set-up that are not cancelled, by title. Id to title. */
    public Map<String, String> activities() {
        return store.activitiesWithoutSetUp();
    }

    /**
     * Adds a set-up, or changes its name and equipment; its equipment cannot change while it has periods that are not over.
     *
     * @param setUp null for a new one
     */
    @Transactional
    public Outcome<Long> save(@Nullable SetUp setUp, int version, Bilingual name, List<String> equipment, Actor by) {
        List<String> known = store.known(equipment);
        boolean fixed = setUp != null && stands(setUp) && !known.equals(setUp.equipment());
        Problems problems = new Problems()
                .addIf(name.dutch().isBlank(), NAME, "venues.check.name")
                .addIfLonger(name, MAX_NAME_LENGTH, NAME)
                .addIf(fixed, EQUIPMENT, "venues.check.setUpStands");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<Long> saved = setUp == null ? Optional.of(store.add(name)) : store.change(setUp.id(), version, name);
        if (saved.isEmpty()) {
            return Outcome.refused(OUTDATED);
        }
        long id = saved.get();
        store.equip(id, known);
        store.nameResources(id);
        audit.add(by, setUp == null ? "SET_UP_CREATED" : "SET_UP_CHANGED", "set_up", id);
        return Outcome.done(id);
    }

    /** Places a set-up in a room; refused, with the obstacles, when the room or one of the equipment is taken. */
    @Transactional
    public Outcome<Long> place(SetUp setUp, @Nullable Long roomId, LocalDate first, LocalDate last, Actor by) {
        Problems problems = new Problems()
                .addIf(roomId == null || !store.isRoom(roomId), ROOM, "venues.check.room")
                .addIf(last.isBefore(first), LAST, "venues.check.lastDay")
                .addIf(last.isBefore(Dates.today(clock)), LAST, "venues.check.over")
                .addIf(last.isAfter(first.plusDays(MAX_DAYS)), LAST, "venues.check.days", MAX_DAYS);
        if (problems.any() || roomId == null) {
            return Outcome.refused(problems);
        }
        return savepoint.keepIfDone(() -> {
            long id = store.addPeriod(setUp.id(), roomId, first, last);
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
                inTheWay.obstacles().forEach(obstacle -> add(problems, obstacle));
                return Outcome.refused(problems);
            }
            store.addResource(id);
            audit.add(by, "SET_UP_PLACED", "set_up", setUp.id());
            return Outcome.done(id);
        });
    }

    private static void add(Problems problems, Obstacle obstacle) {
        String key = switch (obstacle.why()) {
            case NO_POWER -> "venues.check.noPower";
            case NO_SPACE -> "venues.check.noSpace";
            case FREE_INSTEAD -> "venues.check.freeInstead";
            case TOO_FEW -> "venues.check.noSet";
            default -> "venues.check.inTheWay";
        };
        problems.add(
                ROOM,
                key,
                obstacle.name().dutch(),
                Dates.slot(obstacle.during().start(), obstacle.during().end(), Texts.DUTCH));
    }

    /** Removes a period, or ends it today if it was used. Refused while coming sessions are in it. */
    @Transactional
    public Outcome<Long> remove(SetUp setUp, long periodId, Actor by) {
        if (setUp.periods().stream().noneMatch(period -> period.id() == periodId)) {
            throw new NotFound("period " + periodId + " of set-up " + setUp.id());
        }
        store.lock(periodId);
        int used = store.used(periodId);
        int toCome = store.toCome(periodId, clock.instant());
        if (toCome > 0) {
            return Outcome.refused(new Problems().add("", "venues.check.setUpToCome", toCome));
        }
        if (used == 0) {
            reservations.release(Subject.SET_UP, List.of(periodId));
            store.removeResource(periodId);
            store.removePeriod(periodId);
        } else {
            store.endPeriod(periodId, Dates.today(clock));
        }
        audit.add(by, "SET_UP_REMOVED", "set_up", setUp.id());
        return Outcome.done(setUp.id());
    }

    /** Makes an activity need the set-up. Refused while the activity has coming sessions elsewhere. */
    @Transactional
    public Outcome<Long> need(SetUp setUp, @Nullable Long activityId, Actor by) {
        boolean known = activityId != null && activities().containsKey(activityId.toString());
        if (activityId == null || !known) {
            return Outcome.refused(new Problems().add(ACTIVITY, "venues.check.activity"));
        }
        int elsewhere = store.sessionsToCome(activityId, clock.instant());
        if (elsewhere > 0) {
            return Outcome.refused(new Problems().add(ACTIVITY, "venues.check.heldElsewhere", elsewhere));
        }
        store.need(setUp.id(), activityId);
        audit.add(by, "SET_UP_CHANGED", "set_up", setUp.id());
        return Outcome.done(setUp.id());
    }

    /** Lets an activity be held anywhere. Its coming sessions stay in the set-up. */
    @Transactional
    public void unlinkActivity(SetUp setUp, long activityId, Actor by) {
        store.unlinkActivity(setUp.id(), activityId);
        audit.add(by, "SET_UP_CHANGED", "set_up", setUp.id());
    }

    /** Ends a set-up. Refused while it has periods that are not over. */
    @Transactional
    public Outcome<Long> end(SetUp setUp, Actor by) {
        if (stands(setUp)) {
            return Outcome.refused(new Problems().add("", "venues.check.setUpStands"));
        }
        store.end(setUp.id(), Dates.today(clock));
        audit.add(by, "SET_UP_ENDED", "set_up", setUp.id());
        return Outcome.done(setUp.id());
    }

    /** Whether it has a period now or later. */
    private boolean stands(SetUp setUp) {
        return setUp.periods().stream().anyMatch(period -> !period.last().isBefore(Dates.today(clock)));
    }
}
