package nl.tec.network.web;

import java.nio.charset.StandardCharsets;
import nl.tec.network.MandateFiles;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A document as an answer. */
final class Files {

    private Files() {}

    /** To be kept: the sealed bytes as they are. @param name without its ending */
    static ResponseEntity<byte[]> pdf(byte[] pdf, String name) {
        return attachment(MediaType.APPLICATION_PDF, name + ".pdf", pdf);
    }

    /** What somebody brought: never shown in the page, whatever a browser makes of it. */
    static ResponseEntity<byte[]> attachment(MandateFiles.Content file) {
        return attachment(MediaType.parseMediaType(file.type().media()), file.name(), file.bytes());
    }

    private static ResponseEntity<byte[]> attachment(MediaType type, String name, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(bytes);
    }
}
