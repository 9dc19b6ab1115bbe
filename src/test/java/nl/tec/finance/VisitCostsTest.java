package nl.tec.finance;

import static nl.tec.Outcomes.done;
import static nl.tec.Outcomes.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.bookings.AttendanceRecorded;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.Visits;
import nl.tec.finance.VisitCosts.Costs;
import nl.tec.finance.VisitCosts.Row;
import nl.tec.finance.VisitCosts.Visit;
import nl.tec.finance.internal.VisitPricing;
import nl.tec.shared.Coordinates;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.staff.StaffFixture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 7.7 and 7.8 on real visits: guides, material, venue, bus; pupils; prices for schools. Each test has a year of its own. */
@TecTest
class VisitCostsTest {

    @Autowired
    VisitCosts costs;

    @Autowired
    SchoolPrices prices;

    @Autowired
    VisitPricing pricing;

    @Autowired
    Visits visits;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    JdbcClient jdbc;

    /** The data of a test, simple enough to compute by hand. */
    private record Made(long session, long activity, int minutes, List<Long> guides, Map<Long, Integer> came) {}

    private void rate(CostItem item, @Nullable Long activity, @Nullable Long venue, long cents, LocalDate from) {
        jdbc.sql("""
                insert into cost_rate (item, activity_id, venue_id, cents, from_day) values (?, ?, ?, ?, ?)
                on conflict on constraint cost_rate_once do nothing
                """)
                .params(Arrays.asList(item.name(), activity, venue, cents, from))
                .update();
    }

    private long guide(String kind) {
        long member = new StaffFixture(jdbc).member();
        TestSql.update(jdbc, "update staff_member set kind = ? where id = ?", kind, member);
        return member;
    }

    private static final long VENUE_RATE = 1995;
    private static final long BUS_RATE = 247;
    private static final Coordinates PLACE = new Coordinates(52.2893, 6.2137);

    /** Makes a venue 5.7 kilometres from the schools of these tests. @param of its organisation; null: the hub itself */
    private long venue(BookingsFixture fixture, @Nullable Long of) {
        return fixture.insert("""
                insert into venue (key, kind, name_nl, name_en, street, town, wheelchair, latitude, longitude, organisation_id)
                values ('kosten-' || gen_random_uuid(), 'TECHLAB', 'Het lab', 'The lab', 'Teststraat 1', 'Deventer', true, ?, ?, ?)
                returning id
                """, PLACE.latitude(), PLACE.longitude(), of);
    }

    /** Sets rates of venues and buses, which other tests do not expect, for the duration of a run. */
    private void withRatesOfVenuesAndBuses(Runnable runs) {
        LocalDate always = LocalDate.of(2001, 1, 1);
        rate(CostItem.VENUE, null, null, VENUE_RATE, always);
        rate(CostItem.BUS, null, null, BUS_RATE, always);
        try {
            runs.run();
        } finally {
            jdbc.sql("delete from cost_rate where item in ('VENUE', 'BUS') and venue_id is null and from_day = ?")
                    .param(always)
                    .update();
        }
    }

    /** Holds a visit at a venue, with all its classes in one bus. @return its bookings */
    private List<Long> move(BookingsFixture fixture, Made made, long venue, boolean byBus) {
        TestSql.update(jdbc, "update session set venue_id = ? where id = ?", venue, made.session());
        List<Long> bookings = TestSql.list(
                jdbc, Long.class, "select id from booking where session_id = ? order by id", made.session());
        if (byBus) {
            long bus = fixture.insert("""
                    insert into resource (kind, key, name, name_en, capacity)
                    values ('BUS', gen_random_uuid()::text, 'Bus', 'Coach', 90) returning id
                    """);
            Long ride = null;
            for (long booking : bookings) {
                ride = jdbc.sql("""
                        insert into reservation (resource_id, during, subject, subject_id, people, ride)
                        select ?, tstzrange(s.starts_at - interval '1 hour', s.ends_at + interval '1 hour'), 'BOOKING', b.id, 30,
                               coalesce(?::bigint, nextval(pg_get_serial_sequence('reservation', 'ride')))
                          from booking b join session s on s.id = b.session_id where b.id = ?
                        returning ride
                        """)
                        .params(Arrays.asList(bus, ride, booking))
                        .query(Long.class)
                        .single();
            }
        }
        return bookings;
    }

    /** Computes the cost of the buses of classes that ride together: each its share of the way there and back, by road. */
    private static long busCents(int classes) {
        double metres = new Coordinates(52.25, 6.16).metresTo(PLACE) * 1.3 * 2 / classes;
        return classes * Math.round(Math.round(metres) * BUS_RATE / 1000.0);
    }

    private static long venueCents(Made made, long hourly) {
        return Math.round(made.minutes() * hourly / 60.0);
    }

    private Made visit(
            BookingsFixture fixture,
            long activity,
            LocalDate day,
            int hour,
            Map<TestClass, School> classes,
            List<Long> guides,
            Random random) {
        Instant start = day.atTime(hour, 0).atZone(Dates.ZONE).toInstant();
        long session = fixture.session(activity, start, 500, 20);
        Map<Long, Integer> came = new HashMap<>();
        classes.forEach((group, school) -> {
            int heads = 1 + random.nextInt(group.pupils());
            long booking = fixture.insert("""
                    insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                    values (?, 'CLASS', 'CONFIRMED', ?, 2, ?, ?, ?, now()) returning id
                    """, session, group.pupils(), school.siteId(), group.id(), UUID.randomUUID());
            jdbc.sql("""
                    insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count, recorded_at)
                    values (?, ?, ?, ?, 'PO', 'PO', 7, ?, now())
                    """).params(session, day, booking, group.partId(), heads).update();
            came.put(group.partId(), heads);
        });
        guides.forEach(guide -> jdbc.sql("""
                insert into assignment (session_id, member_id, assigned_at, during, place)
                select s.session_id, ?, now(), s.during, coalesce(s.place, 'x') from staff_session_v s where s.session_id = ?
                """).params(guide, session).update());
        int minutes = jdbc.sql("""
                select (extract(epoch from upper(during) - lower(during)) / 60)::int from staff_session_v where session_id = ?
                """).param(session).query(Integer.class).single();
        return new Made(session, activity, minutes, guides, came);
    }

    /** Generated years: the cost of each activity and per pupil equals a slow and simple computation. */
    @Test
    void costPerPupilEqualsASlowComputation() {
        withRatesOfVenuesAndBuses(this::compareGeneratedYears);
    }

    private void compareGeneratedYears() {
        LocalDate always = LocalDate.of(2001, 1, 1);
        rate(CostItem.GUIDE, null, null, 4333, always);
        rate(CostItem.MATERIAL, null, null, 217, always);
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            int year = 2004 + seed;
            BookingsFixture fixture = new BookingsFixture(jdbc);
            School school = fixture.school();
            List<TestClass> classes = List.of(
                    fixture.schoolClass(school, year, 7, 20 + random.nextInt(10)),
                    fixture.schoolClass(school, year, 6, 25));
            List<Long> activities = List.of(fixture.activity(), fixture.activity());
            rate(CostItem.MATERIAL, activities.get(1), null, 999, LocalDate.of(year, 10, 1));
            long paid = guide("PROFESSIONAL");
            long given = guide("GUEST_TEACHER");
            List<Made> made = new ArrayList<>();
            Map<Long, Long> rates = new HashMap<>();
            rates.put(venue(fixture, null), VENUE_RATE);
            rates.put(venue(fixture, school.siteId()), 0L);
            long partner = venue(fixture, school.siteId());
            rate(CostItem.VENUE, null, partner, 3333, always);
            rates.put(partner, 3333L);
            List<Long> venues = List.copyOf(rates.keySet());
            Map<Long, Long> placed = new HashMap<>();
            for (int i = 0; i < 6; i++) {
                Map<TestClass, School> coming = new HashMap<>();
                coming.put(classes.get(random.nextInt(2)), school);
                if (random.nextBoolean()) {
                    classes.forEach(group -> coming.put(group, school));
                }
                Made one = visit(
                        fixture,
                        activities.get(random.nextInt(2)),
                        LocalDate.of(year, 9, 1).plusDays(i * 12L),
                        10,
                        coming,
                        random.nextBoolean() ? List.of(paid, given) : List.of(paid),
                        random);
                made.add(one);
                long venue = venues.get(random.nextInt(venues.size()));
                boolean byBus = random.nextBoolean();
                move(fixture, one, venue, byBus);
                placed.put(
                        one.session(),
                        venueCents(one, Objects.requireNonNull(rates.get(venue)))
                                + (byBus ? busCents(coming.size()) : 0));
            }
            VisitCosts.Year reckoned = costs.year(year);
            for (long activity : activities) {
                long cents = 0;
                Map<Long, Integer> pupils = new HashMap<>();
                for (Made one : made) {
                    if (one.activity() != activity) {
                        continue;
                    }
                    int heads = one.came().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
                    LocalDate day = costs.visit(one.session()).day();
                    long material =
                            activity == activities.get(1) && !day.isBefore(LocalDate.of(year, 10, 1)) ? 999 : 217;
                    cents += Math.round(one.minutes() * 4333 / 60.0)
                            + heads * material
                            + Objects.requireNonNull(placed.get(one.session()));
                    one.came().forEach((part, came) -> pupils.merge(part, came, Math::max));
                }
                int reached =
                        pupils.values().stream().mapToInt(Integer::intValue).sum();
                long expected = cents;
                Costs own = reckoned.activities().stream()
                        .filter(row -> Long.valueOf(activity).equals(row.activityId()))
                        .findFirst()
                        .map(Row::costs)
                        .orElse(new Costs(0, Money.ZERO, Map.of(), Money.ZERO, 0, 0, 0));
                assertThat(own.total().cents()).as("seed " + seed).isEqualTo(expected);
                assertThat(own.pupils()).isEqualTo(reached);
                if (reached > 0) {
                    assertThat((double) own.perPupil().orElseThrow().cents())
                            .isCloseTo((double) expected / reached, within(0.5));
                }
            }
            long all = reckoned.activities().stream()
                    .mapToLong(row -> row.costs().total().cents())
                    .sum();
            assertThat(reckoned.all().total().cents()).isEqualTo(all);
            assertThat(reckoned.worlds().stream()
                            .mapToLong(row -> row.costs().total().cents())
                            .sum())
                    .isEqualTo(all);
            assertThat(reckoned.activities().stream()
                            .filter(row -> row.activityId() != null)
                            .flatMap(row -> costs.visits(year, Objects.requireNonNull(row.activityId())).stream())
                            .mapToLong(visit -> visit.actual().cents())
                            .sum())
                    .as("the visits behind it")
                    .isEqualTo(all);
        }
    }

    /** One hour more of a guide changes that line, visit, activity, world and year by one hour, and nothing else. */
    @Test
    void changingOneHourOfOneGuideChangesExactlyWhatItShould() {
        int year = 2009;
        rate(CostItem.GUIDE, null, null, 4333, LocalDate.of(2001, 1, 1));
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        TestClass group = fixture.schoolClass(school, year, 7, 20);
        List<Long> activities = List.of(fixture.activity(), fixture.activity());
        List<Long> guides = List.of(guide("PROFESSIONAL"), guide("PROFESSIONAL"));
        Random random = new Random(1);
        Made changed =
                visit(fixture, activities.get(0), LocalDate.of(year, 9, 3), 10, Map.of(group, school), guides, random);
        visit(fixture, activities.get(1), LocalDate.of(year, 9, 10), 10, Map.of(group, school), guides, random);
        VisitCosts.Year before = costs.year(year);
        Visit beforeVisit = costs.visit(changed.session());
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        done(costs.correct(
                changed.session(), CostItem.GUIDE, guides.get(1), changed.minutes() + 60, "Liep uit", maker.actor()));
        VisitCosts.Year after = costs.year(year);

        assertThat(after.all().total().cents() - before.all().total().cents()).isEqualTo(4333);
        assertThat(after.all().of(CostItem.GUIDE).cents()
                        - before.all().of(CostItem.GUIDE).cents())
                .isEqualTo(4333);
        assertThat(after.all().planned()).isEqualTo(before.all().planned());
        assertThat(after.all().pupils()).isEqualTo(before.all().pupils());
        for (Row row : after.activities()) {
            Row old = before.activities().stream()
                    .filter(one -> Objects.equals(one.activityId(), row.activityId()))
                    .findFirst()
                    .orElseThrow();
            long difference = row.costs().total().cents() - old.costs().total().cents();
            assertThat(difference).isEqualTo(activities.get(0).equals(row.activityId()) ? 4333 : 0);
            if (difference == 0) {
                assertThat(row).isEqualTo(old);
            }
        }
        List<VisitLine> lines = costs.visit(changed.session()).lines();
        assertThat(lines.stream()
                        .filter(line -> !beforeVisit.lines().contains(line))
                        .toList())
                .singleElement()
                .satisfies(line -> assertThat(line.subjectId()).isEqualTo(guides.get(1)));

        done(costs.correct(changed.session(), CostItem.GUIDE, guides.get(1), null, "", maker.actor()));
        assertThat(costs.year(year)).isEqualTo(before);
        assertThat(reasons(costs.correct(changed.session(), CostItem.GUIDE, guides.get(1), 5, " ", maker.actor())))
                .containsExactly("finance.problem.what");
    }

    /** A kilometre more of a bus, or an hour more of a venue, changes those lines, that visit and the year; not the other bus. */
    @Test
    void changingABusOrAVenueChangesExactlyWhatItShould() {
        withRatesOfVenuesAndBuses(() -> {
            int year = 2010;
            BookingsFixture fixture = new BookingsFixture(jdbc);
            School school = fixture.school();
            Map<TestClass, School> both = Map.of(
                    fixture.schoolClass(school, year, 7, 20), school, fixture.schoolClass(school, year, 6, 20), school);
            Made made =
                    visit(fixture, fixture.activity(), LocalDate.of(year, 9, 3), 10, both, List.of(), new Random(2));
            long venue = venue(fixture, null);
            List<Long> bookings = move(fixture, made, venue, true);
            Visit before = costs.visit(made.session());
            Money all = costs.year(year).all().total();
            assertThat(cents(before, CostItem.BUS)).isEqualTo(busCents(2));
            assertThat(cents(before, CostItem.VENUE)).isEqualTo(venueCents(made, VENUE_RATE));
            SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
            VisitLine bus = before.lines().stream()
                    .filter(line -> line.item() == CostItem.BUS && line.subjectId() == bookings.get(0))
                    .findFirst()
                    .orElseThrow();
            done(costs.correct(
                    made.session(),
                    CostItem.BUS,
                    bookings.get(0),
                    (int) bus.planned() + 10_000,
                    "Omgereden",
                    maker.actor()));
            done(costs.correct(made.session(), CostItem.VENUE, venue, made.minutes() + 60, "Liep uit", maker.actor()));
            Visit after = costs.visit(made.session());
            assertThat(cents(after, CostItem.BUS) - cents(before, CostItem.BUS)).isEqualTo(10 * BUS_RATE);
            assertThat(cents(after, CostItem.VENUE) - cents(before, CostItem.VENUE))
                    .isEqualTo(VENUE_RATE);
            assertThat(after.lines().stream()
                            .filter(line -> !before.lines().contains(line))
                            .map(VisitLine::subjectId))
                    .containsExactlyInAnyOrder(bookings.get(0), venue);
            assertThat(costs.year(year).all().total()).isEqualTo(all.plus(new Money(10 * BUS_RATE + VENUE_RATE)));
        });
    }

    /** What an activity takes to set up can change later: a venue costs the time for which it was reserved. */
    @Test
    void anotherSetUpTimeLeavesWhatPastVisitsCost() {
        withRatesOfVenuesAndBuses(() -> {
            int year = 2011;
            BookingsFixture fixture = new BookingsFixture(jdbc);
            School school = fixture.school();
            Map<TestClass, School> coming = Map.of(fixture.schoolClass(school, year, 7, 20), school);
            Made made =
                    visit(fixture, fixture.activity(), LocalDate.of(year, 9, 3), 10, coming, List.of(), new Random(5));
            long venue = venue(fixture, null);
            move(fixture, made, venue, false);
            long room = fixture.insert(
                    "insert into resource (kind, key, name, venue_id, capacity) values ('ROOM', gen_random_uuid()::text, 'Zaal', ?, 40) returning id",
                    venue);
            jdbc.sql("""
                    insert into reservation (resource_id, during, subject, subject_id)
                    select ?, during, 'SESSION', session_id from staff_session_v where session_id = ?
                    """).params(room, made.session()).update();
            Visit before = costs.visit(made.session());
            assertThat(cents(before, CostItem.VENUE)).isEqualTo(venueCents(made, VENUE_RATE));

            TestSql.update(
                    jdbc, "update activity set setup_minutes = setup_minutes + 30 where id = ?", made.activity());

            assertThat(costs.visit(made.session())).isEqualTo(before);
        });
    }

    /** Ten activities, or twenty visits, a page: every one is on one page, and the sums of all are on each. */
    @Test
    void theListsArePagedAndTheirSumsAreOfAll() {
        int year = LocalDate.now(Dates.ZONE).getYear();
        rate(CostItem.GUIDE, null, null, 4333, LocalDate.of(2001, 1, 1));
        rate(CostItem.MATERIAL, null, null, 217, LocalDate.of(2001, 1, 1));
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        Map<TestClass, School> coming = Map.of(fixture.schoolClass(school, year - 1, 7, 20), school);
        List<Long> guides = List.of(guide("PROFESSIONAL"));
        Random random = new Random(4);
        List<Long> activities = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            activities.add(fixture.activity());
            visit(fixture, activities.get(i), LocalDate.of(year, 2, 2), 9, coming, List.of(), random);
        }
        long often = activities.get(0);
        for (int i = 0; i < 20; i++) {
            visit(fixture, often, LocalDate.of(year, 2, 3).plusDays(i), 9, coming, guides, random);
        }
        TestBrowser browser = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        List<String> all = paged(browser, "/geld/bezoeken?jaar=" + year, "/geld/bezoeken/activiteit/([0-9]+)", 10);
        assertThat(all)
                .doesNotHaveDuplicates()
                .containsAll(activities.stream().map(String::valueOf).toList());
        assertThat(paged(
                        browser,
                        "/geld/bezoeken/activiteit/" + often + "?jaar=" + year,
                        "/geld/bezoeken/([0-9]+)\"",
                        20))
                .doesNotHaveDuplicates()
                .hasSize(21);
        String total = costs.visits(year, often).stream()
                .map(Visit::actual)
                .reduce(Money.ZERO, Money::plus)
                .format(Locale.forLanguageTag("nl"));
        assertThat(browser.get("/geld/bezoeken/activiteit/" + often + "?jaar=" + year)
                        .body())
                .as("the sum of both pages")
                .contains(total);
        assertThat(browser.get("/geld/bezoeken?jaar=" + year + "&na=0").statusCode())
                .as("after an activity that is not there: the first page")
                .isEqualTo(200);
    }

    /** Returns the matches of a pattern on all pages of a list. */
    private static List<String> paged(TestBrowser browser, String first, String pattern, int most) {
        List<String> found = new ArrayList<>();
        String next = first;
        while (next != null) {
            String body = browser.get(next).body();
            List<String> lines = Pattern.compile("<tr>\\s*<th scope=\"row\"><a[^>]*href=\"" + pattern)
                    .matcher(body)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(lines).hasSizeBetween(1, most);
            found.addAll(lines);
            next = Pattern.compile("rel=\"next\" href=\"([^\"#]+)")
                    .matcher(body)
                    .results()
                    .map(match -> match.group(1).replace("&amp;", "&"))
                    .findFirst()
                    .orElse(null);
        }
        return found;
    }

    /** Few venues have coordinates; all have a postcode. */
    @Test
    void aVenueWithoutCoordinatesIsInTheMiddleOfItsPostcode() {
        withRatesOfVenuesAndBuses(() -> {
            BookingsFixture fixture = new BookingsFixture(jdbc);
            School school = fixture.school();
            Map<TestClass, School> coming = Map.of(fixture.schoolClass(school, 2011, 7, 20), school);
            Made made =
                    visit(fixture, fixture.activity(), LocalDate.of(2011, 9, 3), 10, coming, List.of(), new Random(5));
            long venue = venue(fixture, null);
            move(fixture, made, venue, true);
            jdbc.sql(
                            "insert into postcode_area (pc4, latitude, longitude) values ('9791', ?, ?) on conflict do nothing")
                    .params(PLACE.latitude(), PLACE.longitude())
                    .update();
            TestSql.update(
                    jdbc, "update venue set latitude = null, longitude = null, pc4 = '9791' where id = ?", venue);
            assertThat(cents(costs.visit(made.session()), CostItem.BUS)).isEqualTo(busCents(1));
        });
    }

    private static long cents(Visit visit, CostItem item) {
        return visit.lines().stream()
                .filter(line -> line.item() == item)
                .mapToLong(line -> Objects.requireNonNull(line.actualCost()).cents())
                .sum();
    }

    /** The prices of schools and the payments of funds, in the overview and in the file; a later price of the activity changes nothing. */
    /** What the plan of a visit says beforehand is what is charged once the classes came. */
    @Test
    void aSchoolIsToldWhatItIsCharged_rules7_8() {
        int year = 2011;
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        TestClass group = fixture.schoolClass(school, 2010, 7, 20);
        long activity = fixture.activity();
        TestSql.update(jdbc, "update activity set cost_school_cents = 5000 where id = ?", activity);
        rule("Kennismaking ", school, 100, 1, null);
        rule("Samen ", school, 40, null, 3000L);
        List<Long> held = new ArrayList<>();
        for (int month = 5; month > 1; month--) {
            held.add(visit(
                            fixture,
                            activity,
                            LocalDate.of(year, month, 3),
                            10,
                            Map.of(group, school),
                            List.of(),
                            new Random(month))
                    .session());
        }
        Map<Long, Money> charged = charged(year, school);
        assertThat(charged.values()).extracting(Money::cents).containsExactlyInAnyOrder(0L, 3000L, 4000L, 5000L);
        for (long session : held) {
            TestSql.update(jdbc, "delete from attendance where session_id = ?", session);
        }
        assertThat(charged(year, school)).isEmpty();
        charged.forEach((booking, pays) -> assertThat(visits.find(booking, school.teacher())
                        .orElseThrow()
                        .plan()
                        .costs()
                        .school())
                .as("visit " + booking)
                .isEqualTo(pays));
    }

    private Map<Long, Money> charged(int year, School school) {
        return prices.charges(year, school.siteId()).stream()
                .collect(Collectors.toMap(charge -> charge.visit().bookingId(), SchoolCharge::pays));
    }

    private void rule(String name, School school, int percent, @Nullable Integer first, @Nullable Long most) {
        jdbc.sql("""
                insert into price_rule (name, percent, site_id, first_visits, most_cents, from_day) values (?, ?, ?, ?, ?, '2001-01-01')
                """)
                .params(Arrays.asList(name + school.siteId(), percent, school.siteId(), first, most))
                .update();
    }

    @Test
    void pricesOfSchoolsAddUpInTheOverviewAndInTheFile() {
        int year = 2026;
        BookingsFixture fixture = new BookingsFixture(jdbc);
        School school = fixture.school();
        TestClass group = fixture.schoolClass(school, 2025, 7, 20);
        long activity = fixture.activity();
        TestSql.update(jdbc, "update activity set cost_school_cents = 4999 where id = ?", activity);
        LocalDate day = LocalDate.of(year, 1, 13);
        Made made = visit(fixture, activity, day, 10, Map.of(group, school), List.of(), new Random(3));
        long notCounted = fixture.insert(
                """
                insert into booking (session_id, kind, state, participants, adults, site_id, class_id, idempotency_key, requested_at)
                values (?, 'CLASS', 'CONFIRMED', 20, 2, ?, ?, ?, now()) returning id
                """,
                made.session(),
                school.siteId(),
                fixture.schoolClass(school, 2025, 7, 20).id(),
                UUID.randomUUID());
        pricing.on(new AttendanceRecorded(made.session()));
        // call the listener directly
        Awaitility.await()
                .until(() ->
                        jdbc.sql("""
                select exists (select from visit_price p join booking b on b.id = p.booking_id where b.session_id = ?)
                """).param(made.session()).query(Boolean.class).single());
        assertThat(TestSql.integer(jdbc, "select count(*) from visit_price where booking_id = ?", notCounted))
                .as("the price of a class that was not counted is not fixed")
                .isZero();
        TestSql.update(jdbc, "update booking set state = 'CANCELLED' where id = ?", notCounted);
        TestSql.update(jdbc, "update activity set cost_school_cents = 1 where id = ?", activity);
        SignedIn maker = accounts.signedIn(Role.PROGRAMME_MANAGER);
        TestBrowser browser = maker.browser();
        String name = "Proefkorting " + System.nanoTime();
        assertThat(browser.post("/beheer/geld/tarieven/regel", "naam", name, "procent", "niks", "begint", "2026-01-01")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.post(
                                "/beheer/geld/tarieven/regel",
                                "naam",
                                name,
                                "procent",
                                "50",
                                "begint",
                                "2026-01-01",
                                "school",
                                Long.toString(school.siteId()),
                                "voor",
                                Long.toString(activity))
                        .statusCode())
                .isEqualTo(303);
        SchoolCharge charge = prices.charges(year).stream()
                .filter(one -> one.visit().siteId() == school.siteId())
                .findFirst()
                .orElseThrow();
        assertThat(charge.discount()).isEqualTo(new Money(2500));
        assertThat(charge.pays()).isEqualTo(new Money(2499));
        assertThat(browser.get("/geld/scholen/" + school.siteId() + "?jaar=" + year)
                        .body())
                .contains("€\u00a024,99")
                .contains(name);
        String own = "/school/kosten?jaar=" + year;
        assertThat(accounts.teacherOf(school.siteId()).browser().get(own).body())
                .contains("Kosten van je school in 2026", school.name(), "€\u00a024,99", name);
        // a year in which nobody came yet is not another year
        assertThat(accounts.teacherOf(school.siteId())
                        .browser()
                        .get("/school/kosten?jaar=" + (year + 4))
                        .body())
                .contains(
                        "Kosten van je school in " + (year + 4),
                        "In " + (year + 4) + " kwam er nog geen klas van je school",
                        "aria-current=\"page\">" + (year + 4))
                .doesNotContain(name);
        TestBrowser stranger = accounts.teacherOf(fixture.school().siteId()).browser();
        assertThat(stranger.get(own).body()).doesNotContain(name);
        assertThat(stranger.get(own + "&school=" + school.siteId()).statusCode())
                .isEqualTo(404);
        assertThat(browser.get(own + "&school=" + school.siteId()).statusCode()).isEqualTo(403);
        assertThat(paged(browser, "/geld/scholen?jaar=" + year, "/geld/scholen/([0-9]+)", 25))
                .doesNotHaveDuplicates()
                .contains(Long.toString(school.siteId()));
        List<String> lines = new String(browser.download("/geld/scholen.csv?jaar=" + year), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines.get(0)).contains("te betalen door school");
        long inFile = lines.stream()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(';') + 1).replace(',', '.'))
                .mapToLong(amount -> new BigDecimal(amount).movePointRight(2).longValueExact())
                .sum();
        assertThat(inFile)
                .isEqualTo(prices.charges(year).stream()
                        .mapToLong(one -> one.pays().cents())
                        .sum());
        assertThat(browser.post(
                                "/beheer/geld/tarieven",
                                "wat",
                                "VENUE",
                                "bedrag",
                                "12,50",
                                "vanaf",
                                "2026-01-01",
                                "activiteit",
                                Long.toString(activity))
                        .statusCode())
                .isEqualTo(422);
        for (String path : List.of(
                "/geld/bezoeken?jaar=2026",
                "/geld/bezoeken/activiteit/" + activity + "?jaar=2026",
                "/beheer/geld/tarieven")) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }
}
