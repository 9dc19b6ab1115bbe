package nl.tec.feedback.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The keys of the ballot box, in {@code survey.keys} in the data folder and never in the database. Every count makes a new one. The
 * file is read once: only one process uses the folder.
 */
@Component
class BoxKeys {

    static final int KEY_BYTES = 32;

    record Key(UUID id, byte[] bytes) {}

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    /** The newest first; empty: not read yet. */
    private List<Key> keys = List.of();

    BoxKeys(@Value("${tec.data:data}") Path data) {
        this.file = data.resolve("survey.keys");
    }

    /** The key that new answers are sealed with. */
    synchronized Key current() {
        return all().get(0);
    }

    /** All keys that an answer in the box can be sealed with, the newest first. */
    synchronized List<Key> all() {
        if (keys.isEmpty()) {
            keys = read();
            if (keys.isEmpty()) {
                keys = written(List.of(fresh()));
            }
        }
        return keys;
    }

    /** Makes a new key; earlier ones stay until {@link #keepOnly}. */
    synchronized Key renew() {
        keys = written(Stream.concat(Stream.of(fresh()), all().stream()).toList());
        return keys.get(0);
    }

    /** Destroys the keys that are not in use; the newest stays. */
    synchronized void keepOnly(Set<UUID> used) {
        UUID newest = current().id();
        keys = written(all().stream()
                .filter(key -> key.id().equals(newest) || used.contains(key.id()))
                .toList());
    }

    private Key fresh() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return new Key(UUID.randomUUID(), bytes);
    }

    private List<Key> read() {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream().map(BoxKeys::key).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    private static Key key(String line) {
        String[] parts = line.split(" ", 2);
        return new Key(UUID.fromString(parts[0]), Base64.getDecoder().decode(parts[1]));
    }

    /** Writes the keys atomically, readable by the owner only. */
    private List<Key> written(List<Key> wanted) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(beside);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(
                    beside,
                    wanted.stream()
                            .map(key -> key.id() + " " + Base64.getEncoder().encodeToString(key.bytes()))
                            .toList());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return List.copyOf(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be written", e);
        }
    }
}
