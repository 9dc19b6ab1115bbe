package nl.tec.bookings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.VisitContext.ClassFacts;
import nl.tec.bookings.internal.BookingQueries;
import nl.tec.bookings.internal.GuestVisitStore;
import nl.tec.organisations.BookingGroups;
import nl.tec.organisations.ClassNumbers;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.programme.Calendar;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.Grade;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Visits that a neighbouring hub books here for its schools (decision 0090). They are regular class bookings under the same rules,
 * except that there is no waiting list. Their pupils count in the reach of their own hub, since their school is not in a municipality
 * of this one (rules 2.7).
 *
 * <p>The actor is the administrator whose key the other hub uses.
 */
@Service
@Transactional
public class GuestVisits {

    private static final String SCHOOL = "brin";

    private final GuestVisitStore store;
    private final BookingQueries bookings;
    private final ClassBookings classBookings;
    private final BookingGroups groups;
    private final Schools schools;
    private final Calendar calendar;

    GuestVisits(
            GuestVisitStore store,
            BookingQueries bookings,
            ClassBookings classBookings,
            BookingGroups groups,
            Schools schools,
            Calendar calendar) {
        this.store = store;
        this.bookings = bookings;
        this.classBookings = classBookings;
        this.groups = groups;
        this.schools = schools;
        this.calendar = calendar;
    }

    /**
     * A request of another hub.
     *
     * @param key idempotency key
     * @param brin6 of the school
     * @param numbers of the class, and of the pupils who come
     * @param teacher the contact, with a mail address
     * @param phone for the day; empty: not given
     */
    public record Ask(
            UUID key, long sessionId, String brin6, ClassNumbers numbers, int adults, Contact teacher, String phone) {}

    /** Books a visit; on a refusal the caller has to roll back. @return the id of the booking */
    public Outcome<Long> book(long hubId, Ask ask, Actor by) {
        Optional<Long> before = bookings.find(ask.key());
        if (before.isPresent()) {
            return store.isOf(before.get(), hubId)
                    ? Outcome.done(before.get())
                    : Outcome.refused(new Problems().add("", "guest.check.key"));
        }
        Optional<SchoolSite> school = schools.findByBrin(ask.brin6());
        Optional<Session> session = calendar.find(ask.sessionId());
        if (school.isEmpty() || session.isEmpty()) {
            return Outcome.refused(new Problems()
                    .addIf(school.isEmpty(), SCHOOL, "guest.check.school")
                    .addIf(session.isEmpty(), "", Refusal.Reason.CLOSED.messageKey()));
        }
        SchoolYear year = SchoolYear.of(Dates.dayOf(session.get().slot().start()));
        return groups.guest(school.get().id(), year, ask.numbers())
                .either(schoolClass -> book(hubId, ask, schoolClass, by), Outcome::refused);
    }

    private Outcome<Long> book(long hubId, Ask ask, SchoolClass schoolClass, Actor by) {
        Map<Long, Integer> pupils = new HashMap<>();
        schoolClass
                .parts()
                .forEach(part -> pupils.put(
                        part.id(),
                        ask.numbers().pupils().getOrDefault(part.grade().number(), 0)));
        BookingResult result = classBookings.bookNow(
                new BookClass(
                        ask.sessionId(),
                        schoolClass.id(),
                        new VisitDetails(pupils, ask.adults(), false, ask.phone()),
                        ask.key(),
                        ask.teacher()),
                as(by, Membership.of(Role.PROGRAMME_MANAGER)));
        if (result instanceof BookingResult.Refused refused) {
            return Outcome.refused(refusal(refused));
        }
        if (!(result instanceof BookingResult.Done done)) {
            return Outcome.refused(new Problems().add("", Refusal.Reason.CLOSED.messageKey()));
        }
        store.insert(done.bookingId(), hubId);
        return Outcome.done(done.bookingId());
    }

    /** Returns the upcoming and recent visits that a hub booked, oldest first. */
    @Transactional(readOnly = true)
    public List<GuestVisit> list(long hubId) {
        return store.list(hubId);
    }

    /** @throws NotFound if this hub has no such booking */
    @Transactional(readOnly = true)
    public GuestVisit get(long bookingId, long hubId) {
        return store.find(bookingId, hubId).orElseThrow(() -> new NotFound("booking " + bookingId));
    }

    /**
     * Changes the head counts, on behalf of the school.
     *
     * @param pupils by group; an absent group counts as 0
     */
    public Outcome<Long> resize(long bookingId, long hubId, Map<Integer, Integer> pupils, int adults, Actor by) {
        get(bookingId, hubId);
        ClassFacts schoolClass = bookings.find(bookingId).orElseThrow().facts().schoolClass();
        List<Integer> known = schoolClass.grades().stream().map(Grade::number).toList();
        if (!known.containsAll(pupils.keySet())) {
            return Outcome.refused(new Problems().add("", "guest.check.groups"));
        }
        Map<Long, Integer> headCounts = new HashMap<>();
        schoolClass
                .parts()
                .forEach(part -> headCounts.put(
                        part.id(), pupils.getOrDefault(part.grade().number(), 0)));
        return outcome(
                classBookings.changeHeadCounts(bookingId, headCounts, adults, as(by, teacherAt(schoolClass.siteId()))),
                bookingId);
    }

    /** Cancels the visit on behalf of the school. */
    public Outcome<Long> cancel(long bookingId, long hubId, String reason, Actor by) {
        GuestVisit visit = get(bookingId, hubId);
        if (visit.state() == BookingState.CANCELLED) {
            return Outcome.done(bookingId);
        }
        long site = bookings.find(bookingId).orElseThrow().facts().schoolClass().siteId();
        return outcome(classBookings.cancel(bookingId, reason, as(by, teacherAt(site))), bookingId);
    }

    private static Membership teacherAt(long site) {
        return Membership.of(Role.TEACHER, site);
    }

    private static Outcome<Long> outcome(BookingResult result, long bookingId) {
        return result instanceof BookingResult.Refused refused
                ? Outcome.refused(refusal(refused))
                : Outcome.done(bookingId);
    }

    private static Problems refusal(BookingResult.Refused refused) {
        return new Problems()
                .add(
                        "",
                        refused.refusal().reason().messageKey(),
                        refused.refusal().arguments().toArray());
    }

    /** Returns the owner of the API key with only the membership that the action needs (least privilege). */
    private static Actor as(Actor by, Membership membership) {
        return new Actor(by.accountId(), by.name(), by.email(), Set.of(membership));
    }
}
