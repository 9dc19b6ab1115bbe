package nl.tec.launch;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.tec.documents.FileStore;
import nl.tec.documents.ObjectStorage;
import nl.tec.hub.Texts;
import nl.tec.operations.BackupContents;
import nl.tec.operations.BackupContents.Totals;
import nl.tec.operations.BackupReader;
import nl.tec.operations.BackupRefused;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.BackupWriter;
import nl.tec.operations.ErasedList;
import nl.tec.operations.Passphrase;
import nl.tec.operations.Sizes;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;

/** {@code tec backup} and {@code tec restore}. Their output is in Dutch, like that of {@code tec import}. */
final class BackupCommands {

    private static final String PASSPHRASE = "TEC_BACKUP_PASSPHRASE";

    private final Texts texts;
    private final Map<String, String> environment;

    private BackupCommands(Texts texts, Map<String, String> environment) {
        this.texts = texts;
        this.environment = environment;
    }

    /** @return whether it succeeded */
    static boolean backup(List<String> options) throws Arguments.UsageException, IOException {
        Arguments arguments = Arguments.of(options, Set.of("--data"), Set.of("--encrypt"));
        return new BackupCommands(new Texts(), System.getenv())
                .inWords(commands ->
                        commands.backup(arguments.data(), Path.of(oneFile(arguments)), arguments.has("--encrypt")));
    }

    /** @return whether it succeeded */
    static boolean restore(List<String> options) throws Arguments.UsageException, IOException {
        Arguments arguments = Arguments.of(options, Set.of("--data"), Set.of());
        return new BackupCommands(new Texts(), System.getenv())
                .inWords(commands -> commands.restore(arguments.data(), Arguments.existing(oneFile(arguments))));
    }

    private static String oneFile(Arguments arguments) throws Arguments.UsageException {
        if (arguments.rest().size() != 1) {
            throw new Arguments.UsageException("Which file?");
        }
        return arguments.rest().get(0);
    }

    private interface Work {
        boolean on(BackupCommands commands) throws Arguments.UsageException, IOException, SQLException;
    }

    private boolean inWords(Work work) throws Arguments.UsageException, IOException {
        try {
            return work.on(this);
        } catch (BackupRefused e) {
            System.err.println(text(e.key(), e.arguments()));
            return false;
        } catch (SQLException e) {
            throw new StartException("The database did not do what was asked: " + e.getMessage(), e);
        }
    }

    private boolean backup(Path data, Path file, boolean ask) throws IOException, SQLException {
        @Nullable Passphrase passphrase = passphrase();
        if (passphrase == null && ask) {
            char[] typed = asked("backup.ask");
            if (typed.length < Passphrase.MIN_LENGTH) {
                System.err.println(text("backup.askShort"));
                return false;
            }
            if (!Arrays.equals(typed, asked("backup.askAgain"))) {
                System.err.println(text("backup.askDiffers"));
                return false;
            }
            passphrase = new Passphrase(typed);
        }
        try (HubDatabase database = HubDatabase.open(data, environment, System.out);
                Connection connection = database.access().owner().connect()) {
            Totals totals = new BackupWriter(connection, data, store(), passphrase)
                    .write(file, Clock.systemUTC().instant());
            System.out.println(text(
                    "backup.done",
                    file.toString(),
                    totals.tables().size(),
                    totals.rows(),
                    Sizes.inWords(Files.size(file))));
        }
        if (passphrase == null) {
            System.out.println(text("backup.plain"));
            List<String> leftOut = BackupReader.of(file, null).contents().filesLeftOut();
            if (!leftOut.isEmpty()) {
                System.out.println(text("backup.leftOut", String.join(", ", leftOut)));
            }
        }
        return true;
    }

    private boolean restore(Path data, Path file) throws IOException, SQLException {
        BackupReader backup = open(file);
        Optional<DatabaseAccess> external = DatabaseAccess.external(environment);
        // not the role of the program, which may not exist yet
        external.ifPresent(access -> access.owner().requireDurable());
        Optional<Path> list = erasedList(file);
        Restore restore = new Restore(
                backup,
                data,
                storeOfNewFiles(),
                list.isPresent() ? ErasedList.read(list.get()) : new ErasedList(List.of()));
        Totals totals = restore.into(external);
        BackupContents contents = backup.contents();
        System.out.println(text(
                "backup.restored",
                Dates.moment(contents.takenAt(), Texts.DUTCH),
                totals.tables().size(),
                totals.rows()));
        if (!contents.filesLeftOut().isEmpty()) {
            System.out.println(text("backup.restoredPlain", String.join(", ", contents.filesLeftOut())));
        }
        System.out.println(
                list.isPresent()
                        ? text("backup.erased", restore.toErase(), list.get().toString())
                        : text("backup.erasedUnknown", ErasedList.NAME));
        return true;
    }

    /** Finds the list of erased people: beside the backup, or in the folder where the program writes it. */
    private Optional<Path> erasedList(Path backup) {
        return Stream.of(
                        backup.resolveSibling(ErasedList.NAME),
                        Path.of(
                                environment
                                        .getOrDefault("TEC_BACKUP_FOLDER", "")
                                        .strip(),
                                ErasedList.NAME))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private BackupReader open(Path file) throws IOException {
        try {
            return BackupReader.of(file, passphrase());
        } catch (BackupRefused e) {
            if (e.reason() != Reason.PASSPHRASE_MISSING || System.console() == null) {
                throw e;
            }
            return BackupReader.of(file, new Passphrase(asked("backup.ask")));
        }
    }

    /** Returns the configured S3-compatible store; null if there is none. */
    private @Nullable ObjectStorage store() {
        try {
            return ObjectStorage.of(setting -> environment.get(ObjectStorage.variable(setting)))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable ObjectStorage storeOfNewFiles() {
        return FileStore.inDatabase(setting -> environment.get(ObjectStorage.variable(setting))) ? null : store();
    }

    private @Nullable Passphrase passphrase() {
        return Passphrase.of(environment.getOrDefault(PASSPHRASE, "")).orElse(null);
    }

    private char[] asked(String key) {
        Console console = Optional.ofNullable(System.console())
                .orElseThrow(
                        () -> new StartException("There is nobody to ask for a passphrase: set " + PASSPHRASE + "."));
        char[] typed = console.readPassword("%s ", text(key));
        return typed == null ? new char[0] : typed;
    }

    private String text(String key, Object... arguments) {
        return texts.text(Texts.DUTCH, key, arguments);
    }
}
