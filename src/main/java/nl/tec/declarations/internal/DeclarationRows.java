package nl.tec.declarations.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatory;
import nl.tec.declarations.Signatory.Decline;
import nl.tec.declarations.Signature;
import nl.tec.hub.Rows;
import nl.tec.hub.Texts;
import nl.tec.partners.Membership;
import org.jspecify.annotations.Nullable;

/** Maps rows to declarations, signatories and signatures. */
final class DeclarationRows {

    private DeclarationRows() {}

    /** Derives the state from opened_at, completed_at and withdrawn_at. */
    static DeclarationState state(ResultSet row) throws SQLException {
        if (row.getTimestamp("withdrawn_at") != null) {
            return DeclarationState.WITHDRAWN;
        }
        if (row.getTimestamp("completed_at") != null) {
            return DeclarationState.COMPLETE;
        }
        return row.getTimestamp("opened_at") != null ? DeclarationState.OPEN : DeclarationState.DRAFT;
    }

    static Terms terms(ResultSet row) throws SQLException {
        String kind = row.getString("membership_kind");
        return new Terms(
                kind == null ? null : Membership.Kind.valueOf(kind),
                row.getObject("term_from", LocalDate.class),
                row.getObject("term_until", LocalDate.class),
                Rows.longOrNull(row, "fee_cents"));
    }

    static @Nullable Mandate mandate(ResultSet row) throws SQLException {
        String by = row.getString("mandate_by");
        return by == null
                ? null
                : new Mandate(
                        by,
                        row.getString("mandate_for"),
                        Objects.requireNonNull(row.getObject("mandate_from", LocalDate.class)),
                        row.getObject("mandate_until", LocalDate.class),
                        row.getString("mandate_evidence"));
    }

    /** Maps a signatory (s.*) with decliner and optional signature: name, signed_at, identified_by, text_sha256, record_sha256. */
    static Signatory signatory(ResultSet row, int version) throws SQLException {
        return new Signatory(
                row.getLong("id"),
                Rows.longOrNull(row, "organisation_id"),
                row.getString("organisation"),
                row.getString("position"),
                row.getString("email"),
                Texts.language(row.getString("language")),
                row.getBoolean("required"),
                mandate(row),
                Rows.instantOrNull(row, "invited_at"),
                Rows.instantOrNull(row, "reminded_at"),
                row.getInt("reminders"),
                Rows.instantOrNull(row, "remind_at"),
                decline(row),
                Rows.instantOrNull(row, "withdrawn_at"),
                Rows.longOrNull(row, "replaced_by"),
                signature(row, version));
    }

    private static @Nullable Decline decline(ResultSet row) throws SQLException {
        Instant at = Rows.instantOrNull(row, "declined_at");
        return at == null ? null : new Decline(at, row.getString("decline_reason"), row.getString("decliner"));
    }

    static @Nullable Signature signature(ResultSet row, int version) throws SQLException {
        Instant at = Rows.instantOrNull(row, "signed_at");
        return at == null
                ? null
                : new Signature(
                        row.getString("name"),
                        at,
                        Rows.constant(row, "identified_by", Signature.IdentifiedBy.class),
                        version,
                        SignatureHashes.hex(row.getBytes("text_sha256")),
                        SignatureHashes.hex(row.getBytes("record_sha256")));
    }
}
