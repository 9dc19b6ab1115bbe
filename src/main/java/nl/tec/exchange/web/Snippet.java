package nl.tec.exchange.web;

import nl.tec.shared.FormData;

/**
 * The HTML snippet that a partner puts into a page of its own site.
 *
 * @param base address of the hub
 * @param title of the frame, for screen readers
 * @param resize whether our script makes the frame as tall as its content
 */
public record Snippet(Embed embed, String base, String title, boolean resize) {

    public static final String WHOSE = Embed.OWN;
    public static final String LANGUAGE = "taal";
    public static final String RESIZE = "hoogte";

    static boolean resize(FormData asked) {
        return asked.line(RESIZE).equals("ja");
    }

    /** The accent, for an input of type color. */
    public String accent() {
        return "#" + EmbedColours.hex(embed.colours().accent());
    }

    public String background() {
        return "#" + EmbedColours.hex(embed.colours().background());
    }

    /** The accent as it is shown. */
    public String shown() {
        return "#" + EmbedColours.hex(embed.colours().shownAccent());
    }

    /** Returns valid HTML, without user input except colours. */
    public String html() {
        String frame =
                "<iframe src=\"%s%s\" title=\"%s\" height=\"%d\" style=\"width: 100%%; border: 0\" loading=\"lazy\"></iframe>"
                        .formatted(
                                base,
                                escaped(embed.path()),
                                escaped(title),
                                embed.kind().height());
        return resize ? frame + "\n<script src=\"" + base + "/insluiten/hoogte.js\" async></script>" : frame;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
