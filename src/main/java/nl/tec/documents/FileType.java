package nl.tec.documents;

import java.util.Locale;

/** The kinds of document that are accepted as evidence. */
public enum FileType {
    PDF("application/pdf"),
    PNG("image/png"),
    JPEG("image/jpeg");

    private static final int MAX_NAME_LENGTH = 100;

    private final String media;

    FileType(String media) {
        this.media = media;
    }

    /** The media type, as in a header. */
    public String media() {
        return media;
    }

    /**
     * Returns a safe name for a file of this type: without folders, with the extension of the type.
     *
     * @param otherwise fallback for a name with no safe characters
     */
    public String fileName(String uploaded, String otherwise) {
        return safeName(uploaded, otherwise, this == JPEG ? "jpg" : name().toLowerCase(Locale.ROOT));
    }

    static String safeName(String uploaded, String otherwise, String ending) {
        String last = uploaded.replaceAll("^.*[/\\\\]", "").replaceAll("\\.[A-Za-z0-9]{1,5}$", "");
        String plain = last.replaceAll("[^\\p{L}\\p{N} ._-]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        String cut = plain.length() > MAX_NAME_LENGTH
                ? plain.substring(0, MAX_NAME_LENGTH).strip()
                : plain;
        return (cut.isEmpty() ? otherwise : cut) + "." + ending;
    }
}
