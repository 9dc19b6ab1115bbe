package nl.tec.network.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import nl.tec.network.MandateFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/** A document as an answer. */
final class Files {

    private Files() {}

    /** As it was brought: nothing without a file; of one that is too large only enough to say so. */
    static Optional<MandateFiles.Brought> brought(@Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = file.getInputStream()) {
            return Optional.of(new MandateFiles.Brought(
                    Objects.toString(file.getOriginalFilename(), ""), bytes.readNBytes(MandateFiles.MOST_BYTES + 1)));
        }
    }

    /** The same where one has to be there: without a file one that is empty, which is refused. */
    static MandateFiles.Brought document(@Nullable MultipartFile file) throws IOException {
        return brought(file).orElse(new MandateFiles.Brought("", new byte[0]));
    }

    /** To be kept: the sealed bytes as they are. @param name without its ending */
    static ResponseEntity<byte[]> pdf(byte[] pdf, String name) {
        return attachment(MediaType.APPLICATION_PDF, name + ".pdf", pdf);
    }

    /** What somebody brought: never shown in the page, whatever a browser makes of it. */
    static ResponseEntity<byte[]> attachment(MandateFiles.Content file) {
        return attachment(MediaType.parseMediaType(file.media()), file.name(), file.bytes());
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
