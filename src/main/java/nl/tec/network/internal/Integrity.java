package nl.tec.network.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.tec.documents.Seal;
import nl.tec.documents.Seals;
import nl.tec.network.Alteration;
import nl.tec.network.Alteration.What;
import nl.tec.network.Declaration;
import nl.tec.network.Signing;
import nl.tec.network.internal.Evidence.Signed;
import nl.tec.network.internal.SignedRows.Row;
import nl.tec.shared.Dates;
import nl.tec.shared.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether what was signed is still there as it was (rules 6): all hashes are computed anew, and the mark in the seal of the
 * document, which nobody can make without the key, is compared with them.
 */
@Component
class Integrity {

    private final JdbcClient jdbc;
    private final DeclarationReader reader;
    private final SignedRows signed;
    private final Seals seals;

    Integrity(JdbcClient jdbc, DeclarationReader reader, SignedRows signed, Seals seals) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.signed = signed;
        this.seals = seals;
    }

    /** Empty when all is well. */
    List<Alteration> check(long declarationId) {
        Declaration declaration = reader.find(declarationId).orElseThrow();
        List<Row> rows = signed.list(declarationId);
        List<Alteration> found = new ArrayList<>();
        for (Row row : rows) {
            if (!Evidence.same(row.signed().sha256(), row.recordSha256())
                    || !Evidence.same(Sha256.of(row.signed().text()), row.textSha256())) {
                found.add(new Alteration(What.SIGNATURE, row.who()));
            }
        }
        if (rows.stream()
                .anyMatch(row ->
                        !textNow(declaration, row.signed()).equals(row.signed().text()))) {
            found.add(new Alteration(What.TEXT, ""));
        }
        file(declarationId).ifPresent(file -> check(file, declaration, rows, found));
        return found;
    }

    private void check(File file, Declaration declaration, List<Row> rows, List<Alteration> found) {
        Optional<Seal> seal = seals.find(file.pdf());
        boolean intact = Evidence.same(Sha256.of(file.pdf()), file.sha256())
                && seal.isPresent()
                && seal.get().intact()
                && seal.get().certificate().equals(file.certificate());
        if (!intact) {
            found.add(new Alteration(What.FILE, ""));
            return;
        }
        byte[] mark = SignedRows.mark(declaration.id(), declaration.version(), rows);
        if (!Evidence.same(mark, file.mark()) || !seal.get().reason().endsWith(Evidence.hex(mark))) {
            found.add(new Alteration(What.RECORD, ""));
        }
    }

    /** What the text of the version says now, filled in for who signed on the day of signing. */
    private static String textNow(Declaration declaration, Signed signed) {
        return Signing.exactText(
                declaration.title(),
                Filling.fill(declaration.text(), signed.organisation(), signed.position(), Dates.dayOf(signed.at())));
    }

    private record File(byte[] pdf, byte[] sha256, byte[] mark, String certificate) {}

    private Optional<File> file(long declarationId) {
        return jdbc.sql("select pdf, sha256, record_sha256, certificate from declaration_file where declaration_id = ?")
                .param(declarationId)
                .query((row, n) -> new File(
                        row.getBytes("pdf"),
                        row.getBytes("sha256"),
                        row.getBytes("record_sha256"),
                        row.getString("certificate")))
                .optional();
    }
}
