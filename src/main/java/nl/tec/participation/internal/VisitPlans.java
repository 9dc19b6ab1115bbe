package nl.tec.participation.internal;

import static nl.tec.participation.VisitPlan.State.BUSY;
import static nl.tec.participation.VisitPlan.State.DONE;
import static nl.tec.participation.VisitPlan.State.NOT_NEEDED;
import static nl.tec.participation.VisitPlan.State.OPEN;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.participation.Transport;
import nl.tec.participation.VisitPlan;
import nl.tec.participation.VisitPlan.Costs;
import nl.tec.participation.VisitPlan.Item;
import nl.tec.participation.VisitPlan.Lesson;
import nl.tec.participation.VisitPlan.Practical;
import nl.tec.participation.VisitPlan.State;
import nl.tec.participation.VisitPlan.Supervision;
import nl.tec.participation.VisitPlan.TransportPlan;
import nl.tec.participation.internal.VisitFacts.Part;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out what is arranged for a visit (rules 4). */
@Component
public class VisitPlans {

    /** With a class, and in a bus. */
    static final int LEAST_ADULTS = 2;

    private static final int LAST_OF_LOWER_GROUPS = 3;

    private final HubSettings hub;
    private final VisitItems items;
    private final Clock clock;

    VisitPlans(HubSettings hub, VisitItems items, Clock clock) {
        this.hub = hub;
        this.items = items;
        this.clock = clock;
    }

    /** What somebody chose or ticked off; null and empty where that does not apply. */
    public record Stored(
            State state,
            @Nullable Transport choice,
            String detail,
            @Nullable Instant departs,
            @Nullable Instant returns) {}

    /** What is arranged for a visit that is booked, as it stands in the database. */
    public VisitPlan plan(ClassBooking booking) {
        return plan(
                booking.facts(),
                booking.headCounts(),
                booking.adults(),
                items.of(booking.id()),
                items.bus(booking.id()));
    }

    /** What it would be before anything is arranged. */
    public VisitPlan plan(VisitFacts facts, Map<Long, Integer> headCounts, int adults) {
        return plan(facts, headCounts, adults, Map.of(), null);
    }

    private VisitPlan plan(
            VisitFacts facts,
            Map<Long, Integer> headCounts,
            int adults,
            Map<Item, Stored> stored,
            @Nullable Bilingual bus) {
        boolean over = !clock.instant().isBefore(facts.session().time().end());
        return new VisitPlan(
                transport(facts, stored.get(Item.TRANSPORT), bus),
                supervision(facts, headCounts, adults),
                lesson(facts.activity().before(), stored.get(Item.BEFORE), OPEN),
                lesson(facts.activity().after(), stored.get(Item.AFTER), over ? OPEN : BUSY),
                new Costs(facts.activity().cost(), facts.activity().fund()),
                practical(stored.get(Item.PRACTICAL)));
    }

    /** Adults the school brings: one per so many children of the lowest group that goes, and at least two. */
    public int adultsNeeded(VisitFacts facts, Map<Long, Integer> headCounts) {
        int pupils = headCounts.values().stream().mapToInt(Integer::intValue).sum();
        int perAdult = childrenPerAdult(facts, headCounts);
        return Math.max(LEAST_ADULTS, (pupils + perAdult - 1) / perAdult);
    }

    private TransportPlan transport(VisitFacts facts, @Nullable Stored stored, @Nullable Bilingual bus) {
        Travel travel = Travel.of(facts, hub);
        Transport choice = stored == null ? null : stored.choice();
        Instant departs = stored == null ? null : stored.departs();
        return new TransportPlan(
                transportState(travel, choice, departs),
                travel.proposal(),
                choice,
                travel.metres(),
                travel.minutes(),
                departs,
                stored == null ? null : stored.returns(),
                bus);
    }

    private static State transportState(Travel travel, @Nullable Transport choice, @Nullable Instant departs) {
        if (choice == null) {
            return travel.proposal().free() ? NOT_NEEDED : OPEN;
        }
        if (choice == Transport.TEC_BUS) {
            return departs == null ? BUSY : DONE;
        }
        return choice == Transport.OWN ? DONE : NOT_NEEDED;
    }

    private Supervision supervision(VisitFacts facts, Map<Long, Integer> headCounts, int adults) {
        int needed = adultsNeeded(facts, headCounts);
        return new Supervision(adults < needed ? OPEN : DONE, needed, adults, childrenPerAdult(facts, headCounts));
    }

    private int childrenPerAdult(VisitFacts facts, Map<Long, Integer> headCounts) {
        Integer ofActivity = facts.activity().childrenPerAdult();
        if (ofActivity != null) {
            return Math.max(1, ofActivity);
        }
        return facts.group().parts().stream()
                .filter(part -> headCounts.getOrDefault(part.id(), 0) > 0)
                .map(Part::grade)
                .min(Comparator.naturalOrder())
                .map(lowest -> Math.max(1, hub.number(guideline(lowest))))
                .orElse(hub.number(Setting.CHILDREN_PER_ADULT_UPPER));
    }

    private static Setting guideline(Grade lowest) {
        return switch (lowest.sector()) {
            case VO, MBO -> Setting.CHILDREN_PER_ADULT_VO;
            case PO, SO ->
                lowest.number() <= LAST_OF_LOWER_GROUPS
                        ? Setting.CHILDREN_PER_ADULT_LOWER
                        : Setting.CHILDREN_PER_ADULT_UPPER;
        };
    }

    private static Lesson lesson(boolean there, @Nullable Stored stored, State untouched) {
        if (!there) {
            return new Lesson(NOT_NEEDED);
        }
        return new Lesson(stored == null ? untouched : stored.state());
    }

    private static Practical practical(@Nullable Stored stored) {
        String text = stored == null ? "" : stored.detail();
        return new Practical(text.isEmpty() ? NOT_NEEDED : DONE, text);
    }
}
