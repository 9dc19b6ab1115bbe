package nl.tec.planning.internal;

import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BulkBookings;
import nl.tec.bookings.VisitArrangements;
import nl.tec.hub.RecurringJob;
import nl.tec.hub.Rows;
import nl.tec.mail.Outbox;
import nl.tec.organisations.Classes;
import nl.tec.organisations.MovingUp;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.planning.PlanChecker;
import nl.tec.planning.PlanInstance;
import nl.tec.planning.PlanInstance.Candidate;
import nl.tec.planning.PlanInstance.Wish;
import nl.tec.planning.PlanSolution;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.Publication;
import nl.tec.planning.Round;
import nl.tec.planning.internal.WishRecords.Kept;
import nl.tec.programme.Activity;
import nl.tec.programme.Catalogue;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.Assignments;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    /** The number of sessions that are prepared in one transaction. */
    private static final int BATCH_SIZE = 20;

    public static final String LEFT_OUT = "plan-left-out";

    /** The page on which schools answer. */
    static final String SCHOOL_PAGE = "/school/jaarplan";

    private final PublicationRecords records;
    private final RoundRecords rounds;
    private final WishRecords wishes;
    private final PlanStore store;
    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Classes classes;
    private final MovingUp movingUp;
    private final BulkBookings bookings;
    private final VisitArrangements arrangements;
    private final Assignments assignments;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Publisher(
            PublicationRecords records,
            RoundRecords rounds,
            WishRecords wishes,
            PlanStore store,
            Sessions sessions,
            Catalogue catalogue,
            Classes classes,
            MovingUp movingUp,
            BulkBookings bookings,
            VisitArrangements arrangements,
            Assignments assignments,
            Accounts accounts,
            Outbox outbox,
            Audit audit,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.rounds = rounds;
        this.wishes = wishes;
        this.store = store;
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.classes = classes;
        this.movingUp = movingUp;
        this.bookings = bookings;
        this.arrangements = arrangements;
        this.assignments = assignments;
        this.accounts = accounts;
        this.outbox = outbox;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Signals that a plan cannot be published; rolls back the transaction. */
    private static final class Impossible extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1;

        private final @Nullable String about;

        Impossible(String key, @Nullable String about) {
            super(key);
            this.about = about;
        }
    }

    /** Continues all running publications, up to the step that is due. */
    public void run() {
        for (Publication publication : records.preparing()) {
            try {
                publish(publication);
            } catch (Impossible e) {
                LOG.warn(
                        "the plan of round {} cannot be published: {} {}",
                        publication.roundId(),
                        e.getMessage(),
                        e.about);
                transaction.executeWithoutResult(status -> giveUp(
                        publication.roundId(),
                        Objects.requireNonNull(e.getMessage()),
                        e.about,
                        accounts.find(publication.startedBy()).orElseThrow().actor()));
            } catch (RuntimeException e) {
                LOG.warn("the publication of round {} broke off; it goes on the next time", publication.roundId(), e);
            }
        }
    }

    private void publish(Publication publication) {
        Plan plan = read(publication);
        moveClassesUp(plan);
        prepare(plan);
        if (!clock.instant().isBefore(publication.publishAt())) {
            transaction.executeWithoutResult(status -> finish(plan));
        }
    }

    /** A plan with everything that its publication needs. */
    private record Plan(
            Publication publication,
            Round round,
            PlanInstance instance,
            PlanSolution solution,
            Map<Long, Candidate> candidates,
            Map<String, Wish> wishes,
            Map<Long, Kept> kept,
            Actor by) {}

    private Plan read(Publication publication) {
        Round round = rounds.find(publication.roundId()).orElseThrow();
        PlanStore.Loaded loaded = Objects.requireNonNull(store.load(publication.proposalId()));
        PlanInstance instance = loaded.instance();
        PlanSolution solution = loaded.plan();
        if (!PlanChecker.check(instance, solution).valid()) {
            throw new Impossible("planning.publish.invalid", null);
        }
        Actor by = accounts.find(publication.startedBy()).orElseThrow().actor();
        return new Plan(
                publication,
                round,
                instance,
                solution,
                instance.candidates().stream().collect(Collectors.toMap(Candidate::id, one -> one)),
                instance.wishes().stream().collect(Collectors.toMap(Wish::id, one -> one)),
                wishes.list(round.id()).stream().collect(Collectors.toMap(Kept::id, one -> one)),
                by);
    }

    /**
     * Moves up the current classes of schools that have none yet in the school year of the plan. This includes schools that are left
     * out, because a visit may become available for them.
     */
    private void moveClassesUp(Plan plan) {
        SchoolYear year = plan.round().year();
        Set<Long> sites = plan.instance().wishes().stream()
                .map(wish -> InstanceBuilder.number(wish.school()))
                .collect(Collectors.toSet());
        Map<Long, List<SchoolClass>> there = bySite(classes.list(sites, year));
        for (long site : sites) {
            if (!there.containsKey(site)
                    && movingUp.preview(plan.by(), site, year.previous()) instanceof MovingUp.Preview.Ready ready) {
                movingUp.confirm(
                        plan.by(),
                        site,
                        year.previous(),
                        ready.proposal().version(),
                        ready.proposal().classes().stream()
                                .map(MovingUp.NextClass::numbers)
                                .toList());
            }
        }
    }

    private static Set<Long> sites(Plan plan) {
        return plan.solution().assignments().stream()
                .map(assignment -> InstanceBuilder.number(
                        Objects.requireNonNull(plan.wishes().get(assignment.wish()))
                                .school()))
                .collect(Collectors.toSet());
    }

    private static Map<Long, List<SchoolClass>> bySite(List<SchoolClass> all) {
        return all.stream().collect(Collectors.groupingBy(SchoolClass::siteId));
    }

    /** Creates the missing sessions as drafts. */
    private void prepare(Plan plan) {
        Map<Long, Long> prepared = records.prepared(plan.round().id());
        List<Candidate> missing = plan.solution().assignments().stream()
                .map(Assignment::candidate)
                .distinct()
                .filter(candidate -> !prepared.containsKey(candidate))
                .map(candidate -> Objects.requireNonNull(plan.candidates().get(candidate)))
                .sorted(Comparator.comparing(Candidate::start))
                .toList();
        for (int from = 0; from < missing.size(); from += BATCH_SIZE) {
            List<Candidate> batch = missing.subList(from, Math.min(missing.size(), from + BATCH_SIZE));
            transaction.executeWithoutResult(status -> {
                Publication now = records.lock(plan.round().id()).orElseThrow();
                if (now.state() == Publication.State.PREPARING) {
                    batch.forEach(candidate -> prepare(plan, candidate));
                }
            });
        }
    }

    private void prepare(Plan plan, Candidate candidate) {
        Long room = candidate.room().startsWith("r") ? InstanceBuilder.number(candidate.room()) : null;
        SessionDetails details = new SessionDetails(
                InstanceBuilder.number(candidate.activity()),
                slot(candidate.start(), candidate.end()),
                InstanceBuilder.number(candidate.venue()),
                null,
                room,
                candidate.pupils(),
                candidate.classes(),
                "");
        Sessions.Result result = sessions.create(details, false, plan.by());
        if (result instanceof Sessions.Saved saved) {
            records.addPrepared(plan.round().id(), candidate.id(), saved.ids().get(0));
        } else {
            throw new Impossible(
                    result instanceof Sessions.Occupied
                            ? "planning.publish.occupied"
                            : "planning.publish.sessionRefused",
                    candidate.start().toString());
        }
    }

    private static TimeSlot slot(LocalDateTime start, LocalDateTime end) {
        return new TimeSlot(
                start.atZone(Dates.ZONE).toInstant(), end.atZone(Dates.ZONE).toInstant());
    }

    /** Makes the sessions visible, books them and mails the schools. */
    private void finish(Plan plan) {
        Publication publication = records.lock(plan.round().id()).orElseThrow();
        if (publication.state() != Publication.State.PREPARING) {
            return;
        }
        Instant now = clock.instant();
        Map<Long, Long> prepared = records.prepared(plan.round().id());
        if (!(sessions.publish(prepared.values(), plan.by()) instanceof Sessions.Saved)) {
            throw new Impossible("planning.publish.sessionRefused", null);
        }
        Map<Assignment, BookClass> commands = commands(plan, prepared);
        BulkBookings.Result result = bookings.book(
                commands.values(), true, new BulkBookings.Announcement(SCHOOL_PAGE, publication.answerBy()), plan.by());
        result.refused().entrySet().stream().findFirst().ifPresent(refused -> {
            String about = commands.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(refused.getKey()))
                    .map(entry -> Objects.requireNonNull(plan.kept()
                                    .get(InstanceBuilder.number(entry.getKey().wish())))
                            .wish()
                            .label())
                    .findFirst()
                    .orElse(null);
            LOG.warn("not booked: {}", refused.getValue());
            throw new Impossible("planning.publish.bookingRefused", about);
        });
        Map<String, Map<Assignment, Long>> riders = new HashMap<>();
        commands.forEach((assignment, command) -> {
            long booking = Objects.requireNonNull(result.booked().get(command));
            records.addVisit(
                    plan.round().id(), InstanceBuilder.number(assignment.wish()), command.sessionId(), booking, now);
            if (assignment.trip() != null) {
                riders.computeIfAbsent(assignment.trip(), trip -> new LinkedHashMap<>())
                        .put(assignment, booking);
            }
        });
        PlannedRides rides = new PlannedRides(plan.instance());
        for (PlanSolution.Trip trip : plan.solution().trips()) {
            PlannedRides.Ride ride = rides.of(Objects.requireNonNull(riders.get(trip.id())));
            arrangements.planRide(InstanceBuilder.number(trip.bus()), ride.during(), ride.trips(), plan.by());
        }
        assignGuides(plan, prepared);
        notifyLeftOut(plan, publication);
        records.done(publication, now);
        audit.add(plan.by(), "PLAN_PUBLISHED", "plan_round", plan.round().id());
    }

    private Map<Assignment, BookClass> commands(Plan plan, Map<Long, Long> prepared) {
        Map<Long, List<SchoolClass>> there =
                bySite(classes.list(sites(plan), plan.round().year()));
        Map<Long, Activity> activities =
                catalogue.list().stream().collect(Collectors.toMap(Activity::id, activity -> activity));
        Map<Assignment, BookClass> commands = new LinkedHashMap<>();
        for (Assignment assignment : plan.solution().assignments()) {
            Wish wish = Objects.requireNonNull(plan.wishes().get(assignment.wish()));
            long wishId = InstanceBuilder.number(wish.id());
            Kept kept = plan.kept().get(wishId);
            Candidate candidate = Objects.requireNonNull(plan.candidates().get(assignment.candidate()));
            SchoolClass group = kept == null
                    ? null
                    : there.getOrDefault(kept.siteId(), List.of()).stream()
                            .filter(one -> one.label().equals(kept.wish().label()))
                            .findFirst()
                            .orElse(null);
            if (group == null) {
                throw new Impossible(
                        "planning.publish.classGone",
                        kept == null ? null : kept.wish().label());
            }
            Activity activity = Objects.requireNonNull(activities.get(InstanceBuilder.number(candidate.activity())));
            commands.put(
                    assignment,
                    new BookClass(
                            Objects.requireNonNull(prepared.get(candidate.id())),
                            group.id(),
                            headCounts(group, activity),
                            wish.adults(),
                            UUID.nameUUIDFromBytes(
                                    ("plan " + plan.round().id() + " " + wishId).getBytes(StandardCharsets.UTF_8))));
        }
        return commands;
    }

    /** Returns the pupils of a class whom an activity suits, by part. */
    static Map<Long, Integer> headCounts(SchoolClass group, Activity activity) {
        Map<Long, Integer> heads = new HashMap<>();
        for (ClassPart part : group.parts()) {
            if (activity.details().forWhom().fits(part.grade(), group.level())) {
                heads.put(part.id(), part.headCount());
            }
        }
        return heads;
    }

    /** Assigns the guides. Somebody who is no longer available is skipped: the roster then shows the session as understaffed. */
    private void assignGuides(Plan plan, Map<Long, Long> prepared) {
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

    /** Notifies schools without any met wish. The mail about their visits tells the others. */
    private void notifyLeftOut(Plan plan, Publication publication) {
        Set<Long> met = new HashSet<>(sites(plan));
        List<Long> none = plan.instance().wishes().stream()
                .map(wish -> InstanceBuilder.number(wish.school()))
                .distinct()
                .filter(site -> !met.contains(site))
                .toList();
        for (Recipient recipient : recipients(none)) {
            outbox.put(
                    LEFT_OUT,
                    recipient.email(),
                    Locale.forLanguageTag(recipient.language()),
                    Map.of(
                            "round", plan.round().id(),
                            "site", recipient.siteId(),
                            "year", plan.round().year().toString(),
                            "answerBy", publication.answerBy().toString()),
                    LEFT_OUT + "-" + plan.round().id() + "-" + recipient.siteId() + "-" + recipient.email());
        }
    }

    private record Recipient(long siteId, String email, String language) {}

    private List<Recipient> recipients(List<Long> sites) {
        return jdbc.sql("""
                select t.site_id, r.email, r.language
                  from unnest(?::bigint[]) t (site_id) cross join lateral class_mail_recipients(t.site_id, null) r
                 order by t.site_id, r.email
                """).param(Rows.array(sites)).query(Recipient.class).list();
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
        List<Long> drafts = List.copyOf(records.prepared(roundId).values());
        records.deletePrepared(roundId);
        if (!drafts.isEmpty()) {
            sessions.cancel(drafts, "-", by);
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
