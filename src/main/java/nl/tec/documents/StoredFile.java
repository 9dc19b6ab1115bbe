package nl.tec.documents;

/** A file to download. @param media its media type, as in a header */
public record StoredFile(String name, String media, byte[] bytes) {}
