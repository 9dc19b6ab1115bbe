package nl.tec.partners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.accounts.Role;
import nl.tec.hub.TableReader;
import nl.tec.organisations.Organisations;
import nl.tec.partners.internal.PartnerImportStore;
import nl.tec.partners.internal.PartnerMatching;
import nl.tec.partners.internal.PartnerMatching.ExistingPartner;
import nl.tec.partners.internal.PartnerMatching.Match;
import nl.tec.partners.internal.PartnerTable;
import nl.tec.partners.internal.PartnerTable.Unreadable;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Imports partners from CSV (comma, semicolon or tab) or a spreadsheet, after a preview, and exports them. A bad row is reported with its
 * line and reason, and skipped. An empty cell keeps the stored value unless the user asks to clear it, so that only values listed in the
 * preview are erased. Imports are idempotent.
 */
@Service
public class PartnerImports {

    public static final int MAX_ROWS = 10_000;
    private static final int MAX_BYTES = 5_000_000;

    private final Organisations organisations;
    private final Partners partners;
    private final PartnerMatching matching;
    private final PartnerImportStore store;
    private final Audit audit;

    PartnerImports(
            Organisations organisations,
            Partners partners,
            PartnerMatching matching,
            PartnerImportStore store,
            Audit audit) {
        this.organisations = organisations;
        this.partners = partners;
        this.matching = matching;
        this.store = store;
        this.audit = audit;
    }

    /** The columns in the order of the export. An import requires only {@code NAME} and {@code KIND}. */
    public enum Column {
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

        /** Returns its heading in exports and messages. */
        public String heading() {
            return names.get(0);
        }

        /** Finds a column by its heading or English name, ignoring case, accents, spaces and hyphens. */
        public static Optional<Column> named(String heading) {
            return Arrays.stream(values())
                    .filter(column -> column.names.stream()
                            .anyMatch(name -> TableReader.headingKey(name).equals(TableReader.headingKey(heading))))
                    .findFirst();
        }
    }

    /** A row that is skipped. @param reason in Dutch. @param what the offending value */
    public record BadRow(int line, String reason, String what) {}

    /** A changed value. @param to empty: cleared */
    public record Change(String organisation, Column column, String from, String to) {}

    /** A new organisation. @param similar an existing organisation with a similar name; empty if there is none */
    public record Added(String name, String town, String similar) {}

    /**
     * The effect of an import.
     *
     * @param changed the number of organisations with changes
     * @param same the number of organisations without changes
     * @param added the new organisations
     * @param changes the changed values
     * @param cleared the erased values
     * @param joined existing organisations that become partners
     * @param ignored headings that are not a {@link Column}
     */
    public record Report(
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

    public sealed interface Preview {
        record At(UUID id, Report report) implements Preview {}

        /** The file cannot be read. @param reason message key */
        record Unreadable(String reason) implements Preview {}
    }

    /** Previews a file without importing it. @param clearEmpty whether an empty cell erases the stored value */
    @Transactional
    public Preview look(String fileName, byte[] content, boolean clearEmpty, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        if (content.length > MAX_BYTES) {
            return new Preview.Unreadable("partners.import.tooLarge");
        }
        try {
            PartnerTable table = PartnerTable.read(content);
            Report report = report(table, matching.match(table.lines(), clearEmpty));
            UUID id = store.keep(fileName, content, by);
            return new Preview.At(id, report);
        } catch (Unreadable e) {
            return new Preview.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** Imports a previewed file; empty if it has expired. @param clearEmpty as in the preview */
    @Transactional
    public Optional<Report> run(UUID id, boolean clearEmpty, Actor by) {
        by.requireRole(Role.PROGRAMME_MANAGER);
        Optional<byte[]> content = store.take(id, by);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            PartnerTable table = PartnerTable.read(content.get());
            List<Match> matches = matching.match(table.lines(), clearEmpty);
            Report report = report(table, matches);
            for (Match match : matches) {
                if (match.does() == PartnerMatching.Does.ADD || match.does() == PartnerMatching.Does.CHANGE) {
                    store(match, by);
                }
            }
            audit.add(by, "PARTNERS_IMPORTED", "partner", null);
            return Optional.of(report);
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /** Returns the headings of an export. */
    public static List<String> headings() {
        return Arrays.stream(Column.values()).map(Column::heading).toList();
    }

    /** Returns all partners that match the filter, in the given order, as rows of {@link #headings}. */
    public List<List<@Nullable Object>> export(Partners.Filter filter, Partners.Order order) {
        return matching.all(filter, order).stream().map(this::row).toList();
    }

    private void store(Match match, Actor by) {
        ExistingPartner known = match.known();
        Outcome<Long> outcome = known == null
                ? organisations.add(by, match.form())
                : organisations.change(by, known.id(), match.form());
        if (outcome instanceof Outcome.Done<Long> stored) {
            partners.change(stored.value(), match.profile(), by);
        } else {
            // cannot happen, because it was checked; rolls back the import
            throw new IllegalStateException("line " + match.line() + " can't be stored");
        }
    }

    private Report report(PartnerTable table, List<Match> matches) {
        List<BadRow> bad = new ArrayList<>();
        List<Added> added = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<Change> cleared = new ArrayList<>();
        List<String> joined = new ArrayList<>();
        int changed = 0;
        for (Match match : matches) {
            switch (match.does()) {
                case BAD -> bad.add(new BadRow(match.line(), match.reason(), match.what()));
                case ADD ->
                    added.add(new Added(match.form().name(), match.form().town(), match.similar()));
                case CHANGE -> {
                    changed++;
                    for (Change change : matching.changes(match)) {
                        (change.to().isEmpty() ? cleared : changes).add(change);
                    }
                    if (match.known() != null && !match.known().partner()) {
                        joined.add(match.form().name());
                    }
                }
                case NOTHING -> {}
            }
        }
        int same = matches.size() - bad.size() - added.size() - changed;
        return new Report(matches.size(), changed, same, bad, added, changes, cleared, joined, table.ignored());
    }

    private List<@Nullable Object> row(ExistingPartner partner) {
        Map<Column, String> values = matching.values(partner.form(), partner.profile());
        return Arrays.stream(Column.values())
                .<@Nullable Object>map(column -> switch (column) {
                    case ID -> partner.id();
                    case CONNECTED -> partner.connected() ? "ja" : "nee";
                    default -> values.getOrDefault(column, "");
                })
                .toList();
    }
}
