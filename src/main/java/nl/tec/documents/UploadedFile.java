package nl.tec.documents;

/** An uploaded file. @param name as the browser sent it, not yet safe */
public record UploadedFile(String name, byte[] bytes) {}
