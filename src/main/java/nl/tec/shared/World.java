package nl.tec.shared;

/**
 * The seven worlds of technology (de 7 werelden van techniek). The Dutch names are exact; the order is ours.
 */
public enum World {
    MENS_GEZONDHEID("mens-gezondheid", "Mens & Gezondheid"),
    ENERGIE_WATER_VEILIGHEID("energie-water-veiligheid", "Energie, Water & Veiligheid"),
    VOEDING_NATUUR("voeding-natuur", "Voeding & Natuur"),
    WONEN_WERKEN_VERKEER("wonen-werken-verkeer", "Wonen, Werken & Verkeer"),
    ONTWERP_PRODUCTIE_WERELDHANDEL("ontwerp-productie-wereldhandel", "Ontwerp, Productie & Wereldhandel"),
    DIGITAAL_MEDIA_ENTERTAINMENT("digitaal-media-entertainment", "Digitaal, Media & Entertainment"),
    HITECH_SCIENCE("hitech-science", "Hi-tech & Science");

    private final String code;
    private final String drawing;
    private final String displayName;

    World(String code, String displayName) {
        this.code = code;
        this.drawing = "world-" + code;
        this.displayName = displayName;
    }

    /** Returns the stable code in kebab case, for URLs and style classes ({@code world-<code>}). */
    public String code() {
        return code;
    }

    /** Returns the name of its icon. */
    public String drawing() {
        return drawing;
    }

    /** Returns the official Dutch name. */
    public String displayName() {
        return displayName;
    }
}
