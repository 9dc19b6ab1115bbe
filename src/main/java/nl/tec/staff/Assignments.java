package nl.tec.staff;

import java.time.Clock;
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
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.internal.AssignmentMail;
import nl.tec.staff.internal.AssignmentMail.Kind;
import nl.tec.staff.internal.AssignmentQueries;
import nl.tec.staff.internal.AssignmentStore;
import nl.tec.staff.internal.StaffStore;
import nl.tec.staff.internal.TeamPlaces;
import nl.tec.staff.internal.TeamPlanMail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * The guides of sessions, and who could guide (rules 3, 4). Whoever is assigned is told, and says whether it comes. The database has
 * the last word: {@code check_assignment} refuses what {@link #candidates} would not propose, also when two assign the same
 * person at the same moment.
 */
@Service
public class Assignments {

    private static final int MAX_REASON_LENGTH = 300;

    /** The field of a form that says that a refusal is about the whole day. */
    public static final String WHOLE_DAY = "hele-dag";

    /** The name of the field with the reason why somebody declines; a page can have several. */
    public static String reasonField(long sessionId, long memberId) {
        return "reden-" + sessionId + "-" + memberId;
    }

    private final AssignmentQueries queries;
    private final AssignmentStore store;
    private final StaffStore staff;
    private final AssignmentMail mails;
    private final TeamPlanMail planMails;
    private final Audit audit;
    private final Clock clock;

    Assignments(
            AssignmentQueries queries,
            AssignmentStore store,
            StaffStore staff,
            AssignmentMail mails,
            TeamPlanMail planMails,
            Audit audit,
            Clock clock) {
        this.queries = queries;
        this.store = store;
        this.staff = staff;
        this.mails = mails;
        this.planMails = planMails;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Everybody who can be planned, per session: first who can, the best first (a skill that is needed, at that place already, the
     * fewest hours that week), then the others with what is in the way. Who is assigned already is left out; people of the same name
     * have their address behind it.
     */
    @Transactional
    public Map<Long, List<StaffCandidate>> candidates(Collection<Long> sessionIds) {
        staff.addAccounts();
        return queries.candidates(sessionIds);
    }

    /**
     * Asks somebody for a session; twice is once. Who declined can be asked again.
     *
     * @return refused with the reasons when something is in the way
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
        mails.put(Kind.ASSIGNED, sessionId, memberId, clock.instant());
        audit.add(by, "ASSIGNED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }

    /**
     * Asks people for many sessions at once, with one mail to each of them about all.
     *
     * @param teams per session who is asked
     * @return per session who could not be assigned, because something is in the way by now
     */
    @Transactional
    public Map<Long, List<Long>> assignTeams(Map<Long, List<Long>> teams, Actor by) {
        Set<Long> everybody = new TreeSet<>();
        teams.values().forEach(everybody::addAll);
        store.lock(everybody); // in one order, so that two who plan never wait for each other
        List<TeamPlaces.Place> places =
                TeamPlaces.of(teams, queries.openPlaces(teams.keySet()), queries.skills(everybody));
        int[] made = store.addAll(places);
        Map<Long, List<Long>> refused = new TreeMap<>();
        Map<Long, List<Long>> asked = new TreeMap<>();
        for (int i = 0; i < made.length; i++) {
            TeamPlaces.Place place = places.get(i);
            if (made[i] == 0) {
                refused.computeIfAbsent(place.sessionId(), id -> new ArrayList<>())
                        .add(place.memberId());
            } else {
                asked.computeIfAbsent(place.memberId(), id -> new ArrayList<>()).add(place.sessionId());
            }
        }
        planMails.put(asked, clock.instant());
        asked.keySet().forEach(member -> audit.add(by, "ASSIGNED_IN_PLAN", "staff_member", member));
        return refused;
    }

    /** Asks the best people who can for every place of a session that is still open. @return how many places stay open */
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

    /** Finds who could guide sessions instead of somebody, with the same skill, per session the best first. */
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

    /** Somebody else guides a session instead. @return refused, and nothing changes, when something is in the way of that person */
    @Transactional
    public Outcome<Long> replace(long sessionId, long memberId, long insteadId, Actor by) {
        end(sessionId, memberId, by);
        Outcome<Long> outcome = assign(sessionId, insteadId, by);
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

    /** It need not come; it is told, unless it had declined. */
    @Transactional
    public void end(long sessionId, long memberId, Actor by) {
        mails.put(Kind.ENDED, sessionId, memberId, clock.instant());
        if (store.remove(sessionId, memberId)) {
            audit.add(by, "ASSIGNMENT_ENDED", "SESSION", sessionId);
        }
    }

    /**
     * The session is at another time or place: who guides it is told, and asked again. Who had declined had declined another
     * session, and can be asked for this one.
     */
    @Transactional
    public void moved(long sessionId) {
        store.move(sessionId);
        mails.put(Kind.MOVED, sessionId, null, clock.instant());
    }

    /** Returns who was asked for these sessions and what they answered, for {@link #restore}. @return JSON */
    @Transactional
    public String remember(Collection<Long> sessionIds) {
        return store.remember(sessionIds);
    }

    /**
     * Restores what was answered for a time and a place, because the session is back there; unless somebody answered
     * otherwise since, or was asked anew.
     *
     * @param remembered as {@link #remember} gave it
     */
    @Transactional
    public void restore(String remembered) {
        store.restore(remembered);
    }

    /** The session is not held: who would guide it is told, and is free. */
    @Transactional
    public void cancelled(long sessionId) {
        mails.put(Kind.CANCELLED, sessionId, null, clock.instant());
        store.removeAll(sessionId);
    }

    /**
     * How many of the guides of a session could not be there at another time or place, because of what else they guide. It still
     * holds when the transaction ends.
     *
     * @param venueId null, as {@code siteId}: nowhere in particular
     */
    public int elsewhere(long sessionId, TimeSlot slot, @Nullable Long venueId, @Nullable Long siteId) {
        store.lockGuides(sessionId);
        return queries.elsewhere(sessionId, slot, venueId, siteId);
    }

    /**
     * The guides of a session are taken at this time, which is the session with what comes before and after it. They need not be asked
     * again, because the session itself stays.
     *
     * @return the names of those who can't, because of what else they guide; then the caller has to take it back
     */
    @Transactional
    public List<String> occupy(long sessionId, TimeSlot occupied) {
        store.lockGuides(sessionId);
        List<String> elsewhere = queries.whoIsElsewhere(sessionId, occupied);
        if (elsewhere.isEmpty()) {
            store.occupy(sessionId, occupied);
        }
        return elsewhere;
    }

    /**
     * An invitation to guide a session.
     *
     * @param open it can still be answered: the session is held and has not begun
     */
    public record Invitation(long sessionId, long memberId, AssignmentAnswer answer, boolean open) {}

    /** Finds the invitation that a link in a mail is about. */
    public Optional<Invitation> byLink(String secret) {
        return queries.byLink(Secrets.hash(secret));
    }

    /**
     * Declines a session and everything else that the same person would guide on that day and that has not begun, as when somebody is
     * ill.
     *
     * @param by null: by a link
     */
    @Transactional
    public Outcome<Long> declineDay(long sessionId, long memberId, String reason, @Nullable Actor by) {
        Outcome<Long> outcome = answer(sessionId, memberId, AssignmentAnswer.DECLINED, reason, by);
        if (outcome instanceof Outcome.Done) {
            queries.othersOfDay(sessionId, memberId)
                    .forEach(other -> answer(other, memberId, AssignmentAnswer.DECLINED, reason, by));
        }
        return outcome;
    }

    /**
     * Somebody says whether it comes, itself or by telephone to the programme manager. Until the session begins it can say
     * otherwise; who comes after all can be refused like anybody who is assigned.
     *
     * @param reason why not; of who comes it is ignored
     * @param by null: by a link
     */
    @Transactional
    public Outcome<Long> answer(
            long sessionId, long memberId, AssignmentAnswer answer, String reason, @Nullable Actor by) {
        store.lock(List.of(memberId));
        Optional<AssignmentAnswer> before = queries.answer(sessionId, memberId);
        if (before.isEmpty() || answer == AssignmentAnswer.OPEN) {
            return Outcome.refused("staff.problem.over");
        }
        boolean declines = answer == AssignmentAnswer.DECLINED;
        String field = reasonField(sessionId, memberId);
        Problems problems = new Problems()
                .addIf(declines && reason.isEmpty(), field, "staff.problem.reason")
                .addIf(declines && reason.length() > MAX_REASON_LENGTH, field, "staff.problem.long", MAX_REASON_LENGTH);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        if (before.get() == AssignmentAnswer.DECLINED && !declines) {
            Set<StaffObstacle> obstacles = queries.obstacles(sessionId, memberId);
            if (!obstacles.isEmpty()) {
                return Outcome.refused(problems(obstacles, queries.name(memberId)));
            }
        }
        store.answer(sessionId, memberId, answer, declines ? reason : null);
        audit.add(by, declines ? "ASSIGNMENT_DECLINED" : "ASSIGNMENT_ACCEPTED", "SESSION", sessionId);
        return Outcome.done(sessionId);
    }
}
