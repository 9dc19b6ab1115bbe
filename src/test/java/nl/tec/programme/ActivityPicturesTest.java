package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Role;
import nl.tec.documents.Photos;
import nl.tec.privacy.Retention;
import nl.tec.programme.ActivityPicture.File;
import nl.tec.shared.Dates;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rules 8.8: pictures of people's work, with permission and a caption, and without location or time metadata. */
@TecTest
class ActivityPicturesTest {

    private static final String DAY = LocalDate.now(Dates.ZONE).minusDays(2).toString();

    @Autowired
    ActivityPictures pictures;

    @Autowired
    nl.tec.bookings.VisitorsFixture visitors;

    @Autowired
    AccountsFixture accounts;

    @Autowired
    Retention retention;

    @Autowired
    JdbcClient jdbc;

    private SignedIn manager;
    private TestBrowser visitor;
    private long activity;
    private String page;
    private String slug;

    @BeforeEach
    void anActivity() {
        manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        visitor = accounts.visitor();
        activity = visitors.activity("Bruggen bouwen", "CHILD");
        page = "/beheer/programma/" + activity + "/fotos";
        slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
    }

    private HttpResponse<String> upload(byte[] file, String... fields) {
        return manager.browser().upload(page, "bestand", Map.of("brug.jpg", file), fields);
    }

    private ActivityPicture put(byte[] file) {
        HttpResponse<String> saved = upload(
                file,
                "wat",
                "Een brug van ijsstokjes",
                "wat-en",
                "A bridge of ice lolly sticks",
                "toestemming-van",
                "Ouders van groep 7a",
                "toestemming-op",
                DAY,
                "toestemming",
                "ja");
        assertThat(saved.statusCode()).isEqualTo(303);
        return pictures.of(activity).get(0);
    }

    @Test
    void aPhotoIsOnThePageInTwoWidths_withACaption_andWithoutItsLocation() {
        ActivityPicture picture = put(Photos.ofPhone(1600, 1200, 6));
        assertThat(picture.files()).extracting(File::width).containsExactly(320, 1200);
        assertThat(picture.files()).extracting(File::height).containsExactly(427, 1600);
        String html = visitor.get("/activiteit/" + slug).body();
        assertThat(html)
                .contains(
                        "alt=\"Een brug van ijsstokjes\"",
                        "src=\"" + picture.smallest().path() + "\"",
                        "href=\"" + picture.largest().path() + "\"",
                        "width=\"320\" height=\"427\"",
                        "loading=\"lazy\"")
                .doesNotContain("Ouders van groep 7a");
        HttpResponse<String> file = visitor.get(picture.smallest().path());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(file.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("max-age=604800", "private", "immutable"));
        for (File one : picture.files()) {
            assertThat(new String(visitor.download(one.path()), StandardCharsets.ISO_8859_1))
                    .doesNotContain("Exif", "GPS-DEVENTER", "2026:05:01");
        }
        assertThat(manager.browser().get(page).body())
                .contains(
                        "Toestemming van Ouders van groep 7a", manager.account().name());
    }

    @Test
    void aPageWithPicturesStaysLight() {
        ActivityPicture picture = put(Photos.noisy(1000, 1000));
        assertThat(visitor.download(picture.smallest().path()).length)
                .as("of a picture that nothing makes small")
                .isLessThanOrEqualTo(8_000);
        for (int i = 0; i < 4; i++) {
            put(Photos.ofPhone(400 + i, 300, 1));
        }
        assertThat(visitor.get("/activiteit/" + slug).body()).contains("Nog 2 foto’s");
    }

    @Test
    void withoutPermissionOrWordsNothingIsPut_andWhatWasTypedStays() {
        HttpResponse<String> refused = upload(
                Photos.ofPhone(800, 600, 1),
                "wat",
                " ",
                "toestemming-van",
                "Ouders van groep 7a",
                "toestemming-op",
                "2999-01-01");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Schrijf op wat er op de foto staat.",
                        "Dat kan niet in de toekomst zijn.",
                        "Zet dan hier een vinkje.",
                        "value=\"Ouders van groep 7a\"");
        assertThat(pictures.of(activity)).isEmpty();
    }

    @Test
    void nonPicturesAndTooLargeFilesAreRefusedWithAnExplanation() {
        assertThat(refusal("<svg/>".getBytes(StandardCharsets.UTF_8)))
                .contains("Kies een JPG of PNG van hoogstens 5 MB.");
        assertThat(refusal(Photos.pngThatSays(60_000, 60_000))).contains("te veel beeldpunten");
        assertThat(refusal(Photos.ofPhone(100, 100, 1))).contains("Deze foto is te klein");
        assertThat(refusal(java.util.Arrays.copyOf(Photos.ofPhone(800, 600, 1), 700)))
                .contains("kan niet worden geopend");
        assertThat(refusal(java.util.Arrays.copyOf(Photos.ofPhone(800, 600, 1), 5_000_001)))
                .contains("hoogstens 5 MB");
        assertThat(pictures.of(activity)).isEmpty();
    }

    private String refusal(byte[] file) {
        HttpResponse<String> refused = upload(
                file, "wat", "Een brug", "toestemming-van", "Ouders", "toestemming-op", DAY, "toestemming", "ja");
        assertThat(refused.statusCode()).isEqualTo(422);
        return refused.body();
    }

    @Test
    void aPictureIsGoneAtOnceWhenPermissionIsWithdrawn_andByItselfAfterAYear() {
        ActivityPicture picture = put(Photos.ofPhone(800, 600, 1));
        String path = picture.smallest().path();
        assertThat(accounts.signedIn(Role.BOARD)
                        .browser()
                        .post(page + "/" + picture.id() + "/weg")
                        .statusCode())
                .isEqualTo(403);
        long other = visitors.activity("Iets anders", "CHILD");
        manager.browser().post("/beheer/programma/" + other + "/fotos/" + picture.id() + "/weg");
        assertThat(visitor.get(path).statusCode()).as("of another activity").isEqualTo(200);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(manager.browser()
                            .post(page + "/" + picture.id() + "/weg")
                            .statusCode())
                    .isEqualTo(303);
        }
        assertThat(visitor.get(path).statusCode()).isEqualTo(404);
        assertThat(visitor.get("/activiteit/" + slug).body()).doesNotContain("/foto/");

        put(Photos.ofPhone(800, 600, 1));
        retention.erase("pictures", Instant.now().plus(364, ChronoUnit.DAYS));
        assertThat(pictures.of(activity)).hasSize(1);
        retention.erase("pictures", Instant.now().plus(366, ChronoUnit.DAYS));
        assertThat(pictures.of(activity)).isEmpty();
        assertThat(TestSql.integer(
                        jdbc, "select count(*) from activity_picture_file f where f.hash = ?", path.substring(6, 38)))
                .isZero();
    }

    @Test
    void aPictureOfADraftIsForNobody() {
        ActivityPicture picture = put(Photos.ofPhone(800, 600, 1));
        TestSql.update(jdbc, "update activity set state = 'DRAFT' where id = ?", activity);
        assertThat(visitor.get(picture.smallest().path()).statusCode()).isEqualTo(404);
    }
}
