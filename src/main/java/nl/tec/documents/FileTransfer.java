package nl.tec.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/** Reads uploaded files and answers with files to download. */
public final class FileTransfer {

    private FileTransfer() {}

    /** Returns an upload; empty without a file. Of a file that is too large it reads only enough to refuse it. */
    public static Optional<UploadedFile> upload(@Nullable MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream bytes = file.getInputStream()) {
            return Optional.of(new UploadedFile(
                    Objects.toString(file.getOriginalFilename(), ""),
                    bytes.readNBytes(EvidenceDocument.MAX_BYTES + 1)));
        }
    }

    /** Returns a required upload; without a file an empty one, which {@link EvidenceDocument#check} refuses. */
    public static UploadedFile requiredUpload(@Nullable MultipartFile file) throws IOException {
        return upload(file).orElse(new UploadedFile("", new byte[0]));
    }

    /** @param name without its extension */
    public static ResponseEntity<byte[]> pdf(byte[] pdf, String name) {
        return attachment(MediaType.APPLICATION_PDF, name + ".pdf", pdf);
    }

    /** Answers with a file, always as a download, so that a browser never shows it as a page of ours. */
    public static ResponseEntity<byte[]> attachment(StoredFile file) {
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
