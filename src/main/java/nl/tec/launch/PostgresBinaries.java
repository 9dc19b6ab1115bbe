package nl.tec.launch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The executables of PostgreSQL for this platform. They come with the program as an archive, which is unpacked once per
 * user ({@code $XDG_CACHE_HOME/tec} or {@code ~/.cache/tec}), or in the data folder if that folder is not writable.
 */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /**
     * Returns the folder with {@code bin/postgres}, and unpacks it if it does not exist.
     *
     * @throws StartException when there is no PostgreSQL for this platform
     */
    static Path folder(Path fallback) throws IOException {
        String name = "postgres-" + system() + "-" + processor();
        URL archive = PostgresBinaries.class.getResource("/" + name + ".txz");
        if (archive == null) {
            throw new StartException("There is no built-in PostgreSQL for this kind of machine ("
                    + System.getProperty("os.name") + ", " + System.getProperty("os.arch")
                    + "). Set TEC_DATABASE_URL to a PostgreSQL " + DatabaseAddress.MIN_POSTGRESQL + " or newer.");
        }
        // the checksum in the jar's index distinguishes versions without reading the archive
        String version = name + "-"
                + Long.toHexString(((JarURLConnection) archive.openConnection())
                        .getJarEntry()
                        .getCrc());
        Path folder = cache(fallback).resolve(version);
        if (!Files.isDirectory(folder)) {
            unpack(archive, folder);
        }
        return folder;
    }

    private static Path cache(Path fallback) {
        String given = System.getenv("XDG_CACHE_HOME");
        Path cache = (given == null || given.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(given))
                .resolve("tec");
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache) ? cache : fallback;
        } catch (IOException e) {
            return fallback;
        }
    }

    /** Unpacks beside the target and moves it there atomically, so that two programs may do this concurrently. */
    private static void unpack(URL archive, Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        Path beside = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "unpacking");
        try (InputStream file = archive.openStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(file)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                write(tar, entry, beside);
            }
            Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, folder);
        } catch (FileAlreadyExistsException e) {
            delete(beside);
        } catch (FileSystemException e) {
            delete(beside);
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path place = root.resolve(entry.getName()).normalize();
        if (!place.startsWith(root)) {
            throw new IOException("the archive has a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(place.getParent());
            Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.createDirectories(place.getParent());
            Files.copy(tar, place);
            if ((entry.getMode() & 0100) != 0 && !place.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + place + " executable");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
    }
}
