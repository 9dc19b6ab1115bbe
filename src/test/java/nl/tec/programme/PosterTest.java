package nl.tec.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture;
import nl.tec.documents.PdfUa;
import nl.tec.shared.Dates;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accessible posters and flyers of an activity and of a week. */
@TecTest
class PosterTest {

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    private String slug;
    private String title;
    private Instant start;

    @BeforeEach
    void make() {
        BookingsFixture fixture = new BookingsFixture(jdbc);
        long activity = fixture.activity();
        start = fixture.schoolDay(40);
        fixture.session(activity, start, 60, 2);
        slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        title = TestSql.text(jdbc, "select title_nl from activity where id = ?", activity);
    }

    @ParameterizedTest
    @CsvSource({"a4, 595", "a5, 420"})
    void anActivityHasAPosterAndAFlyer(String size, int points) throws IOException {
        byte[] pdf = people.visitor().download("/activiteit/" + slug + "/poster-" + size + ".pdf");
        assertThat(PdfUa.failures(pdf)).isEmpty();
        assertThat(text(pdf, points)).contains(title, "Wanneer?", "/activiteit/" + slug);
    }

    @ParameterizedTest
    @CsvSource({"a4, 595", "a5, 420"})
    void aWeekHasAPosterAndAFlyer(String size, int points) throws IOException {
        String week = Dates.dayOf(start)
                .format(java.time.format.DateTimeFormatter.ISO_WEEK_DATE)
                .substring(0, 8);
        byte[] pdf = people.visitor().download("/kalender/poster-" + size + ".pdf?week=" + week);
        assertThat(PdfUa.failures(pdf)).isEmpty();
        assertThat(text(pdf, points)).contains(title, "week=" + week);
    }

    private static String text(byte[] pdf, int points) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween(points - 1f, points + 1f);
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** Making one costs far more than a page, and anybody may ask for one. */
    @Test
    void aPosterIsMadeOnce_andAnewWhenItChanged() {
        String path = "/activiteit/" + slug + "/poster-a4.pdf";
        byte[] first = people.visitor().download(path);
        assertThat(people.visitor().download(path)).as("the very same document").isEqualTo(first);
        TestSql.update(jdbc, "update activity set title_nl = title_nl || ' anders' where slug = ?", slug);
        assertThat(people.visitor().download(path)).isNotEqualTo(first);
    }

    @Test
    void thePagesLeadThere() {
        assertThat(people.visitor().get("/activiteit/" + slug).body())
                .contains("/activiteit/" + slug + "/poster-a4.pdf", "poster-a5.pdf");
        String week = Dates.dayOf(start)
                .format(java.time.format.DateTimeFormatter.ISO_WEEK_DATE)
                .substring(0, 8);
        assertThat(people.visitor().get("/kalender?week=" + week + "&met=klas").body())
                .contains("/kalender/poster-a4.pdf?", "week=" + week);
    }

    @Test
    void unknownActivitiesAndSizesHaveNoPoster() {
        HttpResponse<String> none = people.visitor().get("/activiteit/bestaat-niet/poster-a4.pdf");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(people.visitor()
                        .get("/activiteit/" + slug + "/poster-a3.pdf")
                        .statusCode())
                .isEqualTo(404);
    }
}
