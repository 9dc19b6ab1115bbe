package nl.tec.exchange.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Pages are readable with any two colours of a site (WCAG 2.2, 1.4.3 and 1.4.11). */
class EmbedColoursTest {

    private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): #([0-9a-f]{6})");

    @Test
    void contrastIsThatOfTheStandard() {
        assertThat(EmbedColours.contrast(0x000000, 0xffffff)).isEqualTo(21);
        assertThat(EmbedColours.contrast(0x777777, 0xffffff)).isCloseTo(4.48, Offset.offset(0.01));
        assertThat(EmbedColours.contrast(0x0000ff, 0xffffff)).isCloseTo(8.59, Offset.offset(0.01));
    }

    @Test
    void aColourThatCanBeReadStaysAsItIs() {
        assertThat(EmbedColours.readable(0x2742d9, 0xffffff, 4.5)).isEqualTo(0x2742d9);
    }

    @Test
    void anotherBecomesTheNearestOfItsHue() {
        assertThat(EmbedColours.hex(EmbedColours.readable(0x777777, 0xffffff, 4.5)))
                .isEqualTo("767676");
        int yellow = EmbedColours.readable(0xffd60a, 0xffffff, 4.5);
        assertThat(EmbedColours.contrast(yellow, 0xffffff)).isBetween(4.5, 4.6);
        // still yellow: much red, a little less green, hardly any blue
        assertThat(yellow >> 16).isGreaterThan(yellow >> 8 & 0xff).isGreaterThan(2 * (yellow & 0xff));
    }

    @Test
    void whateverTheColours_allTextIsReadable() {
        Random random = new Random(4711);
        for (int n = 0; n < 500; n++) {
            EmbedColours colours = new EmbedColours(random.nextInt(0x1000000), random.nextInt(0x1000000));
            Matcher variable = VARIABLE.matcher(colours.css());
            int text = 0;
            while (variable.find()) {
                int colour = Integer.parseInt(variable.group(2), 16);
                switch (variable.group(1)) {
                    case "text",
                            "muted",
                            "link",
                            "accent",
                            "accent-hover",
                            "solid",
                            "solid-hover",
                            "good",
                            "warn",
                            "bad",
                            "calm",
                            "focus" -> {
                        text++;
                        assertThat(EmbedColours.contrast(colour, colours.background()))
                                .as("%s of %s", variable.group(1), colours.key())
                                .isGreaterThanOrEqualTo(4.5);
                    }
                    default -> {}
                }
            }
            assertThat(text).isEqualTo(12);
            // the text on a button has the colour of the background
            assertThat(EmbedColours.contrast(colours.shownAccent(), colours.background()))
                    .isGreaterThanOrEqualTo(4.5);
        }
    }
}
