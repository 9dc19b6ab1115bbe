package nl.tec.declarations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.PublicDeclarations.SignedBy;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.internal.SignatureHashes.Signed;
import nl.tec.hub.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the signatures of a declaration, in chronological order. */
@Component
public class SignedRows {

    /**
     * A signature with its current data in the database.
     *
     * @param signed the input of its hash, from the current data
     * @param textSha256 as recorded at signing
     * @param recordSha256 as recorded at signing
     * @param title the current title of the version that was signed
     * @param text the current text of that version, with placeholders
     * @param counts whether it is on the latest version, and of an active signatory
     */
    public record Row(
            Signed signed, byte[] textSha256, byte[] recordSha256, String title, String text, boolean counts) {

        public SignedBy by() {
            Mandate mandate = signed.mandate();
            return new SignedBy(
                    signed.organisation(),
                    signed.position(),
                    signed.name(),
                    signed.at(),
                    signed.by(),
                    mandate == null ? "" : mandate.by());
        }

        String who() {
            return signed.organisation().isEmpty()
                    ? signed.position()
                    : signed.organisation() + ", " + signed.position();
        }
    }

    private final JdbcClient jdbc;

    SignedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the signatures that count. */
    public List<Row> list(long declarationId) {
        return all(declarationId).stream().filter(Row::counts).toList();
    }

    /** Returns all signatures, including those on earlier versions and of withdrawn or replaced signatories. */
    public List<Row> all(long declarationId) {
        return jdbc.sql("""
                select g.*, s.organisation, v.number, v.title, v.text as version_text,
                       s.withdrawn_at is null
                         and v.id = (select id from declaration_latest_version(:id)) as counts,
                       s.mandate_by, s.mandate_for as mandate_what, s.mandate_from, s.mandate_until, s.mandate_evidence
                  from declaration_version v join signature g on g.version_id = v.id join signatory s on s.id = g.signatory_id
                 where v.declaration_id = :id order by g.id
                """)
                .param("id", declarationId)
                .query((row, n) -> row(row, declarationId))
                .list();
    }

    /** Returns the mark of the declaration, computed from the current data. */
    public static byte[] mark(long declarationId, int version, List<Row> rows) {
        return SignatureHashes.mark(
                declarationId,
                version,
                rows.stream().map(row -> row.signed().sha256()).toList());
    }

    private static Row row(ResultSet row, long declarationId) throws SQLException {
        return new Row(
                new Signed(
                        declarationId,
                        row.getInt("number"),
                        row.getLong("signatory_id"),
                        row.getString("organisation"),
                        row.getString("position"),
                        Rows.readOrNull(row, Mandate.class, "mandate_"),
                        row.getString("name"),
                        row.getString("text"),
                        Rows.instant(row, "signed_at"),
                        Rows.constant(row, "identified_by", IdentifiedBy.class),
                        row.getBytes("address_hash"),
                        Rows.longOrNull(row, "account_id")),
                row.getBytes("text_sha256"),
                row.getBytes("record_sha256"),
                row.getString("title"),
                row.getString("version_text"),
                row.getBoolean("counts"));
    }
}
