package nl.tec.operations.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a data folder that belong to the hub and are not in its database: its seal, the seals of the audit log, and so on. */
public final class DataFiles {

    /** Files of the database, of this machine or of its file system, and files that can be generated again. */
    private static final Set<String> EXCLUDED = Set.of(
            "postgres",
            "postgres.new",
            "binaries",
            "log",
            "in-use",
            "database.password",
            "backups",
            "restoring",
            "start",
            "drill",
            "lost+found");

    /** The files that decrypt answers to surveys, which were promised to stay sealed (decision 0025). */
    private static final Set<String> ONLY_ENCRYPTED = Set.of("survey.keys");

    private DataFiles() {}

    /** Returns names relative to the folder, with slashes. @param encrypted whether the backup has a passphrase */
    public static List<String> list(Path folder, boolean encrypted) throws IOException {
        return all(folder).stream()
                .filter(name -> encrypted || !ONLY_ENCRYPTED.contains(name))
                .toList();
    }

    /** Returns the files that {@link #list} leaves out of a backup without a passphrase. */
    public static List<String> leftOut(Path folder) throws IOException {
        return all(folder).stream().filter(ONLY_ENCRYPTED::contains).toList();
    }

    private static List<String> all(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 1)) {
            List<Path> ours = files.filter(
                            file -> !file.equals(folder) && !EXCLUDED.contains(String.valueOf(file.getFileName())))
                    .toList();
            return ours.stream()
                    .flatMap(DataFiles::walk)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".new") && !name.endsWith(".partial"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> walk(Path start) {
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
