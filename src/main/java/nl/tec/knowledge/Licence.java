package nl.tec.knowledge;

/** The Creative Commons licences that allow others to adapt the material. */
public enum Licence {
    CC0("CC0 1.0", "publicdomain/zero/1.0"),
    CC_BY("CC BY 4.0", "licenses/by/4.0"),
    CC_BY_SA("CC BY-SA 4.0", "licenses/by-sa/4.0"),
    CC_BY_NC("CC BY-NC 4.0", "licenses/by-nc/4.0"),
    CC_BY_NC_SA("CC BY-NC-SA 4.0", "licenses/by-nc-sa/4.0");

    private final String shortName;
    private final String path;

    Licence(String shortName, String path) {
        this.shortName = shortName;
        this.path = path;
    }

    /** The usual short name: {@code CC BY-SA 4.0}. */
    public String shortName() {
        return shortName;
    }

    public String url() {
        return "https://creativecommons.org/" + path + "/";
    }
}
