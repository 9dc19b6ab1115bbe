package nl.tec.partners.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.organisations.Organisations;
import nl.tec.partners.PartnerImports;
import nl.tec.partners.Partners;
import nl.tec.partners.internal.PartnerMatching.ExistingPartner;
import nl.tec.partners.internal.PartnerMatching.Match;
import nl.tec.partners.internal.PartnerTable.Unreadable;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Partners from and to a file. */
@Service
class PartnerFiles implements PartnerImports {

    private static final int MAX_BYTES = 5_000_000;

    private final JdbcClient jdbc;
    private final Audit audit;
    private final Clock clock;
    private final Organisations organisations;
    private final Partners partners;
    private final PartnerMatching matching;

    PartnerFiles(
            JdbcClient jdbc,
            Audit audit,
            Clock clock,
            Organisations organisations,
            Partners partners,
            PartnerMatching matching) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.organisations = organisations;
        this.partners = partners;
        this.matching = matching;
    }

    @Override
    @Transactional
    public Looked look(String fileName, byte[] content, boolean clearEmpty, Actor by) {
        Rights.mustBeMaker(by);
        if (content.length > MAX_BYTES) {
            return new Looked.Unreadable("partners.import.tooLarge");
        }
        try {
            PartnerTable table = PartnerTable.read(content);
            Report report = report(table, matching.match(table.lines(), clearEmpty));
            UUID id = UUID.randomUUID();
            jdbc.sql("delete from partner_import where created_at < ? or account_id = ?")
                    .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                    .param(by.accountId())
                    .update();
            jdbc.sql(
                            "insert into partner_import (id, account_id, created_at, file_name, content) values (?, ?, ?, ?, ?)")
                    .param(id)
                    .param(by.accountId())
                    .param(Timestamp.from(clock.instant()))
                    .param(fileName.substring(Math.max(0, fileName.length() - 200)))
                    .param(content)
                    .update();
            return new Looked.At(id, fileName, report);
        } catch (Unreadable e) {
            return new Looked.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    @Transactional
    public Optional<Report> run(UUID id, boolean clearEmpty, Actor by) {
        Rights.mustBeMaker(by);
        Optional<byte[]> content = jdbc.sql(
                        "delete from partner_import where id = ? and account_id = ? returning content")
                .param(id)
                .param(by.accountId())
                .query((row, n) -> row.getBytes("content"))
                .optional();
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

    private void store(Match match, Actor by) {
        ExistingPartner known = match.known();
        Outcome<Long> outcome = known == null
                ? organisations.add(by, match.form())
                : organisations.change(by, known.id(), match.form());
        if (outcome instanceof Outcome.Done<Long> stored) {
            partners.change(stored.value(), match.profile(), by);
        } else {
            // it was checked before; all or nothing
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

    @Override
    public List<List<@Nullable Object>> export(Partners.Filter filter, Partners.Order order) {
        return matching.all(filter, order).stream().map(this::row).toList();
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
