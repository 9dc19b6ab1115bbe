package nl.tec.exchange.web;

import java.util.Locale;
import java.util.Optional;

/**
 * The two colours of a site, adapted for readability: text has a contrast of 4.5:1 against its background (WCAG 2.2, 1.4.3), lines and
 * buttons at least 3:1. A colour with less gets the nearest sufficient lightness; its hue is kept.
 *
 * @param accent of links and buttons, as requested, {@code 0xrrggbb}
 * @param background of the page
 */
public record EmbedColours(int accent, int background) {

    static final EmbedColours OWN = new EmbedColours(0x2742d9, 0xffffff);

    private static final double TEXT = 4.5;
    private static final int INK = 0x14213d;
    private static final int WHITE = 0xffffff;
    private static final int BLACK = 0x000000;
    private static final int GOOD = 0x17713f;
    private static final int WARN = 0x944e00;
    private static final int BAD = 0xb3261e;
    private static final int STEPS = 400;

    /** Parses {@code 2742d9} or {@code #2742d9}. */
    static Optional<Integer> parse(String text) {
        String hex = text.startsWith("#") ? text.substring(1) : text;
        return hex.matches("[0-9a-fA-F]{6}") ? Optional.of(Integer.valueOf(hex, 16)) : Optional.empty();
    }

    static String hex(int colour) {
        return String.format(Locale.ROOT, "%06x", colour);
    }

    /** Returns the contrast ratio of two colours, from 1 to 21. */
    static double contrast(int one, int other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    /** Returns the colour itself if its contrast is sufficient, else the nearest lighter or darker one with enough contrast. */
    static int readable(int colour, int on, double ratio) {
        if (contrast(colour, on) >= ratio) {
            return colour;
        }
        double[] hsl = hsl(colour);
        for (int step = 1; step <= STEPS; step++) {
            double by = step / (double) STEPS;
            int darker = rgb(hsl[0], hsl[1], Math.max(0, hsl[2] - by));
            if (contrast(darker, on) >= ratio) {
                return darker;
            }
            int lighter = rgb(hsl[0], hsl[1], Math.min(1, hsl[2] + by));
            if (contrast(lighter, on) >= ratio) {
                return lighter;
            }
        }
        return strongest(on);
    }

    /** Returns our ink, or else black or white, whichever has the most contrast: always at least 4.5:1. */
    private static int strongest(int on) {
        if (contrast(INK, on) >= TEXT) {
            return INK;
        }
        return contrast(WHITE, on) >= contrast(BLACK, on) ? WHITE : BLACK;
    }

    int shownAccent() {
        return readable(accent, background, TEXT);
    }

    /** Whether the shown accent differs from the requested one. */
    public boolean adapted() {
        return shownAccent() != accent;
    }

    /** Returns the part of an address with the colours. */
    String key() {
        return hex(accent) + "-" + hex(background);
    }

    /** Returns the style sheet that gives our components these colours. */
    String css() {
        int text = strongest(background);
        int link = shownAccent();
        return """
                @layer page { :root {
                  color-scheme: %s;
                  --text: #%2$s; --muted: #%3$s; --canvas: #%4$s; --surface: #%4$s; --sunken: #%4$s;
                  --line: #%3$s; --line-strong: #%2$s; --line-control: #%2$s;
                  --link: #%5$s; --focus: #%5$s; --calm: #%5$s;
                  --accent: #%5$s; --accent-hover: #%2$s; --on-accent: #%4$s; --solid: #%5$s; --solid-hover: #%2$s; --on-solid: #%4$s;
                  --good: #%6$s; --warn: #%7$s; --bad: #%8$s;
                  --good-soft: #%4$s; --warn-soft: #%4$s; --bad-soft: #%4$s; --calm-soft: #%4$s; --lift: none;
                } }
                """.formatted(
                        contrast(WHITE, background) >= contrast(BLACK, background) ? "dark" : "light",
                        hex(text),
                        hex(readable(mixed(text, background), background, TEXT)),
                        hex(background),
                        hex(link),
                        hex(readable(GOOD, background, TEXT)),
                        hex(readable(WARN, background, TEXT)),
                        hex(readable(BAD, background, TEXT)));
    }

    /** Mixes two parts of one colour with one of the other. */
    private static int mixed(int one, int other) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            mixed |= (2 * (one >> shift & 0xff) + (other >> shift & 0xff)) / 3 << shift;
        }
        return mixed;
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 0xff)
                + 0.7152 * linear(colour >> 8 & 0xff)
                + 0.0722 * linear(colour & 0xff);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** Hue (0 to 6), saturation and lightness. */
    private static double[] hsl(int colour) {
        double red = (colour >> 16 & 0xff) / 255.0;
        double green = (colour >> 8 & 0xff) / 255.0;
        double blue = (colour & 0xff) / 255.0;
        double most = Math.max(red, Math.max(green, blue));
        double least = Math.min(red, Math.min(green, blue));
        double range = most - least;
        double lightness = (most + least) / 2;
        if (range == 0) {
            return new double[] {0, 0, lightness};
        }
        double hue = most == red
                ? (green - blue) / range + (green < blue ? 6 : 0)
                : most == green ? (blue - red) / range + 2 : (red - green) / range + 4;
        return new double[] {hue, range / (1 - Math.abs(2 * lightness - 1)), lightness};
    }

    private static int rgb(double hue, double saturation, double lightness) {
        return channel(0, hue, saturation, lightness) << 16
                | channel(8, hue, saturation, lightness) << 8
                | channel(4, hue, saturation, lightness);
    }

    /** @param at where on a circle of twelve parts the channel begins (CSS Color 4, 7.1) */
    private static int channel(int at, double hue, double saturation, double lightness) {
        double part = (at + 2 * hue) % 12;
        double range = saturation * Math.min(lightness, 1 - lightness);
        double value = lightness - range * Math.max(-1, Math.min(Math.min(part - 3, 9 - part), 1));
        return (int) Math.round(255 * value);
    }
}
