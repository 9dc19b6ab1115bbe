package nl.tec.exchange.web;

/** The kinds of page that can be shown on the site of a partner. */
public enum EmbedKind {
    PROGRAMME("programma", 900),
    CALENDAR("kalender", 700),
    ACTIVITY("activiteit", 700),
    KPIS("kpis", 600);

    private final String path;
    private final int height;

    EmbedKind(String path, int height) {
        this.path = path;
        this.height = height;
    }

    String path() {
        return path;
    }

    /** The approximate height in pixels, for sites that do not resize the frame. */
    public int height() {
        return height;
    }
}
