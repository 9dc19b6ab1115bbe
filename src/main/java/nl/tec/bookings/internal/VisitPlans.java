package nl.tec.bookings.internal;

import static nl.tec.bookings.VisitPlan.State.BUSY;
import static nl.tec.bookings.VisitPlan.State.DONE;
import static nl.tec.bookings.VisitPlan.State.NOT_NEEDED;
import static nl.tec.bookings.VisitPlan.State.OPEN;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.Adults;
import nl.tec.bookings.ClassBooking;
import nl.tec.bookings.Transport;
import nl.tec.bookings.Travel;
import nl.tec.bookings.VisitContext;
import nl.tec.bookings.VisitContext.Part;
import nl.tec.bookings.VisitPlan;
import nl.tec.bookings.VisitPlan.Costs;
import nl.tec.bookings.VisitPlan.Guides;
import nl.tec.bookings.VisitPlan.Item;
import nl.tec.bookings.VisitPlan.Lesson;
import nl.tec.bookings.VisitPlan.Practical;
import nl.tec.bookings.VisitPlan.State;
import nl.tec.bookings.VisitPlan.Supervision;
import nl.tec.bookings.VisitPlan.TransportPlan;
import nl.tec.bookings.VisitPrices;
import nl.tec.hub.HubSettings;
import nl.tec.programme.ActivityMaterial;
import nl.tec.programme.ActivityMaterial.Material;
import nl.tec.programme.ActivityMaterial.Moment;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes visit plans (rules 4). */
@Component
public class VisitPlans {

    private final HubSettings hub;
    private final VisitItemStore items;
    private final VisitGuideQueries guides;
    private final ActivityMaterial library;
    private final VisitPrices prices;
    private final Clock clock;
    private final Adults adults;

    VisitPlans(
            HubSettings hub,
            VisitItemStore items,
            VisitGuideQueries guides,
            ActivityMaterial library,
            VisitPrices prices,
            Clock clock,
            Adults adults) {
        this.hub = hub;
        this.items = items;
        this.guides = guides;
        this.library = library;
        this.prices = prices;
        this.clock = clock;
        this.adults = adults;
    }

    /** A stored choice or tick; null or empty where a field does not apply. */
    public record Stored(
            State state,
            @Nullable Transport choice,
            String detail,
            @Nullable Instant departs,
            @Nullable Instant returns) {}

    /** Composes the current plan of a booked visit. */
    public VisitPlan plan(ClassBooking booking) {
        return plan(
                booking.id(),
                booking.facts(),
                booking.details().headCounts(),
                booking.details().adults(),
                booking.state().active(),
                items.of(booking.id()),
                items.bus(booking.id()));
    }

    /** Composes the transport alone, for what says nothing of the rest. */
    TransportPlan transport(ClassBooking booking) {
        return transport(booking.facts(), items.of(booking.id()).get(Item.TRANSPORT), items.bus(booking.id()));
    }

    /** Composes the initial plan of a visit, before anything is arranged. */
    public VisitPlan plan(VisitContext facts, Map<Long, Integer> headCounts, int adults) {
        return plan(null, facts, headCounts, adults, true, Map.of(), null);
    }

    private VisitPlan plan(
            @Nullable Long booking,
            VisitContext facts,
            Map<Long, Integer> headCounts,
            int adults,
            boolean active,
            Map<Item, Stored> stored,
            @Nullable Bilingual bus) {
        boolean over = !clock.instant().isBefore(facts.session().time().end());
        List<Material> material = material(facts);
        List<Material> before =
                material.stream().filter(one -> one.moment() == Moment.BEFORE).toList();
        List<Material> after =
                material.stream().filter(one -> one.moment() == Moment.AFTER).toList();
        return new VisitPlan(
                transport(facts, stored.get(Item.TRANSPORT), bus),
                supervision(facts, headCounts, adults, active && !over),
                lesson(!facts.activity().before().isBlank(), before, stored.get(Item.BEFORE), OPEN),
                lesson(facts.activity().after(), after, stored.get(Item.AFTER), over ? OPEN : BUSY),
                new Costs(prices.of(facts, booking), facts.activity().fund()),
                practical(stored.get(Item.PRACTICAL)));
    }

    /** Returns the number of adults that the school has to bring. */
    public int adultsNeeded(VisitContext facts, Map<Long, Integer> headCounts) {
        Map<Grade, Integer> pupils = pupils(facts, headCounts);
        return adults.needed(
                pupils, adults.childrenPerAdult(pupils, facts.activity().childrenPerAdult()));
    }

    private TransportPlan transport(VisitContext facts, @Nullable Stored stored, @Nullable Bilingual bus) {
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

    /** @param coming whether the visit is still to be held */
    private Supervision supervision(VisitContext facts, Map<Long, Integer> headCounts, int brought, boolean coming) {
        Map<Grade, Integer> pupils = pupils(facts, headCounts);
        int perAdult = adults.childrenPerAdult(pupils, facts.activity().childrenPerAdult());
        int needed = adults.needed(pupils, perAdult);
        Guides team = guides.of(facts.session().id());
        Guides sought = coming ? team : team.withoutMissing();
        State state = brought < needed ? OPEN : sought.missing() > 0 ? BUSY : DONE;
        return new Supervision(state, needed, brought, perAdult, sought);
    }

    /** Counts the pupils who go, by group. */
    private static Map<Grade, Integer> pupils(VisitContext facts, Map<Long, Integer> headCounts) {
        return facts.schoolClass().parts().stream()
                .collect(Collectors.toMap(Part::grade, part -> headCounts.getOrDefault(part.id(), 0), Integer::sum));
    }

    /** Returns what a teacher of the school reads, whoever asks: a mail goes to people without an account too. */
    private List<Material> material(VisitContext facts) {
        Actor teacher = new Actor(
                0,
                "",
                "",
                Set.of(Membership.of(Role.TEACHER, facts.schoolClass().siteId())));
        return library.ofVisit(facts.activity().id(), facts.schoolClass().grades(), teacher);
    }

    private static Lesson lesson(boolean described, List<Material> material, @Nullable Stored stored, State untouched) {
        if (!described && material.isEmpty()) {
            return new Lesson(NOT_NEEDED, material);
        }
        return new Lesson(stored == null ? untouched : stored.state(), material);
    }

    private static Practical practical(@Nullable Stored stored) {
        String text = stored == null ? "" : stored.detail();
        return new Practical(text.isEmpty() ? NOT_NEEDED : DONE, text);
    }
}
