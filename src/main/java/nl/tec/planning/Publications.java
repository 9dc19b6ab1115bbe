package nl.tec.planning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlannedVisit.Answer;
import nl.tec.planning.internal.PlanCache;
import nl.tec.planning.internal.PlanCache.Loaded;
import nl.tec.planning.internal.PublicationStore;
import nl.tec.planning.internal.Publisher;
import nl.tec.planning.internal.Refill;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Publishes a plan and records the answers of schools (rules 5.4). Up to a deadline they accept a visit, ask for a change or give it
 * back; a visit that is given back is offered to a wish that was left out.
 */
@Service
public class Publications {

    public static final String ANSWER_BY = "antwoordVoor";
    public static final String NOTE = "opmerking";
    public static final int MAX_NOTE = 500;

    private static final Duration GRACE_PERIOD = Duration.ofMinutes(10);

    private final Rounds rounds;
    private final Proposals proposals;
    private final PublicationStore records;
    private final PlanCache store;
    private final Publisher publisher;
    private final Audit audit;
    private final Clock clock;

    Publications(
            Rounds rounds,
            Proposals proposals,
            PublicationStore records,
            PlanCache store,
            Publisher publisher,
            Audit audit,
            Clock clock) {
        this.rounds = rounds;
        this.proposals = proposals;
        this.records = records;
        this.store = store;
        this.publisher = publisher;
        this.audit = audit;
        this.clock = clock;
    }

    /** Empty if publication was never started, or the round was published before plans were stored. */
    public Optional<Publication> find(long roundId) {
        return records.find(roundId);
    }

    /**
     * Starts the publication of a plan: its sessions are prepared in the background, then all of it is published.
     *
     * @param answerBy the last day on which schools answer
     * @param atOnce false: not within ten minutes, during which it can be recalled
     */
    @Transactional
    public Outcome<Long> start(long roundId, long proposalId, @Nullable LocalDate answerBy, boolean atOnce, Actor by) {
        Round round = rounds.get(roundId);
        Proposal proposal = proposals.get(roundId, proposalId);
        Instant now = clock.instant();
        Problems problems = new Problems()
                .addIf(round.publishedAt() != null, "", "planning.round.published")
                .addIf(proposal.state() != Proposal.State.DONE, "", "planning.proposal.notDone")
                .addIf(answerBy == null, ANSWER_BY, "planning.dayMissing")
                .addIf(
                        answerBy != null && !answerBy.isAfter(Dates.dayOf(now)),
                        ANSWER_BY,
                        "planning.publish.answerSoon");
        problems.addIf(!problems.any() && isTooSoon(proposal, now), "", "planning.publish.tooSoon");
        if (answerBy == null || problems.any()) {
            return Outcome.refused(problems);
        }
        Instant publishAt = atOnce ? now : now.plus(GRACE_PERIOD);
        if (!records.begin(roundId, proposalId, publishAt, answerBy, by, now)) {
            return Outcome.refused("planning.publish.busy");
        }
        audit.add(by, "PLAN_PUBLICATION_STARTED", "plan_round", roundId);
        return Outcome.done(roundId);
    }

    /** Whether a plan has a session today or earlier, which nobody can book any more. */
    private boolean isTooSoon(Proposal proposal, Instant now) {
        Loaded loaded = Objects.requireNonNull(store.load(proposal.id()));
        Set<Long> held =
                loaded.plan().assignments().stream().map(Assignment::candidate).collect(Collectors.toSet());
        return loaded.instance().candidates().stream()
                .anyMatch(one -> held.contains(one.id()) && !one.date().isAfter(Dates.dayOf(now)));
    }

    /** Withdraws a publication. @return false if it has been published already */
    public boolean recall(long roundId, Actor by) {
        return publisher.recall(roundId, by);
    }

    /** Returns the visits of a round, in chronological order. */
    public List<PlannedVisit> visits(long roundId) {
        return records.visits(roundId, null);
    }

    /** Returns the visits of a school, in chronological order. @throws NotFound if the actor may not see them */
    public List<PlannedVisit> ofSchool(long roundId, long siteId, Actor actor) {
        if (!actor.worksAt(siteId) && !actor.is(Role.PROGRAMME_MANAGER)) {
            throw new NotFound("plan of school " + siteId);
        }
        return records.visits(roundId, siteId);
    }

    /** Whether schools can still answer. */
    public boolean isOpen(Round round) {
        return round.answerBy() != null && !Dates.today(clock).isAfter(round.answerBy());
    }

    /**
     * Accepts the visits that a school has not answered.
     *
     * @param shown what the school saw of each, as {@link PlannedVisit#shown}
     * @return false if one was moved or added since, which is not accepted
     */
    @Transactional
    public boolean acceptAll(long roundId, long siteId, Collection<String> shown, Actor by) {
        Round round = rounds.get(roundId);
        if (!by.worksAt(siteId) || !isOpen(round)) {
            throw new NotFound("open plan of school " + siteId);
        }
        List<PlannedVisit> unanswered = records.visits(roundId, siteId).stream()
                .filter(PlannedVisit::isUnanswered)
                .toList();
        List<PlannedVisit> seen =
                unanswered.stream().filter(one -> shown.contains(one.shown())).toList();
        if (!seen.isEmpty()) {
            records.accept(seen, by, clock.instant());
            audit.add(by, "PLAN_ACCEPTED", "organisation", siteId);
        }
        return seen.size() == unanswered.size();
    }

    /** Returns a visit that the actor can still answer. @throws NotFound if there is none */
    public PlannedVisit open(long visitId, Actor by) {
        return ofSchool(visitId, by)
                .filter(one -> one.answer() != Answer.GIVEN_BACK)
                .filter(one -> isOpen(rounds.get(one.roundId())))
                .orElseThrow(() -> new NotFound("open visit " + visitId));
    }

    /** Whether a visit of a school of the actor was given back. */
    public boolean isGivenBack(long visitId, Actor by) {
        return ofSchool(visitId, by)
                .filter(one -> one.answer() == Answer.GIVEN_BACK)
                .isPresent();
    }

    private Optional<PlannedVisit> ofSchool(long visitId, Actor by) {
        return records.visit(visitId).filter(one -> by.worksAt(one.siteId()));
    }

    /**
     * Records that a school accepts a visit or asks for a change.
     *
     * @param shown what the school saw of it, as {@link PlannedVisit#shown}
     * @param note the change it asks for
     */
    @Transactional
    public Outcome<Long> answer(long visitId, String shown, Answer answer, String note, Actor by) {
        PlannedVisit visit = open(visitId, by);
        Problems problems = new Problems()
                .addIf(!visit.shown().equals(shown), NOTE + visitId, "planning.answer.moved")
                .addIfLonger(note, MAX_NOTE, NOTE + visitId)
                .addIf(answer == Answer.CHANGE_ASKED && note.isBlank(), NOTE + visitId, "planning.answer.sayWhat");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        records.answer(visit, answer, note.strip(), by, clock.instant());
        audit.add(by, "PLAN_ANSWERED", "BOOKING", visit.bookingId());
        return Outcome.done(visit.siteId());
    }

    /** Returns the visits still to come for which a school asks a change. */
    public List<PlannedVisit> changesAsked(List<PlannedVisit> visits) {
        Instant now = clock.instant();
        return visits.stream()
                .filter(one -> one.answer() == Answer.CHANGE_ASKED
                        && one.isComing()
                        && one.start().isAfter(now))
                .toList();
    }

    /** Records that a school that asked for a change agreed to leave the visit as it is. Nobody is mailed. */
    @Transactional
    public void agree(long roundId, long visitId, Actor by) {
        PlannedVisit visit = records.visit(visitId)
                .filter(one -> one.roundId() == roundId && one.answer() == Answer.CHANGE_ASKED)
                .orElseThrow(() -> new NotFound("visit " + visitId + " for which a change is asked"));
        records.answer(visit, Answer.ACCEPTED, "", by, clock.instant());
        audit.add(by, "PLAN_AGREED", "BOOKING", visit.bookingId());
    }

    /**
     * Gives a visit back. It is cancelled in ten minutes, and then goes to a wish that was left out ({@link Refill}); until then the
     * school can keep it after all, and nobody is told anything (decision 0114).
     *
     * @param note why; empty: not said
     */
    @Transactional
    public Outcome<Long> giveBack(long visitId, String note, Actor by) {
        PlannedVisit visit = open(visitId, by);
        Instant now = clock.instant();
        Instant returnsAt = now.plus(GRACE_PERIOD);
        Problems problems = new Problems()
                .addIfLonger(note, MAX_NOTE, NOTE)
                .addIf(!visit.isComing() || !returnsAt.isBefore(visit.start()), "", "planning.answer.tooLate");
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        records.giveBack(visit, note.strip(), returnsAt, by, now);
        audit.add(by, "PLAN_GIVEN_BACK", "BOOKING", visit.bookingId());
        return Outcome.done(visit.siteId());
    }

    /** Keeps a visit that was given back, or was kept before. @return false if it is cancelled already */
    @Transactional
    public boolean keep(long visitId, Actor by) {
        PlannedVisit visit = ofSchool(visitId, by).orElseThrow(() -> new NotFound("visit " + visitId));
        if (!records.keep(visitId)) {
            // a colleague can have kept it meanwhile
            return ofSchool(visitId, by)
                    .filter(one -> one.answer() != Answer.GIVEN_BACK && one.isComing())
                    .isPresent();
        }
        audit.add(by, "PLAN_KEPT", "BOOKING", visit.bookingId());
        return true;
    }
}
