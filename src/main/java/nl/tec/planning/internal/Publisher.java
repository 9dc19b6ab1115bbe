package nl.tec.planning.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BulkBookings;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Texts;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.Publication;
import nl.tec.planning.Round;
import nl.tec.planning.internal.WishStore.StoredWish;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.staff.Assignments;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns a plan into sessions and bookings, in two steps. First, in batches, it creates classes and draft sessions, which reserve their
 * rooms and equipment. Then one transaction makes all sessions visible, books them, and mails the schools. An interrupted run is
 * resumed by the next one; nothing is visible before the last step.
 */
@Component
public class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    public static final String LEFT_OUT = "plan-left-out";

    /** The page on which schools answer. */
    static final String SCHOOL_PAGE = "/school/jaarplan";

    private final PublicationStore records;
    private final RoundStore rounds;
    private final WishStore wishes;
    private final PlanCache store;
    private final Sessions sessions;
    private final DraftSessions drafts;
    private final PlannedVisits visits;
    private final SchoolMails mails;
    private final BulkBookings bookings;
    private final VisitArrangements arrangements;
    private final Assignments assignments;
    private final Accounts accounts;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Publisher(
            PublicationStore records,
            RoundStore rounds,
            WishStore wishes,
            PlanCache store,
            Sessions sessions,
            DraftSessions drafts,
            PlannedVisits visits,
            SchoolMails mails,
            BulkBookings bookings,
            VisitArrangements arrangements,
            Assignments assignments,
            Accounts accounts,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.rounds = rounds;
        this.wishes = wishes;
        this.store = store;
        this.sessions = sessions;
        this.drafts = drafts;
        this.visits = visits;
        this.mails = mails;
        this.bookings = bookings;
        this.arrangements = arrangements;
        this.assignments = assignments;
        this.accounts = accounts;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Continues all running publications, up to the step that is due. */
    public void run() {
        for (Publication publication : records.preparing()) {
            try {
                publish(publication);
            } catch (PublicationRefused e) {
                LOG.warn(
                        "the plan of round {} cannot be published: {} {}",
                        publication.roundId(),
                        e.getMessage(),
                        e.about());
                transaction.executeWithoutResult(status -> giveUp(
                        publication.roundId(),
                        Objects.requireNonNull(e.getMessage()),
                        e.about(),
                        accounts.find(publication.startedBy()).orElseThrow().actor()));
            } catch (RuntimeException e) {
                LOG.warn("the publication of round {} broke off; it goes on the next time", publication.roundId(), e);
            }
        }
    }

    private void publish(Publication publication) {
        PlanToPublish plan = read(publication);
        drafts.prepare(plan);
        if (!clock.instant().isBefore(publication.publishAt())) {
            transaction.executeWithoutResult(status -> finish(plan));
        }
    }

    private PlanToPublish read(Publication publication) {
        Round round = rounds.find(publication.roundId()).orElseThrow();
        PlanCache.Loaded loaded = Objects.requireNonNull(store.load(publication.proposalId()));
        PlanInstance instance = loaded.instance();
        PlanSolution solution = loaded.plan();
        if (!PlanChecker.check(instance, solution).valid()) {
            throw new PublicationRefused("planning.publish.invalid", null);
        }
        Actor by = accounts.find(publication.startedBy()).orElseThrow().actor();
        return new PlanToPublish(
                publication,
                round,
                instance,
                solution,
                instance.candidates().stream().collect(Collectors.toMap(Candidate::id, one -> one)),
                instance.wishes().stream().collect(Collectors.toMap(Wish::id, one -> one)),
                wishes.list(round.id()).stream().collect(Collectors.toMap(StoredWish::id, one -> one)),
                by);
    }

    /** Makes the sessions visible, books them and mails the schools. */
    private void finish(PlanToPublish plan) {
        Publication publication = records.lock(plan.round().id()).orElseThrow();
        if (publication.state() != Publication.State.PREPARING) {
            return;
        }
        Instant now = clock.instant();
        Map<Long, Long> prepared = records.prepared(plan.round().id());
        if (!(sessions.publish(prepared.values(), plan.by()) instanceof Sessions.Saved)) {
            throw new PublicationRefused("planning.publish.sessionRefused", null);
        }
        Map<Assignment, BookClass> commands = visits.commands(plan, prepared);
        BulkBookings.Result result = bookings.book(
                commands.values(), true, new BulkBookings.Announcement(SCHOOL_PAGE, publication.answerBy()), plan.by());
        result.refused().entrySet().stream().findFirst().ifPresent(refused -> {
            String about = commands.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(refused.getKey()))
                    .map(entry -> about(plan, entry.getKey()))
                    .findFirst()
                    .orElse(null);
            LOG.warn("not booked: {}", refused.getValue());
            throw new PublicationRefused("planning.publish.bookingRefused", about);
        });
        Map<String, Map<Assignment, Long>> riders = new HashMap<>();
        Map<Long, StoredWish> booked = new LinkedHashMap<>();
        commands.forEach((assignment, command) -> {
            long booking = Objects.requireNonNull(result.booked().get(command));
            records.addVisit(
                    plan.round().id(), InstanceBuilder.number(assignment.wish()), command.sessionId(), booking, now);
            booked.put(booking, Objects.requireNonNull(plan.kept().get(InstanceBuilder.number(assignment.wish()))));
            if (assignment.trip() != null) {
                riders.computeIfAbsent(assignment.trip(), trip -> new LinkedHashMap<>())
                        .put(assignment, booking);
            }
        });
        visits.addNotes(booked, plan.by());
        PlannedRides rides = new PlannedRides(plan.instance());
        for (PlanSolution.Trip trip : plan.solution().trips()) {
            PlannedRides.Ride ride = rides.of(Objects.requireNonNull(riders.get(trip.id())));
            arrangements.planRide(InstanceBuilder.number(trip.bus()), ride.during(), ride.trips(), plan.by());
        }
        assignGuides(plan, prepared);
        notifyLeftOut(plan);
        records.done(publication, now);
        audit.add(plan.by(), "PLAN_PUBLISHED", "plan_round", plan.round().id());
    }

    /** Returns the class and the day of a visit, for a page of staff. */
    private static String about(PlanToPublish plan, Assignment visit) {
        String label = Objects.requireNonNull(plan.kept().get(InstanceBuilder.number(visit.wish())))
                .wish()
                .label();
        LocalDate day =
                Objects.requireNonNull(plan.candidates().get(visit.candidate())).date();
        return "%s (%s)".formatted(label, Dates.longDay(day, Texts.DUTCH));
    }

    /** Assigns the guides. Somebody who is no longer available is skipped: the roster then shows the session as understaffed. */
    private void assignGuides(PlanToPublish plan, Map<Long, Long> prepared) {
        Map<Long, List<Long>> teams = new TreeMap<>();
        for (HeldSession session : plan.solution().sessions()) {
            if (!session.staff().isEmpty()) {
                teams.put(
                        Objects.requireNonNull(prepared.get(session.candidate())),
                        session.staff().stream().map(InstanceBuilder::number).toList());
            }
        }
        assignments.assignTeams(teams, plan.by());
    }

    /** Notifies the schools without any met wish. The mail about their visits tells the others. */
    private void notifyLeftOut(PlanToPublish plan) {
        Set<Long> leftOut = new HashSet<>(plan.schools());
        leftOut.removeAll(plan.schoolsWithVisits());
        mails.put(
                LEFT_OUT,
                LEFT_OUT + "-" + plan.round().id(),
                leftOut,
                Map.of(
                        "round", plan.round().id(),
                        "year", plan.round().year().toString(),
                        "answerBy", plan.publication().answerBy().toString()));
    }

    /** Withdraws a publication and deletes its drafts. @return false if it is too late */
    public boolean recall(long roundId, Actor by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Publication publication = records.lock(roundId).orElse(null);
            if (publication == null || publication.state() == Publication.State.DONE) {
                return false;
            }
            giveUp(roundId, "planning.publish.recalled", null, by);
            audit.add(by, "PLAN_PUBLICATION_RECALLED", "plan_round", roundId);
            return true;
        }));
    }

    /** Cancels the drafts with their reservations, and marks the publication as failed. */
    private void giveUp(long roundId, String why, @Nullable String about, Actor by) {
        // one that is over cannot be cancelled, and holds nothing any more
        List<Long> prepared = sessions.list(records.prepared(roundId).values()).stream()
                .filter(session -> session.slot().end().isAfter(clock.instant()))
                .map(Session::id)
                .toList();
        records.deletePrepared(roundId);
        if (!prepared.isEmpty()) {
            sessions.cancel(prepared, "-", by);
        }
        records.fail(roundId, why, about, clock.instant());
    }

    @Configuration(proxyBeanMethods = false)
    static class Jobs {

        @Bean
        RecurringJob planPublisher(Publisher publisher) {
            return new RecurringJob("plan-publisher", FixedDelay.ofSeconds(3), publisher::run);
        }
    }
}
