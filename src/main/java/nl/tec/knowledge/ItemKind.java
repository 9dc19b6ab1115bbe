package nl.tec.knowledge;

public enum ItemKind {
    LESSON("les"),
    RESEARCH("onderzoek"),
    SUCCESS_FACTOR("succesfactor"),
    EXPERIENCE("ervaring");

    private final String code;

    ItemKind(String code) {
        this.code = code;
    }

    /** The code in addresses. */
    public String code() {
        return code;
    }
}
