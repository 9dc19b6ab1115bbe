package nl.tec.planning.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
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
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BulkBookings;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Mode;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlannedVisit;
import nl.tec.planning.Publication;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.programme.Catalogue;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.venues.Bus;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Cancels the visits that schools gave back. Offers each place, and that of a visit that was cancelled in any other way, to a wish
 * without one: first to those whose visit the TEC called off (rules 3.6), then of the school with the smallest share of its wishes
 * met, then of whoever prefers the activity most (rules 5.3). A class that booked by itself what it wished is not left out. A class that needs a bus gets one, or is passed over. The school gets the mail of a plan, and can give the visit back too;
 * after the last day for answers it can cancel it freely for at least a week.
 */
@Component
public class Refill {

    private static final Logger LOG = LoggerFactory.getLogger(Refill.class);

    /** The least time in which a school can freely cancel a visit that it did not ask for at that moment. */
    private static final int DAYS_TO_CANCEL = 7;

    private final PublicationStore records;
    private final WishStore wishes;
    private final PlanCache store;
    private final PlannedVisits visits;
    private final Classes classes;
    private final Catalogue catalogue;
    private final ClassBookings bookings;
    private final BulkBookings bulk;
    private final VisitArrangements arrangements;
    private final Venues venues;
    private final Accounts accounts;
    private final Texts texts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Refill(
            PublicationStore records,
            WishStore wishes,
            PlanCache store,
            PlannedVisits visits,
            Classes classes,
            Catalogue catalogue,
            ClassBookings bookings,
            BulkBookings bulk,
            VisitArrangements arrangements,
            Venues venues,
            Accounts accounts,
            Texts texts,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.wishes = wishes;
        this.store = store;
        this.visits = visits;
        this.classes = classes;
        this.catalogue = catalogue;
        this.bookings = bookings;
        this.bulk = bulk;
        this.arrangements = arrangements;
        this.venues = venues;
        this.accounts = accounts;
        this.texts = texts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Cancels the visits that are due and offers the places of those that were cancelled, each in one transaction. */
    public void run() {
        for (long visit : records.returning(clock.instant())) {
            try {
                transaction.executeWithoutResult(status -> cancel(visit));
            } catch (RuntimeException e) {
                LOG.warn("visit {} that was given back is not cancelled; it is tried again", visit, e);
            }
        }
        for (PublicationStore.Cancelled visit : records.cancelled(clock.instant())) {
            try {
                transaction.executeWithoutResult(status -> release(visit));
            } catch (RuntimeException e) {
                LOG.warn("the place of visit {} that was cancelled is not offered; it is tried again", visit.id(), e);
            }
        }
    }

    private void release(PublicationStore.Cancelled cancelled) {
        if (records.release(cancelled.id(), clock.instant()) && cancelled.isHeld()) {
            PlannedVisit visit = records.visit(cancelled.id()).orElseThrow();
            records.find(visit.roundId()).ifPresent(publication -> offer(visit, publication));
        }
    }

    private void cancel(long visitId) {
        Long giver = records.returned(visitId).orElse(null);
        if (giver == null) {
            return;
        }
        PlannedVisit visit = records.visit(visitId).orElseThrow();
        Publication publication = records.find(visit.roundId()).orElse(null);
        Actor by = actor(giver);
        if (by == null || !by.worksAt(visit.siteId())) { // has left the school since
            by = publication == null ? null : actor(publication.startedBy());
        }
        if (by != null) {
            // nothing is left to cancel if the school or the hub did that meanwhile
            bookings.cancel(
                    visit.bookingId(),
                    by.worksAt(visit.siteId()) ? visit.note() : texts.text(Texts.DUTCH, "planning.reason.givenBack"),
                    by);
        }
        if (publication != null) {
            offer(visit, publication);
        }
    }

    private @Nullable Actor actor(long account) {
        return accounts.find(account).map(Account::actor).orElse(null);
    }

    /** Books the session of a visit that was cancelled for the first wish that can take it, if any. */
    private void offer(PlannedVisit free, Publication publication) {
        PlanInstance instance =
                Objects.requireNonNull(store.load(publication.proposalId())).instance();
        LocalDateTime start = LocalDateTime.ofInstant(free.start(), Dates.ZONE);
        Map<Long, Long> prepared = records.prepared(free.roundId());
        Candidate candidate = instance.candidates().stream()
                .filter(one -> Objects.equals(prepared.get(one.id()), free.sessionId())
                        && one.start().equals(start))
                .findFirst()
                .orElse(null);
        LocalDate today = Dates.today(clock);
        if (candidate == null || !lastFreeDay(candidate).isAfter(today.plusDays(DAYS_TO_CANCEL))) {
            return; // the session was moved since, or is too soon
        }
        Place place = new Place(
                free,
                instance,
                candidate,
                new BulkBookings.Announcement(
                        Publisher.SCHOOL_PAGE, today.isAfter(publication.answerBy()) ? null : publication.answerBy()),
                Objects.requireNonNull(actor(publication.startedBy())));
        Map<Long, StoredWish> kept = new HashMap<>();
        wishes.list(free.roundId()).forEach(one -> kept.put(one.id(), one));
        for (Wish wish : inOrder(free, instance, candidate, kept)) {
            if (book(place, wish, Objects.requireNonNull(kept.get(InstanceBuilder.number(wish.id()))))) {
                return;
            }
        }
    }

    /** Returns the last day on which a school cancels a session without being late. */
    private LocalDate lastFreeDay(Candidate session) {
        return session.date()
                .minusDays(catalogue
                        .find(InstanceBuilder.number(session.activity()))
                        .orElseThrow()
                        .details()
                        .terms()
                        .freeCancelDays());
    }

    /**
     * A place that came free.
     *
     * @param told where the school answers, and until when
     * @param by who published the plan
     */
    private record Place(
            PlannedVisit free, PlanInstance instance, Candidate candidate, BulkBookings.Announcement told, Actor by) {}

    /** Returns the unmet wishes that the session suits, in order of priority. */
    private List<Wish> inOrder(
            PlannedVisit free, PlanInstance instance, Candidate candidate, Map<Long, StoredWish> kept) {
        Set<Long> met = new HashSet<>(records.metOutsideThePlan(free.roundId()));
        Set<Long> calledOff = new HashSet<>();
        Set<List<Object>> out = new HashSet<>();
        Set<Long> gaveBack = new HashSet<>();
        for (PlannedVisit visit : records.visits(free.roundId(), null)) {
            if (visit.answer() == PlannedVisit.Answer.GIVEN_BACK) {
                gaveBack.add(visit.wishId());
            } else if (visit.isComing()) {
                met.add(visit.wishId());
                out.add(List.of(visit.siteId(), visit.label(), Dates.dayOf(visit.start())));
            } else if (visit.isCalledOff()) {
                calledOff.add(visit.wishId());
            } else {
                gaveBack.add(visit.wishId());
            }
        }
        Set<String> together = new HashSet<>(); // they come both or not at all
        for (Wish wish : instance.wishes()) {
            if (wish.together() != null) {
                together.addAll(List.of(wish.id(), wish.together()));
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
            StoredWish one = kept.get(id);
            if (one != null
                    && !met.contains(id)
                    && !together.contains(wish.id())
                    && !gaveBack.contains(id)
                    && fitting.allows(wish, candidate)
                    && !out.contains(List.<Object>of(one.siteId(), one.wish().label(), candidate.date()))) {
                left.add(wish);
            }
        }
        left.sort(Comparator.comparing((Wish wish) -> !calledOff.contains(InstanceBuilder.number(wish.id())))
                .thenComparingDouble(wish -> Objects.requireNonNull(got.get(wish.school()))
                        / (double) Objects.requireNonNull(wished.get(wish.school())))
                .thenComparing(wish -> wish.preference(candidate.activity()))
                .thenComparing(wish -> InstanceBuilder.number(wish.id())));
        return left;
    }

    /** Books a wish, with its bus. @return false, without any change, if that is impossible */
    private boolean book(Place place, Wish wish, StoredWish kept) {
        Candidate candidate = place.candidate();
        SchoolClass schoolClass = classes.list(kept.siteId(), SchoolYear.of(candidate.date())).stream()
                .filter(one -> one.label().equals(kept.wish().label()))
                .findFirst()
                .orElse(null);
        TimeSlot ride = ride(place, wish);
        Bus bus = ride == null
                ? null
                : venues
                        .freeBuses(
                                ride.widened(
                                        Duration.ZERO,
                                        Duration.ofMinutes(place.instance().turnaroundMinutes())),
                                wish.pupils() + wish.adults())
                        .stream()
                        .findFirst()
                        .orElse(null);
        if (schoolClass == null || ride != null && bus == null) {
            return false;
        }
        BookClass command = new BookClass(
                place.free().sessionId(),
                schoolClass.id(),
                PlannedVisits.headCounts(
                        schoolClass,
                        catalogue
                                .find(InstanceBuilder.number(candidate.activity()))
                                .orElseThrow()),
                wish.adults(),
                UUID.randomUUID());
        Long booked = bulk.book(List.of(command), true, place.told(), place.by())
                .booked()
                .get(command);
        if (booked == null) {
            return false;
        }
        records.addVisit(
                place.free().roundId(),
                InstanceBuilder.number(wish.id()),
                place.free().sessionId(),
                booked,
                clock.instant());
        visits.addNotes(Map.of(booked, kept), place.by());
        if (ride != null && bus != null) {
            arrangements.planRide(bus.id(), ride, Map.of(booked, ride), place.by());
        }
        return true;
    }

    /** Returns when a class would be on a bus; null if it needs none. */
    private static @Nullable TimeSlot ride(Place place, Wish wish) {
        boolean needsBus = place.instance().travel().stream()
                .anyMatch(way -> way.school().equals(wish.school())
                        && way.venue().equals(place.candidate().venue())
                        && way.mode() == Mode.BUS);
        return needsBus
                ? new PlannedRides(place.instance())
                        .of(Map.of(new Assignment(wish.id(), place.candidate().id(), "ride"), 0L))
                        .during()
                : null;
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob planRefill(Refill refill) {
            return new RecurringJob("plan-refill", FixedDelay.ofSeconds(30), refill::run);
        }
    }
}
