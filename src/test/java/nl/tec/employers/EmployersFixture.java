package nl.tec.employers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.Outcomes;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.employers.OfferDetails.Answering;
import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.OfferDetails.Location;
import nl.tec.employers.OfferDetails.Site;
import nl.tec.employers.OfferDetails.Times;
import nl.tec.employers.OfferDetails.Words;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.mail.Mailbox;
import nl.tec.mail.Mailbox.Message;
import nl.tec.mail.internal.OutboxSender;
import nl.tec.programme.Discipline;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.shared.Span;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Creates companies with offers and schools with requests for tests, and reads their mail. */
@Component
public class EmployersFixture {

    private static final Pattern LINK = Pattern.compile("/aanbod/antwoord/([A-Za-z0-9_-]{43})");
    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime() % 1_000_000);

    private final JdbcClient jdbc;
    private final Offers offers;
    private final OfferRequests requests;
    private final OutboxSender sender;
    private final Mailbox mailbox;
    private final HubSettings hub;
    private final BookingsFixture bookingsFixture;

    EmployersFixture(
            JdbcClient jdbc,
            Offers offers,
            OfferRequests requests,
            OutboxSender sender,
            Mailbox mailbox,
            HubSettings hub) {
        this.jdbc = jdbc;
        this.offers = offers;
        this.requests = requests;
        this.sender = sender;
        this.mailbox = mailbox;
        this.hub = hub;
        this.bookingsFixture = new BookingsFixture(jdbc);
    }

    /** A company. @param email the recipient of the requests */
    public record Company(long id, String name, Actor partner, String email) {}

    public BookingsFixture bookingsFixture() {
        return bookingsFixture;
    }

    public Company company() {
        long n = COUNT.incrementAndGet();
        String name = "Proefbedrijf " + n;
        long id = bookingsFixture.insert(
                "insert into organisation (kind, name, town, latitude, longitude, invented) values ('COMPANY', ?, 'Deventer', 52.26, 6.17, true) returning id",
                name);
        return new Company(id, name, bookingsFixture.account(Role.PARTNER, id), "bedrijf" + n + "@voorbeeld.nl");
    }

    /** The properties of an offer to create; vary them with {@code with...}. */
    public record Plan(
            OfferKind kind,
            World world,
            Span groups,
            @Nullable Integer youngest,
            int min,
            int max,
            Location held,
            @Nullable Long room,
            @Nullable Integer travel,
            List<Integer> closedWeeks) {

        /** Returns a tour at the company for groups 5 to 8, 10 to 30 pupils. */
        public static Plan tour() {
            return new Plan(
                    OfferKind.TOUR,
                    World.HITECH_SCIENCE,
                    new Span(5, 8),
                    null,
                    10,
                    30,
                    Location.COMPANY,
                    null,
                    null,
                    List.of());
        }

        public Plan atSchool(int travelKm) {
            return new Plan(
                    OfferKind.GUEST_LESSON,
                    world,
                    groups,
                    youngest,
                    min,
                    max,
                    Location.SCHOOL,
                    null,
                    travelKm,
                    closedWeeks);
        }

        public Plan inRoom(long roomId) {
            return new Plan(kind, world, groups, youngest, min, max, Location.ROOM, roomId, null, closedWeeks);
        }

        public Plan of(World other) {
            return new Plan(kind, other, groups, youngest, min, max, held, room, travel, closedWeeks);
        }

        public Plan fromAge(int age) {
            return new Plan(kind, world, groups, age, min, max, held, room, travel, closedWeeks);
        }

        public Plan closedIn(Integer... weeks) {
            return new Plan(kind, world, groups, youngest, min, max, held, room, travel, List.of(weeks));
        }

        public Plan size(int least, int most) {
            return new Plan(kind, world, groups, youngest, least, most, held, room, travel, closedWeeks);
        }

        public OfferDetails details(String title, String email) {
            return new OfferDetails(
                    kind,
                    new Words(
                            new Bilingual(title, ""),
                            new Bilingual("Je ziet hoe het gemaakt wordt.", ""),
                            new Bilingual("De klas loopt door de hal en maakt zelf iets.", ""),
                            new Bilingual("Dichte schoenen.", "")),
                    List.of(world),
                    Set.of(Discipline.METAL),
                    new Guests(groups, null, null, youngest, min, max, true, true),
                    new Site(held, "Teststraat 1", "7418 AB", "Deventer", room, travel),
                    new Times(90, LocalTime.of(9, 30), LocalTime.of(13, 0), closedWeeks, null, 1),
                    new Answering(null, email, Texts.DUTCH),
                    List.of());
        }
    }

    /** Creates a published offer. */
    public Offer offer(Company company, Plan plan) {
        Actor by = plan.held() == Location.ROOM
                ? bookingsFixture.account(Role.PROGRAMME_MANAGER, null)
                : company.partner();
        OfferDetails details = plan.details("Kijk bij " + company.name(), company.email());
        return Outcomes.done(offers.create(company.id(), details, true, by));
    }

    /** Returns a weekday at least this number of days from now that is not the last of a school year. */
    public static LocalDate day(int ahead) {
        LocalDate day = Dates.dayOf(java.time.Instant.now()).plusDays(ahead);
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** Creates a class of group 7 in the school year of a day. */
    public TestClass group7(School school, LocalDate day) {
        return bookingsFixture.schoolClass(school, SchoolYear.of(day).start(), 7, 25);
    }

    public static AskOffer asking(Offer offer, TestClass group, LocalDate... days) {
        List<AskOffer.Date> dates = new ArrayList<>();
        for (LocalDate day : days) {
            dates.add(new AskOffer.Date(dates.size() + 1, day, DayPart.MORNING));
        }
        return new AskOffer(
                offer.id(),
                group.id(),
                dates,
                Map.of(group.partId(), group.pupils()),
                4,
                "Mogen we iets aanraken?",
                UUID.randomUUID());
    }

    /** Requests an offer and returns the id of the request. */
    public long ask(Offer offer, School school, TestClass group, LocalDate... days) {
        OfferRequests.Result result = requests.ask(asking(offer, group, days), school.teacher());
        assertThat(result).isInstanceOf(OfferRequests.Created.class);
        return ((OfferRequests.Created) result).id();
    }

    /** Returns all mail to this address, newest first. */
    public List<Message> mail(String email) {
        hub.set(Setting.DEMO, "true");
        while (sender.sendDue() > 0) {
            // sends until nothing is due
        }
        return mailbox.list(email, Long.MAX_VALUE, 50);
    }

    /** Returns the newest mail to this address. */
    public Message post(String email) {
        return mail(email).get(0);
    }

    /** Returns the secret of the link in a mail. */
    public static String secret(Message letter) {
        Matcher link = LINK.matcher(letter.text());
        if (!link.find()) {
            throw new AssertionError("no link in: " + letter.text());
        }
        return link.group(1);
    }

    /** Counts the mails of this template about a request in the outbox. */
    public int mails(String template, long request) {
        return jdbc.sql("select count(*) from outbox where template = ? and (payload->>'request')::bigint = ?")
                .params(template, request)
                .query(Integer.class)
                .single();
    }

    public OfferRequest get(long id, Company company) {
        return requests.find(id, company.partner()).orElseThrow();
    }

    /** Returns the end of a request. */
    public static OfferRequest.End end(OfferRequest request) {
        return Objects.requireNonNull(request.end());
    }

    public static OfferRequest.Visit visit(OfferRequest request) {
        return Objects.requireNonNull(request.visit());
    }

    public static long sessionId(OfferRequest request) {
        return visit(request).sessionId();
    }

    public static long bookingId(OfferRequest request) {
        return visit(request).bookingId();
    }
}
