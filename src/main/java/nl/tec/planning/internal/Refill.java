package nl.tec.planning.internal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BulkBookings;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Publication;
import nl.tec.planning.internal.WishRecords.Kept;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Component;

/**
 * Refills a published plan: offers a freed session to a wish that was left out, first to the school with the smallest share of its
 * wishes met, then to whoever prefers the activity most (rules 5.3). The school gets the usual mail of a booking, and can give the
 * visit back too.
 */
@Component
public class Refill {

    private final PublicationRecords records;
    private final WishRecords wishes;
    private final PlanStore store;
    private final Classes classes;
    private final BulkBookings bookings;
    private final Accounts accounts;
    private final Clock clock;

    Refill(
            PublicationRecords records,
            WishRecords wishes,
            PlanStore store,
            Classes classes,
            BulkBookings bookings,
            Accounts accounts,
            Clock clock) {
        this.records = records;
        this.wishes = wishes;
        this.store = store;
        this.classes = classes;
        this.bookings = bookings;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Books the session of a visit that was given back for the first wish that can take it, if any. */
    public void offer(PlannedVisit free) {
        Publication publication = records.find(free.roundId()).orElse(null);
        if (publication == null) {
            return;
        }
        PlanInstance instance =
                Objects.requireNonNull(store.load(publication.proposalId())).instance();
        LocalDateTime start = LocalDateTime.ofInstant(free.start(), Dates.ZONE);
        Map<Long, Long> prepared = records.prepared(free.roundId());
        Candidate candidate = instance.candidates().stream()
                .filter(one -> Objects.equals(prepared.get(one.id()), free.sessionId())
                        && one.start().equals(start))
                .findFirst()
                .orElse(null);
        if (candidate == null) {
            return; // the session was moved since
        }
        Actor by = accounts.find(publication.startedBy()).orElseThrow().actor();
        Map<Long, Kept> kept = new HashMap<>();
        wishes.list(free.roundId()).forEach(one -> kept.put(one.id(), one));
        for (Wish wish : inOrder(free, instance, candidate, kept)) {
            if (book(free, candidate, wish, Objects.requireNonNull(kept.get(InstanceBuilder.number(wish.id()))), by)) {
                return;
            }
        }
    }

    /** Returns the unmet wishes that the session suits, in order of priority. */
    private List<Wish> inOrder(PlannedVisit free, PlanInstance instance, Candidate candidate, Map<Long, Kept> kept) {
        Set<Long> met = new HashSet<>();
        Set<List<Object>> out = new HashSet<>();
        Set<Long> gaveBack = new HashSet<>();
        for (PlannedVisit visit : records.visits(free.roundId(), null)) {
            if (visit.answer() == PlannedVisit.Answer.GIVEN_BACK) {
                gaveBack.add(visit.wishId());
            } else {
                met.add(visit.wishId());
                out.add(List.of(visit.siteId(), visit.label(), Dates.dayOf(visit.start())));
            }
        }
        Map<String, Integer> wished = new HashMap<>();
        Map<String, Integer> got = new HashMap<>();
        List<Wish> left = new ArrayList<>();
        Fitting fitting = new Fitting(instance);
        for (Wish wish : instance.wishes()) {
            long id = InstanceBuilder.number(wish.id());
            wished.merge(wish.school(), 1, Integer::sum);
            got.merge(wish.school(), met.contains(id) ? 1 : 0, Integer::sum);
            Kept one = kept.get(id);
            if (one != null
                    && !met.contains(id)
                    && !gaveBack.contains(id)
                    && fitting.allows(wish, candidate)
                    && !out.contains(List.<Object>of(one.siteId(), one.wish().label(), candidate.date()))) {
                left.add(wish);
            }
        }
        left.sort(Comparator.comparingDouble((Wish wish) -> Objects.requireNonNull(got.get(wish.school()))
                        / (double) Objects.requireNonNull(wished.get(wish.school())))
                .thenComparing(wish -> wish.preference(candidate.activity()))
                .thenComparing(wish -> InstanceBuilder.number(wish.id())));
        return left;
    }

    private boolean book(PlannedVisit free, Candidate candidate, Wish wish, Kept kept, Actor by) {
        LocalDate day = candidate.date();
        if (!day.isAfter(Dates.dayOf(clock.instant()))) {
            return false;
        }
        SchoolClass group = classes.list(kept.siteId(), SchoolYear.of(day)).stream()
                .filter(one -> one.label().equals(kept.wish().label()))
                .findFirst()
                .orElse(null);
        if (group == null) {
            return false;
        }
        Map<Long, Integer> heads = new HashMap<>();
        for (ClassPart part : group.parts()) {
            heads.put(part.id(), part.headCount());
        }
        BookClass command = new BookClass(free.sessionId(), group.id(), heads, wish.adults(), UUID.randomUUID());
        BulkBookings.Result result = bookings.book(List.of(command), true, by);
        Long booking = result.booked().get(command);
        if (booking != null) {
            records.addVisit(
                    free.roundId(), InstanceBuilder.number(wish.id()), free.sessionId(), booking, clock.instant());
        }
        return booking != null;
    }
}
