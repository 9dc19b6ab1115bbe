package nl.tec.bookings;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.bookings.ClassBooking.Booker;
import nl.tec.bookings.ClassBooking.Recipient;
import nl.tec.bookings.ClassBooking.SameActivity;
import nl.tec.bookings.ClassBooking.Step;
import nl.tec.bookings.Refusal.Reason;
import nl.tec.bookings.VisitContext.Part;
import nl.tec.bookings.internal.BookingChanges;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.VisitContextQueries;
import nl.tec.bookings.internal.VisitContextQueries.Free;
import nl.tec.bookings.internal.VisitPlans;
import nl.tec.bookings.internal.WaitingList;
import nl.tec.hub.HubSettings;
import nl.tec.programme.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Visits of classes as seen by the school and the programme manager, before and after booking (rules 4). {@link VisitArrangements}
 * changes the arrangements. Visits of other schools are not found.
 */
@Service
public class Visits {

    /** The maximum length of the text about special needs. */
    public static final int MAX_PRACTICAL = 1000;

    private final VisitContextQueries facts;
    private final BookingQueries bookings;
    private final VisitPlans plans;
    private final MessageSubjects subjects;
    private final WaitingList waitingList;
    private final Audit audit;
    private final HubSettings hub;
    private final Clock clock;

    Visits(
            VisitContextQueries facts,
            BookingQueries bookings,
            VisitPlans plans,
            MessageSubjects subjects,
            WaitingList waitingList,
            Audit audit,
            HubSettings hub,
            Clock clock) {
        this.facts = facts;
        this.bookings = bookings;
        this.plans = plans;
        this.subjects = subjects;
        this.waitingList = waitingList;
        this.audit = audit;
        this.hub = hub;
        this.clock = clock;
    }

    /**
     * A class at a session, before it is booked.
     *
     * @param headCounts by class part that can come; the initial values of the form
     * @param refusal the reason why it cannot be booked; null if it can
     * @param free the number of free seats for pupils
     * @param freeClasses the number of classes that still fit
     * @param waiting the number of classes on the waiting list
     * @param same another upcoming visit of the class to this activity; null: there is none
     * @param mailedTo the addresses of the recipients of mail about it; empty: nobody can be reached
     * @param staff the people the programme manager can book for; empty for the school itself
     */
    public record Proposal(
            VisitContext facts,
            Map<Long, Integer> headCounts,
            VisitPlan plan,
            @Nullable Refusal refusal,
            int free,
            int freeClasses,
            int waiting,
            @Nullable SameActivity same,
            List<String> mailedTo,
            List<Booker> staff) {

        /** Whether these pupils would go on the waiting list. */
        public boolean full() {
            return freeClasses < 1 || free < pupils();
        }

        Proposal withRefusal(@Nullable Refusal reason) {
            return new Proposal(facts, headCounts, plan, reason, free, freeClasses, waiting, same, mailedTo, staff);
        }

        public int pupils() {
            return headCounts.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A booked visit.
     *
     * @param over whether the session has ended
     * @param came how many pupils came; null: not counted
     * @param freeCancellation whether cancelling now is not late
     * @param subjects of the messages in the history that are still kept, by id
     */
    public record Visit(
            ClassBooking booking,
            VisitPlan plan,
            List<Step> history,
            boolean begun,
            boolean over,
            @Nullable Integer came,
            boolean freeCancellation,
            Map<Long, String> subjects) {

        public VisitContext facts() {
            return booking.facts();
        }

        /** Whether it took place, as far as is known. */
        public boolean been() {
            return over && booking.state() == BookingState.CONFIRMED;
        }
    }

    /** Previews a visit, for the confirmation page; seeing who works at another school is audited. */
    public Optional<Proposal> propose(long sessionId, long classId, Actor actor) {
        waitingList.expireAndPromote(sessionId);
        return facts.find(sessionId, classId)
                .filter(visit -> mayRead(actor, visit))
                .filter(visit -> visit.session().state() != Session.State.DRAFT)
                .map(visit -> propose(visit, actor));
    }

    private Proposal propose(VisitContext visit, Actor actor) {
        Map<Long, Integer> headCounts = new HashMap<>();
        for (Part part : visit.eligibleParts()) {
            headCounts.put(part.id(), part.headCount());
        }
        VisitPlan plan = plans.plan(visit, headCounts, plans.adultsNeeded(visit, headCounts));
        Optional<Refusal> refusal = BookingRules.whether(visit, clock.instant());
        Free free = facts.free(visit.session().id());
        long site = visit.schoolClass().siteId();
        if (!actor.worksAt(site)) {
            audit.add(actor, "SCHOOL_CONTACTS_READ", "organisation", site);
        }
        Proposal proposal = new Proposal(
                visit,
                headCounts,
                plan,
                refusal.orElse(null),
                free.seats(),
                free.classes(),
                free.waiting(),
                bookings.findSameActivity(visit, clock.instant()).orElse(null),
                bookings.recipients(site, actor.accountId()).stream()
                        .map(Recipient::email)
                        .toList(),
                actor.worksAt(site) ? List.of() : bookings.staff(site));
        return refusal.isPresent() ? proposal : proposal.withRefusal(inTheWay(proposal));
    }

    /** Returns the clash for which the database would refuse the booking; the waiting list allows a class that is elsewhere. */
    private @Nullable Refusal inTheWay(Proposal proposal) {
        VisitContext visit = proposal.facts();
        Optional<Long> booked =
                bookings.findActive(visit.session().id(), visit.schoolClass().id());
        if (booked.isPresent()) {
            return Refusal.inTheWay(Reason.ALREADY_BOOKED, booked.get());
        }
        return proposal.full()
                ? null
                : bookings.findClash(
                                visit.schoolClass().id(),
                                Travel.of(visit, hub).away(visit.session().time()))
                        .orElse(null);
    }

    /** Finds a booking of a class; reading one of another school is audited (rules 8). */
    public Optional<Visit> find(long bookingId, Actor actor) {
        Optional<ClassBooking> found = bookings.find(bookingId).filter(one -> mayRead(actor, one.facts()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        waitingList.expireAndPromote(found.get().facts().session().id());
        ClassBooking booking = found.get().deadline() == null
                ? found.get()
                : bookings.find(bookingId).orElseThrow();
        if (!actor.worksAt(booking.facts().schoolClass().siteId())) {
            audit.add(actor, "BOOKING_READ", "BOOKING", bookingId);
        }
        List<Step> history = bookings.history(bookingId);
        Instant now = clock.instant();
        Instant start = booking.facts().session().time().start();
        return Optional.of(new Visit(
                booking,
                plans.plan(booking),
                history,
                !now.isBefore(start),
                !now.isBefore(booking.facts().session().time().end()),
                now.isBefore(start) ? null : bookings.findCame(bookingId).orElse(null),
                !BookingChanges.late(now, start, booking.facts().activity().freeCancelDays(), booking.requestedAt()),
                subjects.subjects(history.stream()
                        .map(Step::message)
                        .filter(Objects::nonNull)
                        .toList())));
    }

    private static boolean mayRead(Actor actor, VisitContext visit) {
        return ClassBookings.mayBook(actor, visit.schoolClass().siteId());
    }
}
