package nl.tec.partners;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Partners from and to a file: CSV (comma, semicolon or tab) or a spreadsheet. A file is previewed first. A bad row is
 * reported with its line and reason and skipped. An empty cell keeps the stored value unless the user asks to clear it, so
 * nothing is erased that the preview did not list; the same file again changes nothing.
 */
public interface PartnerImports {

    int MAX_ROWS = 10_000;

    /** The columns in the order of the export. An import needs {@code NAME} and {@code KIND} only. */
    enum Column {
        ID("nummer", "id"),
        NAME("naam", "name"),
        KIND("soort", "kind"),
        STREET("straat", "street"),
        HOUSE_NUMBER("huisnummer", "house_number"),
        POSTCODE("postcode"),
        TOWN("plaats", "town", "woonplaats"),
        EMAIL("e-mailadres", "email", "e-mail"),
        PHONE("telefoon", "phone", "telefoonnummer"),
        WEBSITE("website"),
        WORLDS("werelden", "worlds"),
        ABOUT_NL("tekst Nederlands", "about_nl"),
        ABOUT_EN("tekst Engels", "about_en"),
        SHOWN("tonen", "shown"),
        CONNECTED("aangesloten", "connected");

        private final List<String> names;

        Column(String... names) {
            this.names = Arrays.asList(names);
        }

        /** Its heading in an export, and what people are told it is called. */
        public String heading() {
            return names.get(0);
        }

        /** By its heading or its English name; capitals, accents, spaces and hyphens make no difference. */
        public static Optional<Column> named(String heading) {
            return Arrays.stream(values())
                    .filter(column ->
                            column.names.stream().anyMatch(name -> key(name).equals(key(heading))))
                    .findFirst();
        }

        private static String key(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFD)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z0-9]", "");
        }
    }

    /** A row that is skipped. @param reason in Dutch. @param what the value it is about */
    record BadRow(int line, String reason, String what) {}

    /** A value that becomes another. @param to empty: it is cleared */
    record Change(String organisation, Column column, String from, String to) {}

    /** @param similar an organisation that is there already under much the same name; empty when there is none */
    record Added(String name, String town, String similar) {}

    /**
     * @param changed organisations of which something changes
     * @param same organisations that stay as they are
     * @param added all that are new
     * @param changes all values that become others
     * @param cleared all values that are erased
     * @param joined organisations that are not new and become partners
     * @param ignored headings that are no {@link Column}
     */
    record Report(
            int rows,
            int changed,
            int same,
            List<BadRow> bad,
            List<Added> added,
            List<Change> changes,
            List<Change> cleared,
            List<String> joined,
            List<String> ignored) {

        public boolean changesAnything() {
            return !added.isEmpty() || changed > 0;
        }
    }

    sealed interface Looked {
        record At(UUID id, String fileName, Report report) implements Looked {}

        /** It is not a file this can read. @param reason message key */
        record Unreadable(String reason) implements Looked {}
    }

    /** Previews a file; nothing is changed. @param clearEmpty whether an empty cell erases the stored value */
    Looked look(String fileName, byte[] content, boolean clearEmpty, Actor by);

    /** Imports a file that was previewed; empty when it is gone. @param clearEmpty as it was previewed */
    Optional<Report> run(UUID id, boolean clearEmpty, Actor by);

    /** The headings of an export. */
    static List<String> headings() {
        return Arrays.stream(Column.values()).map(Column::heading).toList();
    }

    /** All partners that match the filter as rows of {@link #headings}, in that order. */
    List<List<@Nullable Object>> export(Partners.Filter filter, Partners.Order order);
}
