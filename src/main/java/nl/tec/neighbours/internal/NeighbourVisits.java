package nl.tec.neighbours.internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.bookings.AttendanceElsewhere;
import nl.tec.bookings.BookedElsewhere.ElsewhereState;
import nl.tec.mail.Outbox;
import nl.tec.neighbours.NeighbourBooking.Canceller;
import nl.tec.neighbours.NeighbourBooking.Part;
import nl.tec.neighbours.NeighbourFailure;
import nl.tec.neighbours.internal.NeighbourBookingStore.Open;
import nl.tec.shared.Dates;
import nl.tec.shared.PlainText;
import nl.tec.shared.TimeSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks neighbours for the places that our schools want there, tells them what was cancelled, and follows what became of it. Nothing is
 * held while we wait for an answer. Doing any of it twice changes nothing: the neighbour knows a booking by its key.
 */
@Component
public class NeighbourVisits {

    private static final String BOOKINGS = "/api/v1/buurboekingen";
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final int MAX_REASON = 400;
    private static final int MAX_PLACE = 150;
    private static final int MAX_PAGES = 20;
    private static final int PAGE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(NeighbourVisits.class);

    private final NeighbourBookingStore store;
    private final NeighbourAccess access;
    private final AttendanceElsewhere attendance;
    private final Outbox outbox;
    private final Clock clock;
    private final TransactionTemplate transaction;

    NeighbourVisits(
            NeighbourBookingStore store,
            NeighbourAccess access,
            AttendanceElsewhere attendance,
            Outbox outbox,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.access = access;
        this.attendance = attendance;
        this.outbox = outbox;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Asks once more what got no answer. */
    public void settleAll() {
        for (long id : store.due(clock.instant())) {
            settle(id);
        }
    }

    /** Asks the neighbour what is to be asked about a booking, if anything is. */
    public void settle(long id) {
        Optional<Open> open = store.open(id);
        try {
            if (open.isPresent() && open.get().state() == ElsewhereState.ASKED) {
                ask(open.get());
                open = store.open(id);
            }
            if (open.isPresent()
                    && open.get().state() == ElsewhereState.BOOKED
                    && open.get().cancelAsked()) {
                cancel(open.get());
            }
        } catch (Unreadable e) {
            Instant now = clock.instant();
            Duration pause = Duration.ofMinutes(1L << Math.min(open.get().tries(), 5));
            store.failed(id, e.why(), now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause));
        }
    }

    private void ask(Open open) throws Unreadable {
        NeighbourClient.Answer answer =
                access.ask(neighbour(open), "POST", BOOKINGS, open.key().toString(), body(open));
        if (answer.status() == 200 || answer.status() == 201) {
            store.booked(open.id(), Visit.read(answer.body()));
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

    private void refused(Open open, ElsewhereState state, String reason) {
        transaction.executeWithoutResult(status -> {
            store.settled(open.id(), state, null, reason);
            // who saw the answer on the page needs no mail
            if (open.tries() > 0 && !open.cancelAsked()) {
                outbox.put(
                        NeighbourMails.NOT_BOOKED,
                        open.contactEmail(),
                        store.language(open.id()),
                        Map.of(
                                "id",
                                Long.toString(open.id()),
                                "name",
                                open.contactName(),
                                "title",
                                open.title(),
                                "hub",
                                open.hub(),
                                "state",
                                state.name()),
                        "neighbour-booking-" + open.key());
            }
        });
    }

    private void cancel(Open open) throws Unreadable {
        NeighbourClient.Answer answer = access.ask(
                neighbour(open),
                "POST",
                BOOKINGS + "/" + open.theirId() + "/annulering",
                null,
                JsonNodeFactory.instance.objectNode());
        if (answer.status() == 200 || answer.status() == 404) {
            store.settled(open.id(), ElsewhereState.CANCELLED, Canceller.SCHOOL, "");
        } else if (answer.status() == 422) {
            store.keptAfterAll(open.id(), reason(answer.body()));
        } else {
            throw new Unreadable(NeighbourFailure.STATUS);
        }
    }

    private static long neighbour(Open open) throws Unreadable {
        Long neighbour = open.neighbourId();
        if (neighbour == null) { // it was removed
            throw new Unreadable(NeighbourFailure.KEY);
        }
        return neighbour;
    }

    private static ObjectNode body(Open open) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("sessie", Long.parseLong(open.itemId()));
        body.put("brin", open.brin6());
        body.put("klas", open.label());
        if (!open.level().isEmpty()) {
            body.put("niveau", open.level());
        }
        ArrayNode groups = body.putArray("groepen");
        open.parts()
                .forEach(part -> groups.addObject().put("groep", part.grade()).put("leerlingen", part.pupils()));
        body.put("volwassenen", open.adults());
        ObjectNode teacher = body.putObject("leerkracht");
        teacher.put("naam", open.contactName()).put("email", open.contactEmail());
        if (!open.contactPhone().isEmpty()) {
            teacher.put("telefoon", open.contactPhone());
        }
        return body;
    }

    /** In its words: of each thing that is wrong, else of the whole. */
    private static String reason(JsonNode problem) {
        List<String> all = new ArrayList<>();
        problem.path("errors").forEach(error -> all.add(error.path("detail").asString("")));
        if (all.isEmpty()) {
            all.add(problem.path("detail").asString(""));
        }
        return PlainText.line(String.join(" ", all), MAX_REASON);
    }

    /** Reads of every neighbour what became of the bookings there: moved, cancelled, and who came. */
    public void followAll() {
        for (long neighbour : store.followed(clock.instant())) {
            try {
                follow(neighbour);
            } catch (Unreadable e) {
                LOG.info("bookings at neighbour {} could not be read: {}", neighbour, e.why());
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
        store.booked(neighbour, clock.instant()).forEach(booking -> {
            Visit visit = visits.get(booking.theirId());
            if (visit != null) {
                transaction.executeWithoutResult(status -> take(booking, visit));
            }
        });
    }

    private void take(NeighbourBookingStore.Booked booking, Visit visit) {
        if (visit.cancelled()) {
            store.settled(
                    booking.id(), ElsewhereState.CANCELLED, visit.bySchool() ? Canceller.SCHOOL : Canceller.HUB, "");
            return;
        }
        store.moved(booking.id(), visit);
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

    /**
     * A booking as the neighbour says it is.
     *
     * @param bySchool whether it was cancelled for the school
     * @param present by group; groups of which nobody recorded it are left out
     */
    record Visit(
            long id, boolean cancelled, boolean bySchool, TimeSlot time, String place, Map<Integer, Integer> present) {

        private static final int MOST = 2000;

        static Visit read(JsonNode says) throws Unreadable {
            String state = says.path("stand").asString("");
            long id = says.path("id").asLong(0);
            if (id <= 0 || state.isEmpty()) {
                throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
            }
            Map<Integer, Integer> present = new HashMap<>();
            for (JsonNode group : says.path("groepen")) {
                JsonNode came = group.path("aanwezig");
                if (came.isInt() && came.asInt() >= 0 && came.asInt() <= MOST) {
                    present.put(group.path("groep").asInt(0), came.asInt());
                }
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
                    present);
        }

        private static Instant moment(JsonNode text) throws Unreadable {
            try {
                return Instant.parse(text.asString(""));
            } catch (DateTimeException e) {
                throw new Unreadable(NeighbourFailure.NOT_UNDERSTOOD);
            }
        }
    }
}
