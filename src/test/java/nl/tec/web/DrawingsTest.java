package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingsTest {

    @Test
    void takesTheFirstWordThatHasADrawing() {
        assertThat(Drawings.of(List.of("kleuters", "Drone", "robot"))).isEqualTo("/img/art/drone.svg");
        assertThat(Drawings.of(List.of("iets", "anders"))).isNull();
    }

    @Test
    void everyDrawingIsThere() throws Exception {
        var source = java.nio.file.Files.readString(java.nio.file.Path.of("src/main/java/nl/tec/web/Drawings.java"));
        var words = java.util.regex.Pattern.compile("(?m)^ {12}(\\w+): (.+)$").matcher(source);
        int found = 0;
        while (words.find()) {
            found++;
            for (String word : words.group(2).split(", ")) {
                assertThat(Drawings.of(List.of(word))).isEqualTo("/img/art/" + words.group(1) + ".svg");
            }
            assertThat(getClass().getResource("/static/img/art/" + words.group(1) + ".svg"))
                    .as(words.group(1))
                    .isNotNull();
        }
        assertThat(found).isGreaterThan(30);
    }
}
