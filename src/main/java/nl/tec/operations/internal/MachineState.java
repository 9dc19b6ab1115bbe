package nl.tec.operations.internal;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.hub.StateSource;
import nl.tec.hub.Texts;
import nl.tec.operations.Sizes;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The checks of the disks, the TLS certificate and the clocks. */
@Component
@Order(7)
class MachineState implements StateSource {

    private static final long MIN_FREE_BYTES = 1_000_000_000;
    private static final double MIN_FREE_PART = 0.05;
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(5);

    private final BackupSettings folders;
    private final WebCertificate certificate;
    private final ServerFacts server;
    private final Texts texts;
    private final Clock clock;

    MachineState(BackupSettings folders, WebCertificate certificate, ServerFacts server, Texts texts, Clock clock) {
        this.folders = folders;
        this.certificate = certificate;
        this.server = server;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<StateCheck> look() {
        Instant now = clock.instant();
        List<StateCheck> found = new ArrayList<>();
        disk("disk-data", folders.data()).ifPresent(found::add);
        if (folders.elsewhere()) {
            disk("disk-backups", folders.folder()).ifPresent(found::add);
        }
        certificate
                .validUntil()
                .map(until -> StateCheck.ends(texts, "certificate", until, now))
                .ifPresent(found::add);
        found.add(clocks(now));
        return found;
    }

    private Optional<StateCheck> disk(String key, Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                return Optional.empty();
            }
            FileStore disk = Files.getFileStore(folder);
            long free = disk.getUsableSpace();
            boolean little = free < MIN_FREE_BYTES || free < disk.getTotalSpace() * MIN_FREE_PART;
            return Optional.of(StateCheck.of(
                    texts,
                    key,
                    little ? Level.BAD : Level.GOOD,
                    null,
                    little ? "state.disk.little" : "state.disk.good",
                    folder.toAbsolutePath().normalize().toString(),
                    Sizes.inWords(free)));
        } catch (IOException e) {
            return Optional.of(StateCheck.of(
                    texts,
                    key,
                    Level.BAD,
                    null,
                    "state.disk.unreadable",
                    folder.toString(),
                    String.valueOf(e.getMessage())));
        }
    }

    private StateCheck clocks(Instant now) {
        Duration difference = Duration.between(server.databaseClock(), now).abs();
        return difference.compareTo(MAX_CLOCK_DIFFERENCE) > 0
                ? StateCheck.of(texts, "clock", Level.BAD, null, "state.clock.differs", difference.toSeconds())
                : StateCheck.of(texts, "clock", Level.GOOD, null, "state.clock.good");
    }
}
