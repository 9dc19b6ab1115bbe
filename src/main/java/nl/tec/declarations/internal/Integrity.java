package nl.tec.declarations.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.tec.declarations.Alteration;
import nl.tec.declarations.Alteration.What;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.internal.SignatureHashes.Signed;
import nl.tec.declarations.internal.SignedRows.Row;
import nl.tec.documents.Seal;
import nl.tec.documents.Seals;
import nl.tec.hub.Rows;
import nl.tec.shared.Dates;
import nl.tec.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks that signed declarations are unaltered (rules 6), earlier versions included: recomputes all hashes, and compares them with the
 * mark in the seal of the document, which cannot be forged without the key.
 */
@Component
public class Integrity {

    private final JdbcClient jdbc;
    private final DeclarationQueries reader;
    private final SignedRows signed;
    private final Seals seals;

    Integrity(JdbcClient jdbc, DeclarationQueries reader, SignedRows signed, Seals seals) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.signed = signed;
        this.seals = seals;
    }

    /** Returns all alterations. Includes the seal of the document, which is slow. */
    public List<Alteration> check(long declarationId) {
        return check(declarationId, true);
    }

    /** Returns the alterations without checking the seal of the document, for public pages. */
    public List<Alteration> quick(long declarationId) {
        return check(declarationId, false);
    }

    private List<Alteration> check(long declarationId, boolean withSeal) {
        Declaration declaration = reader.find(declarationId).orElseThrow();
        List<Row> rows = signed.all(declarationId);
        Set<Alteration> found = new LinkedHashSet<>();
        for (Row row : rows) {
            if (!SignatureHashes.same(row.signed().sha256(), row.recordSha256())
                    || !SignatureHashes.same(Sha256.of(row.signed().text()), row.textSha256())) {
                found.add(new Alteration(What.SIGNATURE, row.who()));
            }
        }
        if (rows.stream().anyMatch(row -> !currentText(row).equals(row.signed().text()))) {
            found.add(new Alteration(What.TEXT, ""));
        }
        file(declarationId).ifPresent(file -> {
            byte[] mark = SignedRows.mark(
                    declarationId,
                    declaration.version(),
                    rows.stream().filter(Row::counts).toList());
            check(file, mark, withSeal, found);
        });
        return List.copyOf(found);
    }

    private void check(File file, byte[] mark, boolean withSeal, Set<Alteration> found) {
        Optional<Seal> seal = withSeal ? seals.find(file.pdf()) : Optional.empty();
        boolean sealed = !withSeal
                || (seal.isPresent()
                        && seal.get().intact()
                        && seal.get().certificate().equals(file.certificate()));
        if (!sealed || !SignatureHashes.same(Sha256.of(file.pdf()), file.sha256())) {
            found.add(new Alteration(What.FILE, ""));
            return;
        }
        if (seal.isPresent() && !seals.ours(file.certificate())) {
            found.add(new Alteration(What.SEAL, ""));
        }
        if (!SignatureHashes.same(mark, file.mark())
                || (seal.isPresent() && !seal.get().reason().endsWith(SignatureHashes.hex(mark)))) {
            found.add(new Alteration(What.RECORD, ""));
        }
    }

    /** Returns the current text of the version, filled in for the signatory on the day of signing. */
    private static String currentText(Row row) {
        Signed signed = row.signed();
        return Filling.exactText(
                row.title(),
                Filling.fill(row.text(), signed.organisation(), signed.position(), Dates.dayOf(signed.at())));
    }

    private record File(byte[] pdf, byte[] sha256, byte[] mark, String certificate) {}

    private Optional<File> file(long declarationId) {
        return jdbc.sql(
                        "select pdf, sha256, record_sha256 as mark, certificate from declaration_file where declaration_id = ?")
                .param(declarationId)
                .query(Rows.of(File.class))
                .optional();
    }
}
