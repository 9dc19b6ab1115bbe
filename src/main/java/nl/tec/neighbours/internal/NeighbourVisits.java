package nl.tec.neighbours.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.tec.bookings.AttendanceElsewhere;
import nl.tec.bookings.BookedElsewhere.ElsewhereState;
import nl.tec.bookings.ClassesElsewhere;
import nl.tec.mail.Outbox;
import nl.tec.neighbours.NeighbourBooking.Canceller;
import nl.tec.neighbours.NeighbourBooking.Numbers;
import nl.tec.neighbours.NeighbourBooking.Part;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.internal.NeighbourBookingQueries.PendingBooking;
import nl.tec.shared.Dates;
import nl.tec.shared.PlainText;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Synchronises bookings with neighbours: requests places for our schools, sends cancellations, and reads changes. No connection or lock
 * is held while waiting for an answer. All requests are idempotent: the neighbour recognises a booking by its key.
 */
@Component
public class NeighbourVisits {

    private static final String BOOKINGS = "/api/v1/buurboekingen";
    private static final Duration MAX_PAUSE = Duration.ofMinutes(30);
    private static final int MAX_REASON = 400;
    private static final int MAX_PLACE = 150;
    private static final int MAX_PAGES = 20;
    private static final int PAGE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourVisits.class);

    private final NeighbourBookingQueries queries;
    private final NeighbourBookingStore store;
    private final NeighbourAccess access;
    private final AttendanceElsewhere attendance;
    private final ClassesElsewhere classes;
    private final Outbox outbox;
    private final Clock clock;
    private final TransactionTemplate transaction;

    NeighbourVisits(
            NeighbourBookingQueries queries,
            NeighbourBookingStore store,
            NeighbourAccess access,
            AttendanceElsewhere attendance,
            ClassesElsewhere classes,
            Outbox outbox,
            Clock clock,
            TransactionTemplate transaction) {
        this.queries = queries;
        this.store = store;
        this.access = access;
        this.attendance = attendance;
        this.classes = classes;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Retries the requests without an answer. */
    public void settleAll() {
        for (long id : queries.due(clock.instant())) {
            settle(id);
        }
    }

    /** Sends the pending request of a booking, if there is one. */
    public void settle(long id) {
        Optional<PendingBooking> open = queries.open(id);
        try {
            if (open.isPresent()
                    && open.get().neighbourId() == null
                    && open.get().cancelAsked()) {
                // the neighbour was removed, so that nobody can be told
                cancelled(open.get());
                return;
            }
            if (open.isPresent() && open.get().state() == ElsewhereState.ASKED) {
                ask(open.get());
                open = queries.open(id);
            }
            if (open.isPresent() && open.get().state() == ElsewhereState.BOOKED) {
                if (open.get().cancelAsked()) {
                    cancel(open.get());
                } else if (open.get().wanted() != null) {
                    resize(open.get(), open.get().wanted());
                }
            }
        } catch (Unreadable e) {
            failed(open.get(), e.why());
        } catch (RuntimeException e) {
            LOG.warn("booking {} at a neighbour could not be settled; it is tried again", id, e);
            failed(open.get(), NeighbourFailure.NOT_UNDERSTOOD);
        }
    }

    private void failed(PendingBooking open, NeighbourFailure why) {
        Duration pause = Duration.ofMinutes(1L << Math.min(open.tries(), 5));
        store.failed(open.id(), why, clock.instant().plus(pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause));
    }

    private void ask(PendingBooking open) throws Unreadable {
        NeighbourClient.Answer answer =
                access.ask(neighbour(open), "POST", BOOKINGS, open.key().toString(), body(open));
        if (answer.status() == 200 || answer.status() == 201) {
            Visit visit = Visit.read(answer.body());
            transaction.executeWithoutResult(status -> {
                if (store.booked(open.id(), visit)) {
                    place(open, visit.time());
                }
            });
        } else if (answer.status() == 422 || answer.status() == 400) {
            boolean full = false;
            for (JsonNode error : answer.body().path("errors")) {
                full |= error.path("code").asString("").equals("FULL");
            }
            refused(open, full ? ElsewhereState.FULL : ElsewhereState.REFUSED, reason(answer.body()));
        } else {
            throw new Unreadable(NeighbourFailure.STATUS);
        }
    }

    private void refused(PendingBooking open, ElsewhereState state, String reason) {
        transaction.executeWithoutResult(status -> {
            store.settled(open.id(), state, null, reason);
            classes.release(open.key());
            // somebody who saw the answer on the page needs no mail
            if (open.tries() > 0 && !open.cancelAsked()) {
                tell(NeighbourMail.NOT_BOOKED, open, state.name());
            }
        });
        classes.freed(open.classId());
    }

    private void resize(PendingBooking open, Numbers wanted) throws Unreadable {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        groups(body, open.parts(), wanted.pupils());
        body.put("volwassenen", wanted.adults());
        NeighbourClient.Answer answer =
                access.ask(neighbour(open), "POST", BOOKINGS + "/" + open.theirId() + "/aantallen", null, body);
        transaction.executeWithoutResult(status -> {
            if (answer.status() == 200) {
                store.resized(open.id(), wanted);
            } else {
                // an older hub that does not support changing numbers answers 404
                store.notResized(open.id(), wanted, answer.status() == 404 ? "" : reason(answer.body()));
                if (open.tries() > 0) {
                    tell(NeighbourMail.NOT_CHANGED, open, "text");
                }
            }
        });
    }

    private void tell(NeighbourMail mail, PendingBooking open, String what) {
        if (!open.contactEmail().isEmpty()) {
            outbox.put(
                    mail.template(),
                    open.contactEmail(),
                    queries.language(open.id()),
                    Map.of(
                            "id",
                            Long.toString(open.id()),
                            "name",
                            open.contactName(),
                            "title",
                            open.title(),
                            "hub",
                            open.hub(),
                            "what",
                            what),
                    mail == NeighbourMail.NOT_BOOKED ? "neighbour-booking-" + open.key() : null);
        }
    }

    private void cancel(PendingBooking open) throws Unreadable {
        NeighbourClient.Answer answer = access.ask(
                neighbour(open),
                "POST",
                BOOKINGS + "/" + open.theirId() + "/annulering",
                null,
                JsonNodeFactory.instance.objectNode());
        if (answer.status() == 200 || answer.status() == 404) {
            cancelled(open);
        } else if (answer.status() == 422) {
            transaction.executeWithoutResult(status -> {
                store.cancellationRefused(open.id(), reason(answer.body()));
                place(open, open.time());
            });
        } else {
            throw new Unreadable(NeighbourFailure.STATUS);
        }
    }

    private void cancelled(PendingBooking open) {
        transaction.executeWithoutResult(status -> {
            store.settled(open.id(), ElsewhereState.CANCELLED, Canceller.SCHOOL, "");
            classes.release(open.key());
        });
        classes.freed(open.classId());
    }

    /**
     * Reserves the class for the time of the visit, unless the school cancelled it, possibly while the neighbour was asked. If the class is
     * elsewhere then, its teacher has to choose.
     */
    private void place(PendingBooking open, TimeSlot time) {
        if (time.end().isBefore(clock.instant()) || !store.lockGoing(open.id())) {
            return;
        }
        Duration way = Duration.ofMinutes(open.travelMinutes());
        boolean clash = !classes.take(open.key(), open.classId(), time.widened(way, way));
        store.clash(open.id(), clash);
        if (clash && !open.clash()) {
            tell(NeighbourMail.CLASH, open, "text");
        }
    }

    private static long neighbour(PendingBooking open) throws Unreadable {
        Long neighbour = open.neighbourId();
        if (neighbour == null) { // the neighbour was removed
            throw new Unreadable(NeighbourFailure.KEY);
        }
        return neighbour;
    }

    private static ObjectNode body(PendingBooking open) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("sessie", Long.parseLong(open.itemId()));
        body.put("brin", open.brin6());
        body.put("klas", open.label());
        if (!open.level().isEmpty()) {
            body.put("niveau", open.level());
        }
        groups(body, open.parts(), open.parts().stream().collect(Collectors.toMap(Part::classPartId, Part::pupils)));
        // asked when none was required; the page of the visit shows the number, to be changed
        body.put("volwassenen", Math.max(1, open.adults()));
        ObjectNode teacher = body.putObject("leerkracht");
        teacher.put("naam", open.contactName()).put("email", open.contactEmail());
        if (!open.contactPhone().isEmpty()) {
            teacher.put("telefoon", open.contactPhone());
        }
        return body;
    }

    private static void groups(ObjectNode body, List<Part> parts, Map<Long, Integer> pupils) {
        ArrayNode groups = body.putArray("groepen");
        parts.forEach(part -> groups.addObject()
                .put("groep", part.grade())
                .put("leerlingen", pupils.getOrDefault(part.classPartId(), 0)));
    }

    /** Returns the neighbour's reasons: of the separate errors, or else the general one. */
    private static String reason(JsonNode problem) {
        List<String> all = new ArrayList<>();
        problem.path("errors").forEach(error -> all.add(error.path("detail").asString("")));
        if (all.isEmpty()) {
            all.add(problem.path("detail").asString(""));
        }
        return PlainText.line(String.join(" ", all), MAX_REASON);
    }

    /** Reads changes of bookings from every neighbour: moved, cancelled, and attendance. */
    public void followAll() {
        for (long neighbour : queries.followed(clock.instant())) {
            try {
                follow(neighbour);
            } catch (Unreadable e) {
                LOG.info("bookings at neighbour {} could not be read: {}", neighbour, e.why());
            } catch (RuntimeException e) {
                LOG.warn("bookings at neighbour {} could not be taken in", neighbour, e);
            }
        }
    }

    private void follow(long neighbour) throws Unreadable {
        Map<Long, Visit> visits = new HashMap<>();
        String next = "";
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            NeighbourClient.Answer answer =
                    access.ask(neighbour, "GET", BOOKINGS + "?aantalPerPagina=" + PAGE + next, null, null);
            if (answer.status() != 200) {
                throw new Unreadable(NeighbourFailure.STATUS);
            }
            JsonNode page = answer.body();
            long last = 0;
            for (JsonNode item : page.path("items")) {
                last = item.path("id").asLong(last);
                try {
                    visits.put(last, Visit.read(item));
                } catch (Unreadable e) {
                    LOG.info("booking {} at neighbour {} could not be understood", last, neighbour);
                }
            }
            if (page.path("_links").path("next").asString("").isEmpty()) {
                break;
            }
            next = "&pagina=" + last;
        }
        for (NeighbourBookingQueries.Booked booking : queries.booked(neighbour, clock.instant())) {
            Visit visit = visits.get(booking.theirId());
            if (visit == null) {
                continue;
            }
            try {
                transaction.executeWithoutResult(status -> take(booking, visit));
                if (visit.cancelled()) {
                    queries.open(booking.id()).ifPresent(open -> classes.freed(open.classId()));
                }
            } catch (RuntimeException e) {
                LOG.warn("booking {} at neighbour {} could not be taken in", booking.id(), neighbour, e);
            }
        }
    }

    private void take(NeighbourBookingQueries.Booked booking, Visit visit) {
        if (visit.cancelled()) {
            store.settled(
                    booking.id(), ElsewhereState.CANCELLED, visit.bySchool() ? Canceller.SCHOOL : Canceller.HUB, "");
            classes.release(booking.key());
            return;
        }
        if (!booking.changing()) {
            numbers(booking, visit);
        }
        if (store.moved(booking.id(), visit) || booking.clash()) {
            queries.open(booking.id()).ifPresent(open -> place(open, visit.time()));
        }
        Map<Long, Integer> present = new HashMap<>();
        for (Part part : booking.parts()) {
            Integer came = visit.present().get(part.grade());
            store.present(booking.id(), part.classPartId(), came);
            if (came != null) {
                present.put(part.classPartId(), came);
            }
        }
        attendance.record(
                booking.key(),
                booking.siteId(),
                booking.hub(),
                booking.title(),
                Dates.dayOf(visit.time().start()),
                present);
    }

    /** Updates the numbers, which the neighbour may have changed at the request of the school. */
    private void numbers(NeighbourBookingQueries.Booked booking, Visit visit) {
        for (Part part : booking.parts()) {
            Integer pupils = visit.pupils().get(part.grade());
            if (pupils != null && pupils != part.pupils()) {
                store.setPupils(booking.id(), part.classPartId(), pupils);
            }
        }
        if (visit.adults() != null && visit.adults() != booking.adults()) {
            store.setAdults(booking.id(), visit.adults());
        }
    }

    /**
     * A booking as the neighbour describes it.
     *
     * @param bySchool whether it was cancelled on behalf of the school
     * @param adults null: missing or invalid
     * @param pupils expected numbers, by group
     * @param present by group, without groups for which it was not recorded
     */
    record Visit(
            long id,
            boolean cancelled,
            boolean bySchool,
            TimeSlot time,
            String place,
            @Nullable Integer adults,
            Map<Integer, Integer> pupils,
            Map<Integer, Integer> present) {

        private static final int MOST = 2000;
        private static final int MAX_ADULTS = 200;

        static Visit read(JsonNode says) throws Unreadable {
            String state = says.path("stand").asString("");
            long id = says.path("id").asLong(0);
            if (id <= 0 || state.isEmpty()) {
                throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
            }
            Map<Integer, Integer> pupils = new HashMap<>();
            Map<Integer, Integer> present = new HashMap<>();
            for (JsonNode group : says.path("groepen")) {
                int grade = group.path("groep").asInt(0);
                number(group.path("leerlingen"), MOST).ifPresent(many -> pupils.put(grade, many));
                number(group.path("aanwezig"), MOST).ifPresent(many -> present.put(grade, many));
            }
            Instant start = moment(says.path("aanvangTijdstip"));
            Instant end = moment(says.path("eindTijdstip"));
            if (!end.isAfter(start)) {
                throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
            }
            return new Visit(
                    id,
                    state.equals("CANCELLED") || state.equals("EXPIRED"),
                    says.path("geannuleerdDoor").asString("").equals("SCHOOL"),
                    new TimeSlot(start, end),
                    PlainText.line(says.path("locatieNaam").asString(""), MAX_PLACE),
                    number(says.path("volwassenen"), MAX_ADULTS).orElse(null),
                    pupils,
                    present);
        }

        private static Optional<Integer> number(JsonNode says, int most) {
            return says.isInt() && says.asInt() >= 0 && says.asInt() <= most
                    ? Optional.of(says.asInt())
                    : Optional.empty();
        }

        private static Instant moment(JsonNode text) throws Unreadable {
            return Moments.of(text).orElseThrow(() -> new Unreadable(NeighbourFailure.NOT_UNDERSTOOD));
        }
    }
}
