package nl.tec.documents;

/** A file as somebody uploads it. @param name as the browser calls it, not yet safe */
public record UploadedFile(String name, byte[] bytes) {}
