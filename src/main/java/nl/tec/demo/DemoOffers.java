package nl.tec.demo;

import static nl.tec.demo.DemoFile.both;
import static nl.tec.demo.DemoFile.numbers;
import static nl.tec.demo.DemoFile.rows;
import static nl.tec.demo.DemoFile.text;
import static nl.tec.demo.DemoFile.texts;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.employers.Offer;
import nl.tec.employers.OfferDetails;
import nl.tec.employers.OfferDetails.Answering;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferDetails.Site;
import nl.tec.employers.OfferDetails.Times;
import nl.tec.employers.OfferDetails.Words;
import nl.tec.employers.OfferKind;
import nl.tec.employers.OfferRequests;
import nl.tec.employers.OfferSeed;
import nl.tec.employers.Offers;
import nl.tec.hub.Texts;
import nl.tec.programme.Discipline;
import nl.tec.programme.GuestTeachers;
import nl.tec.programme.Session;
import nl.tec.programme.SessionDetails;
import nl.tec.programme.Sessions;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import nl.tec.venues.Reservations;
import nl.tec.venues.Reservations.Reserved;
import nl.tec.venues.Reservations.Subject;
import nl.tec.venues.Reservations.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The offers of the fictional companies to schools. {@link DemoQuestions} adds the requests about them. */
@Component
class DemoOffers {

    private static final String MANAGER = "programma@tec.example";
    private static final String PARTNER = "partner@tec.example";
    private static final String COMPANY_OF_THE_PARTNER = "demo-metaal";

    private final Offers offers;
    private final OfferSeed seed;
    private final OfferRequests requests;
    private final Accounts accounts;
    private final Occupying occupying;

    /** The services that reserve the resources of a visit. */
    @Component
    record Occupying(Sessions sessions, GuestTeachers guests, Reservations reservations) {}

    DemoOffers(Offers offers, OfferSeed seed, OfferRequests requests, Accounts accounts, Occupying occupying) {
        this.offers = offers;
        this.seed = seed;
        this.requests = requests;
        this.accounts = accounts;
        this.occupying = occupying;
    }

    OfferRequests requests() {
        return requests;
    }

    Actor actor(String email) {
        return accounts.findByEmail(email).map(Account::actor).orElseThrow();
    }

    /** Returns the activity of an offer, for visits in the past. */
    long activity(Offer offer) {
        return seed.activity(offer.id(), actor(MANAGER));
    }

    /** Reserves the venue of a visit, or the person who goes to the school; false when it is taken. */
    boolean reserve(long sessionId) {
        Session session = occupying.sessions().find(sessionId).orElseThrow();
        Long site = session.where().siteId();
        SessionDetails details = new SessionDetails(
                session.activity().id(),
                session.slot(),
                site == null ? session.where().venueId() : null,
                site,
                null,
                session.capacity(),
                1,
                "");
        Wanted wanted = new Wanted(
                session.slot(),
                null,
                List.of(),
                details.venueId(),
                Map.of(),
                occupying.guests().of(details, session.slot()).orElse(null),
                0,
                null);
        return occupying.reservations().reserve(Subject.SESSION, sessionId, wanted) instanceof Reserved;
    }

    /** Adds all offers and returns the published ones. Those of partners that have left are ended. */
    List<Offer> fill(Map<String, Object> file, DemoNetwork network) {
        Actor manager = actor(MANAGER);
        List<Offer> made = new ArrayList<>();
        int number = 0;
        for (Map<String, Object> row : rows(file, "offers")) {
            String partner = text(row.get("partner"));
            boolean here = network.connected(partner);
            number++;
            boolean draft = here && number % 20 == 0;
            Offer offer = offers.create(network.id(partner), details(row, partner), !draft, manager)
                    .orElseThrow();
            if (!here) {
                offers.become(offer.id(), Offer.State.ENDED, manager);
            } else if (number % 17 == 0) {
                offers.become(offer.id(), Offer.State.PAUSED, manager);
            } else if (!draft) {
                made.add(offer);
            }
        }
        return made;
    }

    private static OfferDetails details(Map<String, Object> row, String partner) {
        Bilingual promise = both(row, "promise");
        Location held = Location.valueOf(text(row.get("held")));
        List<Integer> size = numbers(row, "size");
        return new OfferDetails(
                OfferKind.valueOf(text(row.get("kind"))),
                new Words(both(row, "title"), promise, described(promise), both(row, "clothing")),
                texts(row, "worlds").stream().map(World::valueOf).toList(),
                new HashSet<>(texts(row, "disciplines").stream()
                        .map(Discipline::valueOf)
                        .toList()),
                new Guests(
                        span(row, "po"),
                        span(row, "vo"),
                        span(row, "mbo"),
                        row.get("youngest") instanceof Integer age ? age : null,
                        size.get(0),
                        size.get(1),
                        Boolean.TRUE.equals(row.get("wheelchair")),
                        Boolean.TRUE.equals(row.get("coach"))),
                new Site(
                        held,
                        text(row.get("street")),
                        text(row.get("postcode")),
                        text(row.get("town")),
                        null,
                        row.get("travel_km") instanceof Integer km ? km : null),
                new Times(
                        row.get("minutes") instanceof Integer minutes ? minutes : 90,
                        LocalTime.of(9, 15),
                        LocalTime.of(12, 45),
                        numbers(row, "closed_weeks"),
                        row.get("per_week") instanceof Integer most ? most : null,
                        1),
                new Answering(
                        null,
                        partner.equals(COMPANY_OF_THE_PARTNER) ? PARTNER : partner + "@bedrijf.example",
                        Texts.DUTCH),
                List.of());
    }

    private static Bilingual described(Bilingual promise) {
        return new Bilingual(
                promise.dutch() + " Onze vakmensen vertellen erbij hoe zij dit werk leerden, en je mag alles vragen.",
                promise.english() + " Our people tell how they learned this work, and you can ask anything.");
    }

    private static @Nullable Span span(Map<String, Object> row, String key) {
        List<Integer> ends = numbers(row, key);
        return ends.isEmpty() ? null : new Span(ends.get(0), ends.get(1));
    }
}
