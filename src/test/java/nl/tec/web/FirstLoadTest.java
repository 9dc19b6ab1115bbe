package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.Role;
import nl.tec.bookings.BookingsFixture;
import nl.tec.documents.Photos;
import nl.tec.programme.ActivityPictures;
import nl.tec.programme.ActivityPictures.Upload;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.submissions.SubmissionsFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bytes transferred on the first visit to a page: the page, its style sheets, scripts, fonts and pictures. */
@TecTest
class FirstLoadTest {

    /** docs/journeys.md */
    private static final int MAX_BYTES = 100_000;

    /** Matches the assets of a page; of a picture in several widths the last and widest, which a high-resolution phone loads. */
    private static final Pattern PARTS = Pattern.compile(
            "<link rel=\"(?:preload|stylesheet)\" href=\"([^\"]+)\"|<script[^>]*\\bsrc=\"([^\"]+)\"|<img\\b[^>]*\\bsrc=\"([^\"]+)\""
                    + "|\\bsrcset=\"(?:[^\"]*, )?([^\" ]+) [0-9]+w\"");

    /** The content that is initially folded. */
    private static final Pattern FOLDED = Pattern.compile("<details>.*?</details>", Pattern.DOTALL);

    @Autowired
    AccountsFixture accounts;

    @Autowired
    ActivityPictures pictures;

    @Autowired
    JdbcClient jdbc;

    private final Map<String, Integer> files = new HashMap<>();
    private final Random random = new Random(7);

    @Test
    void thePagesThatPeopleBeginAtAreUnder100Kilobytes() throws Exception {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        for (int i = 0; i < 30; i++) {
            long activity = fixture.activity(i % 2 == 0 ? "CLASSES" : "INDIVIDUALS");
            jdbc.sql("update activity set title_nl = ?, promise_nl = ? where id = ?")
                    .params(words(4), words(24), activity)
                    .update();
            fixture.session(activity, fixture.schoolDay(1 + i), 30, i % 2 == 0 ? 2 : null);
        }
        Map<String, Integer> weights = new TreeMap<>();
        TestBrowser visitor = accounts.visitor();
        for (String path :
                new String[] {"/", "/programma", "/programma?weergave=data", "/kalender", "/resultaten", "/inloggen"}) {
            weights.put(path, weight(visitor, path));
        }
        long school = fixture.school().siteId();
        for (Role role : Role.values()) {
            TestBrowser browser = accounts.signedIn(new Membership(role, role.ofOrganisation() ? school : null))
                    .browser();
            weights.put("/werk as " + role, weight(browser, "/werk"));
        }
        assertThat(weights)
                .allSatisfy((page, bytes) -> assertThat(bytes).as(page).isBetween(30_000, MAX_BYTES));
    }

    @Test
    void thePageOfAnActivityOfAPartner_withWhatWasMadeThere_isUnder100Kilobytes() throws Exception {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        long partner = new SubmissionsFixture(jdbc).partner().id();
        assertThat(accounts.signedIn(new Membership(Role.PARTNER, partner))
                        .browser()
                        .upload(
                                "/partner/logo",
                                "logo",
                                Map.of("logo.jpg", Photos.noisy(900, 400)),
                                "van",
                                "" + partner)
                        .statusCode())
                .isEqualTo(303);
        for (int i = 0; i < 4; i++) {
            activityOf(partner, fixture);
        }
        long activity = activityOf(partner, fixture);
        Actor manager = accounts.signedIn(Role.PROGRAMME_MANAGER).actor();
        Bilingual made = new Bilingual(words(6), "");
        for (int i = 0; i < 4; i++) {
            byte[] photo = Photos.noisy(1600 + i, 1200);
            assertThat(pictures.add(
                            activity,
                            new Upload(
                                    photo,
                                    null,
                                    made,
                                    "Ouders",
                                    LocalDate.now(Dates.ZONE).minusDays(2),
                                    true),
                            manager))
                    .isInstanceOf(Outcome.Done.class);
        }
        String path = "/activiteit/" + TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        assertThat(weight(accounts.visitor(), path)).isBetween(30_000, MAX_BYTES);
    }

    private long activityOf(long partner, BookingsFixture fixture) {
        long activity = fixture.activity("INDIVIDUALS");
        jdbc.sql("update activity set title_nl = ?, promise_nl = ?, description_nl = ?, organiser_id = ? where id = ?")
                .params(words(4), words(24), words(250), partner, activity)
                .update();
        for (int i = 0; i < 12; i++) {
            fixture.session(activity, fixture.schoolDay(1 + i), 30, null);
        }
        return activity;
    }

    /** Returns this number of distinct words, which compress like natural text. */
    private String words(int count) {
        return random.ints(count, 0, 26 * 26 * 26)
                .mapToObj(n ->
                        "" + (char) ('a' + n % 26) + (char) ('a' + n / 26 % 26) + "e" + (char) ('a' + n / 676) + "en")
                .collect(Collectors.joining(" "));
    }

    private int weight(TestBrowser browser, String path) throws Exception {
        browser.with("Accept-Encoding", "gzip");
        byte[] page = browser.download(path);
        Set<String> parts = new LinkedHashSet<>();
        String html;
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(page))) {
            html = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(html).as(path).contains("<main");
        PARTS.matcher(FOLDED.matcher(html).replaceAll("")).results().forEach(part -> {
            for (int group = 1; group <= part.groupCount(); group++) {
                if (part.group(group) != null) {
                    parts.add(part.group(group));
                }
            }
        });
        assertThat(parts).as("what " + path + " is made of").hasSizeGreaterThan(4);
        return page.length
                + parts.stream()
                        .mapToInt(part -> files.computeIfAbsent(part, file -> browser.download(file).length))
                        .sum();
    }
}
