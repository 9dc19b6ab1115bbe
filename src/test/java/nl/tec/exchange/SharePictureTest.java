package nl.tec.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.bookings.BookingsFixture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The preview picture for links to an activity. */
@TecTest
class SharePictureTest {

    private static final Color HITECH = new Color(0x63ddc3);

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    @Test
    void anActivityHasAPictureOfItsOwn_andWhoHasItIsToldSo() throws IOException {
        long activity = new BookingsFixture(jdbc).activity();
        jdbc.sql(
                        "update activity set title_nl = ?, title_en = 'Bridges', worlds = '{HITECH_SCIENCE}', tags = '{brug}', version = version + 1 where id = ?")
                .params("Bouw een brug die veel meer kan dragen dan je denkt " + activity, activity)
                .update();
        String slug = TestSql.text(jdbc, "select slug from activity where id = ?", activity);
        String path = "/activiteit/" + slug + "/deel-nl.png";
        assertThat(people.visitor().get("/activiteit/" + slug).body())
                .contains(
                        "<meta property=\"og:image\" content=\"",
                        path + "\">",
                        "<meta name=\"twitter:card\" content=\"summary_large_image\">");
        byte[] png = people.visitor().download(path);
        Files.write(Path.of("target/share.png"), png);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(1200);
        assertThat(picture.getHeight()).isEqualTo(630);
        assertThat(new Color(picture.getRGB(10, 10))).isEqualTo(HITECH);
        assertThat(coloured(picture, 100, 700)).isGreaterThan(3000);
        assertThat(coloured(picture, 800, 1150)).isGreaterThan(3000);

        HttpResponse<String> answer = people.visitor().get(path);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=86400, public");
        String etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(people.visitor().with("If-None-Match", etag).get(path).statusCode())
                .isEqualTo(304);
        TestSql.update(jdbc, "update activity set title_nl = 'Anders', version = version + 1 where id = ?", activity);
        assertThat(people.visitor().with("If-None-Match", etag).get(path).statusCode())
                .isEqualTo(200);
        assertThat(people.visitor().get("/activiteit/bestaat-niet/deel-nl.png").statusCode())
                .isEqualTo(404);
    }

    /** Counts the dark pixels between two columns. */
    private static int coloured(BufferedImage picture, int from, int to) {
        int dark = 0;
        for (int x = from; x < to; x++) {
            for (int y = 100; y < 530; y++) {
                Color colour = new Color(picture.getRGB(x, y));
                dark += colour.getRed() + colour.getGreen() + colour.getBlue() < 200 ? 1 : 0;
            }
        }
        return dark;
    }

    @Test
    void everyDrawingOfTheHouseCanBeDrawn() throws IOException {
        for (Resource drawing :
                new PathMatchingResourcePatternResolver().getResources("classpath:static/img/art/*.svg")) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(nl.tec.documents.SharePicture.png(
                    Color.WHITE,
                    "Heeltemaalonafbreekbaarwoordvanheelveelletters",
                    List.of("x"),
                    drawing.getContentAsByteArray())));
            assertThat(coloured(picture, 800, 1150)).as(drawing.getFilename()).isGreaterThan(1000);
        }
    }
}
