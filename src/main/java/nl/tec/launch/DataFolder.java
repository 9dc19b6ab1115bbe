package nl.tec.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder with all data of one hub, locked by one program at a time. The operating system releases the lock when it ends. */
final class DataFolder implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Locks the folder, and makes it if it does not exist.
     *
     * @throws StartException when another program has locked it, or it can't be written
     */
    static DataFolder take(Path path) {
        Path file = path.resolve("in-use");
        try {
            Files.createDirectories(path);
            ownersOnly(Files.createDirectories(path.resolve("log")));
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StartException(
                        "The data folder " + path + " is already in use by process " + user(file) + ".");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(channel, lock);
        } catch (IOException e) {
            throw new StartException("The data folder " + path + " can't be used: " + e + ".", e);
        }
    }

    /** Restricts the folder to its owner: its logs have account numbers and addresses of pages. */
    private static void ownersOnly(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Whether a program has locked it. */
    static boolean taken(Path path) throws IOException {
        Path file = path.resolve("in-use");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String user(Path file) throws IOException {
        String content = Files.readString(file).strip();
        return content.isEmpty() ? "(unknown)" : content;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
