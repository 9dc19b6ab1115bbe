package nl.tec.partners.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileType;
import nl.tec.documents.StoredFile;
import nl.tec.documents.UploadedFile;
import nl.tec.hub.Rows;
import nl.tec.partners.Basis;
import nl.tec.partners.Memberships;
import nl.tec.partners.Proof;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Manages the evidence of memberships and ambassadors (rules 6). The database determines from which day they count; see the triggers
 * {@code membership_counted} and {@code ambassador_counted}.
 */
@Component
public class Agreements {

    /** The columns of a {@link Basis} for a row {@code m} of membership or ambassador; requires {@link #JOINS}. */
    public static final String COLUMNS = """
            , paper.id as paper_id, paper.name as paper_name, paper.added_at as paper_at, coalesce(scanner.name, '') as paper_by
            """;

    public static final String JOINS = """
             left join paper_agreement paper on paper.id = m.paper_id left join accounts_account_v scanner on scanner.id = paper.account_id
            """;

    /** The SQL expression for {@link Basis#code} of a row {@code m} of membership. */
    public static final String CODE = """
            case when declaration_id is not null then 'DECLARED' when paper_id is not null then 'PAPER'
                 when fee_receipt_id is not null then 'FEE' when taken_over then 'TAKEN_OVER' else 'NONE' end
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;

    Agreements(JdbcClient jdbc, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /** Validates a proof; problems are at the fields of the form. */
    public Problems check(long organisationId, Proof proof, Problems problems) {
        if (proof instanceof Proof.Paper paper) {
            return EvidenceDocument.check(paper.document().bytes(), problems);
        }
        if (proof instanceof Proof.Fee fee) {
            boolean amount = fee.cents() >= 1 && fee.cents() <= Memberships.MAX_FEE_CENTS;
            boolean day = !fee.received().isAfter(Dates.today(clock))
                    && fee.received().getYear() >= 2000;
            return problems.addIf(!amount, "received", "network.problem.received")
                    .addIf(!day, "receivedOn", "network.problem.receivedOn");
        }
        return problems.addIf(signedBy(organisationId).isEmpty(), "proof", "network.problem.notSigned");
    }

    /** Stores the evidence of a membership, which counts from today. @param proof a valid proof */
    public void prove(long membershipId, long organisationId, Proof proof, Actor by) {
        if (proof instanceof Proof.Paper paper) {
            link("paper_id", membershipId, keep(paper.document(), by));
        } else if (proof instanceof Proof.Fee fee) {
            link("fee_receipt_id", membershipId, keep(fee, by));
        } else {
            link(
                    "declaration_id",
                    membershipId,
                    signedBy(organisationId).orElseThrow(() -> new NotFound("declaration of " + organisationId)));
        }
    }

    private void link(String column, long membershipId, long id) {
        jdbc.sql("update membership set " + column + " = ? where id = ?")
                .params(id, membershipId)
                .update();
    }

    /** Returns the last declaration that this organisation and all other signatories have signed. */
    private Optional<Long> signedBy(long organisationId) {
        return jdbc.sql("""
                select d.id from declarations_declaration_v d
                 where d.completed_at is not null and d.withdrawn_at is null and d.kind <> 'AMBASSADOR'
                   and exists (select from declarations_signatory_v s join declarations_signature_v g on g.signatory_id = s.id
                                where s.declaration_id = d.id and s.organisation_id = :organisation and s.withdrawn_at is null)
                 order by d.completed_at desc, d.id desc limit 1
                """)
                .param("organisation", organisationId)
                .query(Long.class)
                .optional();
    }

    /** Stores a scan. @param document a valid document. @return its id */
    public long keep(UploadedFile document, Actor by) {
        FileType type = Objects.requireNonNull(EvidenceDocument.type(document.bytes()));
        return jdbc.sql("""
                insert into paper_agreement (name, type, content, sha256, added_at, account_id)
                values (:name, :type, :content, sha256(:content), :now, :account) returning id
                """)
                .param("name", type.fileName(document.name(), "bestand"))
                .param("type", type.media())
                .param("content", document.bytes())
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .query(Long.class)
                .single();
    }

    private long keep(Proof.Fee fee, Actor by) {
        return jdbc.sql("""
                insert into fee_receipt (cents, received_on, recorded_at, account_id) values (:cents, :received, :now, :account) returning id
                """)
                .param("cents", fee.cents())
                .param("received", fee.received())
                .param("now", Rows.now(clock))
                .param("account", by.accountId())
                .query(Long.class)
                .single();
    }

    /**
     * Returns a scan, and records the access in the audit log.
     *
     * @throws NotFound if there is none
     */
    public StoredFile read(long documentId, Actor by) {
        StoredFile content = jdbc.sql("select name, type as media, content as bytes from paper_agreement where id = ?")
                .param(documentId)
                .query(Rows.of(StoredFile.class))
                .optional()
                .orElseThrow(() -> new NotFound("document " + documentId));
        audit.add(by, "PAPER_AGREEMENT_READ", "paper_agreement", documentId);
        return content;
    }

    /** Validates a scan; problems are at its field. */
    public static Problems document(UploadedFile document) {
        return EvidenceDocument.check(document.bytes(), new Problems());
    }

    /** Maps a row with {@link #COLUMNS}, declaration_id and taken_over; for a membership also with its fee receipt. */
    public static Basis basis(ResultSet row, boolean membership) throws SQLException {
        Long declaration = Rows.longOrNull(row, "declaration_id");
        if (declaration != null) {
            return new Basis.Declared(declaration);
        }
        if (row.getObject("paper_id") != null) {
            return new Basis.Paper(
                    row.getLong("paper_id"),
                    row.getString("paper_name"),
                    Rows.instant(row, "paper_at"),
                    row.getString("paper_by"));
        }
        if (membership && row.getObject("fee_receipt_id") != null) {
            return new Basis.Fee(
                    new Money(row.getLong("receipt_cents")),
                    row.getObject("received_on", LocalDate.class),
                    Rows.instant(row, "receipt_at"),
                    row.getString("receipt_by"));
        }
        return row.getBoolean("taken_over") ? new Basis.TakenOver() : new Basis.None();
    }
}
