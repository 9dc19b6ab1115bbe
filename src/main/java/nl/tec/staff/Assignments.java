package nl.tec.staff;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Secrets;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.internal.AssignmentMail;
import nl.tec.staff.internal.AssignmentMail.Kind;
import nl.tec.staff.internal.AssignmentQueries;
import nl.tec.staff.internal.AssignmentStore;
import nl.tec.staff.internal.StaffStore;
import nl.tec.staff.internal.TeamPlanMail;
import nl.tec.staff.internal.TeamPositions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * The guides of sessions, and the candidates (rules 3, 4). A guide is notified of an assignment, and accepts or declines it. The database
 * is authoritative: {@code check_assignment} refuses assignments that {@link #candidates} would not propose, also concurrent ones of the
 * same person.
 */
@Service
public class Assignments {

    private static final int MAX_REASON_LENGTH = 300;

    /** Who guided a session can be recorded until the end of so many months after that of the session. */
    private static final int RECORDED_MONTHS = 1;

    /** The field of a form with what was seen of the session. */
    public static final String SHOWN = "gezien";

    /** The field of a form for declining the whole day. */
    public static final String WHOLE_DAY = "hele-dag";

    /** Returns the name of the field with the reason for declining; a page can have several. */
    public static String reasonField(long sessionId, long memberId) {
        return "reden-" + sessionId + "-" + memberId;
    }

    private static final String MOVED = "staff.problem.moved";

    private final Roster roster;
    private final AssignmentQueries queries;
    private final AssignmentStore store;
    private final StaffStore staff;
    private final AssignmentMail mails;
    private final TeamPlanMail planMails;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;

    Assignments(
            Roster roster,
            AssignmentQueries queries,
            AssignmentStore store,
            StaffStore staff,
            AssignmentMail mails,
            TeamPlanMail planMails,
            Texts texts,
            Audit audit,
            Clock clock) {
        this.roster = roster;
        this.queries = queries;
        this.store = store;
        this.staff = staff;
        this.mails = mails;
        this.planMails = planMails;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Returns everybody who can be planned, per session: first those who are available, the best first (a skill that is needed, at that
     * place already, the fewest hours that week), then the others with their obstacles. Current guides are left out; people with the same
     * name get their address behind it.
     */
    @Transactional
    public Map<Long, List<StaffCandidate>> candidates(Collection<Long> sessionIds) {
        staff.addAccounts();
        return queries.candidates(sessionIds);
    }

    /**
     * Asks somebody for a session; idempotent. Somebody who declined can be asked again. The mail waits ten minutes, in which {@link #end}
     * takes the question back; asking again who was removed in the last ten minutes undoes that, answer included, without a mail.
     *
     * @return refused with the reasons when there are obstacles
     */
    @Transactional
    public Outcome<Long> assign(long sessionId, long memberId, Actor by) {
        if (!store.lockSession(sessionId) || !store.lock(List.of(memberId)).contains(memberId)) {
            throw new NotFound("session " + sessionId + " or member " + memberId);
        }
        if (queries.isAssigned(sessionId, memberId)) {
            return Outcome.done(sessionId);
        }
        Set<StaffObstacle> obstacles = queries.obstacles(sessionId, memberId);
        if (!obstacles.isEmpty()) {
            return Outcome.refused(problems(obstacles, queries.name(memberId)));
        }
        store.add(sessionId, memberId);
        boolean undone = mails.withdraw(Kind.ENDED, sessionId, memberId)
                .filter(remembered -> store.takeBack(sessionId, memberId, remembered))
                .isPresent();
        if (!undone) {
            mails.putLater(Kind.ASSIGNED, sessionId, memberId, "", clock.instant());
        }
        audit.add(by, "ASSIGNED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }

    /**
     * Asks people for many sessions, with one mail to each person about all of them.
     *
     * @param teams people to ask, per session
     * @return people who could not be assigned, because of new obstacles, per session
     */
    @Transactional
    public Map<Long, List<Long>> assignTeams(Map<Long, List<Long>> teams, Actor by) {
        Set<Long> everybody = new TreeSet<>();
        teams.values().forEach(everybody::addAll);
        store.lock(everybody); // in one order, to prevent deadlocks of concurrent planners
        List<TeamPositions.Position> positions =
                TeamPositions.of(teams, queries.openPositions(teams.keySet()), queries.skills(everybody));
        int[] made = store.addAll(positions);
        Map<Long, List<Long>> refused = new TreeMap<>();
        Map<Long, List<Long>> asked = new TreeMap<>();
        for (int i = 0; i < made.length; i++) {
            TeamPositions.Position position = positions.get(i);
            if (made[i] == 0) {
                refused.computeIfAbsent(position.sessionId(), id -> new ArrayList<>())
                        .add(position.memberId());
            } else {
                asked.computeIfAbsent(position.memberId(), id -> new ArrayList<>())
                        .add(position.sessionId());
            }
        }
        planMails.put(asked, clock.instant());
        asked.keySet().forEach(member -> audit.add(by, "ASSIGNED_IN_PLAN", "staff_member", member));
        return refused;
    }

    /** Asks the best available candidates for every open position of a session. @return number of positions that stay open */
    @Transactional
    public int askBest(long sessionId, Actor by) {
        int open = queries.missing(sessionId);
        for (StaffCandidate one : candidates(List.of(sessionId)).getOrDefault(sessionId, List.of())) {
            if (open > 0
                    && one.possible()
                    && !one.declined()
                    && assign(sessionId, one.memberId(), by) instanceof Outcome.Done) {
                open = queries.missing(sessionId);
            }
        }
        return open;
    }

    /** Finds the substitutes for somebody with the same skill, per session the best first. */
    @Transactional
    public Map<Long, List<StaffCandidate>> substitutes(Collection<Long> sessionIds, long memberId) {
        Map<Long, Set<Long>> skilled = queries.skilled(sessionIds, memberId);
        Map<Long, List<StaffCandidate>> substitutes = new LinkedHashMap<>();
        candidates(sessionIds)
                .forEach((session, all) -> substitutes.put(
                        session,
                        all.stream()
                                .filter(one -> one.possible() && !one.declined() && one.memberId() != memberId)
                                .filter(one -> !skilled.containsKey(session)
                                        || skilled.getOrDefault(session, Set.of())
                                                .contains(one.memberId()))
                                .toList()));
        return substitutes;
    }

    /** Replaces the guide of a session. @return refused, with nothing changed, when there are obstacles for the new one */
    @Transactional
    public Outcome<Long> replace(long sessionId, long memberId, long substituteId, Actor by) {
        end(sessionId, memberId, by);
        Outcome<Long> outcome = assign(sessionId, substituteId, by);
        if (outcome instanceof Outcome.Refused) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return outcome;
    }

    private static Problems problems(Set<StaffObstacle> obstacles, String name) {
        Problems problems = new Problems();
        obstacles.forEach(obstacle -> problems.add("", "staff.refused." + obstacle, name));
        return problems;
    }

    /** Ends an assignment; the person is notified after ten minutes, unless they had declined or had not been notified of the question. */
    @Transactional
    public void end(long sessionId, long memberId, Actor by) {
        if (mails.withdraw(Kind.ASSIGNED, sessionId, memberId).isEmpty()) {
            mails.putLater(Kind.ENDED, sessionId, memberId, store.remember(sessionId, memberId), clock.instant());
        }
        if (store.remove(sessionId, memberId)) {
            audit.add(by, "ASSIGNMENT_ENDED", "SESSION", sessionId);
        }
    }

    /**
     * Handles a session that was moved: its guides are notified and asked again. People who had declined can be asked again
     * too. Whoever may not guide it on the new day is released ({@link #releaseBarred}).
     */
    @Transactional
    public void moved(long sessionId) {
        store.reconsider(sessionId);
        releaseBarred(List.of(sessionId));
        store.move(sessionId);
        mails.put(Kind.MOVED, sessionId, null, clock.instant());
    }

    /**
     * Releases the guides of sessions to come who may not guide them as they are now: without a valid certificate where there are minors,
     * or stopped by then (rules 4.4). They are notified, and the roster says why they do not come. Whether somebody is available is not
     * asked: that is a wish.
     */
    @Transactional
    public void releaseBarred(Collection<Long> sessionIds) {
        queries.barred(sessionIds).forEach(one -> {
            Kind kind = one.obstacle() == StaffObstacle.VOG ? Kind.NO_VOG : Kind.ENDED;
            mails.put(kind, one.sessionId(), one.memberId(), clock.instant());
            store.release(one.sessionId(), one.memberId(), texts.label(Texts.DUTCH, one.obstacle()));
        });
    }

    /** Returns the assignments of these sessions with their answers, for {@link #restore}. @return JSON */
    @Transactional
    public String remember(Collection<Long> sessionIds) {
        return store.remember(sessionIds);
    }

    /**
     * Restores the answers to an earlier time and place, because the session is back there; unless somebody answered otherwise
     * since, or was asked anew.
     *
     * @param remembered as {@link #remember} returned it
     */
    @Transactional
    public void restore(String remembered) {
        store.restore(remembered);
    }

    /** Handles a session that was cancelled: its guides are notified and released. */
    @Transactional
    public void cancelled(long sessionId) {
        mails.withdrawQuestions(sessionId).forEach(member -> store.remove(sessionId, member));
        mails.put(Kind.CANCELLED, sessionId, null, clock.instant());
        store.removeAll(sessionId);
    }

    /**
     * Counts the guides of a session who would be elsewhere at another time or place, because of their other sessions. Locks them, so
     * that the answer still holds when the transaction ends.
     *
     * @param venueId null, as {@code siteId}: no particular place
     */
    public int elsewhere(long sessionId, TimeSlot slot, @Nullable Long venueId, @Nullable Long siteId) {
        store.lockGuides(sessionId);
        return queries.elsewhere(sessionId, slot, venueId, siteId);
    }

    /**
     * Occupies the guides of a session for this time, which includes what comes before and after the session. They are not asked again,
     * because the session itself does not move.
     *
     * @return the names of those who are elsewhere then; if there are any, the caller has to roll back
     */
    @Transactional
    public List<String> occupy(long sessionId, TimeSlot occupied) {
        store.lockGuides(sessionId);
        List<String> elsewhere = queries.guidesElsewhere(sessionId, occupied);
        if (elsewhere.isEmpty()) {
            store.occupy(sessionId, occupied);
        }
        return elsewhere;
    }

    /**
     * An invitation to guide a session.
     *
     * @param open whether it can still be answered: the session is held and has not begun
     */
    public record Invitation(long sessionId, long memberId, AssignmentAnswer answer, boolean open) {}

    /** Finds the invitation of a link in a mail. */
    public Optional<Invitation> byLink(String secret) {
        return queries.byLink(Secrets.hash(secret));
    }

    /**
     * Declines a session and all other sessions of the same person on that day that have not begun, for instance because of
     * illness.
     *
     * @param shown as of {@link #answer}
     * @param by null: answered by a link
     */
    @Transactional
    public Outcome<Long> declineDay(long sessionId, long memberId, String shown, String reason, @Nullable Actor by) {
        Outcome<Long> outcome = answer(sessionId, memberId, shown, AssignmentAnswer.DECLINED, reason, by);
        if (outcome instanceof Outcome.Done) {
            queries.otherSessionsOfDay(sessionId, memberId)
                    .forEach(other -> recordAnswer(other, memberId, AssignmentAnswer.DECLINED, reason, by));
        }
        return outcome;
    }

    /**
     * Records an answer, given by the guide or, by telephone, through the programme manager. It can be changed until the session begins;
     * accepting after declining can be refused like any assignment, and nobody accepts who may not guide the session.
     *
     * @param shown what was seen of the session, as {@link GuidedSession#shown}; an answer to another time or place is refused
     * @param reason for declining; ignored otherwise
     * @param by null: answered by a link
     */
    @Transactional
    public Outcome<Long> answer(
            long sessionId, long memberId, String shown, AssignmentAnswer answer, String reason, @Nullable Actor by) {
        store.lockSession(sessionId);
        boolean moved = roster.find(sessionId)
                .filter(session -> !session.shown().equals(shown))
                .isPresent();
        return moved && queries.answer(sessionId, memberId).isPresent()
                ? Outcome.refused(MOVED)
                : recordAnswer(sessionId, memberId, answer, reason, by);
    }

    /**
     * Accepts several questions at once. Those that were moved since they were shown, or for which this guide is barred, stay as they are.
     *
     * @param shown by session, what was seen of it, as of {@link #answer}
     * @return the number that were accepted
     */
    @Transactional
    public int acceptAll(long memberId, Map<Long, String> shown, Actor by) {
        Map<Long, String> inOrder = new TreeMap<>(shown);
        inOrder.keySet().forEach(store::lockSession);
        int accepted = 0;
        for (Map.Entry<Long, String> one : inOrder.entrySet()) {
            boolean open = queries.answer(one.getKey(), memberId)
                    .filter(answer -> answer == AssignmentAnswer.OPEN)
                    .isPresent();
            if (open
                    && answer(one.getKey(), memberId, one.getValue(), AssignmentAnswer.ACCEPTED, "", by)
                            instanceof Outcome.Done) {
                accepted++;
            }
        }
        return accepted;
    }

    /** Counts the sessions that a guide accepted so recently that {@link #takeBack} takes it back. */
    public int toTakeBack(long memberId) {
        return queries.acceptedSince(memberId, clock.instant().minus(Outbox.UNDO));
    }

    /** Takes back what a guide accepted in the last ten minutes: it is asked for these sessions as before. @return their number */
    @Transactional
    public int takeBack(long memberId, Actor by) {
        store.lock(List.of(memberId));
        List<Long> reopened = store.reopen(memberId, clock.instant().minus(Outbox.UNDO));
        reopened.forEach(session -> audit.add(by, "ASSIGNMENT_TAKEN_BACK", "SESSION", session));
        return reopened.size();
    }

    private Outcome<Long> recordAnswer(
            long sessionId, long memberId, AssignmentAnswer answer, String reason, @Nullable Actor by) {
        store.lock(List.of(memberId));
        Optional<AssignmentAnswer> before = queries.answer(sessionId, memberId);
        if (before.isEmpty() || answer == AssignmentAnswer.OPEN) {
            return Outcome.refused("staff.problem.over");
        }
        boolean declines = answer == AssignmentAnswer.DECLINED;
        Problems problems = declines ? checkReason(sessionId, memberId, reason) : new Problems();
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (!declines) {
            Set<StaffObstacle> obstacles = before.get() == AssignmentAnswer.DECLINED
                    ? queries.obstacles(sessionId, memberId)
                    : queries.barred(sessionId, memberId);
            if (!obstacles.isEmpty()) {
                return Outcome.refused(problems(obstacles, queries.name(memberId)));
            }
        }
        store.answer(sessionId, memberId, answer, declines ? reason : null);
        audit.add(by, declines ? "ASSIGNMENT_DECLINED" : "ASSIGNMENT_ACCEPTED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }

    private static Problems checkReason(long sessionId, long memberId, String reason) {
        String field = reasonField(sessionId, memberId);
        return new Problems()
                .addIf(reason.isEmpty(), field, "staff.problem.reason")
                .addIfLonger(reason, MAX_REASON_LENGTH, field);
    }

    /** Whether it can be recorded who guided a session that starts at this moment. */
    public boolean recordable(Instant start) {
        Instant now = clock.instant();
        return !start.isAfter(now)
                && !YearMonth.from(Dates.dayOf(now))
                        .isAfter(YearMonth.from(Dates.dayOf(start)).plusMonths(RECORDED_MONTHS));
    }

    /**
     * Records whether somebody was at a session that has begun, as the hours worked and its costs say: also somebody who was not asked, or
     * who had declined. Nobody is notified.
     *
     * @param reason why not; ignored otherwise
     * @return refused when it is too late, or when this person cannot have been there
     */
    @Transactional
    public Outcome<Long> record(long sessionId, long memberId, boolean came, String reason, Actor by) {
        if (!store.lockSession(sessionId) || !store.lock(List.of(memberId)).contains(memberId)) {
            throw new NotFound("session " + sessionId + " or member " + memberId);
        }
        if (queries.beganAt(sessionId).filter(this::recordable).isEmpty()) {
            return Outcome.refused("staff.problem.recordedLate");
        }
        boolean assigned = queries.isAssigned(sessionId, memberId);
        if (!came) {
            Problems problems = checkReason(sessionId, memberId, reason);
            if (problems.any()) {
                return Outcome.refused(problems);
            }
        } else if (!assigned) {
            Set<StaffObstacle> obstacles = queries.obstacles(sessionId, memberId);
            if (queries.over(sessionId)) {
                obstacles.removeIf(StaffObstacle::onlyBefore);
            }
            if (!obstacles.isEmpty()) {
                return Outcome.refused(problems(obstacles, queries.name(memberId)));
            }
            store.add(sessionId, memberId);
        }
        store.answer(
                sessionId,
                memberId,
                came ? AssignmentAnswer.ACCEPTED : AssignmentAnswer.DECLINED,
                came ? null : reason);
        audit.add(by, "GUIDE_RECORDED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }
}
