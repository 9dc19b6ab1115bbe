package nl.tec.network.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.network.PartnerImports;
import nl.tec.network.Partners;
import nl.tec.network.internal.PartnerMatching.Match;
import nl.tec.network.internal.PartnerTable.Unreadable;
import nl.tec.organisations.Organisations;
import nl.tec.organisations.Organisations.Outcome.Saved;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Partners from and to a file. */
@Service
class PartnerFiles implements PartnerImports {

    private static final int MOST_BYTES = 5_000_000;
    private static final int NAMES = 20;

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
    public Looked look(String fileName, byte[] content, Actor by) {
        Rights.mustBeMaker(by);
        if (content.length > MOST_BYTES) {
            return new Looked.Unreadable("partners.import.tooLarge");
        }
        try {
            Report report = report(matching.match(PartnerTable.read(content)));
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
    public Optional<Report> run(UUID id, Actor by) {
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
            List<Match> matches = matching.match(PartnerTable.read(content.get()));
            for (Match match : matches) {
                if (match.does() == PartnerMatching.Does.ADD || match.does() == PartnerMatching.Does.CHANGE) {
                    store(match, by);
                }
            }
            audit.add(by, "PARTNERS_IMPORTED", "partner", null);
            return Optional.of(report(matches));
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    private void store(Match match, Actor by) {
        Long known = match.id();
        Organisations.Outcome outcome =
                known == null ? organisations.add(by, match.form()) : organisations.change(by, known, match.form());
        if (outcome instanceof Saved saved) {
            partners.change(saved.id(), match.profile(), by);
        } else {
            // it was checked before; all or nothing
            throw new IllegalStateException("line " + match.line() + " can't be stored");
        }
    }

    private static Report report(List<Match> matches) {
        List<BadRow> bad = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int[] count = new int[PartnerMatching.Does.values().length];
        for (Match match : matches) {
            count[match.does().ordinal()]++;
            switch (match.does()) {
                case BAD -> bad.add(new BadRow(match.line(), match.reason(), match.what()));
                case ADD, CHANGE -> {
                    if (names.size() < NAMES) {
                        names.add(match.form().name());
                    }
                }
                case NOTHING -> {}
            }
        }
        return new Report(
                matches.size(),
                count[PartnerMatching.Does.ADD.ordinal()],
                count[PartnerMatching.Does.CHANGE.ordinal()],
                count[PartnerMatching.Does.NOTHING.ordinal()],
                bad,
                names);
    }

    @Override
    public List<List<@Nullable Object>> export(Partners.Filter filter, Partners.Order order) {
        return matching.all(filter, order).stream()
                .map(p -> Arrays.<@Nullable Object>asList(
                        p.id(),
                        p.form().name(),
                        p.form().kind() == null ? "" : p.form().kind().name(),
                        p.form().street(),
                        p.form().houseNumber(),
                        p.form().postcode(),
                        p.form().town(),
                        p.form().email(),
                        p.form().phone(),
                        p.form().website(),
                        StoredPartners.words(p.profile().worlds()).replace(',', '|'),
                        p.profile().aboutNl(),
                        p.profile().aboutEn(),
                        p.profile().shown() ? "ja" : "nee",
                        p.connected() ? "ja" : "nee"))
                .toList();
    }
}
