package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingsFixture;
import nl.tec.bookings.BookingsFixture.School;
import nl.tec.bookings.BookingsFixture.TestClass;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.VisitorsFixture;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import nl.tec.staff.StaffFixture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Crawls one page of each kind, following all links from the navigation of each role. No link may be broken. */
@Component
class EveryPage {

    private static final Pattern LINK = Pattern.compile("<a\\b[^>]*\\bhref=\"(/[^\"#]*)");
    private static final Pattern MAILED = Pattern.compile("https?://[^/\\s]+(/[^\\s]+)");
    /** The maximum number of kinds of page of one role, so that a test ends; asserted not to be reached. */
    private static final int MAX = 1_000;

    private final AccountsFixture people;
    private final Accounts accounts;
    private final ClassBookings bookings;
    private final VisitorsFixture visitorsFixture;
    private final JdbcClient jdbc;
    private final RequestMappingHandlerMapping pages;

    EveryPage(
            AccountsFixture people,
            Accounts accounts,
            ClassBookings bookings,
            VisitorsFixture visitorsFixture,
            JdbcClient jdbc,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping pages) {
        this.people = people;
        this.accounts = accounts;
        this.bookings = bookings;
        this.visitorsFixture = visitorsFixture;
        this.jdbc = jdbc;
        this.pages = pages;
    }

    /**
     * A crawled page.
     *
     * @param kind the kind of page, regardless of its record
     * @param who null if not signed in
     */
    record Found(String kind, String path, @Nullable SignedIn who, String html) {}

    /** Crawls as a visitor and as each role, with some data of every kind. */
    void each(Consumer<Found> found) {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc);
        School school = bookingsFixture.school();
        String signUp = aLittleOfEverything(bookingsFixture, school);
        crawl(people.visitor(), null, List.of("/", "/inloggen", "/over", "/mijn/" + signUp), found);
        for (Role role : Role.values()) {
            crawlFromTheOwnWork(
                    people.signedIn(new Membership(role, role.ofOrganisation() ? school.siteId() : null)), found);
        }
    }

    /** Crawls as each account of the demo hub, and as a visitor with the mails of everybody. */
    void eachOfTheDemoHub(Consumer<Found> found) {
        BookingsFixture bookingsFixture = new BookingsFixture(jdbc);
        String signUp = aLittleOfEverything(bookingsFixture, bookingsFixture.school());
        crawl(people.visitor(), null, List.of("/", "/inloggen", "/over", "/mijn/" + signUp), found);
        List<String> mailed = jdbc.sql("select text_body from mailbox order by id").query(String.class).stream()
                .flatMap(text -> MAILED.matcher(text).results().map(link -> link.group(1)))
                .distinct()
                .toList();
        crawl(people.visitor(), null, mailed, found);
        for (String email : TestSql.list(
                jdbc, String.class, "select email from account where email like '%@tec.example' order by id")) {
            crawlFromTheOwnWork(people.signedIn(accounts.findByEmail(email).orElseThrow()), found);
        }
    }

    /** @return the secret of the personal link of a sign-up */
    private String aLittleOfEverything(BookingsFixture bookingsFixture, School school) {
        Instant soon = Dates.dayOf(Instant.now())
                .plusDays(10)
                .atTime(9, 0)
                .atZone(Dates.ZONE)
                .toInstant();
        TestClass group = bookingsFixture.schoolClass(
                school, SchoolYear.of(Dates.dayOf(soon)).start(), 7, 24);
        long session = bookingsFixture.session(bookingsFixture.activity(), soon, 60, 2);
        bookings.book(
                new BookClass(session, group.id(), Map.of(group.partId(), 24), 4, UUID.randomUUID()), school.teacher());
        long forVisitors = visitorsFixture.session(visitorsFixture.activity("Drones vliegen", "CHILD"), soon, 10);
        String signUp = visitorsFixture.takesPart(forVisitors, visitorsFixture.address(), "Noor");
        jdbc.sql("""
                insert into assignment (session_id, member_id, assigned_at, during)
                select id, ?, ?, tstzrange(starts_at, ends_at) from session where id = ?
                """)
                .params(new StaffFixture(jdbc).member(), Timestamp.from(soon), session)
                .update();
        return signUp;
    }

    private void crawlFromTheOwnWork(SignedIn somebody, Consumer<Found> found) {
        List<String> work = Navigation.work(somebody.actor(), false).stream()
                .map(Navigation.Link::path)
                .toList();
        crawl(somebody.browser(), somebody, work, found);
    }

    /** Follows all links from these paths. */
    private void crawl(TestBrowser browser, @Nullable SignedIn who, List<String> from, Consumer<Found> found) {
        Deque<String> todo = new ArrayDeque<>(from);
        Set<String> seen = new HashSet<>();
        // cached, because most links are on every page and classifying an address takes long
        Set<String> looked = new HashSet<>();
        while (!todo.isEmpty() && seen.size() < MAX) {
            String path = todo.removeFirst();
            if (!looked.add(path)) {
                continue;
            }
            String kind = kind(path);
            if (kind == null || !seen.add(kind)) {
                continue;
            }
            HttpResponse<String> answer = browser.get(path);
            for (int i = 0; i < 3 && answer.statusCode() / 100 == 3; i++) {
                path = answer.headers().firstValue("Location").orElse("/");
                answer = browser.get(path);
            }
            // public pages link to the area for schools, which refuses other signed-in users
            if (answer.statusCode() == 403 && path.startsWith("/school")) {
                continue;
            }
            // 410: the page of a past date
            assertThat(answer.statusCode()).as(path + " for " + who).isIn(200, 410);
            String type = answer.headers().firstValue("Content-Type").orElse("");
            if (type.startsWith("text/html")) {
                String shown = kind(path);
                if (shown != null) {
                    found.accept(new Found(shown, path, who, answer.body()));
                }
                links(answer.body()).forEach(todo::add);
            }
        }
        assertThat(seen).as("all kinds of page for " + who).hasSizeLessThan(MAX);
    }

    /** Returns the links of a page, except those to the same page in another language. */
    private static Stream<String> links(String page) {
        return LINK.matcher(page)
                .results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .filter(path -> !path.contains("lang="));
    }

    /** Returns the kind of page, regardless of its record; null if no controller handles the path. */
    private @Nullable String kind(String path) {
        String bare = path.replaceFirst("\\?.*", "");
        MockHttpServletRequest request = new MockHttpServletRequest("GET", bare);
        Matcher parameters = Pattern.compile("[?&]([^=&]+)=([^&]*)").matcher(path);
        while (parameters.find()) {
            request.addParameter(parameters.group(1), parameters.group(2));
        }
        ServletRequestPathUtils.parseAndCache(request);
        try {
            return pages.getHandler(request) == null ? null : pattern(request) + names(path);
        } catch (Exception e) {
            return null;
        }
    }

    private static String pattern(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    /** Returns the query names that select a page: booking has three pages under one path. Elsewhere they only filter. */
    private static String names(String path) {
        int query = path.indexOf('?');
        return query < 0 || !path.matches("/(school|beheer)/boeken\\b.*")
                ? ""
                : path.substring(query).replaceAll("=[^&]*", "");
    }
}
