package nl.tec.declarations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signature;
import nl.tec.declarations.Signing.Item;
import nl.tec.declarations.Signing.Page;
import nl.tec.declarations.Signing.Progress;
import nl.tec.declarations.Signing.State;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the page of a signatory: its text with placeholders filled in, and its state. */
@Component
public class SigningQueries {

    private static final String SIGNATORIES = """
            select s.*, d.kind, d.slug, d.opened_at, d.completed_at, d.withdrawn_at as declaration_withdrawn, d.public_from,
                   v.number, v.title, v.text, i.position as instead,
                   g.text as signed_text, s.mandate_for as mandate_what,
            """ + DeclarationQueries.SIGNATURE + """
              from signatory s join declaration d on d.id = s.declaration_id
              join declaration_latest_version(d.id) v on true
              left join signature g on g.signatory_id = s.id and g.version_id = v.id
              left join signatory i on i.id = s.replaced_by
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SigningQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Page> page(long signatoryId) {
        return page(signatoryId, Dates.today(clock));
    }

    /** @param day the day of signing, which is filled in */
    public Optional<Page> page(long signatoryId, LocalDate day) {
        return jdbc.sql(SIGNATORIES + " where s.id = ?")
                .param(signatoryId)
                .query((row, n) -> read(row, day))
                .optional();
    }

    private Page read(ResultSet row, LocalDate day) throws SQLException {
        String title = row.getString("title");
        String signed = row.getString("signed_text");
        String text = signed == null
                ? Filling.fill(row.getString("text"), row.getString("organisation"), row.getString("position"), day)
                // without its title and the empty line
                : signed.substring(Math.min(signed.length(), title.length() + 2));
        long id = row.getLong("id");
        int version = row.getInt("number");
        SigningContext signingContext = around(row.getLong("declaration_id"), id, version);
        return new Page(
                id,
                Rows.constant(row, "kind", DeclarationKind.class),
                title,
                text,
                SignatureHashes.hex(Sha256.of(Filling.exactText(title, text))),
                version,
                signingContext.signedEarlier(),
                row.getString("organisation"),
                row.getString("position"),
                Rows.readOrNull(row, Mandate.class, "mandate_"),
                state(row, day),
                Rows.text(row, "instead"),
                Rows.text(row, "decline_reason"),
                Rows.readOrNull(row, Signature.class, "signature_"),
                signingContext.progress(),
                Rows.instantOrNull(row, "public_from"),
                signingContext.hasFile());
    }

    private record SigningContext(Progress progress, boolean signedEarlier, boolean hasFile) {}

    private SigningContext around(long declarationId, long signatoryId, int version) {
        return jdbc.sql("""
                select count(*) filter (where s.withdrawn_at is null) as asked,
                       count(*) filter (where s.withdrawn_at is null and g.id is not null) as signed,
                       exists (select from signature e join declaration_version o on o.id = e.version_id
                               where e.signatory_id = :signatory and o.number < :version) as earlier,
                       exists (select from declaration_file f where f.declaration_id = :id) as has_file
                  from signatory s join declaration_version v on v.declaration_id = s.declaration_id and v.number = :version
                  left join signature g on g.signatory_id = s.id and g.version_id = v.id
                 where s.declaration_id = :id
                """)
                .param("signatory", signatoryId)
                .param("version", version)
                .param("id", declarationId)
                .query((row, n) -> new SigningContext(
                        Rows.read(row, Progress.class), row.getBoolean("earlier"), row.getBoolean("has_file")))
                .single();
    }

    /**
     * Returns the declarations that organisations have to sign or have signed, open ones first; excludes drafts.
     *
     * @param openOnly whether to limit them to those that can be signed now
     */
    public List<Item> ofOrganisations(List<Long> organisations, boolean openOnly) {
        if (organisations.isEmpty()) {
            return List.of();
        }
        LocalDate today = Dates.today(clock);
        return jdbc
                .sql(SIGNATORIES + """
                         where s.organisation_id in (:organisations) and s.invited_at is not null
                         order by g.signed_at is not null, s.withdrawn_at is not null, s.id desc limit 200
                        """)
                .param("organisations", organisations)
                .query((row, n) -> new Item(
                        row.getLong("id"),
                        row.getLong("declaration_id"),
                        isPublic(row) ? row.getString("slug") : "",
                        Rows.constant(row, "kind", DeclarationKind.class),
                        row.getString("title"),
                        row.getString("position"),
                        state(row, today),
                        Rows.instantOrNull(row, "signature_at")))
                .list()
                .stream()
                .filter(item -> !openOnly || item.state() == State.TO_SIGN)
                .toList();
    }

    /** Evaluates the condition of {@link PublicQueries} for a row. */
    private boolean isPublic(ResultSet row) throws SQLException {
        Instant from = Rows.instantOrNull(row, "public_from");
        return row.getTimestamp("completed_at") != null
                && row.getTimestamp("declaration_withdrawn") == null
                && from != null
                && !from.isAfter(clock.instant());
    }

    private static State state(ResultSet row, LocalDate day) throws SQLException {
        DeclarationState declaration = row.getTimestamp("declaration_withdrawn") != null
                ? DeclarationState.WITHDRAWN
                : row.getTimestamp("completed_at") != null ? DeclarationState.COMPLETE : DeclarationState.OPEN;
        if (declaration == DeclarationState.WITHDRAWN) {
            return State.DECLARATION_WITHDRAWN;
        }
        if (row.getTimestamp("withdrawn_at") != null) {
            return row.getString("instead") == null ? State.WITHDRAWN : State.REPLACED;
        }
        if (row.getTimestamp("signature_at") != null) {
            return State.SIGNED;
        }
        if (row.getTimestamp("declined_at") != null && declaration != DeclarationState.COMPLETE) {
            return State.DECLINED;
        }
        return declaration == DeclarationState.COMPLETE
                ? State.CLOSED
                : byMandate(Rows.readOrNull(row, Mandate.class, "mandate_"), day);
    }

    /** Returns the state of a signatory who can sign, depending on the validity of its mandate (rules 6). */
    private static State byMandate(@Nullable Mandate mandate, LocalDate day) {
        if (mandate == null || mandate.validOn(day)) {
            return State.TO_SIGN;
        }
        return day.isBefore(mandate.from()) ? State.MANDATE_NOT_YET : State.MANDATE_EXPIRED;
    }

    /** Returns the sealed document, for a signatory who has signed its latest version. */
    public Optional<byte[]> file(long signatory) {
        return jdbc.sql("""
                select f.pdf from declaration_file f join signatory s on s.declaration_id = f.declaration_id
                 where s.id = ? and s.withdrawn_at is null
                   and exists (select from signature g join declaration_latest_version(s.declaration_id) v on v.id = g.version_id
                                where g.signatory_id = s.id)
                """).param(signatory).query(byte[].class).optional();
    }
}
