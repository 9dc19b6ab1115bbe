package nl.tec.participation.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.participation.Transport;
import nl.tec.participation.VisitPlan.Item;
import nl.tec.participation.VisitPlan.State;
import nl.tec.participation.internal.VisitPlans.Stored;
import nl.tec.shared.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a school and the programme maker arrange for a visit (rules 4). Each answers false when there is no such booking of
 * theirs, or it is not on any more.
 */
@Service
public class VisitChanges {

    private final ClassBookingReader bookings;
    private final VisitItems items;
    private final ClassMails mails;
    private final BookingChanges history;
    private final JdbcClient jdbc;

    VisitChanges(
            ClassBookingReader bookings, VisitItems items, ClassMails mails, BookingChanges history, JdbcClient jdbc) {
        this.bookings = bookings;
        this.items = items;
        this.mails = mails;
        this.history = history;
        this.jdbc = jdbc;
    }

    /** The school says how it comes. A bus of the TEC that was arranged is arranged anew. */
    @Transactional
    public boolean chooseTransport(long bookingId, Transport choice, Actor by) {
        return change(bookingId, by, booking -> {
            State state = switch (choice) {
                case TEC_BUS -> State.OPEN;
                case OWN -> State.DONE;
                case AT_SCHOOL, WALK, BIKE -> State.NOT_NEEDED;
            };
            items.store(bookingId, Item.TRANSPORT, new Stored(state, choice, "", null, null), by);
        });
    }

    /**
     * The programme maker has arranged the bus; who booked gets a mail, once for each change of the times.
     *
     * @param departs at the school
     * @param returns back there, later
     */
    @Transactional
    public boolean arrangeBus(long bookingId, Instant departs, Instant returns, Actor by) {
        return by.is(Role.PROGRAMME_MAKER)
                && change(bookingId, by, booking -> {
                    Stored bus = new Stored(State.DONE, Transport.TEC_BUS, "", departs, returns);
                    boolean news = !bus.equals(items.of(bookingId).get(Item.TRANSPORT));
                    items.store(bookingId, Item.TRANSPORT, bus, by);
                    if (news) {
                        mails.put(ClassMail.TRANSPORT, booking, null);
                    }
                });
    }

    /** The school has given the lesson before or after the visit, or takes that back. */
    @Transactional
    public boolean tick(long bookingId, Item lesson, boolean done, Actor by) {
        if (lesson != Item.BEFORE && lesson != Item.AFTER) {
            throw new IllegalArgumentException("can't be ticked off: " + lesson);
        }
        Stored ticked = new Stored(done ? State.DONE : State.OPEN, null, "", null, null);
        return change(bookingId, by, booking -> items.store(bookingId, lesson, ticked, by));
    }

    /** What the school wants us to know about allergies and special needs; no names. Gone the day after the visit. */
    @Transactional
    public boolean tellPractical(long bookingId, String text, Actor by) {
        State state = text.isBlank() ? State.NOT_NEEDED : State.DONE;
        return change(
                bookingId,
                by,
                booking ->
                        items.store(bookingId, Item.PRACTICAL, new Stored(state, null, text.strip(), null, null), by));
    }

    /**
     * The school says whether photos may be made of the class: yes only by the school itself, which answers for the parents
     * (rules 8); taken back also by the programme maker, for a school that calls.
     */
    @Transactional
    public boolean allowPhotos(long bookingId, boolean allowed, Actor by) {
        return change(bookingId, by, booking -> {
            if (allowed && !by.worksAt(booking.facts().group().siteId())) {
                throw new NotFound("permission of the school of booking " + bookingId);
            }
            boolean news = jdbc.sql(
                                    "update booking set photo_permission = :allowed where id = :id and photo_permission <> :allowed")
                            .param("allowed", allowed)
                            .param("id", bookingId)
                            .update()
                    == 1;
            if (news) {
                history.note(bookingId, allowed ? "PHOTOS_ALLOWED" : "PHOTOS_REFUSED", by);
            }
        });
    }

    private boolean change(long bookingId, Actor by, Consumer<ClassBooking> work) {
        Optional<ClassBooking> booking = bookings.find(bookingId)
                .filter(one ->
                        ClassBookingsService.mayBook(by, one.facts().group().siteId()))
                .filter(one -> one.state().active());
        booking.ifPresent(work);
        return booking.isPresent();
    }
}
