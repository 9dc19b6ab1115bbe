package nl.tec.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import nl.tec.operations.BackupRefused.Reason;
import nl.tec.operations.internal.Entries;
import tools.jackson.core.JacksonException;

/** The list of erased people that lies beside the backups, as it must not be lost with the database (decision 0121). */
public record ErasedList(List<ErasedPerson> people) {

    /** Its name in the folder of the backups. */
    public static final String NAME = "erased.json";

    public ErasedList {
        people = List.copyOf(people);
    }

    /** @throws BackupRefused when it can't be read */
    public static ErasedList read(Path file) throws IOException {
        try {
            return Entries.JSON.readValue(Files.readAllBytes(file), ErasedList.class);
        } catch (JacksonException e) {
            throw new BackupRefused(Reason.ERASED_LIST, file);
        }
    }

    /** Writes it unless it is there already. What is there is replaced as a whole, or not at all. */
    public void write(Path file) throws IOException {
        byte[] content = Entries.JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) ? Arrays.equals(Files.readAllBytes(file), content) : people.isEmpty()) {
            return;
        }
        Path whole = Files.createTempFile(file.getParent(), NAME, ".partial");
        try {
            Files.write(whole, content);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Marks in a restored database who has to be erased again: who was erased after the backup. @return how many */
    public int load(Connection connection) throws SQLException {
        int added = 0;
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into erased_person (id, erased_at, account_id, email_hash, holding, record_id, repeat)
                values (?, ?, ?, ?, ?, ?, true) on conflict (id) do nothing
                """)) {
            for (ErasedPerson one : people) {
                insert.setObject(1, one.id());
                insert.setTimestamp(2, Timestamp.from(one.erasedAt()));
                insert.setObject(3, one.accountId());
                insert.setBytes(4, one.emailHash());
                insert.setString(5, one.holding());
                insert.setObject(6, one.recordId());
                added += insert.executeUpdate();
            }
        }
        return added;
    }
}
