package nl.tec.network;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Partners from and to a file: CSV (comma or semicolon) or a spreadsheet. A file is looked at first; a bad row is told with
 * its line and reason and left out. What is there already stays as it is, so the same file again changes nothing.
 */
public interface PartnerImports {

    /** The columns, in the order of the export; of an import only {@code name} and {@code kind} are needed. */
    List<String> COLUMNS = List.of(
            "id",
            "name",
            "kind",
            "street",
            "house_number",
            "postcode",
            "town",
            "email",
            "phone",
            "website",
            "worlds",
            "about_nl",
            "about_en",
            "shown",
            "connected");

    int MOST_ROWS = 10_000;

    /** A row that is left out. @param reason in Dutch. @param what the value it is about */
    record BadRow(int line, String reason, String what) {}

    /** @param names of the first of them that are added or changed, to recognise */
    record Report(int rows, int added, int changed, int same, List<BadRow> bad, List<String> names) {}

    sealed interface Looked {
        record At(UUID id, String fileName, Report report) implements Looked {}

        /** It is not a file this can read. @param reason message key */
        record Unreadable(String reason) implements Looked {}
    }

    /** Looks at a file; nothing is changed. */
    Looked look(String fileName, byte[] content, Actor by);

    /** Imports a file that was looked at; empty when it is gone. */
    Optional<Report> run(UUID id, Actor by);

    /** All partners of a choice of the register as rows of {@link #COLUMNS}, in its order. */
    List<List<@Nullable Object>> export(Partners.Filter filter, Partners.Order order);
}
